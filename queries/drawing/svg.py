"""A network as one SVG page that grows with it: legible in colour, in grey, and to a screen reader."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.text import directed, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.drawing.layout import Node, Plan
    from councilgraph.queries.network.building import Network
    from jinja2 import Template

    Bundle = tuple[str, str, str]

FONTS = (
    "DejaVu Sans, Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, Noto Sans CJK SC, WenQuanYi Micro Hei, "
    "PingFang SC, Microsoft YaHei, Arial, sans-serif"
)
TITLE_FONT, TITLE_LINE, CAPTION_LINE, LEGEND_LINE = 20.0, 27.0, 17.0, 26.0
SAMPLE = 52.0
DRAWN = ("x", "y", "radius", "outer", "span", "lines", "note", "bounds", "side", "shape")
UNKNOWN_STANCE = {"colour": "#000000", "dash": "", "width": 1.2}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words at its place."""

    text: str
    x: float
    y: float


def draw(graph: Network, *, title: str | None = None, language: str | None = None) -> str:
    """The network as SVG text; `title` replaces the general one, `language` that of headings and caption.

    The same graph gives the same text. The page is 1180 pixels wide and as high as it must be.
    """
    said = words(language or str(graph.graph.get("language", "en")))
    heading = title or titled(graph, said)
    head = placed(wrap(heading, layout.PAGE - 2 * layout.MARGIN, TITLE_FONT), 40.0, TITLE_LINE)
    legend, top = legend_of(graph, head[-1].y + 34)
    plan = layout.plan(graph, lambda key: heading_of(key, said), list(book("words.toml")["types"]), top + 14)
    caption_at = top + 14 + plan.height + 24
    caption = captioned(graph, said)
    room = layout.PAGE - 2 * layout.MARGIN
    wrapped = [line for text in caption for line in wrap(text, room, layout.HEADING)]
    below = placed(wrapped, caption_at, CAPTION_LINE)
    page = {
        "width": layout.PAGE,
        "height": below[-1].y + 24,
        "title": heading,
        "caption": caption,
        "fonts": FONTS,
        "font": layout.FONT,
        "small": layout.SMALL,
        "heading": layout.HEADING,
        "language": said["language"],
    }
    return template().render(
        page=page,
        title=head,
        headings=plan.headings,
        links=[*links_of(graph, plan)],
        nodes=[node_of(node) for node in plan.nodes.values()],
        legend=legend,
        caption=below,
        line_height=layout.LINE,
    )


def titled(graph: Network, said: dict[str, str]) -> str:
    """The title of a graph that was given none, with what was asked for."""
    asked = str(graph.graph.get("asked", ""))
    return f"{said['title']} ({asked})" if asked else said["title"]


def placed(texts: list[str], y: float, step: float) -> list[Line]:
    """Texts as lines below one another, the first at `y`."""
    return [Line(text, layout.MARGIN, y + number * step) for number, text in enumerate(texts)]


def captioned(graph: Network, said: dict[str, str]) -> list[str]:
    """What the picture rests on: counts, what shapes mean, and the records."""
    holders = [data for _, data in graph.nodes(data=True) if data["kind"] == "holder"]
    unnamed = sum(data["type"] == "group" for data in holders)
    facts = {data["fact"] for _, _, data in graph.edges(data=True)}
    counts = {
        "positions": len(facts),
        "named": len(holders) - unnamed,
        "unnamed": unnamed,
        "targets": graph.number_of_nodes() - len(holders),
    }
    if not facts:
        return [said["nothing"]]
    records = f"{said['records']}: {graph.graph['records']}"
    return [said["counts"].format(**counts), said["shapes"], records]


def legend_of(graph: Network, y: float) -> tuple[list[dict[str, Any]], float]:
    """Samples of the stances that occur, in rows, and where the next thing may begin."""
    called = {data["stance"]: data["stanceLabel"] for _, _, data in graph.edges(data=True)}
    x = layout.MARGIN
    entries = []
    for stance in in_order(called):
        needed = SAMPLE + width(called[stance], layout.FONT) + 28
        if x + needed > layout.PAGE - layout.MARGIN and x > layout.MARGIN:
            x, y = layout.MARGIN, y + LEGEND_LINE
        entries.append({**style(stance), "x": x, "y": y, "text": called[stance]})
        x += needed
    return entries, y + 20


def in_order(stances: Iterable[str]) -> list[str]:
    """Stances in the order of the style book, unknown ones last."""
    known = list(book("style.toml")["stance"])
    return sorted(stances, key=lambda stance: (known.index(stance) if stance in known else len(known), stance))


def links_of(graph: Network, plan: Plan) -> Iterable[dict[str, Any]]:
    """One curve for each holder, target and stance, each from a point and to a point of its own."""
    bundles: dict[Bundle, list[dict[str, Any]]] = {}
    for source, target, data in graph.edges(data=True):
        bundles.setdefault((source, target, data["stance"]), []).append(data)
    starts = ports(plan, bundles, near=0, far=1)
    ends = ports(plan, bundles, near=1, far=0)
    for bundle, said in bundles.items():
        start, end = plan.nodes[bundle[0]], plan.nodes[bundle[1]]
        path = curve(start.x + start.reach + 1, starts[bundle], end.x - end.reach - 1, ends[bundle])
        title = "\n".join(sentence(start, end, data) for data in said)
        yield {**style(bundle[2]), "stance": bundle[2], "path": path, "title": title}


def ports(plan: Plan, bundles: Iterable[Bundle], *, near: int, far: int) -> dict[Bundle, float]:
    """The height at which each bundle leaves or reaches its node, in the order of the nodes opposite."""
    by_node: dict[str, list[Bundle]] = {}
    for bundle in bundles:
        by_node.setdefault(bundle[near], []).append(bundle)
    found = {}
    ranks = {stance: rank for rank, stance in enumerate(in_order({bundle[2] for bundle in bundles}))}
    for name, own in by_node.items():
        node = plan.nodes[name]
        own.sort(key=lambda bundle: (plan.nodes[bundle[far]].y, ranks[bundle[2]]))
        step = min(layout.PORT, 2 * node.span / len(own))
        for place, bundle in enumerate(own):
            found[bundle] = node.y + (place - (len(own) - 1) / 2) * step
    return found


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """A curve from the right of a holder to the left of a target, level at both ends."""
    bend = (x2 - x1) * 0.45
    return f"M{px(x1)} {px(y1)}C{px(x1 + bend)} {px(y1)} {px(x2 - bend)} {px(y2)} {px(x2)} {px(y2)}"


def sentence(start: Node, end: Node, data: dict[str, Any]) -> str:
    """A link in words: who, how, what, where, and the quote."""
    where = f"{data['record']}, {data['paragraph']}"
    return f"{start.label} · {data['stanceLabel']} · {end.label} ({where}): {data['quote']}"


def node_of(node: Node) -> dict[str, Any]:
    """What the template needs to know about a node."""
    extra = layout.SMALL + 3 if node.note else 0.0
    first = node.y - (len(node.lines) * layout.LINE + extra) / 2 + layout.FONT
    drawn = {name: getattr(node, name) for name in DRAWN}
    title = " · ".join(filter(None, (node.label, node.bounds, node.note)))
    return {**drawn, "reach": node.reach + 9, "first": first, "title": title}


def style(stance: str) -> dict[str, Any]:
    """Colour, dash and width of a stance."""
    return dict(book("style.toml")["stance"].get(stance, UNKNOWN_STANCE))


def heading_of(key: str, said: dict[str, str]) -> str:
    """The words above a block of nodes."""
    types = book("words.toml")["types"]
    return said.get(key) or types.get(key, {}).get(said["language"], key)


def words(language: str) -> dict[str, str]:
    """The words of a drawing in a language, in English where there are none."""
    known = book("words.toml")["words"]
    language = language if language in known else "en"
    return {**known[language], "language": language}


@cache
def book(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def template() -> Template:
    """The page; everything put into it is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters.update(px=px, directed=directed)
    return environment.from_string(files(__package__).joinpath("network.svg.j2").read_text("utf-8"))


def px(number: float) -> str:
    """A length as SVG writes it.

    >>> px(12.0), px(0.126)
    ('12', '0.13')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")
