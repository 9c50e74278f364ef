"""Every IRI of the graph as a page or as RDF; resolutions, actors and records have pages of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from councilgraph import queries
from councilgraph.ontology.terms import CG, DATA_BASE
from councilgraph.queries import labels
from councilgraph.queries.substitution import with_values
from councilgraph.server import writing
from councilgraph.server.negotiation import TRIPLES
from councilgraph.server.pages import facts, record
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.cells import grid as answered
from councilgraph.server.pages.rendering import Address, downloads, page, sparql
from councilgraph.server.reply import problem
from rdflib import RDF, URIRef

if TYPE_CHECKING:
    from councilgraph.queries import Table
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
RECORDS = {CG.Record, CG.SummaryRecord, CG.VerbatimRecord}
INSTRUMENTS = {CG.Resolution, CG.Decision}
AGENTS = {CG.State, CG.Coalition, CG.Body, CG.WorkingGroup, CG.Post}
DOWNLOADS = (("Turtle", "turtle"), ("N-Triples", "ntriples"), ("JSON-LD", "jsonld"))
THREAD = "In the order of the records: on the text itself, its parts, its amendments and their parts."
SAID = "In its own name, or held in its name by another speaker, in order."


def thing(store: Source, *, iri: str, form: str, address: dict[str, Any]) -> Reply:
    """What the graph knows of a thing, as a page or as RDF."""
    place = Address.of(address)
    said = store.select(asked("facts-of-thing", iri)) if IRI.fullmatch(iri) else None
    if not said or not said.rows:
        return problem(404, "There is no such thing here", f"Nothing in this store is called <{iri}>.")
    if form in TRIPLES:
        return as_rdf(store, URIRef(iri), form, kinds(said))
    if kinds(said) & RECORDS:
        return record.view(store, URIRef(iri), place)
    if kinds(said) & INSTRUMENTS:
        return resolution(store, URIRef(iri), place)
    if kinds(said) & AGENTS:
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


def resolution(store: Source, iri: URIRef, address: Address) -> Reply:
    """A resolution: who supported its amendment in three parts, and its whole thread."""
    language = address.first("language") or "en"
    found = facts.facts(store, "facts-on-text", text=iri)
    called = facts.named(store, found, language, iri)
    answer = None
    if iri.startswith(f"{DATA_BASE}resolution/"):
        answer = queries.answer(store.select, "who-supported-the-amendment", resolution=str(iri), language=language)
    return page(
        "resolution.html",
        address,
        iri=iri,
        title=called(iri),
        parts=[answered(answer, section) for section in answer.sections] if answer else [],
        thread=facts.grid(found, called, "Thread", THREAD),
        downloads=downloads(address, DOWNLOADS),
    )


def agent(store: Source, iri: URIRef, address: Address) -> Reply:
    """A state, coalition, body or office: what it said, in order and by topic."""
    language = address.first("language") or "en"
    found = facts.facts(store, "facts-of-agent", agent=iri)
    counts = store.select(with_values(sparql("topics-of-agent"), {"agent": [iri]})).rows
    things = {term for row in counts for term in row[:2] if term is not None}
    called = facts.named(store, found, language, iri, *things)
    rows = [[facts.linked(topic, called), facts.linked(did, called), Cell(str(times))] for topic, did, times in counts]
    note = "Acts and positions in paragraphs, or under items, on each topic; one may count under several."
    return page(
        "agent.html",
        address,
        iri=iri,
        title=called(iri),
        said=facts.grid(found, called, "What was said", SAID),
        topics=Grid("By topic", note, ["topic", "did", "times"], rows, []),
        downloads=downloads(address, DOWNLOADS),
    )


def general(store: Source, iri: URIRef, address: Address, said: Table) -> Reply:
    """Anything else: what the graph says of it and what refers to it."""
    mentions = store.select(asked("mentions-of-thing", iri))
    things = {term for row in [*said.rows, *mentions.rows] for term in row}
    called = labels.fetch(store.select, things | {iri}, address.first("language") or "en")

    def shown(term: Identifier | None) -> Cell:
        return facts.linked(term, called) if isinstance(term, URIRef) else Cell(str(term or ""))

    def table(found: Table, title: str, note: str, columns: list[str]) -> Grid:
        return Grid(title, note, columns, sorted([[shown(term) for term in row] for row in found.rows], key=str), [])

    return page(
        "thing.html",
        address,
        iri=iri,
        title=called(iri),
        said=table(said, "What is known of it", "", ["property", "value"]),
        mentions=table(mentions, "What refers to it", "At most 200.", ["property", "from"]),
        downloads=downloads(address, DOWNLOADS),
    )
