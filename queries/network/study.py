"""A whole study of a network in one go: which kind, how weighed, in which windows, with which measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
from councilgraph.queries.errors import InvalidChoiceError
from councilgraph.queries.frames import frame
from councilgraph.queries.network.building import UNNAMED
from councilgraph.queries.network.coded import as_coded
from councilgraph.queries.network.incidence import chosen_from
from councilgraph.queries.network.measures import COMMUNITIES, backbone, measure
from councilgraph.queries.network.onemode import OVER, Recipe, project
from councilgraph.queries.network.polarisation import COLUMNS, polarisation
from councilgraph.queries.network.slices import as_archive, as_dynamic_gexf, as_table
from councilgraph.queries.network.windows import BY, Window, windows
from councilgraph.queries.network.writing import FORMATS, edge_columns, edge_rows, node_columns, node_rows, table, write

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from councilgraph.queries.network.building import Network
    from councilgraph.queries.network.slices import Slices
    from councilgraph.queries.network.writing import Graph
    from pandas import DataFrame

TWO_MODE = "two-mode"
MODES = (TWO_MODE, *OVER)
DYNAMIC, POLARISATION, STATEMENTS = "gexf-dynamic", "polarisation", "statements"
FORMS = (*FORMATS, DYNAMIC, POLARISATION, STATEMENTS)
ALWAYS = Window("", 1)


class Frames(NamedTuple):
    """A network as two pandas tables."""

    nodes: DataFrame
    edges: DataFrame


@dataclass(frozen=True, slots=True)
class Design:
    """What is to be made of the links: raises InvalidChoiceError for what is not on offer.

    `recipe` makes a network of one mode, None leaves the one of holders and targets. `window` ("session", "year",
    "meetings", or None for all at once) slices it, `size` and `step` count meetings. `communities` ("louvain" or
    "greedy") adds the measures of `measure`, `backbone` (0 to 1) leaves the ties significant at that level; both
    are for networks of one mode.
    """

    recipe: Recipe | None = None
    window: str | None = None
    size: int = 5
    step: int = 1
    communities: str | None = None
    backbone: float | None = None

    def __post_init__(self) -> None:
        """Refuses what is not on offer."""
        if self.window is not None:
            chosen_from("window", self.window, BY)
        if self.communities is not None:
            chosen_from("way to find communities", self.communities, COMMUNITIES)
        if self.backbone is not None and not 0 < self.backbone <= 1:
            raise InvalidChoiceError("level of a backbone", str(self.backbone), ("a number above 0, 1 at most",))
        if self.recipe is None and not (self.communities is None and self.backbone is None):
            raise InvalidChoiceError("mode for measures and a backbone", TWO_MODE, OVER)


@dataclass(frozen=True, slots=True)
class Study:
    """A network that was made of links: one graph, or one for each window of time.

    `links` is the two-mode network it rests on, `slices` are windows with their graphs.
    """

    links: Network
    slices: Slices
    design: Design

    @property
    def graph(self) -> Graph:
        """The graph, that of the last window where there are several, an empty one where there is none."""
        return self.slices[-1][1] if self.slices else nx.Graph()

    def write(self, form: str, writer: Callable[[Graph, str], bytes] = write) -> bytes:
        """The bytes of a file; `writer` makes those of one graph.

        `form` is one of FORMS. In windows, "edges", "nodes" and "polarisation" are one table, "gexf-dynamic" is
        one graph, and every other form a ZIP archive with a file for each window. Raises UnknownFormatError.
        """
        if form == STATEMENTS:
            return as_coded(self.links).encode()
        if form == POLARISATION:
            return self.divided()
        if form == DYNAMIC:
            if self.design.window is None:
                raise InvalidChoiceError("window for a graph that changes", "none", BY)
            return as_dynamic_gexf(self.slices)
        if self.design.window is None:
            return writer(self.graph, form)
        if form in ("edges", "nodes"):
            return as_table(self.slices, form)
        return as_archive(self.slices, form, writer)

    def divided(self) -> bytes:
        """The table of targets and how far they divide the body, in each window."""
        rows = [{"window": window.label, **row} for window, part in self.parts() for row in polarisation(part)]
        columns = COLUMNS if self.design.window is None else ("window", *COLUMNS)
        return table(columns, rows).encode()

    def parts(self) -> list[tuple[Window, Network]]:
        """The links in the windows of the design."""
        return parts_of(self.links, self.design)

    def to_pandas(self) -> Frames:
        """Nodes and edges as pandas tables, with a column `window` where there are windows.

        Raises MissingExtraError where pandas is not installed.
        """
        nodes = tabled(self.slices, self.design.window, node_columns, node_rows)
        return Frames(frame(*nodes), frame(*tabled(self.slices, self.design.window, edge_columns, edge_rows)))


def study(links: Network, design: Design | None = None) -> Study:
    """What a design makes of the links of a two-mode network, be they from a store or from a file."""
    design = design or Design()
    return Study(links, [(window, made(part, design)) for window, part in parts_of(links, design)], design)


def parts_of(links: Network, design: Design) -> list[tuple[Window, Network]]:
    """The links in windows; in one where the design names none."""
    if design.window is None:
        return [(ALWAYS, links)]
    return windows(links, design.window, size=design.size, step=design.step)


def made(links: Network, design: Design) -> Graph:
    """One graph of a study."""
    if design.recipe is None:
        return links
    graph = project(links, design.recipe)
    if design.backbone is not None:
        graph = backbone(graph, design.backbone)
    return graph if design.communities is None else measure(graph, communities=design.communities)


def narrowed(links: Network, *, named_only: bool = False, without: Collection[str] = ()) -> Network:
    """A two-mode network without unnamed groups, or without who spoke in some capacities."""
    kept: Network = nx.MultiDiGraph(**links.graph)
    for source, target, key, data in links.edges(keys=True, data=True):
        unnamed = links.nodes[source]["type"] == UNNAMED
        if not ((named_only and unnamed) or data.get("capacity") in without):
            kept.add_nodes_from((node, links.nodes[node]) for node in (source, target))
            kept.add_edge(source, target, key=key, **data)
    return kept


def tabled(
    slices: Slices,
    window: str | None,
    columns_of: Callable[[Graph], tuple[str, ...]],
    rows_of: Callable[[Graph], list[dict[str, Any]]],
) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and rows of all graphs, each row marked with its window where there are any."""
    head: dict[str, None] = {} if window is None else {"window": None}
    rows = []
    for when, graph in slices:
        head |= dict.fromkeys(columns_of(graph))
        rows += [({} if window is None else {"window": when.label}) | row for row in rows_of(graph)]
    return list(head), rows
