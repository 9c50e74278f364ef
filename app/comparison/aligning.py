"""The statements of several versions, laid side by side: which of them state one fact."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.evaluation.keys import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from councilgraph.comparison.versions import Statement, Version

SAME, SAME_TARGETS, SHARED_TARGETS, BOTH_GROUPS = 6, 5, 4, 4
"""Points for the same speaker and for the same act; for targets; for speakers who are both unnamed groups."""
ENOUGH = SAME + SHARED_TARGETS
"""Two statements may be one fact when they agree in two of speaker, act and targets, or nearly so."""


@dataclass(slots=True)
class Fact:
    """One fact of a paragraph as versions state it: at most one statement for each label."""

    statements: dict[str, Statement] = field(default_factory=dict)

    @property
    def first(self) -> Statement:
        """The statement of the version that comes first."""
        return next(iter(self.statements.values()))


def align(versions: Sequence[Version]) -> list[Fact]:
    """The facts of a work, in the order of its paragraphs.

    Within a paragraph each version's statements are paired with the facts known from the versions before it,
    the most alike first; what is like none is a fact of its own. The order of the versions is that given.
    """
    facts: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for version in versions:
        here: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in version.statements:
            here[(statement.paragraph, statement.kind)].append(statement)
        for place, statements in here.items():
            _join(version.label, statements, facts[place])
    places = sorted(facts, key=lambda place: (in_order(place[0]), place[1]))
    return [fact for place in places for fact in sorted(facts[place], key=_by_words)]


def _by_words(fact: Fact) -> tuple[str, str, list[str]]:
    return (fact.first.who, fact.first.did, sorted(fact.first.targets))


def _join(label: str, statements: list[Statement], facts: list[Fact]) -> None:
    """Pair statements with facts, best pairs first; ties in the order of both lists."""
    pairs = sorted(_pairs(statements, facts), key=lambda pair: -pair[0])
    free = dict(enumerate(statements))
    for _, place, fact in pairs:
        if place in free and label not in fact.statements:
            fact.statements[label] = free.pop(place)
    facts += [Fact({label: statement}) for statement in free.values()]


def _pairs(statements: Iterable[Statement], facts: Sequence[Fact]) -> Iterator[tuple[int, int, Fact]]:
    for place, statement in enumerate(statements):
        for fact in facts:
            best = max(likeness(statement, other) for other in fact.statements.values())
            if best >= ENOUGH:
                yield best, place, fact


def likeness(one: Statement, other: Statement) -> int:
    """How much two statements of a paragraph agree in who, what and towards what; from 0 to 17."""
    points = SAME * (one.did == other.did)
    if one.who == other.who:
        points += SAME
    elif _is_group(one.who) and _is_group(other.who):
        points += BOTH_GROUPS
    if one.targets == other.targets:
        points += SAME_TARGETS
    elif one.targets & other.targets:
        points += SHARED_TARGETS
    return points


def _is_group(who: str) -> bool:
    return who.startswith("group:")
