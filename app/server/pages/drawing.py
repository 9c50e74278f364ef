"""The network as a picture and a table, with filters; and as files for other programs."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.networks import written
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import questions
from councilgraph.queries.drawing import draw, rasterise, svg
from councilgraph.queries.drawing import page as drawn_page
from councilgraph.queries.network import building
from councilgraph.queries.network.building import QUESTION
from councilgraph.server.pages import bounding, statements, studying
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.choosing import fields
from councilgraph.server.pages.designing import FIELDS, design_of, is_plain, picked, pickers
from councilgraph.server.pages.linking import linked
from councilgraph.server.pages.rendering import Address, anchor, downloads, page, path_of
from councilgraph.server.pages.scripting import settings
from councilgraph.server.pages.spanning import SPAN, spanned, years
from councilgraph.server.reply import Reply
from markupsafe import Markup
from rdflib import RDF

if TYPE_CHECKING:
    from councilgraph.queries import Parameter
    from councilgraph.queries.network import Study
    from councilgraph.server.pages.bounding import Reported
    from councilgraph.server.pages.studying import Shown
    from councilgraph.server.source import Source
    from networkx import MultiDiGraph
    from rdflib.term import Identifier

    Network = MultiDiGraph[str]
    Link = tuple[str, str, dict[str, Any]]

ENDS = ("from", "to", "stance_of")
"""Fields that choose one line of the picture: its holder, its target, and its stance."""
PLACES = ("format", "page", studying.WINDOW, *SPAN, *FIELDS, *ENDS)
"""Fields that change what is made of the links and how it is shown, not which links they are."""
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
    "pajek": "text/plain; charset=utf-8",
    "gexf-dynamic": "application/gexf+xml",
    "polarisation": "text/csv; charset=utf-8",
    "statements": "text/csv; charset=utf-8",
}
TABLES = ("edges", "nodes", "polarisation", "statements")
ENDINGS = dict.fromkeys(TABLES, "csv") | {
    "cytoscape": "cyjs",
    "node-link": "json",
    "pajek": "net",
    "gexf-dynamic": "gexf",
}
ARCHIVE = "application/zip"
DYNAMIC = "gexf-dynamic"
DOWNLOADS = (
    *(("CSV", "edges"), ("CSV", "nodes"), ("GraphML", "graphml"), ("GEXF", "gexf")),
    *(("Pajek", "pajek"), ("Cytoscape", "cytoscape"), ("JSON", "node-link"), ("CSV", "statements")),
    *(("CSV", "polarisation"), ("SVG", "svg"), ("PNG", "png")),
)
WHOLE = (("CSV", "edges"), ("GraphML", "graphml"))
"""The forms that are offered of all links, where the page shows some."""
NARROW = ("session", "record")
"""Fields that choose so little that all of it is shown."""
HEIGHT, HIGHEST = re.compile(r'<svg\b[^>]*\sheight="([\d.]+)"'), 2400.0
LISTED = 50
"""Links on one page of the list."""
TEMPLATES = "councilgraph.queries.drawing"
UNKNOWN: dict[str, Any] = {
    **dict.fromkeys(("entry", "picture", "settings"), ""),
    **dict.fromkeys(("graph", "study", "links"), None),
    "years": {},
    "bounded": False,
    "pages": [],
    "number": 1,
    "downloads": [],
}
"""What the page tells where the fields choose no network."""


def warm() -> None:
    """Read the templates of all pictures before the first page waits for one."""
    svg.template()
    for file in files(TEMPLATES).iterdir():
        if file.name.endswith(".svg.j2"):
            drawn_page.environment().get_template(file.name)


def network(store: Source, *, form: str, address: dict[str, Any]) -> Reply:
    """The network that the fields of an address choose, as a page or as a file."""
    place = Address.of(address)
    if form == "html":
        return as_page(store, place)
    return as_file(studied(store, place), form, place)


def large(store: Source, address: Address) -> list[Reported]:
    """How many positions each record reports of those that an address chooses; none where one picture fits all."""
    if any(address.first(name) for name in NARROW):
        return []
    found = bounding.positions(store, address)
    return found if bounding.is_large(found, bounding.DRAWN) else []


def chosen(store: Source, address: Address) -> Network:
    """The links that the fields choose, kept for the picture, the files and the next pages.

    They are of all years, unless that would be too much and years are chosen.
    """
    records = apart(store, address)
    held = [name for name in PLACES if not (records and name in SPAN)]
    asked = [(name, value) for name, value in address.fields if name not in held and value.strip()]
    return store.remember("networks", repr(asked), lambda: built(store, address, records), most=KEPT)


def apart(store: Source, address: Address) -> list[Identifier]:
    """The records of the years chosen, where there is too much in all years; none where all may be asked for."""
    found = large(store, address) if any(address.first(name) for name in SPAN) else []
    return [one.record for one in bounding.within(found, address)] or [RDF.nil] if found else []


def built(store: Source, address: Address, records: list[Identifier]) -> Network:
    """The links that the fields choose, from the store; from some records alone where any are given."""
    names = dict.fromkeys(name for name, value in address.fields if name not in OWN and value.strip())
    found = statements.asked(store, {name: address.all(name) for name in names}, records)
    return building.linked(found, named_only=bool(address.first("named_only")), without=address.all("without"))


def studied(store: Source, address: Address) -> Study:
    """What the fields make of the links that they choose; of one window where they name one."""
    found = studying.made(store, spanned(chosen(store, address), address), design_of(address), address)
    return studying.of_window(found, address.first(studying.WINDOW)) or found


def as_file(found: Study, form: str, address: Address) -> Reply:
    """The network for other programs; an archive where there is one file for each window."""
    picture = picked(address, "picture")
    body = written(found, form, lambda svg: rasterise(svg, scale=scale(svg)), picture=picture)
    single = found.design.window is None or form in (*TABLES, DYNAMIC) or picture == "matrix"
    if single and form in ("svg", "png"):
        return Reply(body, FORMS[form])
    name = f"network.{ENDINGS.get(form, form)}" if single else f"network-{form}.zip"
    disposition = f'attachment; filename="{name}"'
    return Reply(body, FORMS[form] if single else ARCHIVE, headers={"Content-Disposition": disposition})


def scale(svg: str) -> float:
    """Twice the size, as print wants it, down to once for a picture so high that drawing it takes seconds.

    >>> scale('<svg height="900">'), scale('<svg height="3600">')
    (2.0, 1.0)
    """
    found = HEIGHT.search(svg)
    return max(1.0, min(2.0, HIGHEST / float(found[1]))) if found else 1.0


def as_page(store: Source, address: Address) -> Reply:
    """Filters, picture, and every link with its words; or what a design makes of the links."""
    known, error = UNKNOWN, None
    parameters = [one for one in questions()[QUESTION].parameters if one.name != "language"]
    place = address
    try:
        reported = large(store, address)
        place = bounding.bounded(reported, address, bounding.DRAWN)
        known = told(store, place, reported)
    except CouncilgraphError as failed:
        error = failed
    return page(
        "network.html",
        place,
        status=400 if error else 200,
        fields=fields(store, parameters, place, None if error else taken(store, parameters, place)),
        pickers=pickers(place),
        whole=downloads(address, WHOLE) if place is not address else [],
        error=error,
        **known,
    )


def told(store: Source, address: Address, reported: list[Reported]) -> dict[str, Any]:
    """What the page tells of the network that the fields choose; raises CouncilgraphError."""
    design = design_of(address)
    whole = chosen(store, address)
    graph = spanned(whole, address)
    plain, one, drawn = is_plain(design, address), address.first("from"), years(whole)
    study = None if plain else studying.shown(studying.made(store, graph, design, address), address)
    found = behind(graph, study, address) if plain or one else []
    return {
        "entry": "network" if plain else "",
        "graph": graph,
        "years": bounding.called(reported) or drawn,
        "bounded": bool(reported),
        "settings": settings(drawn, address, bounded=bool(reported)),
        "study": study,
        "picture": Markup(linked(draw(graph), graph, address)) if plain and not one else "",
        "links": links(graph, found, address) if plain or one else None,
        "pages": range(1, -(-len(found) // LISTED) + 1),
        "number": page_of(address),
        "downloads": downloads(address, offered(address)),
    }


def offered(address: Address) -> list[tuple[str, str]]:
    """The forms in which a network can be taken away; one that changes over time where there are windows."""
    pictures = picked(address, "picture") == "matrix"
    dynamic = [("GEXF", DYNAMIC)] if design_of(address).window else []
    return [*DOWNLOADS[-2:]] if pictures else [*DOWNLOADS, *dynamic]


def behind(graph: Network, shown: Shown | None, address: Address) -> list[Link]:
    """The links that a page lists: those behind the line or the tie that was chosen, all where none was."""
    if shown is not None:
        return studying.behind(shown.links, address)
    return [link for link in graph.edges(data=True) if is_chosen(link, address)]


def taken(store: Source, parameters: list[Parameter], address: Address) -> dict[str, list[Identifier]]:
    """The terms that the fields were taken for."""
    given = {one.name: address.all(one.name) for one in parameters if address.all(one.name)}
    return statements.meant(store, given)


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
