"""Of which meetings there is a record, and in which languages: what the store covers, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.answering import section as answered
from councilgraph.queries.answering import values_of
from councilgraph.queries.catalogue import questions
from councilgraph.queries.table import natural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select
    from rdflib.term import Identifier

    Row = dict[str, Identifier | None]

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
MISSING = "where-is-there-no-record"
PLACE = ("session", "meetingNumber", "date", "record")


@dataclass(slots=True)
class Covered:
    """A record and the languages it was read in, or a meeting or session without one (no `record`)."""

    session: str
    label: str
    session_iri: str = ""
    iri: str = ""
    record: str = ""
    record_iri: str = ""
    date: str = ""
    languages: set[str] = field(default_factory=set)


def coverage(select: Select, *, session: str | None = None, language: str | None = None) -> list[Covered]:
    """All records with their languages, and what is known to be missing, session by session in order.

    `session` is as in C24, all when left out; `language` is that of labels. Raises UnknownValueError.
    """
    return named(select, known(select, session), language)


def known(select: Select, session: str | None = None) -> list[list[Row]]:
    """The rows of each record (one for each language), or of a meeting or session without one, in order."""
    question = questions()[MISSING]
    values = values_of(select, question, {"session": session} if session else {})
    wanted = set(values.get("session", []))
    found: dict[Identifier | None, list[Row]] = {}
    for row in select(query()).records():
        if not wanted or row["session"] in wanted:
            found.setdefault(row["record"], []).append(row)
    lacking = answered(select, question.sections[0], values).table.records()
    return sorted([*found.values(), *([row] for row in lacking)], key=lambda rows: place_of(rows[0]))


def named(select: Select, groups: Sequence[list[Row]], language: str | None = None) -> list[Covered]:
    """The same with names."""
    called = labels.fetch(select, things([row for rows in groups for row in rows[:1]]), language or "en")
    return [covered(rows, called) if rows[0].get("record") else lacked(rows[0], called) for rows in groups]


def query() -> str:
    """The query for what was read."""
    return files("councilgraph.queries.drawing").joinpath("coverage.rq").read_text("utf-8")


def things(rows: list[Row]) -> set[Identifier]:
    """What rows call by name."""
    return {thing for row in rows for name in ("session", "meeting", "record") if (thing := row.get(name)) is not None}


def covered(rows: list[Row], called: Labels) -> Covered:
    """A record that was read; a meeting that only its record names goes by the record's name."""
    row = rows[0]
    unnamed = str(row["meeting"]).startswith(str(row["record"]))
    return Covered(
        called(row["session"]),
        called(row["record"] if unnamed else row["meeting"]),
        str(row["session"] or ""),
        str(row["meeting"]),
        called(row["record"]),
        str(row["record"]),
        str(row["date"] or ""),
        {str(one["language"]) for one in rows},
    )


def lacked(row: Row, called: Labels) -> Covered:
    """A meeting or session of which nothing was read."""
    session = called(row["session"])
    number = row["meetingNumber"]
    label = called(row["meeting"]) if row["meeting"] else f"{session}/{number}" if number is not None else session
    return Covered(session, label, str(row["session"] or ""), str(row["meeting"] or ""))


def place_of(row: Row) -> tuple[object, ...]:
    """Sorts by session, number of the meeting, date, record."""
    return tuple(natural(row.get(name)) for name in PLACE)
