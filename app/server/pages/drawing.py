"""The network as a picture and a table, with filters; and as files for other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import questions
from councilgraph.queries.drawing import draw, rasterise
from councilgraph.queries.network import build, write
from councilgraph.queries.values import resolve
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.choosing import fields
from councilgraph.server.pages.linking import linked
from councilgraph.server.pages.rendering import Address, anchor, downloads, page, path_of
from councilgraph.server.pages.scripting import settings
from councilgraph.server.pages.spanning import SPAN, spanned, years
from councilgraph.server.reply import Reply, text
from markupsafe import Markup

if TYPE_CHECKING:
    from councilgraph.queries import Parameter
    from councilgraph.server.source import Source
    from networkx import MultiDiGraph
    from rdflib.term import Identifier

    Network = MultiDiGraph[str]
    Link = tuple[str, str, dict[str, Any]]

QUESTION = "which-links-make-the-network"
ENDS = ("from", "to", "stance_of")
"""Fields that choose one line of the picture: its holder, its target, and its stance."""
PLACES = ("format", "page", *SPAN, *ENDS)
"""Fields that change how a network is shown, not which it is."""
OWN = ("named_only", "without", *PLACES)
KEPT = 8
"""Networks that a worker keeps."""
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
HEIGHT, HIGHEST = re.compile(r'<svg\b[^>]*\sheight="([\d.]+)"'), 2400.0
LISTED = 50
"""Links on one page of the list."""


def network(store: Source, *, form: str, address: dict[str, Any]) -> Reply:
    """The network that the fields of an address choose, as a page or as a file."""
    place = Address.of(address)
    if form == "html":
        return as_page(store, place)
    return as_file(spanned(chosen(store, place), place), form)


def chosen(store: Source, address: Address) -> Network:
    """The links that the fields choose, of all years; kept for the picture, the files and the next pages."""
    asked = [(name, value) for name, value in address.fields if name not in PLACES and value.strip()]
    kept: dict[str, Network] = store.remembered.setdefault("networks", {})
    key = repr(asked)
    if key not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = built(store, address)
    return kept[key]


def built(store: Source, address: Address) -> Network:
    """The links that the fields choose, from the store."""
    names = dict.fromkeys(name for name, value in address.fields if name not in OWN and value.strip())
    parameters = {name: address.all(name) for name in names}
    without = address.all("without")
    return build(store.select, named_only=bool(address.first("named_only")), without=without, **parameters)


def as_file(graph: Network, form: str) -> Reply:
    """The network for other programs."""
    if form in ("svg", "png"):
        svg = draw(graph)
        return text(svg, FORMS["svg"]) if form == "svg" else Reply(rasterise(svg, scale=scale(svg)), FORMS["png"])
    name = f"network.{ENDINGS.get(form, form)}"
    return Reply(write(graph, form), FORMS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def scale(svg: str) -> float:
    """Twice the size, as print wants it, down to once for a picture so high that drawing it takes seconds.

    >>> scale('<svg height="900">'), scale('<svg height="3600">')
    (2.0, 1.0)
    """
    found = HEIGHT.search(svg)
    return max(1.0, min(2.0, HIGHEST / float(found[1]))) if found else 1.0


def as_page(store: Source, address: Address) -> Reply:
    """Filters, picture, and every link with its words."""
    graph, error, known = None, None, {}
    parameters = [one for one in questions()[QUESTION].parameters if one.name != "language"]
    try:
        whole = chosen(store, address)
        known = years(whole)
        graph = spanned(whole, address)
    except CouncilgraphError as failed:
        error = failed
    shown = list(graph.edges(data=True)) if graph is not None else []
    one = [link for link in shown if is_chosen(link, address)]
    return page(
        "network.html",
        address,
        status=400 if error else 200,
        fields=fields(store, parameters, address, taken(store, parameters, address) if graph is not None else None),
        graph=graph,
        entry="network",
        years=known,
        settings=settings(known, address),
        picture=Markup(linked(draw(graph), graph, address)) if graph is not None and not address.first("from") else "",
        links=links(graph, one, address) if graph is not None else None,
        pages=range(1, -(-len(one) // LISTED) + 1),
        number=page_of(address),
        error=error,
        downloads=downloads(address, DOWNLOADS) if graph is not None else [],
    )


def taken(store: Source, parameters: list[Parameter], address: Address) -> dict[str, list[Identifier]]:
    """The terms that the fields were taken for."""
    return {
        one.name: [term for value in address.all(one.name) for term in resolve(store.select, one, value)]
        for one in parameters
        if address.all(one.name)
    }


def is_chosen(link: Link, address: Address) -> bool:
    """Whether a link is behind the line that the fields choose; all are where they choose none."""
    holder, target, data = link
    ends = zip(ENDS, (holder, target, data.get("stance", "")), strict=True)
    return all(address.first(name) in ("", value) for name, value in ends)


def page_of(address: Address) -> int:
    """The number of the page of the list, from 1."""
    number = address.first("page")
    return max(int(number), 1) if number.isdecimal() and len(number) < 8 else 1


def links(graph: Network, found: list[Link], address: Address) -> Grid:
    """One page of links as a table."""
    words = address.words
    called = graph.nodes(data="label")
    start = (page_of(address) - 1) * LISTED
    rows = []
    for holder, target, data in found[start : start + LISTED]:
        home = f"{path_of(data['recordIRI'])}#{anchor(data['paragraph'])}"
        rows.append(
            [
                Cell(str(called[holder] or ""), path_of(holder)),
                Cell(data.get("stanceLabel", "")),
                Cell(data["quote"], "", data.get("quoteLanguage", ""), True),
                Cell(str(called[target] or ""), path_of(target)),
                Cell(f"{data.get('record', '')}, {data['paragraph']}", home),
            ]
        )
    columns = [words.column(name) for name in ("holder", "stance", "quote", "towards", "source")]
    return Grid(
        words.one_link if address.first("from") else words.links, words.links_note, columns, rows, [], len(found)
    )
