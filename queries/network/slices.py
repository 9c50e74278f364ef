"""A network in windows as files: one graph that changes, one file for each window, or one table of all."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from councilgraph.queries.network.writing import (
    DECLARATION,
    SUFFIXES,
    edge_columns,
    edge_rows,
    node_columns,
    node_rows,
    table,
    with_others,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from councilgraph.queries.network.windows import Window
    from councilgraph.queries.network.writing import Graph

    Slices = Sequence[tuple[Window, Graph]]
    Writer = Callable[[Graph, str], bytes]
    Spells = dict[str, list[tuple[int, dict[str, Any]]]]

NAMESPACE = "http://www.gexf.net/1.2draft"
KINDS = {bool: "boolean", int: "long", float: "double"}
ENDS = ("label", "source", "target")
DURATION = 0.999
UNSAFE = re.compile(r"[^\w.-]+")
EARLIEST = (1980, 1, 1, 0, 0, 0)
ENDINGS = {form: ending for ending, form in SUFFIXES.items()} | {"nodes": ".csv", "edges": ".csv"}


def as_dynamic_gexf(slices: Slices) -> bytes:
    """One GEXF graph whose nodes and edges have spells, and attributes that change with them.

    A window lasts from its `time` until just before the next whole number, so that no two touch (programs differ
    on whether an end belongs to a spell); the description tells which window each number stands for.
    """
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.2"})
    named = "; ".join(f"{window.time} = {window.label}" for window, _ in slices)
    ET.SubElement(ET.SubElement(root, "meta"), "description").text = named
    directed = any(graph.is_directed() for _, graph in slices)
    graph = ET.SubElement(root, "graph", mode="dynamic", timeformat="double")
    graph.set("defaultedgetype", "directed" if directed else "undirected")
    nodes, edges = spells_of(slices, node_items), spells_of(slices, edge_items)
    changing = declared(graph, "node", nodes), declared(graph, "edge", edges)
    under = ET.SubElement(graph, "nodes")
    for name, spells in nodes.items():
        node = ET.SubElement(under, "node", id=name, label=str(spells[0][1].get("label", name)))
        described(node, spells, changing[0])
    under = ET.SubElement(graph, "edges")
    for name, spells in edges.items():
        ends = {end: str(spells[0][1][end]) for end in ("source", "target")}
        described(ET.SubElement(under, "edge", {"id": name, **ends}), spells, changing[1])
    ET.indent(root)
    return f"{DECLARATION}{ET.tostring(root, encoding='unicode')}\n".encode()


def spells_of(slices: Slices, items: Callable[[Graph], Iterable[tuple[str, dict[str, Any]]]]) -> Spells:
    """Each node or edge with its attributes at each time at which it is there."""
    found: Spells = {}
    for window, graph in slices:
        for name, data in items(graph):
            found.setdefault(name, []).append((window.time, data))
    return found


def node_items(graph: Graph) -> Iterable[tuple[str, dict[str, Any]]]:
    """Nodes by name."""
    return ((node, data) for node, data in graph.nodes(data=True))


def edge_items(graph: Graph) -> Iterable[tuple[str, dict[str, Any]]]:
    """Edges by a name that is the same in every window, with their ends."""
    for row in edge_rows(graph):
        data = {name: value for name, value in row.items() if name not in ("sourceLabel", "targetLabel", "key")}
        yield row.get("key") or f"{row['source']} {row['target']}", data


def declared(graph: ET.Element, kind: str, things: Spells) -> set[str]:
    """Declares all attributes, those that change apart from the others; gives the names of those that do."""
    kinds: dict[str, str] = {}
    for spells in things.values():
        for _, data in spells:
            kinds |= {name: KINDS.get(type(value), "string") for name, value in data.items() if name not in ENDS}
    changing = {name for name in kinds if any(changes(name, spells) for spells in things.values())}
    for mode in ("static", "dynamic"):
        names = [name for name in kinds if (name in changing) == (mode == "dynamic")]
        if names:
            under = ET.SubElement(graph, "attributes", {"class": kind, "mode": mode})
        for name in names:
            ET.SubElement(under, "attribute", id=name, title=name, type=kinds[name])
    return changing


def changes(name: str, spells: list[tuple[int, dict[str, Any]]]) -> bool:
    """Whether an attribute has more than one value over time, or is not there all the time."""
    return len({data.get(name) for _, data in spells}) > 1


def described(element: ET.Element, spells: list[tuple[int, dict[str, Any]]], changing: set[str]) -> None:
    """Writes the attributes and the spells of a node or an edge."""
    values = ET.SubElement(element, "attvalues")
    for name, value in spells[0][1].items():
        if name not in changing and name not in ENDS:
            ET.SubElement(values, "attvalue", {"for": name, "value": text(value)})
    for time, data in spells:
        for name in (name for name in data if name in changing):
            ET.SubElement(values, "attvalue", {"for": name, "value": text(data[name]), **lasting(time)})
    under = ET.SubElement(element, "spells")
    for time, _ in spells:
        ET.SubElement(under, "spell", lasting(time))


def lasting(time: int) -> dict[str, str]:
    """When a window begins, and when it is over."""
    return {"start": str(time), "end": str(time + DURATION)}


def text(value: object) -> str:
    """A value as GEXF writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_archive(slices: Slices, form: str, writer: Writer = write) -> bytes:
    """A ZIP archive with one file for each window, always the same bytes; `writer` makes one in that form."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (window, graph) in enumerate(slices, start=1):
            name = f"{number:02d}-{UNSAFE.sub('-', window.label)}{ENDINGS.get(form, '.' + form)}"
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), writer(graph, form))
    return out.getvalue()


def as_table(slices: Slices, form: str) -> bytes:
    """One table of the links ("edges") or the nodes ("nodes") of all windows, the window first."""
    columns_of, rows_of = (edge_columns, edge_rows) if form == "edges" else (node_columns, node_rows)
    columns = with_others(("window", *(name for _, graph in slices[:1] for name in columns_of(graph))), ())
    rows = [{"window": window.label, **row} for window, graph in slices for row in rows_of(graph)]
    return table(with_others(columns, rows), rows).encode()
