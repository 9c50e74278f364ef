"""Of which meetings there is a record, and in which languages: what the store covers, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.answering import answer
from councilgraph.queries.table import natural
from rdflib import Literal

if TYPE_CHECKING:
    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select
    from rdflib.term import Identifier

    Row = dict[str, Identifier | None]

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
MISSING = "where-is-there-no-record"
PLACE = ("meetingNumber", "date", "record")


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
    place: tuple[object, ...] = ()


def coverage(select: Select, *, session: str | None = None, language: str | None = None) -> list[Covered]:
    """All records with their languages, and what is known to be missing, session by session in order.

    `session` is as in C24, all when left out; `language` is that of labels. Raises UnknownValueError.
    """
    missing = answer(select, MISSING, session=session, language=language or "en")
    wanted = set(missing.parameters.get("session", []))
    rows = [row for row in select(query()).records() if not wanted or row["session"] in wanted]
    called = labels.fetch(select, things(rows), language or "en")
    found: dict[Identifier | None, Covered] = {}
    for row in rows:
        one = found.setdefault(row["record"], covered(row, called))
        one.languages.add(str(row["language"]))
    lacking = [lacked(row, missing.labels) for row in missing.sections[0].table.records()]
    return sorted([*found.values(), *lacking], key=lambda one: one.place)


def query() -> str:
    """The query for what was read."""
    return files("councilgraph.queries.drawing").joinpath("coverage.rq").read_text("utf-8")


def things(rows: list[Row]) -> set[Identifier]:
    """What rows call by name."""
    return {thing for row in rows for name in ("session", "meeting", "record") if (thing := row[name]) is not None}


def covered(row: Row, called: Labels) -> Covered:
    """A record that was read; a meeting that only its record names goes by the record's name."""
    unnamed = str(row["meeting"]).startswith(str(row["record"]))
    return Covered(
        called(row["session"]),
        called(row["record"] if unnamed else row["meeting"]),
        str(row["session"] or ""),
        str(row["meeting"]),
        called(row["record"]),
        str(row["record"]),
        str(row["date"] or ""),
        place=place_of(row, called),
    )


def lacked(row: Row, called: Labels) -> Covered:
    """A meeting or session of which nothing was read."""
    session = called(row["session"])
    number = row["meetingNumber"]
    label = called(row["meeting"]) if row["meeting"] else f"{session}/{number}" if number is not None else session
    return Covered(session, label, str(row["session"] or ""), str(row["meeting"] or ""), place=place_of(row, called))


def place_of(row: Row, called: Labels) -> tuple[object, ...]:
    """Sorts by session, number of the meeting, date, record."""
    return natural(Literal(called(row["session"]))), *(natural(row.get(name)) for name in PLACE)
