"""Reviews in a store: one graph for each reviewer, written whole, and only when it passes the gate."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.ontology import iri
from councilgraph.review.finding import facts_named
from councilgraph.review.model import Judgement, Review, Reviewer, ReviewError
from councilgraph.review.writing import graph_of, reviews_in
from councilgraph.shapes import validate_reviews
from rdflib import SKOS, Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from councilgraph.review.model import Fact
    from councilgraph.store import Store
    from rdflib import URIRef


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
    even its date. Raises ReviewError where the gate refuses them.
    """
    known = {review.fact: review for review in reviews_by(store, reviewer)}
    after, counts = dict(known), Counter[str]()
    for review in reviews:
        before = after.get(review.fact)
        if before is not None and review.same_as(before):
            counts["unchanged"] += 1
            continue
        counts["replaced" if before else "added"] += 1
        after[review.fact] = review
    if after != known:
        _store(store, reviewer, after)
    return Kept(counts["added"], counts["replaced"], counts["unchanged"])


def withdraw(store: Store, reviewer: Reviewer, facts: Iterable[URIRef]) -> int:
    """Take back what a reviewer found of these facts; says of how many. Raises ReviewError for any other."""
    after = {review.fact: review for review in reviews_by(store, reviewer)}
    taken = dict.fromkeys(facts)
    for fact in taken:
        if after.pop(fact, None) is None:
            raise ReviewError(f"{reviewer.name} has not reviewed <{fact}>", remedy="See `councilgraph review --list`.")
    _store(store, reviewer, after)
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
    graphs = (_graph(store, name) for name in store.reviews())
    return {node: str(name) for graph in graphs for node, name in graph.subject_objects(SKOS.prefLabel)}  # type: ignore[misc]


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
    graph = Graph(bind_namespaces="none")
    graph.parse(data=store.content(name), format="nt")
    return graph


def _store(store: Store, reviewer: Reviewer, reviews: Mapping[URIRef, Review]) -> None:
    graph = graph_of(reviewer, reviews.values()) if reviews else Graph()
    report = validate_reviews(graph)
    if not report.conforms:
        raise ReviewError(f"the gate refuses the reviews: {report.findings[0]}")
    store.replace(iri.review_graph(reviewer.iri), graph)
