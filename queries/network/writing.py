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

    from councilgraph.queries.network.building import Network

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
TODAY = "lastmodifieddate"
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
    *("meeting", "record", "document", "confidence", "checked", "recordIRI", "fact"),
)
NODE_COLUMNS = ("id", "label", "kind", "type", "minimum", "maximum", "bounds", "record", "paragraph")


def write(graph: Network, form: str) -> bytes:
    """The graph in one of `FORMATS`, as UTF-8; raises UnknownFormatError."""
    if form not in FORMATS:
        raise UnknownFormatError(form, tuple(FORMATS))
    return FORMATS[form](graph).encode("utf-8")


def as_graphml(graph: Network) -> str:
    """GraphML, with every attribute of graph, nodes and edges."""
    return DECLARATION + "\n".join(nx.generate_graphml(graph)) + "\n"


def as_gexf(graph: Network) -> str:
    """GEXF for Gephi, without the date of writing, which would make no two files alike."""
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.findall("meta"):
        meta.attrib.pop(TODAY, None)
    return f"{DECLARATION}{writer}\n"


def as_cytoscape(graph: Network) -> str:
    """Cytoscape JSON."""
    data = nx.cytoscape_data(graph, name="label")
    data["data"] = dict(data["data"])
    return dumped(data)


def as_node_link(graph: Network) -> str:
    """Node-link JSON, as networkx and D3 read it."""
    return dumped(nx.node_link_data(graph, edges="edges"))


def as_edge_list(graph: Network) -> str:
    """A table of all links with their sources, one line each."""
    labels = graph.nodes(data="label")
    return table(
        EDGE_COLUMNS,
        (
            data
            | {"source": source, "target": target, "key": key}
            | {"sourceLabel": labels[source], "targetLabel": labels[target]}
            for source, target, key, data in graph.edges(keys=True, data=True)
        ),
    )


def as_node_list(graph: Network) -> str:
    """A table of all nodes, one line each."""
    return table(NODE_COLUMNS, ({"id": node, **data} for node, data in graph.nodes(data=True)))


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


FORMATS: dict[str, Callable[[Network], str]] = {
    "graphml": as_graphml,
    "gexf": as_gexf,
    "cytoscape": as_cytoscape,
    "node-link": as_node_link,
    "edges": as_edge_list,
    "nodes": as_node_list,
}
SUFFIXES = {
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cyjs": "cytoscape",
    ".json": "node-link",
    ".csv": "edges",
}
"""File name ending → format, for those who name a file and no format; a node list must be asked for."""
