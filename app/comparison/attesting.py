"""How many independent versions state a fact, and how sure that makes one of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.comparison.aligning import align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from councilgraph.comparison.aligning import Fact
    from councilgraph.comparison.versions import Statement, Version

WEIGHT = 2.0
"""How much one more version that states a fact multiplies the odds of it; one that does not divides by it."""
SUREST = 0.99
"""No single reading counts for more."""


@dataclass(frozen=True, slots=True)
class Attested:
    """A fact, as far as who did what; `languages` are those that state it, of the `of` that hold its paragraph.

    `targets` pairs each thing it is directed at with the number of languages that say so. `nodes` maps labels
    of versions to the fact's IRI there: versions that agree share it. `confidence` is from 0 to 1.
    """

    paragraph: str
    kind: str
    who: str
    did: str
    languages: tuple[str, ...]
    of: int
    targets: tuple[tuple[str, int], ...]
    confidence: float
    nodes: dict[str, str]


def joint_confidence(stated: Sequence[float], silent: int = 0) -> float:
    """The confidence in a fact from that of the readings that state it, and how many do not.

    The odds of the surest reading, doubled by every further version that states the fact and halved by every
    version that was read and does not: p/(1-p) = c/(1-c) · 2^(n-1) / 2^silent, with c at most 0.99. Were the
    versions independent witnesses, each would count for far more; they are translations of one another,
    read by one program. 0 where nobody states it.

    >>> [round(joint_confidence([0.9] * n), 3) for n in (1, 2, 3, 6)]
    [0.9, 0.947, 0.973, 0.997]
    >>> round(joint_confidence([0.9], silent=5), 3), round(joint_confidence([0.9] * 5, silent=1), 3)
    (0.22, 0.986)
    """
    if not stated:
        return 0.0
    surest = min(max(stated), SUREST)
    odds = surest / (1 - surest) * WEIGHT ** (len(stated) - 1 - silent)
    return odds / (1 + odds)


def attest(versions: Sequence[Version], facts: Sequence[Fact] | None = None) -> list[Attested]:
    """Every fact of a work with the versions that state it, in the order of its paragraphs.

    Two files in one language are one version. Where versions differ in who or what, each of the two is a fact
    of its own, with those that state it; a difference in targets leaves it one fact.
    """
    languages = {version.label: version.language for version in versions}
    holding: dict[str, set[str]] = {}
    for version in versions:
        for number in version.paragraphs:
            holding.setdefault(number, set()).add(version.language)
    found = []
    for fact in align(versions) if facts is None else facts:
        for statements in _agreeing(fact):
            found.append(_attested(statements, languages, len(holding[fact.first.paragraph])))
    return found


def _agreeing(fact: Fact) -> Iterator[dict[str, Statement]]:
    groups: dict[tuple[str, str], dict[str, Statement]] = {}
    for label, statement in fact.statements.items():
        groups.setdefault((statement.who, statement.did), {})[label] = statement
    yield from groups.values()


def _attested(statements: dict[str, Statement], languages: dict[str, str], of: int) -> Attested:
    one = next(iter(statements.values()))
    surest: dict[str, float] = {}
    for label, statement in statements.items():
        language = languages[label]
        surest[language] = max(surest.get(language, 0.0), statement.confidence)
    pairs = {(languages[label], key) for label, statement in statements.items() for key in statement.targets}
    targets = Counter(key for _, key in pairs)
    return Attested(
        paragraph=one.paragraph,
        kind=one.kind,
        who=one.who,
        did=one.did,
        languages=tuple(sorted(surest)),
        of=of,
        targets=tuple(sorted(targets.items(), key=lambda pair: (-pair[1], pair[0]))),
        confidence=joint_confidence(list(surest.values()), of - len(surest)),
        nodes={label: statement.node for label, statement in statements.items()},
    )
