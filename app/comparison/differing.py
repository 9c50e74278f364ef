"""Where versions of one work disagree, with what each says and the words it says it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.comparison.versions import MANDATE, OUTCOME, SAID
from councilgraph.evaluation.facts import STANCES
from councilgraph.evaluation.keys import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from councilgraph.comparison.aligning import Fact
    from councilgraph.comparison.versions import Statement, Version

HEADER = "header"
FIELDS = ("symbol", "session", "meeting", "date")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one version says: `value` is None where it says nothing, `words` are then those of its paragraph."""

    value: str | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement. `place` is a paragraph, "item 2" or "header"; `tellings` are by the versions' labels.

    `about` is the thing that differs: paragraph, item, documents, references, speaker, capacity, quantifier, act,
    stance, target, "on behalf of", outcome, leader, "due date", symbol, session, meeting, date; a fact that some
    versions do not state at all is "missing act", "missing stance", "missing outcome" or "missing mandate".
    """

    place: str
    about: str
    tellings: dict[str, Telling]


def differences(versions: Sequence[Version], facts: Sequence[Fact]) -> list[Difference]:
    """All disagreements: of the headers, of the agenda, then by paragraph.

    What a header does not state is no disagreement, and a version that lacks a paragraph is not asked what
    stands in it.
    """
    found = [*_headers(versions), *_items(versions)]
    numbers = {number for version in versions for number in version.paragraphs}
    by_paragraph: dict[str, list[Fact]] = {}
    for fact in facts:
        by_paragraph.setdefault(fact.first.paragraph, []).append(fact)
    for number in sorted(numbers, key=in_order):
        found += _paragraph(number, versions, by_paragraph.get(number, []))
    return found


def _differ(place: str, about: str, tellings: Mapping[str, Telling]) -> Iterator[Difference]:
    if len({telling.value for telling in tellings.values()}) > 1:
        yield Difference(place, about, dict(tellings))


def _headers(versions: Sequence[Version]) -> Iterator[Difference]:
    for name in FIELDS:
        stated = {one.label: Telling(one.header[name]) for one in versions if name in one.header}
        yield from _differ(HEADER, name, stated)


def _items(versions: Sequence[Version]) -> Iterator[Difference]:
    numbers = sorted({number for version in versions for number in version.items}, key=in_order)
    for number in numbers:
        place = f"item {number}"
        holds = {one.label: Telling(number if number in one.items else None) for one in versions}
        yield from _differ(place, "item", holds)
        have = [one for one in versions if number in one.items]
        yield from _differ(place, "documents", {one.label: Telling(joined(one.items[number])) for one in have})


def _paragraph(number: str, versions: Sequence[Version], facts: Sequence[Fact]) -> Iterator[Difference]:
    texts = {one.label: one.paragraphs.get(number) for one in versions}
    holds = {label: Telling(None if text is None else number, text or "") for label, text in texts.items()}
    yield from _differ(number, "paragraph", holds)
    have = [one for one in versions if number in one.paragraphs]
    cited = {one.label: Telling(joined(one.cited[number]), one.paragraphs[number]) for one in have}
    yield from _differ(number, "references", cited)
    for fact in facts:
        yield from _fact(fact, {one.label: one.paragraphs[number] for one in have})


def _fact(fact: Fact, texts: Mapping[str, str]) -> Iterator[Difference]:
    place, stated = fact.first.paragraph, fact.statements
    for about, value in _aspects(fact):
        tellings = {label: Telling(value(one) or None, one.quote) for label, one in stated.items()}
        yield from _differ(place, about, tellings)
    whole = {
        label: Telling(spoken(stated[label]), stated[label].quote) if label in stated else Telling(None, text)
        for label, text in texts.items()
    }
    if len(stated) < len(texts):
        yield Difference(place, f"missing {_kind(fact)}", whole)


def _aspects(fact: Fact) -> Iterator[tuple[str, Callable[[Statement], str]]]:
    """What can differ in a fact of its kind, and how to tell."""
    if fact.first.kind == MANDATE:
        yield "leader", lambda one: one.who
        yield "due date", lambda one: one.due
    else:
        yield _about_speaker(fact), lambda one: one.who
        yield _kind(fact), lambda one: one.did
    yield "target", lambda one: joined(one.targets)
    yield "on behalf of", lambda one: joined(one.behalf)


def _about_speaker(fact: Fact) -> str:
    """What differs where speakers do: the quantifier or capacity of one unnamed group, else the speaker."""
    whos = {tuple(statement.who.split(":", 2)) for statement in fact.statements.values()}
    if {who[0] for who in whos} == {"group"}:
        return "quantifier" if len({who[2:] for who in whos}) > 1 else "capacity"
    return "capacity" if len({who[:2] for who in whos}) == 1 else "speaker"


def _kind(fact: Fact) -> str:
    if fact.first.kind != SAID:
        return OUTCOME if fact.first.kind == OUTCOME else MANDATE
    return "stance" if any(one.did in STANCES for one in fact.statements.values()) else "act"


def spoken(statement: Statement) -> str:
    """A statement as one line of keys."""
    words = [statement.who, statement.did, "towards", joined(statement.targets)]
    return " ".join(word for word in words if word)


def joined(keys: frozenset[str]) -> str:
    """Keys in one text, in a fixed order."""
    return " + ".join(sorted(keys))
