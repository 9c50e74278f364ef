"""Facts as pages show them: who did what towards what, in which words, where."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import natural
from councilgraph.server.pages.cells import Cell, Grid, placed
from councilgraph.server.pages.rendering import path_of, sparql
from councilgraph.server.pages.reviewing import is_rejected, reviews
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from councilgraph.queries.labels import Labels
    from councilgraph.server.pages.reviewing import Opinion
    from councilgraph.server.pages.wording import Words
    from councilgraph.store import Store
    from rdflib.term import Identifier

COLUMNS = ("who", "did", "quote", "towards", "source")
FILE = (
    "session",
    "meeting",
    "record",
    "paragraph",
    "who",
    "did",
    "towards",
    "language",
    "quote",
    "confidence",
    "fact",
    "review",
)


@dataclass(slots=True)
class Fact:
    """One act, position, outcome or mandate; `quotes` are its words by language."""

    iri: Identifier
    row: dict[str, Identifier | None]
    holders: set[Identifier] = field(default_factory=set)
    targets: set[Identifier] = field(default_factory=set)
    quotes: dict[str, str] = field(default_factory=dict)
    opinions: list[Opinion] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        """Whether people found that the words do not say so."""
        return is_rejected(self.opinions)

    @property
    def agents(self) -> list[Identifier]:
        """The holders, else the speaker; nobody where the body itself acted."""
        speaker = self.row["speaker"]
        return sorted(self.holders, key=natural) or ([speaker] if speaker is not None else [])

    def words(self, preferred: str) -> tuple[str, str]:
        """(language, quote): in the language preferred, else in English, else in the first there is."""
        language = min(self.quotes, key=lambda tag: (tag != preferred, tag != "en", tag))
        return language, self.quotes[language]

    @property
    def things(self) -> set[Identifier]:
        """Whatever a page calls by name."""
        named = {self.row[name] for name in ("did", "speaker", "capacity", "record", "meeting", "session")}
        judged = {thing for opinion in self.opinions for thing in opinion.right}
        return {thing for thing in named | judged | self.holders | self.targets if thing is not None}


def facts(store: Store, query: str, records: Sequence[Identifier] = (), **values: str) -> list[Fact]:
    """The facts that a query of this folder finds, in some `records` alone or in all, in the order of the records."""
    given: dict[str, Sequence[Identifier]] = {name: [URIRef(iri)] for name, iri in values.items()}
    found = store.select(with_values(sparql(query), given | ({"record": records} if records else {})))
    gathered: dict[Identifier, Fact] = {}
    for row in found.records():
        iri, quote = row["fact"], row["quote"]
        if iri is None or not isinstance(quote, Literal):
            continue
        fact = gathered.setdefault(iri, Fact(iri, row))
        fact.holders.update(thing for thing in [row["holder"]] if thing is not None)
        fact.targets.update(thing for thing in [row["target"]] if thing is not None)
        fact.quotes.setdefault(quote.language or "", str(quote))
    judged = reviews(store) if gathered else {}
    for fact in gathered.values():
        fact.opinions = judged.get(fact.iri, [])
    return sorted(gathered.values(), key=place)


def place(fact: Fact) -> tuple[object, ...]:
    """Sorts by year, session, meeting, paragraph."""
    return tuple(natural(fact.row[name]) for name in ("year", "session", "meeting", "paragraph", "fact"))


def named(store: Store, found: Iterable[Fact], language: str, *more: Identifier) -> Labels:
    """What everything in the facts is called."""
    return labels.fetch(store.select, {thing for fact in found for thing in fact.things} | set(more), language)


def grid(found: list[Fact], called: Labels, words: Words, title: str, description: str, name: str = "") -> Grid:
    """Facts as a table; with what people found where any of them was reviewed. Rejected ones are not counted."""
    headings = [words.column(column) for column in COLUMNS]
    rows = [row_of(fact, called) for fact in found]
    if any(fact.opinions for fact in found):
        headings.append(words.column("review"))
        for fact, row in zip(found, rows, strict=True):
            row.append(judged(fact.opinions, called, words))
    struck = frozenset(number for number, fact in enumerate(found) if fact.rejected)
    return Grid(title, description, headings, rows, [], len(rows) - len(struck), name, struck)


def row_of(fact: Fact, called: Labels) -> list[Cell]:
    """One fact as cells."""
    language, quote = fact.words(called.language)
    home = fact.row["record"]
    assert home is not None
    return [
        several(fact.agents, called),
        linked(fact.row["did"], called),
        Cell(quote, "", language, True),
        several(sorted(fact.targets, key=natural), called),
        placed(called, home, fact.row["paragraph"], fact.row["meeting"]),
    ]


def judged(opinions: list[Opinion], called: Labels, words: Words) -> Cell:
    """What people found of a fact."""
    told = [Cell(opinion.told(called, words)) for opinion in opinions]
    return told[0] if len(told) == 1 else Cell("", parts=tuple(told))


def linked(thing: Identifier | None, called: Labels) -> Cell:
    """A thing by its name."""
    return Cell("") if thing is None else Cell(called(thing), path_of(thing))


def several(things: list[Identifier], called: Labels) -> Cell:
    """Things by their names, each with its link."""
    if len(things) == 1:
        return linked(things[0], called)
    return Cell("", parts=tuple(linked(thing, called) for thing in things))


def as_csv(found: list[Fact], called: Labels, words: Words) -> str:
    """Facts as a table for spreadsheets, one line each; several things in one cell are apart by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FILE)
    for fact in found:
        language, quote = fact.words(called.language)
        places = [called(fact.row[name]) for name in FILE[:4]]
        agents, targets = (
            "; ".join(map(called, things)) for things in (fact.agents, sorted(fact.targets, key=natural))
        )
        writer.writerow(
            [
                *(*places, agents, called(fact.row["did"]), targets, language, quote, fact.row["confidence"], fact.iri),
                "; ".join(opinion.told(called, words) for opinion in fact.opinions),
            ]
        )
    return out.getvalue()
