"""The network as files for Gephi, Cytoscape, spreadsheets and programs: one graph, always the same bytes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.errors import UnknownFormatError
from networkx.readwrite.gexf import GEXFWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Graph = nx.Graph[str]
    """A two-mode network (a MultiDiGraph) or one of one mode."""

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
HOLDER = "holder"
EDGE_COLUMNS = (
    *(
        "source",
        "target",
        "key",
        "sourceLabel",
        "targetLabel",
        "stance",
        "stanceLabel",
        "spokenFor",
        "speaker",
    ),
    *(
        "capacity",
        "minimum",
        "maximum",
        "paragraph",
        "quote",
        "quoteLanguage",
        "reason",
        "condition",
        "session",
    ),
    *("year", "meeting", "meetingNumber", "date", "record", "item", "document", "confidence", "checked"),
    *("recordIRI", "meetingIRI", "itemIRI", "fact"),
)
TIE_COLUMNS = (
    *("source", "target", "sourceLabel", "targetLabel", "weight", "lower", "upper"),
    *("congruence", "conflict", "shared", "records", "facts"),
)
NODE_COLUMNS = ("id", "label", "kind", "type", "minimum", "maximum", "bounds", "record", "paragraph")


def write(graph: Graph, form: str) -> bytes:
    """The graph in one of `FORMATS`, as UTF-8; raises UnknownFormatError."""
    if form not in FORMATS:
        raise UnknownFormatError(form, tuple(FORMATS))
    return FORMATS[form](graph).encode("utf-8")


def as_graphml(graph: Graph) -> str:
    """GraphML with every attribute of graph, nodes and edges.

    An identifier may hold neither / nor # there, so nodes are called n1, n2, … and carry their `iri`.
    """
    names = {node: f"n{number}" for number, node in enumerate(graph, start=1)}
    renamed = nx.relabel_nodes(graph, names)
    nx.set_node_attributes(renamed, {name: node for node, name in names.items()}, "iri")
    return DECLARATION + "\n".join(nx.generate_graphml(renamed)) + "\n"


def as_gexf(graph: Graph) -> str:
    """GEXF for Gephi, without what its schema does not know and the date, which would make no two files alike."""
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.findall("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    for element in writer.xml.findall("graph"):
        element.attrib.pop("name", None)
    return f"{DECLARATION}{writer}\n"


def as_pajek(graph: Graph) -> str:
    """Pajek's .net: vertices by number and label, then arcs or edges with a weight, 1 for a single position.

    Of a two-mode network the holders come first, and the first line tells how many they are. A label that
    several nodes share is numbered, since programs take it for the node.
    """
    nodes = sorted(graph, key=lambda node: graph.nodes[node].get("kind") != HOLDER) if graph.is_directed() else graph
    places = {node: number for number, node in enumerate(nodes, start=1)}
    labels = unique_labels([graph.nodes[node]["label"] for node in places])
    holders = sum(graph.nodes[node].get("kind") == HOLDER for node in graph)
    lines = [f"*Vertices {len(places)}{f' {holders}' if graph.is_directed() else ''}"]
    lines += [f'{number} "{label}"' for number, label in enumerate(labels, start=1)]
    lines.append("*Arcs" if graph.is_directed() else "*Edges")
    lines += [f"{places[a]} {places[b]} {weight:.12g}" for a, b, weight in graph.edges(data="weight", default=1)]
    return "\n".join(lines) + "\n"


def unique_labels(labels: Iterable[str]) -> list[str]:
    """Labels without quotation marks and line breaks, those that recur numbered.

    >>> unique_labels(["one councillor", 'a "b"', "one councillor"])
    ['one councillor', "a 'b'", 'one councillor (2)']
    """
    found: dict[str, None] = {}
    for label in labels:
        plain = " ".join(label.replace('"', "'").split())
        name, number = plain, 1
        while name in found:
            number += 1
            name = f"{plain} ({number})"
        found[name] = None
    return list(found)


def as_cytoscape(graph: Graph) -> str:
    """Cytoscape JSON."""
    data = nx.cytoscape_data(graph, name="label")
    data["data"] = dict(data["data"])
    return dumped(data)


def as_node_link(graph: Graph) -> str:
    """Node-link JSON, as networkx and D3 read it."""
    return dumped(nx.node_link_data(graph, edges="edges"))


def as_edge_list(graph: Graph) -> str:
    """A table of all links with their sources, one line each."""
    return table(edge_columns(graph), edge_rows(graph))


def edge_columns(graph: Graph) -> tuple[str, ...]:
    """The columns of a table of links."""
    return EDGE_COLUMNS if graph.is_multigraph() else with_others(TIE_COLUMNS, edge_rows(graph))


def edge_rows(graph: Graph) -> list[dict[str, Any]]:
    """All links, each with the names of its ends."""
    labels = graph.nodes(data="label")
    keys = [key for _, _, key in graph.edges(keys=True)] if isinstance(graph, nx.MultiGraph) else []
    rows = [
        data | {"source": source, "target": target} | {"sourceLabel": labels[source], "targetLabel": labels[target]}
        for source, target, data in graph.edges(data=True)
    ]
    return [row | {"key": key} for row, key in zip(rows, keys, strict=True)] if keys else rows


def as_node_list(graph: Graph) -> str:
    """A table of all nodes with their measures, one line each."""
    return table(node_columns(graph), node_rows(graph))


def node_columns(graph: Graph) -> tuple[str, ...]:
    """The columns of a table of nodes."""
    return NODE_COLUMNS if graph.is_multigraph() else with_others(NODE_COLUMNS[:4], node_rows(graph))


def node_rows(graph: Graph) -> list[dict[str, Any]]:
    """All nodes."""
    return [{"id": node, **data} for node, data in graph.nodes(data=True)]


def with_others(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Columns, and after them those that some row has beside them."""
    return tuple(dict.fromkeys([*columns, *(name for row in rows for name in row)]))


def table(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> str:
    """CSV with a header line; what is unknown is empty, truth values are true and false."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (row.get(name, "") for name in columns)
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in cells])
    return out.getvalue()


def dumped(data: object) -> str:
    """JSON in one settled order."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


FORMATS: dict[str, Callable[[Graph], str]] = {
    "graphml": as_graphml,
    "gexf": as_gexf,
    "pajek": as_pajek,
    "cytoscape": as_cytoscape,
    "node-link": as_node_link,
    "edges": as_edge_list,
    "nodes": as_node_list,
}
SUFFIXES = {
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".net": "pajek",
    ".cyjs": "cytoscape",
    ".json": "node-link",
    ".csv": "edges",
}
"""File name ending → format, for those who name a file and no format; a node list must be asked for."""
