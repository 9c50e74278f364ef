"""Where everything stands: holders left, what they speak about right, with as few crossings as may be.

The layout depends on the graph alone. Each column is divided into blocks (named and unnamed holders; kinds of
text), and inside each block nodes are moved next to what they are linked to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing.text import wrap
from councilgraph.queries.network.building import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from councilgraph.queries.network.building import Network

    Blocks = list[tuple[str, list[str]]]

PAGE = 1180.0
MARGIN = 32.0
HOLDERS_AT, TARGETS_AT = 370.0, 830.0
FONT, SMALL, HEADING = 14.0, 11.0, 12.0
LINE = 17.0
GAP = 9.0
BLOCK_GAP = 20.0
HEADING_ROOM = 26.0
DOT = 7.0
SWEEPS = 12
PORT = 6.0
BAR = 5.0


@dataclass(slots=True)
class Node:
    """A drawn node: its centre, its size, and its label.

    `radius` is that of a circle, `outer` that of a second one for the most a group stands for (0 for none),
    `span` half the height along which links arrive.
    """

    name: str
    label: str
    side: str
    shape: str
    x: float
    y: float
    radius: float
    outer: float
    lines: list[str]
    note: str = ""
    bounds: str = ""
    span: float = DOT

    @property
    def reach(self) -> float:
        """How far the node extends to either side of its centre."""
        return BAR if self.side == "target" else max(self.radius, self.outer)

    @property
    def height(self) -> float:
        """The room the node needs from top to bottom."""
        words = len(self.lines) * LINE + (SMALL + 3 if self.note else 0)
        return max(words, 2 * max(self.radius, self.outer, self.span)) + GAP


@dataclass(slots=True)
class Heading:
    """A line of words above a block."""

    text: str
    x: float
    y: float
    side: str


@dataclass(slots=True)
class Plan:
    """All nodes and headings, and the height that they take."""

    nodes: dict[str, Node] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    height: float = 0.0


def plan(graph: Network, headings: Callable[[str], str], type_order: Sequence[str], top: float) -> Plan:
    """Places every node of the graph below `top`; `headings` gives the words for the key of a block."""
    holders = blocks(graph, "holder", lambda node: "unnamed" if is_unnamed(graph, node) else "named")
    targets = blocks(graph, "target", lambda node: str(graph.nodes[node]["type"]))
    holders.sort(key=lambda block: ["named", "unnamed"].index(block[0]))
    ranks = {kind: place for place, kind in enumerate(type_order)}
    targets.sort(key=lambda block: (ranks.get(block[0], len(ranks)), block[0]))
    untangle(graph, holders, targets)
    placed = Plan()
    heights = [column_height(graph, column) for column in (holders, targets)]
    for column, height in zip((holders, targets), heights, strict=True):
        place(placed, graph, column, headings, top, spare=max(heights) - height)
    placed.height = max(heights, default=0.0)
    return placed


def blocks(graph: Network, kind: str, key: Callable[[str], str]) -> Blocks:
    """The nodes of one kind in blocks, in order of appearance."""
    found: dict[str, list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] == kind:
            found.setdefault(key(node), []).append(node)
    return list(found.items())


def is_unnamed(graph: Network, node: str) -> bool:
    """Whether a node is a group that the record counts without naming it."""
    return bool(graph.nodes[node]["type"] == UNNAMED)


def untangle(graph: Network, holders: Blocks, targets: Blocks) -> None:
    """Sorts nodes inside their blocks by the middle of what they are linked to; the best order stays."""
    links = sorted({(source, target) for source, target in graph.edges()})
    near: dict[str, list[str]] = {node: [] for node in graph}
    for source, target in links:
        near[source].append(target)
        near[target].append(source)
    best = (crossings(links, places(holders), places(targets)), snapshot(holders), snapshot(targets))
    for sweep in range(SWEEPS):
        moved, fixed = (holders, targets) if sweep % 2 == 0 else (targets, holders)
        arrange(moved, places(fixed), near)
        count = crossings(links, places(holders), places(targets))
        if count < best[0]:
            best = count, snapshot(holders), snapshot(targets)
    holders[:], targets[:] = best[1], best[2]


def snapshot(column: Blocks) -> Blocks:
    """A copy that later moves do not touch."""
    return [(key, list(nodes)) for key, nodes in column]


def places(column: Blocks) -> dict[str, int]:
    """The place of each node in its column."""
    return {node: place for place, node in enumerate(node for _, nodes in column for node in nodes)}


def arrange(column: Blocks, opposite: Mapping[str, int], near: Mapping[str, list[str]]) -> None:
    """Sorts each block by the mean place of a node's neighbours; equals keep their order."""
    for _, nodes in column:
        nodes.sort(key=lambda node: sum(opposite[other] for other in near[node]) / max(len(near[node]), 1))


def crossings(links: list[tuple[str, str]], left: Mapping[str, int], right: Mapping[str, int]) -> int:
    """How many pairs of links cross (a Fenwick tree over the right column)."""
    tree = [0] * (len(right) + 1)
    count = 0
    ends = sorted((left[source], right[target]) for source, target in links)
    for seen, (_, place) in enumerate(ends):
        count += seen - prefix_sum(tree, place + 1)
        add_one(tree, place + 1)
    return count


def prefix_sum(tree: list[int], place: int) -> int:
    """How many of the places up to and including `place` were counted."""
    total = 0
    while place > 0:
        total += tree[place]
        place -= place & -place
    return total


def add_one(tree: list[int], place: int) -> None:
    """Counts a place."""
    while place < len(tree):
        tree[place] += 1
        place += place & -place


def place(
    placed: Plan, graph: Network, column: Blocks, headings: Callable[[str], str], top: float, spare: float
) -> None:
    """Stacks the blocks of one column; `spare` room is spread between the nodes."""
    count = sum(len(nodes) for _, nodes in column)
    extra = spare / count if count else 0.0
    y = top
    for key, nodes in column:
        first = drawn(graph, nodes[0])
        placed.headings.append(Heading(headings(key), first.x, y + extra / 2 + HEADING, first.side))
        y += HEADING_ROOM
        for name in nodes:
            node = drawn(graph, name)
            node.y = y + (node.height + extra) / 2
            y += node.height + extra
            placed.nodes[name] = node
        y += BLOCK_GAP


def column_height(graph: Network, column: Blocks) -> float:
    """The height of a column without spare room."""
    nodes = sum(drawn(graph, node).height for _, block in column for node in block)
    return nodes + len(column) * (HEADING_ROOM + BLOCK_GAP)


def drawn(graph: Network, name: str) -> Node:
    """A node with its shape, size and label, not yet placed."""
    data = graph.nodes[name]
    side = str(data["kind"])
    x, room = (HOLDERS_AT, HOLDERS_AT) if side == "holder" else (TARGETS_AT, PAGE - TARGETS_AT)
    radius = group_radius(int(data.get("minimum", 1))) if is_unnamed(graph, name) else DOT
    most = data.get("maximum")
    outer = group_radius(int(most)) if most is not None and most != data.get("minimum") else 0.0
    reach = max(radius, outer)
    links = graph.degree(name)
    note = note_of(graph, data)
    return Node(
        name=name,
        label=str(data["label"]),
        side=side,
        shape=shape(side, str(data["type"])),
        x=x,
        y=0.0,
        radius=radius,
        outer=outer,
        lines=wrap(str(data["label"]), room - MARGIN - reach - 10, FONT),
        note=note,
        bounds=str(data.get("bounds", "")),
        span=max(11.0, PORT * links / 2 + 4) if side == "target" else radius,
    )


def note_of(graph: Network, data: Mapping[str, Any]) -> str:
    """Where an unnamed group stands: the paragraph, and the record where there is more than one."""
    if "paragraph" not in data:
        return ""
    record = f"{data['record']} " if "," in str(graph.graph.get("records", "")) else ""
    return f"{record}§ {data['paragraph']}"


def group_radius(count: int) -> float:
    """A circle whose area grows with the number it stands for, large enough to write the number in."""
    return 11 + 3 * math.sqrt(min(count, 100))


def shape(side: str, kind: str) -> str:
    """What a node is drawn as."""
    if side == "target":
        return "target"
    return {UNNAMED: "group", "coalition": "coalition", "body": "body", "office": "body"}.get(kind, "state")
