"""Ties among nodes of one kind, as a circle: those of one community stand together, and so are seen to be one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.page import page, render, titled, words
from councilgraph.queries.drawing.svg import SAMPLE, px
from councilgraph.queries.drawing.text import width
from councilgraph.queries.network.measures import friendly, louvain, ranked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.network.onemode import OneMode

    Placed = dict[str, dict[str, Any]]

ARC, LEAST_RADIUS, LONGEST_LABEL = 24.0, 150.0, 260.0
LABEL_GAP, BEND = 13.0, 0.45
WIDEST, THINNEST = 14.0, 0.8
SHADES = ("#222222", "#ffffff", "#999999", "#5a5a5a", "#d6d6d6")
STYLES = {
    "agree": {"colour": "#0072B2", "dash": ""},
    "differ": {"colour": "#D55E00", "dash": "7 4"},
}
LEGEND_ROOM = 40.0
UP, DOWN, ASIDE = (0, -1), (0, 1), (1, 0)


def draw_ties(graph: OneMode, *, title: str | None = None, language: str | None = None) -> str:
    """A network of one mode as SVG text: lines as wide as ties are close, with what the unnamed could make of them.

    Widths grow with the square root of a tie. Disagreement is dashed, so that a grey print tells it from agreement;
    nodes are shaded by community. The page grows with the network; the same graph gives the same text.
    """
    said = words(language or str(graph.graph.get("language", "en")))
    camps = ranked(louvain(friendly(graph)), friendly(graph)) if len(graph) else []
    radius = max(LEAST_RADIUS, ARC * (len(graph) + len(camps)) / (2 * math.pi))
    nodes = placed(graph, camps, radius)
    up, down, aside = (max((extent(node, axis) for node in nodes.values()), default=0.0) for axis in (UP, DOWN, ASIDE))
    breadth = max(layout.PAGE, 2 * (aside + layout.MARGIN))
    heading = title or title_of(graph, said)
    around = page(heading, captioned(graph, said), said["language"], breadth, up + down + LEGEND_ROOM)
    moved(nodes, breadth / 2, around.top + LEGEND_ROOM + up)
    return render(
        "circle.svg.j2",
        page=around,
        nodes=list(nodes.values()),
        ties=list(lines(graph, nodes, (breadth / 2, around.top + LEGEND_ROOM + up))),
        legend=legend(graph, said, around.top),
    )


def title_of(graph: OneMode, said: dict[str, str]) -> str:
    """What the picture shows, and of which part of the records."""
    shown = said[f"{graph.graph.get('relation', 'congruence')}-{graph.graph.get('over', 'holders')}"]
    asked = "; ".join(filter(None, (graph.graph.get("asked", ""), graph.graph.get("window", ""))))
    return titled(shown, asked)


def captioned(graph: OneMode, said: dict[str, str]) -> list[str]:
    """What the picture rests on, and how it was made."""
    if not graph.number_of_edges():
        return [said["nothing"]]
    most = max(graph.edges(data=True), key=lambda edge: abs(edge[2]["weight"]))[2]
    counts = {"nodes": len(graph), "ties": graph.number_of_edges(), "groups": graph.graph["unnamedGroups"]}
    return [
        said["scale"].format(most=px(abs(most["weight"])), upper=px(reach(most))),
        said["ties"].format_map(graph.graph | counts),
        said["method"].format_map(graph.graph),
        f"{said['community']}. {graph.graph.get('records', '')}",
    ]


def placed(graph: OneMode, camps: list[set[str]], radius: float) -> Placed:
    """Each node on a circle around nothing, camp after camp with a gap between them, its label pointing outwards."""
    step = 2 * math.pi / max(len(graph) + len(camps), 1)
    found: Placed = {}
    place = 0
    for number, camp in enumerate(camps):
        for node in (node for node in graph if node in camp):
            found[node] = drawn(graph, node, SHADES[number % len(SHADES)], place * step - math.pi / 2, radius)
            place += 1
        place += 1
    return found


def drawn(graph: OneMode, node: str, fill: str, angle: float, radius: float) -> dict[str, Any]:
    """A node and its label at an angle."""
    across, down = math.cos(angle), math.sin(angle)
    left = across < -1e-9
    label = str(graph.nodes[node]["label"])
    return {
        "x": radius * across,
        "y": radius * down,
        "label_x": (radius + LABEL_GAP) * across,
        "label_y": (radius + LABEL_GAP) * down,
        "turn": math.degrees(angle) + (180 if left else 0),
        "end": left,
        "label": shortened(label),
        "title": label,
        "fill": fill,
        "shape": str(graph.nodes[node]["type"]),
        "tip": tuple((radius + LABEL_GAP + width(shortened(label), layout.FONT)) * part for part in (across, down)),
    }


def extent(node: dict[str, Any], direction: tuple[int, int]) -> float:
    """How far a node with its label reaches from the centre in a direction, to either side where that is 0."""
    across, down = direction
    tip: tuple[float, float] = node["tip"]
    return LABEL_GAP + max(0.0, abs(tip[0]) * across, tip[1] * down)


def moved(nodes: Placed, across: float, down: float) -> None:
    """Puts the circle where it belongs."""
    for node in nodes.values():
        for name, distance in (("x", across), ("label_x", across), ("y", down), ("label_y", down)):
            node[name] += distance


def shortened(label: str, room: float = LONGEST_LABEL) -> str:
    """A label that fits in so many pixels; a title holds it whole.

    >>> shortened("Switzerland", 60)
    'Switz…'
    """
    if width(label, layout.FONT) <= room:
        return label
    end = len(label)
    while width(label[:end] + "…", layout.FONT) > room:
        end -= 1
    return label[:end] + "…"


def lines(graph: OneMode, nodes: Placed, centre: tuple[float, float]) -> Iterable[dict[str, Any]]:
    """The ties, the closest last and so on top."""
    edges = sorted(graph.edges(data=True), key=lambda edge: abs(edge[2]["weight"]))
    most = max((reach(data) for _, _, data in edges), default=0.0)
    for one, other, data in edges:
        kind = kind_of(graph, data["weight"])
        yield {
            **STYLES[kind],
            "kind": kind,
            "path": chord(nodes[one], nodes[other], centre),
            "width": thickness(abs(data["weight"]), most),
            "upper": thickness(reach(data), most),
            "title": sentence(nodes[one], nodes[other], data),
        }


def reach(data: dict[str, Any]) -> float:
    """The largest that a tie could be, in either direction."""
    return max(abs(float(data[name])) for name in ("weight", "lower", "upper"))


def thickness(value: float, most: float) -> float:
    """The width of a line.

    >>> thickness(4.0, 16.0), thickness(0.0, 0.0)
    (7.0, 0.8)
    """
    return max(THINNEST, WIDEST * math.sqrt(value / most)) if most else THINNEST


def kind_of(graph: OneMode, weight: float) -> str:
    """Whether a tie is one of agreement."""
    return "differ" if weight < 0 or graph.graph.get("relation") == "conflict" else "agree"


def chord(one: dict[str, Any], other: dict[str, Any], centre: tuple[float, float]) -> str:
    """A line between two points of a circle that bends towards its middle."""
    bent = [
        (1 - BEND) * (one[axis] + other[axis]) / 2 + BEND * middle for axis, middle in zip("xy", centre, strict=True)
    ]
    return f"M{px(one['x'])} {px(one['y'])}Q{px(bent[0])} {px(bent[1])} {px(other['x'])} {px(other['y'])}"


def sentence(one: dict[str, Any], other: dict[str, Any], data: dict[str, Any]) -> str:
    """A tie in words: who, how much, between what and what, and where it stands."""
    bounds = f"{px(data['weight'])} [{px(data['lower'])} – {px(data['upper'])}]"
    return f"{one['title']} · {other['title']}: {bounds} ({data['records']})"


def legend(graph: OneMode, said: dict[str, str], y: float) -> list[dict[str, Any]]:
    """Samples of the lines that occur."""
    kinds = {kind_of(graph, data["weight"]) for _, _, data in graph.edges(data=True)}
    entries = [{**STYLES[kind], "text": said[kind], "width": 3.0, "upper": False} for kind in sorted(kinds)]
    if kinds:
        entries.append({**STYLES["agree"], "text": said["possible"], "width": 0.0, "upper": True})
    x = layout.MARGIN
    for entry in entries:
        entry |= {"x": x, "y": y}
        x += SAMPLE + width(str(entry["text"]), layout.FONT) + 28
    return entries
