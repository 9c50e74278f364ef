"""A resolution or decision: who supported its amendment in three parts, and its whole thread in sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph import queries
from councilgraph.ontology.terms import DATA_BASE
from councilgraph.queries.substitution import with_values
from councilgraph.server.pages import facts
from councilgraph.server.pages.cells import Grid
from councilgraph.server.pages.cells import grid as answered
from councilgraph.server.pages.rendering import page, sparql
from councilgraph.server.pages.reviewing import rejected, reviews
from councilgraph.server.pages.wording import data

if TYPE_CHECKING:
    from councilgraph.queries import Table
    from councilgraph.queries.labels import Labels
    from councilgraph.server.pages.facts import Fact
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.pages.wording import Words
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source
    from rdflib import URIRef
    from rdflib.term import Identifier

CONCEPTS = "https://w3id.org/councilgraph/"
QUESTION = "who-supported-the-amendment"


def view(
    store: Source, iri: URIRef, address: Address, downloads: list[tuple[str, str]], network: list[tuple[str, str]]
) -> Reply:
    """The page of a resolution or decision."""
    found = facts.facts(store, "facts-on-text", text=iri)
    versions = store.select(with_values(sparql("versions-of-text"), {"text": [iri]}))
    forms = store.select(with_values(sparql("forms-of-text"), {"text": [iri]}))
    named = {term for row in versions.rows for term in row if term is not None}
    called = facts.named(store, found, address.language, iri, *named)
    answer = None
    if iri.startswith(f"{DATA_BASE}resolution/"):
        answer = queries.answer(store.select, QUESTION, resolution=str(iri), language=address.language)
    words = address.words
    no = rejected(reviews(store))
    return page(
        "resolution.html",
        address,
        iri=iri,
        title=called(iri),
        parts=[answered(answer, section, words, no) for section in answer.sections] if answer else [],
        sections=[versions_of(versions, called, words), *thread(found, called, words, forms)],
        downloads=downloads,
        network=network,
    )


def versions_of(versions: Table, called: Labels, words: Words) -> Grid:
    """What amends it or is a version of it."""
    rows = [[facts.linked(term, called) for term in row] for row in versions.rows]
    headings = [words.column("name"), words.column("kind"), words.column("document")]
    return Grid(words.section("versions"), words.note("versions"), headings, rows, [], name="versions")


def thread(found: list[Fact], called: Labels, words: Words, forms: Table) -> list[Grid]:
    """The sections of `thread.toml`, and whatever is in none of them; `forms` are later texts with earlier ones."""
    ended = ended_by(found, forms)
    left = {fact.iri: fact for fact in found}
    grids = []
    for name, concepts in data("thread")["sections"].items():
        kinds = {CONCEPTS + code for code in concepts}
        own = [fact for fact in found if str(fact.row["did"]) in kinds or (name == "open" and is_open(fact, ended))]
        for fact in own:
            left.pop(fact.iri, None)
        note = words.note(name if name == "open" else "thread")
        grids.append(facts.grid(own, called, words, words.section(name), note, name))
    return [*grids, facts.grid([*left.values()], called, words, words.section("other"), words.note("thread"), "other")]


def ended_by(found: list[Fact], forms: Table) -> set[Identifier]:
    """The texts that an outcome ended, and the earlier ones that they continue."""
    ends = {CONCEPTS + code for code in data("thread")["closing"]["outcomes"]}
    closing = [fact for fact in found if str(fact.row["did"]) in ends and not fact.rejected]
    ended = {target for fact in closing for target in fact.targets}
    return ended | {earlier for later, earlier in forms.rows if later in ended and earlier is not None}


def is_open(fact: Fact, ended: set[Identifier]) -> bool:
    """Whether a proposal by somebody else than the chair has met no end."""
    proposals = {CONCEPTS + code for code in data("thread")["sections"]["proposed"]}
    chaired = str(fact.row["capacity"]) == f"{CONCEPTS}capacity/chair"
    return not fact.rejected and not chaired and str(fact.row["did"]) in proposals and not ended & fact.targets
