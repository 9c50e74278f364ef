"""What is shown where there is too much for one page: the latest years, as many as fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from councilgraph.queries.answering import reach
from councilgraph.queries.substitution import with_values
from councilgraph.server.pages import statements
from councilgraph.server.pages.rendering import sparql
from councilgraph.server.pages.spanning import SPAN, named, year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from councilgraph.queries.answering import Values
    from councilgraph.queries.table import Row
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.pages.statements import Statements
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

FIELDS = ("stance", "topic", "text")
"""Fields that choose among the positions of all records."""
DRAWN = 200
"""Positions that one picture shows."""
KEPT = 32
"""Choices of positions of which a worker keeps how many each record reports."""


@dataclass(frozen=True, slots=True)
class Reported:
    """How often a record reports what is asked for; `year` and `session` ("" where unknown) of its meeting."""

    record: Identifier
    year: int | None
    session: str
    times: int


def positions(store: Source, address: Address) -> list[Reported]:
    """How many positions of those that an address chooses each record reports; raises CouncilgraphError."""
    given = {name: address.all(name) for name in FIELDS if address.all(name)}
    return store.remember("positions", repr(given), lambda: chosen(store, given), most=KEPT)


def chosen(store: Source, given: Mapping[str, list[str]]) -> list[Reported]:
    """The same as the store has it."""
    values = statements.meant(store, given)
    values = values | reach(store.select, values)
    return counted(statements.held(store), values) if store.held else reported(store, "positions-by-record", values)


def counted(known: Statements, values: Values) -> list[Reported]:
    """The same from what is held in memory."""
    names = [known.table.columns.index(name) for name in ("record", "year", "date", "session", "fact")]
    facts: dict[Identifier, dict[Identifier | None, Row]] = {}
    for row in known.chosen(values):
        record, *rest = (row[place] for place in names)
        if record is not None:
            facts.setdefault(record, {}).setdefault(rest[-1], tuple(rest))
    called = known.labels("en")
    first = {record: next(iter(found.values())) for record, found in facts.items()}
    return [
        Reported(record, year_in(year or date), called(session), len(facts[record]))
        for record, (year, date, session, _) in first.items()
    ]


def reported(store: Source, query: str, values: Mapping[str, Sequence[Identifier]]) -> list[Reported]:
    """What a query of this folder counts in each record; one of several dates is as old as the first."""
    found: dict[Identifier | None, Reported] = {}
    for row in sorted(store.select(with_values(sparql(query), values)).records(), key=lambda row: str(row["date"])):
        record = row["record"]
        if record is not None and record not in found:
            when = year_in(row["year"] or row["date"])
            found[record] = Reported(record, when, str(row["session"] or ""), int(str(row["times"])))
    return [*found.values()]


def year_in(term: Identifier | None) -> int | None:
    """The year of a year or a date, None where neither is known.

    >>> from rdflib import Literal
    >>> year_in(Literal("2024-06-10")), year_in(None)
    (2024, None)
    """
    when = str(term or "")[:4]
    return int(when) if when.isdecimal() else None


def is_large(found: Sequence[Reported], most: int) -> bool:
    """Whether this is too much for one page."""
    return sum(one.times for one in found) > most


def within(found: Sequence[Reported], address: Address) -> list[Reported]:
    """Those of the years that an address chooses; raises InvalidValueError."""
    since, until = (year(address, name) for name in SPAN)
    return [one for one in found if is_within(one, since, until)]


def is_within(one: Reported, since: int | None, until: int | None) -> bool:
    """Whether a record is of these years; of an unknown year it is only where none is chosen."""
    if one.year is None:
        return since is until is None
    return (since or one.year) <= one.year <= (until or one.year)


def bounded(found: Sequence[Reported], address: Address, most: int) -> Address:
    """The address, beginning with the first of the latest years that are not too much together, one at least.

    It stays as it is where all that it chooses fits, and where no year is known. Raises InvalidValueError.
    """
    inside = within(found, address)
    counts = by_year(inside)
    if not is_large(inside, most) or not counts:
        return address
    return address.changed(since=str(first_of_latest(counts, most)))


def first_of_latest(counts: Mapping[int, int], most: int) -> int:
    """The year with which the latest begin that together have no more than `most`.

    >>> first_of_latest({2023: 5, 2024: 3, 2026: 4}, 7), first_of_latest({2023: 5}, 1)
    (2024, 2023)
    """
    latest = sorted(counts, reverse=True)
    sums = accumulate(counts[year] for year in latest)
    fitting = [year for year, held in zip(latest, sums, strict=True) if held <= most]
    return fitting[-1] if fitting else latest[0]


def by_year(found: Sequence[Reported]) -> dict[int, int]:
    """How often the records of each known year do, in order."""
    counts: dict[int, int] = {}
    for one in found:
        if one.year is not None:
            counts[one.year] = counts.get(one.year, 0) + one.times
    return dict(sorted(counts.items()))


def called(found: Sequence[Reported]) -> dict[str, str]:
    """Each known year as people know it, with its sessions, in order: {"2024": "2024 (C24)"}."""
    years: dict[int, set[str]] = {}
    for one in found:
        if one.year is not None:
            years.setdefault(one.year, set()).update(filter(None, [one.session]))
    return {str(year): named(year, sorted(years[year])) for year in sorted(years)}
