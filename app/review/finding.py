"""Facts out of a store: by IRI, by record or session, or as the rows of a question name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries import answer, questions
from councilgraph.queries.answering import UNLABELLED
from councilgraph.queries.catalogue import Parameter
from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import natural
from councilgraph.queries.values import resolve
from councilgraph.review.model import KINDS, USUAL, Fact, ReviewError
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from councilgraph.queries.table import Select
    from rdflib.term import Identifier

BATCH = 500
PARTS = ("did", "holder", "target")
IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+)>?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts are meant; what is empty means all of them.

    `record` and `session` are written as users write them (C24/139, C24), `kinds` are keys of KINDS, `below`
    is a confidence from 0 to 1, and `question` names a question whose rows must name the fact.
    """

    record: str = ""
    session: str = ""
    kinds: tuple[str, ...] = USUAL
    below: float | None = None
    question: str = ""
    parameters: Mapping[str, Sequence[str]] | None = None


def find_facts(select: Select, meant: Filter) -> list[Fact]:
    """The facts that a filter lets through, in the order of records and paragraphs."""
    values: dict[str, Sequence[Identifier]] = {}
    for name in ("record", "session"):
        if text := getattr(meant, name):
            values[name] = resolve(select, Parameter(name, name, ""), text)
    if meant.question:
        found = facts_named(select, in_question(select, meant), values)
    else:
        found = described(select, found_by(select, values))
    kept = (fact for fact in found if fact.kind in meant.kinds and is_below(fact, meant.below))
    return sorted(kept, key=lambda fact: (natural(fact.record), natural(Literal(fact.paragraph)), natural(fact.iri)))


def facts_named(
    select: Select, names: Iterable[URIRef], values: Mapping[str, Sequence[Identifier]] | None = None
) -> list[Fact]:
    """The facts among these IRIs; what is no fact, or no longer one, is left out."""
    found: list[Fact] = []
    for batch in batches(sorted(set(names))):
        found += found_by(select, {**(values or {}), "fact": batch})
    return described(select, found)


def is_below(fact: Fact, limit: float | None) -> bool:
    """Whether the reader was less sure of a fact than that; a fact without confidence is."""
    return limit is None or fact.confidence is None or fact.confidence < limit


def in_question(select: Select, meant: Filter) -> set[URIRef]:
    """The facts behind the rows of a question."""
    given = dict(meant.parameters or {})
    known = questions().get(meant.question)
    for parameter in known.parameters if known else ():
        if parameter.name in ("record", "session") and getattr(meant, parameter.name):
            given[parameter.name] = [getattr(meant, parameter.name)]
    found = answer(select, meant.question, **given)
    tables = [section.table for section in found.sections if UNLABELLED & set(section.table.columns)]
    if not tables:
        raise ReviewError(
            f"the rows of {meant.question!r} name no facts", remedy="Choose a question whose rows have quotes."
        )
    columns = [table.column(name) for table in tables for name in table.columns if name in UNLABELLED]
    return {term for column in columns for term in column if isinstance(term, URIRef)}


def found_by(select: Select, values: Mapping[str, Sequence[Identifier]]) -> list[Fact]:
    """Facts with kind, place and words; what they say is still missing."""
    found: dict[URIRef, Fact] = {}
    for fact, kind, confidence, record, paragraph, quote in select(with_values(text_of("facts"), values)).rows:
        assert isinstance(fact, URIRef)
        assert isinstance(record, URIRef)
        assert isinstance(quote, Literal)
        name = str(kind).rpartition("#")[2]
        if name not in KINDS:
            continue
        quotes = {quote.language or "": str(quote)}
        if fact in found:
            known = found[fact].quotes
            # Of two quotes in one language the first counts, whichever the store gives first.
            first = {code: min(words, known.get(code, words)) for code, words in quotes.items()}
            found[fact] = replace(found[fact], quotes={**known, **first})
            continue
        sure = None if confidence is None else float(confidence)
        found[fact] = Fact(fact, name, record, str(paragraph), sure, quotes)
    return list(found.values())


def described(select: Select, facts: Sequence[Fact]) -> list[Fact]:
    """The same facts with what they say."""
    said: dict[URIRef, dict[str, list[URIRef]]] = {fact.iri: {part: [] for part in PARTS} for fact in facts}
    for batch in batches(list(said)):
        for fact, part, value in select(with_values(text_of("said"), {"fact": batch})).rows:
            if isinstance(fact, URIRef) and isinstance(value, URIRef):
                said[fact][str(part)].append(value)
    return [with_parts(fact, said[fact.iri]) for fact in facts]


def with_parts(fact: Fact, parts: Mapping[str, list[URIRef]]) -> Fact:
    """A fact with what it says, sorted."""
    did, holders, targets = (tuple(sorted(set(parts[part]))) for part in PARTS)
    return replace(fact, did=did, holders=holders, targets=targets)


def as_iri(text: str) -> URIRef | None:
    """The IRI that a person wrote, with or without angle brackets; None for what can be none."""
    found = IRI.fullmatch(text.strip())
    return URIRef(found[1]) if found else None


def batches(names: Sequence[URIRef]) -> Iterator[Sequence[URIRef]]:
    """As many names as one query takes."""
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]


@cache
def text_of(name: str) -> str:
    """The text of a query beside this module."""
    return files(__package__).joinpath(f"{name}.rq").read_text("utf-8")


def kind_named(text: str) -> str:
    """A kind of facts as a user writes it.

    >>> kind_named("speech-act"), kind_named("positions")
    ('SpeechAct', 'Position')
    """
    plain = "".join(letter for letter in text.casefold() if letter.isalpha()).removesuffix("s")
    for kind in KINDS:
        if kind.casefold() == plain:
            return kind
    raise ReviewError(f"no such kind of facts {text!r}", remedy=f"Choose one of {', '.join(KINDS)}.")
