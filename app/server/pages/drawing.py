"""The network as a picture and a table, with filters; and as files for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import questions
from councilgraph.queries.drawing import draw, rasterise
from councilgraph.queries.network import build, write
from councilgraph.server.pages.asking import offered
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import Address, anchor, downloads, page, path_of
from councilgraph.server.reply import Reply, text

if TYPE_CHECKING:
    from councilgraph.server.source import Source
    from networkx import MultiDiGraph

QUESTION = "which-links-make-the-network"
OWN = ("format", "named_only", "without")
FORMS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "edges": "text/csv; charset=utf-8",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "nodes": "text/csv; charset=utf-8",
    "cytoscape": "application/json",
    "node-link": "application/json",
}
ENDINGS = {"edges": "csv", "nodes": "csv", "cytoscape": "cyjs", "node-link": "json"}
DOWNLOADS = (
    *(("CSV (links)", "edges"), ("CSV (nodes)", "nodes"), ("GraphML", "graphml"), ("GEXF", "gexf")),
    *(("Cytoscape", "cytoscape"), ("JSON", "node-link"), ("SVG", "svg"), ("PNG", "png")),
)
MOST = 1000
"""Links that the page lists."""


def network(store: Source, *, form: str, address: dict[str, Any]) -> Reply:
    """The network that the fields of an address choose, as a page or as a file."""
    place = Address.of(address)
    if form == "html":
        return as_page(store, place)
    return as_file(chosen(store, place), form)


def chosen(store: Source, address: Address) -> MultiDiGraph[str]:
    """The links that the fields choose."""
    names = dict.fromkeys(name for name, value in address.fields if name not in OWN and value.strip())
    parameters = {name: address.all(name) for name in names}
    without = address.all("without")
    return build(store.select, named_only=bool(address.first("named_only")), without=without, **parameters)


def as_file(graph: MultiDiGraph[str], form: str) -> Reply:
    """The network for other programs."""
    if form in ("svg", "png"):
        svg = draw(graph)
        return text(svg, FORMS["svg"]) if form == "svg" else Reply(rasterise(svg, scale=2.0), FORMS["png"])
    name = f"network.{ENDINGS.get(form, form)}"
    return Reply(write(graph, form), FORMS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def as_page(store: Source, address: Address) -> Reply:
    """Filters, picture, and every link with its words."""
    graph, error = None, None
    try:
        graph = chosen(store, address)
    except CouncilgraphError as failed:
        error = failed
    parameters = [one for one in questions()[QUESTION].parameters if one.name != "language"]
    return page(
        "network.html",
        address,
        status=400 if error else 200,
        parameters=parameters,
        offered={one.name: offered(store, one) for one in parameters},
        graph=graph,
        links=links(graph) if graph is not None else None,
        error=error,
        picture=address.with_fields(format="svg"),
        downloads=downloads(address, DOWNLOADS) if graph is not None else [],
    )


def links(graph: MultiDiGraph[str]) -> Grid:
    """The links as a table."""
    called = graph.nodes(data="label")
    rows = []
    for holder, target, data in list(graph.edges(data=True))[:MOST]:
        home = f"{path_of(data['recordIRI'])}#{anchor(data['paragraph'])}"
        rows.append(
            [
                Cell(str(called[holder] or ""), path_of(holder)),
                Cell(data.get("stanceLabel", "")),
                Cell(str(called[target] or ""), path_of(target)),
                Cell(data["quote"], "", data.get("quoteLanguage", ""), True),
                Cell(data["paragraph"], home),
                Cell(data.get("record", ""), path_of(data["recordIRI"])),
            ]
        )
    columns = ["holder", "stance", "towards", "quote", "paragraph", "record"]
    note = f"Each line of the picture with its words; at most {MOST} are listed, all are in the files."
    return Grid("Links", note, columns, rows, [])
