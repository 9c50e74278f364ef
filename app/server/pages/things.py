"""Every IRI of the graph as a page or as RDF; resolutions, actors and records have pages of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from councilgraph.ontology.terms import CG, DATA_BASE
from councilgraph.queries import labels
from councilgraph.queries.drawing import rasterise
from councilgraph.queries.substitution import with_values
from councilgraph.server import writing
from councilgraph.server.negotiation import TRIPLES
from councilgraph.server.pages import bounding, facts, record, resolutions
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import ROWS, Address, downloads, page, sparql
from councilgraph.server.pages.spanning import SPAN
from councilgraph.server.pages.threading import thread_of
from councilgraph.server.reply import Reply, problem, text
from rdflib import RDF, Literal, URIRef

if TYPE_CHECKING:
    from councilgraph.queries import Table
    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Row
    from councilgraph.server.pages.bounding import Reported
    from councilgraph.server.pages.wording import Words
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
RECORDS = {CG.Record, CG.SummaryRecord, CG.VerbatimRecord}
INSTRUMENTS = {CG.Resolution, CG.Decision}
AGENTS = {CG.State, CG.Coalition, CG.Body, CG.WorkingGroup, CG.Post}
RDF_FORMS = (("Turtle", "turtle"), ("N-Triples", "ntriples"), ("JSON-LD", "jsonld"))
DOWNLOADS = (("CSV", "csv"), *RDF_FORMS)
CSV = {"csv": "text/csv; charset=utf-8"}
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
SAID = 200
"""Acts and positions that the page of an actor shows."""
MENTIONS = 200
"""As many as `mentions-of-thing.rq` gives at most."""
QUERIES = {"record": "facts-of-record", "text": "facts-on-text", "agent": "facts-of-agent"}
AS_NETWORK = (("SVG", "svg"), ("PNG", "png"), ("GraphML", "graphml"), ("GEXF", "gexf"), ("CSV", "edges"))


def thing(store: Source, *, iri: str, form: str, address: dict[str, Any]) -> Reply:
    """What the graph knows of a thing, as a page or as RDF."""
    place = Address.of(address)
    said = store.select(asked("facts-of-thing", iri)) if IRI.fullmatch(iri) else None
    if not said or not said.rows:
        return problem(404, "There is no such thing here", f"Nothing in this store is called <{iri}>.")
    classes = kinds(said)
    if form in TRIPLES:
        return as_rdf(store, URIRef(iri), form, classes)
    if form == "csv":
        return as_table(store, URIRef(iri), classes, place)
    if form in PICTURES:
        return as_picture(store, URIRef(iri), form, classes, place)
    if classes & RECORDS:
        return record.view(store, URIRef(iri), place, downloads(place, DOWNLOADS), as_network(place, "record", iri))
    if classes & INSTRUMENTS:
        return resolutions.view(store, URIRef(iri), place, downloads(place, DOWNLOADS), as_network(place, "text", iri))
    if classes & AGENTS:
        return agent(store, URIRef(iri), place)
    return general(store, URIRef(iri), place, said)


def asked(name: str, iri: str) -> str:
    """A query of this folder about a thing."""
    return with_values(sparql(name), {"thing": [URIRef(iri)]})


def kinds(said: Table) -> set[Identifier | None]:
    """The classes of a thing."""
    return {value for name, value in said.rows if name == RDF.type}


def as_rdf(store: Source, iri: URIRef, form: str, classes: set[Identifier | None]) -> Reply:
    """A record's own graphs; of all else what is said of it, and what refers to it."""
    if classes & RECORDS:
        names = [name for name in store.graphs() if name.startswith(f"{iri}/graph/")]
        quads = (quad for name in names for quad in ox.parse(store.content(name), ox.RdfFormat.N_TRIPLES))
        return writing.triples([quad.triple for quad in quads], form)
    found = store.found(asked("thing", iri))
    return writing.triples(found, form) if isinstance(found, list) else problem(404, "Nothing is known of it")


def as_table(store: Source, iri: URIRef, classes: set[Identifier | None], address: Address) -> Reply:
    """The facts that the page of a thing shows, as CSV."""
    views = ((RECORDS, "record"), (INSTRUMENTS, "text"), (AGENTS, "agent"))
    role = next((name for kinds, name in views if classes & kinds), None)
    if role is None:
        return problem(406, "There is no table of this thing", "Ask for its page, or for RDF.")
    records = apart(bounding.reported(store, "facts-by-record", {"agent": [iri]}), address) if role == "agent" else []
    found = facts.facts(store, QUERIES[role], records, **{role: iri})
    called = facts.named(store, found, address.language)
    name = re.sub(r"[^A-Za-z0-9-]+", "-", str(iri).removeprefix(DATA_BASE))
    disposition = f'attachment; filename="{name}.csv"'
    return text(facts.as_csv(found, called, address.words), CSV["csv"], Content_Disposition=disposition)


def as_picture(store: Source, iri: URIRef, form: str, classes: set[Identifier | None], address: Address) -> Reply:
    """The thread of a resolution or decision as a picture."""
    if not classes & INSTRUMENTS:
        return problem(406, "There is no picture of this thing", "Ask for its page, or for RDF.")
    svg = thread_of(store, iri, address.language)
    return text(svg, PICTURES[form]) if form == "svg" else Reply(rasterise(svg), PICTURES[form])


def as_network(address: Address, field: str, iri: str) -> list[tuple[str, str]]:
    """The network of what a page shows, as a page and as files."""
    place = Address(address.root, "/network", [(field, iri), ("language", address.first("language"))])
    return [(address.words.file("page", "HTML"), place.with_fields()), *downloads(place, AS_NETWORK)]


def agent(store: Source, iri: URIRef, address: Address) -> Reply:
    """A state, coalition, body or office: what it said over time, in order and by topic; the latest of too much."""
    words = address.words
    reported = bounding.reported(store, "facts-by-record", {"agent": [iri]})
    place = bounding.bounded(reported, address, SAID)
    found = facts.facts(store, "facts-of-agent", apart(reported, place), agent=iri)
    counts = topics_of(store, iri, apart(reported, address))
    things = [term for row in counts for term in row[:2] if term is not None]
    called = facts.named(store, found[:ROWS], address.language, iri, *things)
    said = facts.grid(found[:ROWS], called, words, words.said, words.said_note, "said")
    note = words.latest_years.format(year=place.first("since")) if place is not address else said.note
    return page(
        "agent.html",
        place,
        iri=iri,
        title=called(iri),
        years=years_of(reported, address),
        said=replace(said, count=sum(not fact.rejected for fact in found), note=note),
        topics=by_topic(counts, called, words),
        downloads=downloads(address, DOWNLOADS),
    )


def apart(reported: list[Reported], address: Address) -> list[Identifier]:
    """The records of the years that an address chooses; none where it chooses all."""
    if not any(address.first(name) for name in SPAN):
        return []
    return [one.record for one in bounding.within(reported, address)] or [RDF.nil]


def years_of(reported: list[Reported], address: Address) -> list[tuple[str, str, int]]:
    """The years in which somebody spoke: name, link to what was said then, and how often."""
    times = bounding.by_year(reported)
    named = bounding.called(reported).items()
    return [(called, address.with_fields(since=year, until=year), times[int(year)]) for year, called in named]


def topics_of(store: Source, iri: URIRef, records: list[Identifier]) -> list[Row]:
    """How often somebody did what on each topic."""
    values: dict[str, list[Identifier]] = {"agent": [iri], **({"record": records} if records else {})}
    return store.select(with_values(sparql("topics-of-agent"), values)).rows


def by_topic(counts: list[Row], called: Labels, words: Words) -> Grid:
    """The same as a table."""
    rows = [[facts.linked(topic, called), facts.linked(did, called), Cell(str(times))] for topic, did, times in counts]
    headings = [words.column(name) for name in ("topic", "did", "times")]
    return Grid(words.by_topic, words.by_topic_note, headings, rows, [], name="topics")


def general(store: Source, iri: URIRef, address: Address, said: Table) -> Reply:
    """Anything else: what the graph says of it and what refers to it."""
    words = address.words
    mentions = store.select(asked("mentions-of-thing", iri))
    things = {term for row in [*said.rows, *mentions.rows] for term in row}
    called = labels.fetch(store.select, things | {iri}, address.language)

    def shown(term: Identifier | None) -> Cell:
        language = term.language or "" if isinstance(term, Literal) else ""
        return facts.linked(term, called) if isinstance(term, URIRef) else Cell(str(term or ""), language=language)

    def table(found: Table, title: str, note: str, columns: tuple[str, str]) -> Grid:
        rows = sorted([[shown(term) for term in row] for row in found.rows], key=str)
        return Grid(title, note, [words.column(name) for name in columns], rows, [])

    return page(
        "thing.html",
        address,
        iri=iri,
        title=called(iri),
        said=table(said, words.known_of_it, "", ("property", "value")),
        mentions=table(mentions, words.refers_to_it, words.at_most.format(count=MENTIONS), ("property", "from")),
        downloads=downloads(address, RDF_FORMS),
    )
