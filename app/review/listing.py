"""Reviews as rows for people and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.queries import Table, labels
from councilgraph.queries.table import natural
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select
    from councilgraph.review.keeping import Standing
    from rdflib.term import Identifier

COLUMNS = ("state", "verdict", "reviewer", "when", "weighed", "right", "why", "quote", "fact")
STATES = ("orphaned", "changed", "current")
"""What asks for attention comes first."""


def listed(select: Select, standings: Iterable[Standing], people: Mapping[URIRef, str], language: str) -> Table:
    """One row for each review: what became of its fact, and all that was said, by name."""
    held = sorted(
        standings, key=lambda each: (STATES.index(each.state), natural(each.review.fact), each.review.reviewer)
    )
    things = {thing for each in held for thing in (*each.review.weighed, *right(each))}
    names = labels.fetch(select, things, language)
    return Table(COLUMNS, [row(each, people, names) for each in held])


def row(standing: Standing, people: Mapping[URIRef, str], names: Labels) -> tuple[Identifier | None, ...]:
    """One review."""
    review = standing.review
    texts = (
        *(standing.state, review.judgement.verdict, people[review.reviewer], review.when),
        "; ".join(sorted(map(names, review.weighed))),
        "; ".join(map(names, right(standing))),
        *(review.judgement.why, review.quote[0]),
    )
    return (*(Literal(text) if text else None for text in texts), review.fact)


def right(standing: Standing) -> tuple[URIRef, ...]:
    """All that the reviewer put in the place of what was read."""
    correction = standing.review.judgement.correction
    return (*((correction.did,) if correction.did else ()), *correction.holders, *correction.targets)
