"""Facts as pages show them: who did what towards what, in which words, where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import natural
from councilgraph.server.pages.cells import Cell, Grid
from councilgraph.server.pages.rendering import anchor, path_of, sparql
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.labels import Labels
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

COLUMNS = ["session", "meeting", "paragraph", "who", "did", "towards", "words"]


@dataclass(slots=True)
class Fact:
    """One act, position, outcome or mandate; `quotes` are its words by language."""

    iri: Identifier
    row: dict[str, Identifier | None]
    holders: set[Identifier] = field(default_factory=set)
    targets: set[Identifier] = field(default_factory=set)
    quotes: dict[str, str] = field(default_factory=dict)

    @property
    def agents(self) -> list[Identifier]:
        """The holders, else the speaker; nobody where the body itself acted."""
        speaker = self.row["speaker"]
        return sorted(self.holders, key=natural) or ([speaker] if speaker is not None else [])

    @property
    def words(self) -> tuple[str, str]:
        """(language, quote): English where there is one, else the first."""
        language = min(self.quotes, key=lambda tag: (tag != "en", tag))
        return language, self.quotes[language]

    @property
    def things(self) -> set[Identifier]:
        """Whatever a page calls by name."""
        named = {self.row[name] for name in ("did", "speaker", "capacity", "record", "meeting", "session")}
        return {thing for thing in named | self.holders | self.targets if thing is not None}


def facts(store: Source, query: str, **values: str) -> list[Fact]:
    """The facts that a query of this folder finds, in the order of the records."""
    found = store.select(with_values(sparql(query), {name: [URIRef(iri)] for name, iri in values.items()}))
    gathered: dict[Identifier, Fact] = {}
    for row in found.records():
        iri, quote = row["fact"], row["quote"]
        if iri is None or not isinstance(quote, Literal):
            continue
        fact = gathered.setdefault(iri, Fact(iri, row))
        fact.holders.update(thing for thing in [row["holder"]] if thing is not None)
        fact.targets.update(thing for thing in [row["target"]] if thing is not None)
        fact.quotes.setdefault(quote.language or "", str(quote))
    return sorted(gathered.values(), key=place)


def place(fact: Fact) -> tuple[object, ...]:
    """Sorts by year, session, meeting, paragraph."""
    return tuple(natural(fact.row[name]) for name in ("year", "session", "meeting", "paragraph", "fact"))


def named(store: Source, found: Iterable[Fact], language: str, *more: Identifier) -> Labels:
    """What everything in the facts is called."""
    return labels.fetch(store.select, {thing for fact in found for thing in fact.things} | set(more), language)


def grid(found: list[Fact], called: Labels, title: str, description: str) -> Grid:
    """Facts as a table."""
    return Grid(title, description, COLUMNS, [row_of(fact, called) for fact in found], [])


def row_of(fact: Fact, called: Labels) -> list[Cell]:
    """One fact as cells."""
    language, quote = fact.words
    home = f"{path_of(fact.row['record'])}#{anchor(fact.row['paragraph'])}"
    return [
        linked(fact.row["session"], called),
        linked(fact.row["meeting"], called),
        Cell(str(fact.row["paragraph"]), home),
        several(fact.agents, called),
        linked(fact.row["did"], called),
        several(sorted(fact.targets, key=natural), called),
        Cell(quote, "", language, True),
    ]


def linked(thing: Identifier | None, called: Labels) -> Cell:
    """A thing by its name."""
    return Cell("") if thing is None else Cell(called(thing), path_of(thing))


def several(things: list[Identifier], called: Labels) -> Cell:
    """Things by their names; the link is there where there is one of them."""
    if len(things) == 1:
        return linked(things[0], called)
    return Cell(", ".join(called(thing) for thing in things))
