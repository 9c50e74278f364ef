"""A network of one mode, or one in windows, as a page shows it: picture, ties with their bounds, nodes, division."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from councilgraph.networks import matrix_of
from councilgraph.queries.drawing import draw, draw_ties
from councilgraph.queries.network import Study, polarisation, study
from councilgraph.queries.network.incidence import side_of
from councilgraph.queries.network.study import ALWAYS
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.designing import picked
from councilgraph.server.pages.linking import linked_ties
from councilgraph.server.pages.rendering import path_of
from markupsafe import Markup
from networkx import MultiDiGraph

if TYPE_CHECKING:
    from councilgraph.queries.network import Design
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.pages.wording import Words
    from councilgraph.server.source import Source
    from networkx import Graph

    Network = MultiDiGraph[str]
    Link = tuple[str, str, dict[str, Any]]

WINDOW = "at"
"""The field that chooses one of the windows."""
HIDDEN = ("format", "page", "from", "to", "stance_of", WINDOW, "picture")
"""Fields that change how a study is shown, not what it is."""
KEPT = 4
"""Studies that a worker keeps."""
LISTED = 50
"""Ties, nodes and texts that a page lists; files have them all."""
TIES = ("one", "other", "weight", "between", "congruence", "conflict", "shared")
MEASURES = (
    *("activity", "degree", "strength", "betweenness", "closeness", "eigenvector"),
    *("community", "participation"),
)
DIVISION = ("target", "polarisation", "between", "for", "against")


@dataclass(frozen=True, slots=True)
class Shown:
    """One network of a study on its page: the windows there are, its picture and its tables."""

    graph: Graph[str]
    links: Network
    windows: list[tuple[str, str, int]]
    """Label, link, and number of links of each window."""
    picture: Markup
    tables: list[Grid]
    note: str


def made(store: Source, links: Network, design: Design, address: Address) -> Study:
    """What a design makes of links; kept for the page, the picture and the files."""
    return store.remember("studies", key_of(address), lambda: study(links, design), most=KEPT)


def key_of(address: Address) -> str:
    """What a study depends on: all fields but those that change how it is shown."""
    return repr([(name, value) for name, value in address.fields if name not in HIDDEN and value.strip()])


def shown(found: Study, address: Address) -> Shown:
    """A study on its page; the window is the one that the address names, the last one else."""
    one = of_window(found, address.first(WINDOW)) or of_window(found, found.slices[-1][0].label if found.slices else "")
    part = one or found
    return Shown(
        part.graph,
        part.links,
        windows_of(found, address) if found.design.window else [],
        Markup(drawing(found, part.graph, address)),
        tables(part.graph, part.links, address.words),
        uncertainty(part.graph, address.words),
    )


def of_window(found: Study, label: str) -> Study | None:
    """The study of one window, None where there is none of that name."""
    if found.design.window is None:
        return None
    whole = replace(found.design, window=None)
    parts = {window.label: part for window, part in found.parts()}
    graphs = {window.label: graph for window, graph in found.slices}
    return Study(parts[label], [(ALWAYS, graphs[label])], whole) if label in graphs else None


def windows_of(found: Study, address: Address) -> list[tuple[str, str, int]]:
    """The windows by name."""
    cleared = {"page": "", "from": "", "to": ""}
    return [
        (window.label, address.with_fields(**{WINDOW: window.label}, **cleared), graph.number_of_edges())
        for window, graph in found.slices
    ]


def drawing(found: Study, graph: Graph[str], address: Address) -> str:
    """The picture of one network, with a link on every tie; or the matrix of all windows."""
    if picked(address, "picture") == "matrix":
        return matrix_of(found)
    return draw(graph) if isinstance(graph, MultiDiGraph) else linked_ties(draw_ties(graph), graph, address)


def tables(graph: Graph[str], links: Network, words: Words) -> list[Grid]:
    """Ties and nodes where there is one kind of them, and what divides the body."""
    own = [] if isinstance(graph, MultiDiGraph) else [ties(graph, words), nodes(graph, words)]
    return [*own, division(links, words)]


def ties(graph: Graph[str], words: Words) -> Grid:
    """The closest ties with their bounds."""
    called = graph.nodes(data="label")
    closest = sorted(graph.edges(data=True), key=lambda tie: -abs(tie[2]["weight"]))
    rows = [
        [
            Cell(str(called[one]), path_of(one)),
            Cell(str(called[other]), path_of(other)),
            *(Cell(text) for text in (number(data["weight"]), span(data), *map(number, map(data.get, TIES[4:])))),
        ]
        for one, other, data in closest[:LISTED]
    ]
    return listed("ties", TIES, rows, len(closest), words)


def nodes(graph: Graph[str], words: Words) -> Grid:
    """The nodes with their measures: those who bridge most first, then the most active."""
    known = [name for name in MEASURES if any(name in data for _, data in graph.nodes(data=True))]
    every: list[tuple[str, dict[str, Any]]] = [(node, graph.nodes[node]) for node in graph]
    first = sorted(every, key=lambda one: (-one[1].get("betweenness", 0), -one[1]["activity"]))
    rows = [
        [Cell(str(data["label"]), path_of(node)), *(Cell(number(data.get(name))) for name in known)]
        for node, data in first[:LISTED]
    ]
    return listed("nodes", ("node", *known), rows, len(first), words)


def division(links: Network, words: Words) -> Grid:
    """How far each text divides the body, the most divisive first."""
    found = [row for row in polarisation(links) if "polarisation" in row]
    rows = [
        [
            Cell(row["targetLabel"], path_of(row["target"])),
            *(
                Cell(text)
                for text in (number(row["polarisation"]), span(row), *map(number, map(row.get, DIVISION[3:])))
            ),
        ]
        for row in found[:LISTED]
    ]
    return listed("polarisation", DIVISION, rows, len(found), words)


def listed(name: str, columns: tuple[str, ...], rows: list[list[Cell]], count: int, words: Words) -> Grid:
    """A table of the design, with the number of all rows that there are."""
    headings = [words.design("columns", column) for column in columns]
    note = words.first_rows.format(count=len(rows)) if len(rows) < count else ""
    title, told = words.design("words", name), words.design("notes", name)
    return Grid(title, told, headings, rows, [], count, f"table-{name}", note=note)


def span(data: dict[str, Any]) -> str:
    """The bounds of a value."""
    return f"{number(data['lower'])} – {number(data['upper'])}"


def number(value: float | None) -> str:
    """A number for people.

    >>> number(2.0), number(0.123456), number(None)
    ('2', '0.123', '')
    """
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def uncertainty(graph: Graph[str], words: Words) -> str:
    """How much stands behind a network of one mode that nobody can be named for, or that nobody checked."""
    known = graph.graph
    return words.design("words", "uncertain").format_map(known) if "unnamedGroups" in known else ""


def behind(links: Network, address: Address) -> list[Link]:
    """The positions behind the tie that the address chooses: those of both on what both take a side on."""
    ends = {address.first("from"), address.first("to")}
    own: dict[str, dict[str, list[Link]]] = {}
    for link in links.edges(data=True):
        if side_of(link[2]["stance"]) is not None:
            for node, thing in ((link[0], link[1]), (link[1], link[0])):
                if node in ends:
                    own.setdefault(thing, {}).setdefault(node, []).append(link)
    met = [both for both in own.values() if len(both) == len(ends)]
    return [link for both in met for found in both.values() for link in found]
