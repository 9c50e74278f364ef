"""Reviews in a store: one graph for each reviewer, written whole, and only when it passes the gate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.inference import draw
from councilgraph.ontology import iri
from councilgraph.review.finding import facts_named
from councilgraph.review.model import Judgement, Review, Reviewer, ReviewError
from councilgraph.review.writing import graph_of, reviews_in
from councilgraph.shapes import validate_reviews
from councilgraph.store.canonical import canonical, read_triples
from councilgraph.store.results import graph
from rdflib import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.review.model import Fact
    from councilgraph.store import Store
    from rdflib import Graph, URIRef


Held = dict[bytes, bytes]
"""A reviewer's graph as N-Triples: each node → the lines about it."""


class Kept(NamedTuple):
    """How many reviews were new, took the place of an earlier one by the same person, or said nothing new."""

    added: int
    replaced: int
    unchanged: int


class Standing(NamedTuple):
    """A review beside the fact as it is now: "current", "changed", or "orphaned" and without a fact."""

    review: Review
    fact: Fact | None
    state: str


def now() -> str:
    """This moment, as reviews write it."""
    return moment(dt.datetime.now(dt.UTC))


def moment(when: dt.datetime) -> str:
    """A moment in UTC, to the second; one without a zone is taken for UTC.

    >>> moment(dt.datetime(2024, 6, 10, 9, 30))
    '2024-06-10T09:30:00Z'
    """
    zoned = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return zoned.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def made(fact: Fact, reviewer: Reviewer, judgement: Judgement, when: str, language: str = "en") -> Review:
    """A review of a fact as it stands."""
    return Review(fact.iri, reviewer.iri, judgement, when, fact.quote(language), fact.weighed)


def keep(store: Store, reviewer: Reviewer, reviews: Iterable[Review]) -> Kept:
    """Put reviews of one reviewer into the store, all in one transaction or none.

    Of two reviews of a fact the later one counts; one that says what is known already changes nothing, not
    even its date. Raises ReviewError where the gate refuses them. A reviewer's graph is written whole: one
    person reviews in one place at a time, different people where and when they like.
    """
    given = list(reviews)
    held = _held(store, reviewer)
    known = {review.fact: review for review in _reviews_at(held, given)}
    fresh: dict[URIRef, Review] = {}
    for review in given:
        before = fresh.get(review.fact) or known.get(review.fact)
        if before is None or not review.same_as(before):
            fresh[review.fact] = review
    if fresh:
        added = graph_of(reviewer, fresh.values())
        _hold_against_the_gate(added)
        _write(store, reviewer, held | _by_node(canonical(added)))
    replaced = len(fresh.keys() & known.keys())
    return Kept(len(fresh) - replaced, replaced, len({review.fact for review in given}) - len(fresh))


def withdraw(store: Store, reviewer: Reviewer, facts: Iterable[URIRef]) -> int:
    """Take back what a reviewer found of these facts; says of how many. Raises ReviewError for any other."""
    held = _held(store, reviewer)
    taken = dict.fromkeys(facts)
    for fact in taken:
        if held.pop(_written(iri.review(fact, reviewer.iri)), None) is None:
            raise ReviewError(f"{reviewer.name} has not reviewed <{fact}>", remedy="See `councilgraph review --list`.")
    _write(store, reviewer, {} if held.keys() == {_written(reviewer.iri)} else held)
    return len(taken)


def reviews_by(store: Store, reviewer: Reviewer) -> list[Review]:
    """What one reviewer found, by fact."""
    return reviews_in(_graph(store, iri.review_graph(reviewer.iri)))


def all_reviews(store: Store) -> list[Review]:
    """What all reviewers found, by fact and reviewer."""
    found = [review for name in store.reviews() for review in reviews_in(_graph(store, name))]
    return sorted(found, key=lambda review: (review.fact, review.reviewer))


def reviewers(store: Store) -> dict[URIRef, str]:
    """Reviewer → name, for all who have a graph."""
    graphs = [_graph(store, name) for name in store.reviews()]
    return {node: str(name) for each in graphs for node, name in each.subject_objects(SKOS.prefLabel)}  # type: ignore[misc]


def standings(store: Store, reviews: Iterable[Review]) -> list[Standing]:
    """Each review beside what became of its fact."""
    held = list(reviews)
    facts = {fact.iri: fact for fact in facts_named(store.select, (review.fact for review in held))}
    return [Standing(each, facts.get(each.fact), each.standing(facts.get(each.fact))) for each in held]


def unsettled(store: Store, records: Iterable[str]) -> list[Standing]:
    """The reviews of these records' facts that no longer fit: "changed" and "orphaned" ones."""
    if not store.reviews():
        return []
    heads = tuple(f"{record}/" for record in records)
    mine = [review for review in all_reviews(store) if str(review.fact).startswith(heads)]
    return [each for each in standings(store, mine) if each.state != "current"]


def unchecked(facts: Iterable[Fact], reviews: Iterable[Review]) -> list[Fact]:
    """The facts of which none of these reviews weighs what they say now."""
    weighed = {(review.fact, review.weighed) for review in reviews}
    return [fact for fact in facts if (fact.iri, fact.weighed) not in weighed]


def _graph(store: Store, name: str) -> Graph:
    return graph(read_triples(store.content(name)))


def _held(store: Store, reviewer: Reviewer) -> Held:
    return _by_node(store.content(iri.review_graph(reviewer.iri)))


def _by_node(content: bytes) -> Held:
    held: dict[bytes, bytes] = {}
    for line in content.splitlines(keepends=True):
        node = line.partition(b" ")[0]
        held[node] = held.get(node, b"") + line
    return held


def _reviews_at(held: Held, reviews: Iterable[Review]) -> list[Review]:
    """What the same reviewer has found of the same facts; only that is parsed, so that one verdict takes no time."""
    nodes = {_written(iri.review(review.fact, review.reviewer)) for review in reviews}
    return reviews_in(graph(read_triples(b"".join(held[node] for node in nodes & held.keys()))))


def _written(node: URIRef) -> bytes:
    return f"<{node}>".encode()


def _hold_against_the_gate(made: Graph) -> None:
    report = validate_reviews(made)
    if not report.conforms:
        raise ReviewError(f"the gate refuses the reviews: {report.findings[0]}")


def _write(store: Store, reviewer: Reviewer, held: Held) -> None:
    store.replace(iri.review_graph(reviewer.iri), b"".join(held.values()))
    draw(store, "standing", reviewer.base)
