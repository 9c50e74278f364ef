"""Who stood where, and when: holders down, sessions (or other windows) across, a sign for each side taken."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.circle import shortened
from councilgraph.queries.drawing.page import page, render, titled, words
from councilgraph.queries.drawing.text import width
from councilgraph.queries.network.building import UNNAMED
from councilgraph.queries.network.incidence import AGAINST, FOR, side_of
from councilgraph.queries.network.windows import windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.network.building import Network

    Said = dict[str, list[dict[str, Any]]]
    Column = tuple[str, Network]

LEFT, ROW, COLUMN, LARGEST, SMALLEST = 330.0, 26.0, 64.0, 10.0, 3.5
LEGEND_ROOM, COLUMN_ROOM = 34.0, 90.0
KINDS = (FOR, AGAINST, "both", "neither")


def draw_matrix(
    network: Network,
    by: str = "session",
    *,
    size: int = 5,
    step: int = 1,
    title: str | None = None,
    language: str | None = None,
) -> str:
    """The positions of a two-mode network over time, as SVG text; windows are those of `windows`.

    Filled signs are for, hollow ones against, half-filled ones both, lines neither: a grey print tells them apart.
    Signs grow with the square root of the number of positions. Unnamed speakers stand below, counted with the
    least they are. The page grows with holders and windows.
    """
    said = words(language or str(network.graph.get("language", "en")))
    columns = sliced(network, by, size, step)
    holders = ranked(network)
    breadth = max(layout.PAGE, LEFT + COLUMN * len(columns) + COLUMN_ROOM + layout.MARGIN)
    heading = title or titled(said["matrix"], str(network.graph.get("asked", "")))
    most = max((len(found) for _, part in columns for found in taken(part).values()), default=0)
    caption = [said["matrix-scale"].format(most=most), str(network.graph.get("records", ""))] if most else []
    above = LEGEND_ROOM + COLUMN_ROOM
    high = above + ROW * (len(holders) + 3)
    around = page(heading, caption or [said["nothing"]], said["language"], breadth, high)
    head = around.top + above - 12
    return render(
        "matrix.svg.j2",
        page=around,
        left=LEFT,
        head=head,
        breadth=COLUMN * len(columns),
        columns=[{"x": middle(number), "text": label} for number, (label, _) in enumerate(columns)],
        legend=legend(said, around.top),
        **filled(network, columns, holders, most, head, said),
    )


def sliced(network: Network, by: str, size: int, step: int) -> list[Column]:
    """The windows by name."""
    return [(window.label, part) for window, part in windows(network, by, size=size, step=step)]


def filled(
    network: Network, columns: list[Column], holders: list[str], most: int, head: float, said: dict[str, str]
) -> dict[str, Any]:
    """What stands in the matrix: names of rows, signs, and counts of the unnamed."""
    return {
        "rows": rows(network, holders, said, head),
        "marks": marks(columns, holders, most, head, said),
        "counts": unnamed(columns, len(holders), head),
    }


def ranked(network: Network) -> list[str]:
    """Named holders, those with most positions first, then by label."""
    named = [node for node, data in network.nodes(data=True) if is_named(data)]
    return sorted(named, key=lambda node: (-len(list(network.out_edges(node))), str(network.nodes[node]["label"])))


def is_named(data: dict[str, Any]) -> bool:
    """Whether a node is a holder with a name."""
    return bool(data["kind"] == "holder" and data["type"] != UNNAMED)


def middle(column: int) -> float:
    """Where the middle of a column is."""
    return LEFT + COLUMN * (column + 0.5)


def level(row: int, head: float) -> float:
    """Where the middle of a row is."""
    return head + 12 + ROW * (row + 0.5)


def taken(part: Network) -> Said:
    """The positions of each named holder in a window, each once."""
    found: Said = {}
    for holder, target, data in part.edges(data=True):
        if is_named(part.nodes[holder]):
            found.setdefault(holder, []).append(data | {"text": part.nodes[target]["label"]})
    return found


def kind_of(positions: Sequence[dict[str, Any]]) -> str:
    """On which side somebody stands who takes these positions.

    >>> kind_of([{"stance": "supports"}, {"stance": "opposes"}]), kind_of([{"stance": "abstains"}])
    ('both', 'neither')
    """
    sides = {side for side in (side_of(data["stance"]) for data in positions) if side}
    return "both" if len(sides) > 1 else next(iter(sides), "neither")


def rows(network: Network, holders: list[str], said: dict[str, str], head: float) -> list[dict[str, Any]]:
    """The names of the rows, those of the unnamed last."""
    names = [shortened(str(network.nodes[node]["label"]), LEFT - layout.MARGIN - 16) for node in holders]
    names += [f"{said['unnamed']}: {said[side]}" for side in (FOR, AGAINST)]
    places = [*range(len(holders)), len(holders) + 1, len(holders) + 2]
    return [{"y": level(place, head), "text": name} for place, name in zip(places, names, strict=True)]


def marks(
    columns: list[Column], holders: list[str], most: int, head: float, said: dict[str, str]
) -> list[dict[str, Any]]:
    """The signs, each with what it stands for."""
    found = []
    for column, (label, part) in enumerate(columns):
        positions = taken(part)
        for row, holder in enumerate(holders):
            if holder not in positions:
                continue
            kind = kind_of(positions[holder])
            lines = [f"{part.nodes[holder]['label']} · {label} · {said[kind]}"]
            lines += [f"{data['stanceLabel']} · {data['text']} ({source(data)})" for data in positions[holder]]
            radius = max(SMALLEST, LARGEST * math.sqrt(len(positions[holder]) / most))
            place = {"x": middle(column), "y": level(row, head)}
            found.append({**place, "kind": kind, "radius": radius, "title": "\n".join(lines)})
    return found


def source(data: dict[str, Any]) -> str:
    """Where a position stands."""
    return f"{data['record']}, {data['paragraph']}"


def unnamed(columns: list[Column], holders: int, head: float) -> list[dict[str, Any]]:
    """How many unnamed speakers at least stood for and against something in each window."""
    found = []
    for column, (_, part) in enumerate(columns):
        for row, side in enumerate((FOR, AGAINST), start=holders + 1):
            groups = {
                holder
                for holder, _, data in part.edges(data=True)
                if part.nodes[holder]["type"] == UNNAMED and side_of(data["stance"]) == side
            }
            if groups:
                least = sum(int(part.nodes[group].get("minimum", 1)) for group in groups)
                found.append({"x": middle(column), "y": level(row, head), "text": str(least)})
    return found


def legend(said: dict[str, str], y: float) -> list[dict[str, Any]]:
    """A sample of each sign."""
    x = layout.MARGIN + LARGEST
    found = []
    for kind in KINDS:
        found.append({"x": x, "y": y - 5, "radius": 7.0, "kind": kind, "text": said[kind]})
        x += 16 + width(said[kind], layout.FONT) + 40
    return found
