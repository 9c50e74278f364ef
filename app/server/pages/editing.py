"""The SPARQL endpoint as a page: a query, a shipped question to begin with, and the answer as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.ontology.terms import DATA_BASE, PREFIXES
from councilgraph.queries import questions
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import Address, downloads, page, path_of
from councilgraph.server.source import Rows
from councilgraph.store.sparql import with_prefixes

if TYPE_CHECKING:
    from councilgraph.server.pages.wording import Words
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Node, Source

ROWS = (("CSV", "csv"), ("JSON", "json"), ("TSV", "tsv"), ("XML", "xml"))
TRIPLES = (("Turtle", "turtle"), ("N-Triples", "ntriples"), ("JSON-LD", "jsonld"))
FORMS = ("html", *(form for _, form in (*ROWS, *TRIPLES)))
LINKED = 6000
"""Characters of a query that may stand in a link."""


def editor(store: Source, *, address: dict[str, Any], query: str = "", problem: str = "") -> Reply:
    """The editor with a query, else with a shipped question; with what is wrong, if anything is."""
    return shown(Address.of(address), query, problem=problem)


def answered(store: Source, query: str, address: dict[str, Any]) -> Reply:
    """The editor with a query and its answer."""
    place = linkable(Address.of(address))
    try:
        found = store.found(with_prefixes(query))
    except CouncilgraphError as error:
        return shown(place, query, problem=str(error))
    forms = TRIPLES if isinstance(found, list) else ROWS
    taken = downloads(place, forms) if place.first("query") else []
    return shown(place, query, grid=grid(found, place.words), downloads=taken)


def linkable(address: Address) -> Address:
    """The address with the query in it, unless it is too long for a link; without the form of this answer."""
    fields = [(name, value) for name, value in address.fields if name != "format"]
    kept = [(name, value) for name, value in fields if name != "query" or len(value) <= LINKED]
    return Address(address.root, address.path, kept)


def shown(address: Address, query: str, *, problem: str = "", **answer: Any) -> Reply:
    """The page."""
    known = sorted(questions().values(), key=lambda question: int(question.number))
    chosen = questions().get(address.first("question")) or known[0]
    return page(
        "sparql.html",
        address,
        status=400 if problem else 200,
        entry="editor",
        query=query or chosen.sparql,
        chosen="" if query else chosen.name,
        questions=known,
        forms=FORMS,
        prefixes={"id": DATA_BASE} | PREFIXES,
        problem=problem,
        **{"grid": None, "downloads": [], **answer},
    )


def grid(found: Rows | list[ox.Triple] | bool, words: Words) -> Grid:
    """An answer of any form as a table."""
    if isinstance(found, bool):
        return Grid(words.answer, "", [""], [[Cell(str(found).lower())]], [])
    if isinstance(found, Rows):
        return Grid(words.answer, "", list(found.columns), [[cell(node) for node in row] for row in found.rows], [])
    rows = [[cell(node) for node in (triple.subject, triple.predicate, triple.object)] for triple in found]
    return Grid(words.answer, "", ["subject", "predicate", "object"], rows, [])


def cell(node: Node | None) -> Cell:
    """One term: things with a link to their page here, words in their language."""
    if node is None:
        return Cell("")
    if isinstance(node, ox.NamedNode):
        return Cell(short(node.value), path_of(node.value))
    return Cell(node.value, language=node.language or "") if isinstance(node, ox.Literal) else Cell(str(node))


def short(iri: str) -> str:
    """An IRI as one would write it in a query.

    >>> short("https://w3id.org/councilgraph/stance/supports"), short("http://e/a")
    ('stance:supports', 'http://e/a')
    """
    fits = [(base, name) for name, base in PREFIXES.items() if iri.startswith(base) and iri != base]
    base, name = max(fits, key=lambda one: len(one[0]), default=("", ""))
    return f"{name}:{iri.removeprefix(base)}" if base else iri
