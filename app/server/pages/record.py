"""A record: its text with every fact marked in place, language versions side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import natural
from councilgraph.server.pages import facts
from councilgraph.server.pages.rendering import page, sparql
from councilgraph.server.pages.wording import LANGUAGES
from rdflib import Literal

if TYPE_CHECKING:
    from councilgraph.queries.labels import Labels
    from councilgraph.server.pages.facts import Fact
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source
    from rdflib import URIRef
    from rdflib.term import Identifier

SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the facts that it is the words of."""

    text: str
    facts: tuple[str, ...] = ()
    explained: str = ""


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph: its texts by language, and what was recognised in it."""

    number: str
    item: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words; `anchor` is its place on the page."""

    anchor: str
    fact: Fact
    who: str
    did: str
    towards: str
    confidence: str

    @property
    def targets(self) -> list[Identifier]:
        """What the fact is about, in one order."""
        return sorted(self.fact.targets, key=natural)

    @property
    def sentence(self) -> str:
        """Who did what towards what."""
        return f"{self.who}: {self.did}".removeprefix(": ") + (f" → {self.towards}" if self.towards else "")


def view(
    store: Source, iri: URIRef, address: Address, downloads: list[tuple[str, str]], network: list[tuple[str, str]]
) -> Reply:
    """The page of a record; the fields `version` choose the texts, else `language` does, as it does the words."""
    found = facts.facts(store, "facts-of-record", record=iri)
    read = paragraphs(store, iri)
    languages = sorted({tag for one in read.values() for tag in one.texts}, key=list(LANGUAGES).index)
    wanted = address.all("version") or address.all("language")
    shown = [tag for tag in languages if tag in wanted] or languages[:SIDE_BY_SIDE]
    called = facts.named(store, found, address.language, iri)
    for number, fact in enumerate(found, 1):
        if (home := read.get(str(fact.row["paragraph"]))) is not None:
            home.lines.append(line(fact, called, number))
    for one in read.values():
        one.pieces = {tag: marked(text, tag, one.lines) for tag, text in one.texts.items()}
    return page(
        "record.html",
        address,
        iri=iri,
        title=called(iri),
        paragraphs=sorted(read.values(), key=lambda one: natural(Literal(one.number))),
        read_in=languages,
        shown=shown,
        count=sum(not fact.rejected for fact in found),
        called=called,
        downloads=downloads,
        network=network,
    )


def paragraphs(store: Source, iri: URIRef) -> dict[str, Paragraph]:
    """The paragraphs of a record by number."""
    read: dict[str, Paragraph] = {}
    for row in store.select(with_values(sparql("paragraphs"), {"record": [iri]})).records():
        one = read.setdefault(str(row["paragraph"]), Paragraph(str(row["paragraph"]), str(row["itemNumber"] or "")))
        one.texts[language_of(row["text"])] = str(row["text"])
        if row["itemTitle"] is not None:
            one.titles[language_of(row["itemTitle"])] = str(row["itemTitle"])
    return read


def language_of(term: Identifier | None) -> str:
    """The language of a literal; English where a page could not know another."""
    language = (term.language or "en") if isinstance(term, Literal) else "en"
    return language if language in LANGUAGES else "en"


def line(fact: Fact, called: Labels, number: int) -> Line:
    """A fact in words."""
    confidence = fact.row["confidence"]
    return Line(
        anchor=f"fact-{number}",
        fact=fact,
        who=", ".join(called(agent) for agent in fact.agents),
        did=called(fact.row["did"]),
        towards=", ".join(sorted(called(target) for target in fact.targets)),
        confidence="" if confidence is None else f"{float(str(confidence)):.2f}",
    )


def marked(text: str, language: str, lines: list[Line]) -> list[Piece]:
    """The text cut where quotes begin and end; words that belong to several facts name them all."""
    spans = []
    for one in (one for one in lines if not one.fact.rejected):
        quote = one.fact.quotes.get(language, "")
        start = text.find(quote) if quote else -1
        if start >= 0:
            spans.append((start, start + len(quote), one))
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    pieces = []
    for start, end in pairwise(cuts):
        covering = [one for first, last, one in spans if first <= start and end <= last]
        anchors = tuple(one.anchor for one in covering)
        pieces.append(Piece(text[start:end], anchors, "; ".join(dict.fromkeys(one.sentence for one in covering))))
    return pieces
