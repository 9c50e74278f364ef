"""The first page, and the search over everything that has a name."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from councilgraph.queries import labels, questions
from councilgraph.queries.labels import lookup
from councilgraph.queries.values import key_of
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import Address, downloads, page, path_of, sparql
from councilgraph.server.reply import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.table import Row
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

KINDS = ("resolution", "document", "state", "coalition", "body", "topic", "session", "record")
FIRST = ("1", "9", "16", "24", "36", "29")
"""Numbers of the questions that the first page shows."""
LATEST = 60
"""Records that the first page lists; the page of what is covered has more, and its files all."""
FOUND = 60
FORMS = {"csv": "text/csv; charset=utf-8"}
DOWNLOADS = (("CSV", "csv"),)
FILE = ("name", "kind", "found_as", "iri")


def home(store: Source, *, address: dict[str, Any]) -> Reply:
    """What is here: the latest records, the texts most spoken about, and where to begin."""
    every, texts = listed_first(store)
    records = every[:LATEST]
    place = Address.of(address)
    called = labels.fetch(store.select, [*records, *(one for one, _ in texts)], place.language)
    known = {question.number: question for question in questions().values()}
    return page(
        "home.html",
        place,
        records=[Cell(called(record), path_of(record)) for record in records],
        more=len(every) - len(records),
        texts=[(Cell(called(one), path_of(one)), count) for one, count in texts],
        questions=[known[number] for number in FIRST if number in known],
    )


def listed_first(store: Source) -> tuple[list[Identifier | None], list[Row]]:
    """What the first page lists: all records, and the texts most spoken about with the number of positions."""

    def select(query: str) -> list[Row]:
        return store.select(sparql(query)).rows

    return store.remember("first", "", lambda: ([row[0] for row in select("records")], select("resolutions")))


def search(store: Source, *, form: str, address: dict[str, Any]) -> Reply:
    """Things whose names hold all the words, exact names first, as a page or as CSV."""
    place = Address.of(address)
    hits = found(store, place.first("q")) if place.first("q") else []
    words = place.words
    called = labels.fetch(store.select, [thing for _, thing, _ in hits], place.language)
    rows = [[Cell(called(thing), path_of(thing)), Cell(words.column(kind)), Cell(form)] for kind, thing, form in hits]
    if form == "csv":
        lines = [(called(thing), kind, name, thing) for kind, thing, name in hits]
        disposition = 'attachment; filename="found.csv"'
        return text(as_csv(lines), FORMS["csv"], Content_Disposition=disposition)
    headings = [words.column(name) for name in ("name", "kind", "found_as")]
    grid = Grid(words.found, words.at_most.format(count=FOUND), headings, rows, [])
    return page("search.html", place, grid=grid, downloads=downloads(place, DOWNLOADS) if hits else [])


def as_csv(lines: Iterable[tuple[object, ...]]) -> str:
    """What was found, for spreadsheets."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([FILE, *lines])
    return out.getvalue()


def found(store: Source, words: str) -> list[tuple[str, Identifier, str]]:
    """(kind, thing, the form that was found) for each thing, best first."""
    wanted = key_of(words, "state").split()
    best: dict[Identifier, tuple[tuple[int, int], str, str]] = {}
    for kind, thing, form, folded in names(store):
        if all(word in folded for word in wanted):
            exact = folded.split() == wanted
            rank = (0 if exact else 1 if folded.startswith(" ".join(wanted)) else 2, len(folded))
            if thing not in best or rank < best[thing][0]:
                best[thing] = (rank, kind, form)
    ordered = sorted(best.items(), key=lambda hit: (hit[1][0], str(hit[0])))
    return [(kind, thing, form) for thing, (_, kind, form) in ordered[:FOUND]]


def names(store: Source) -> list[tuple[str, Identifier, str, str]]:
    """Every way to name everything: kind, thing, form, and the form as it is compared."""
    return store.remember("names", "", lambda: listed(store))


def listed(store: Source) -> list[tuple[str, Identifier, str, str]]:
    """The same as the store has it."""
    return [
        (kind, row[0], str(row[1]), key_of(str(row[1]), "state"))
        for kind in KINDS
        for row in store.select(lookup(kind)).rows
        if row[0]
    ]
