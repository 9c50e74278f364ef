"""Whether what several versions state is right more often: what the joint confidence of a fact is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.comparison.attesting import attest
from councilgraph.comparison.versions import MANDATE, OUTCOME, SAID, version_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilgraph.comparison.attesting import Attested
    from councilgraph.evaluation.facts import Row
    from councilgraph.evaluation.gold import Gold
    from councilgraph.ingest import RecordReading

KINDS = {SAID: "acts", OUTCOME: "outcomes", MANDATE: "mandates"}


@dataclass(frozen=True, slots=True)
class Worth:
    """Facts that equally many versions state: how many, how many of them the gold has, their confidences added up."""

    facts: int = 0
    right: int = 0
    confidence: float = 0.0

    def __add__(self, other: Worth) -> Worth:
        return Worth(self.facts + other.facts, self.right + other.right, self.confidence + other.confidence)


def worth(readings: Mapping[str, RecordReading], gold: Gold) -> dict[tuple[int, int], Worth]:
    """(versions that state a fact, versions read) → what such facts are worth; empty for a single version.

    Facts are who did what in which paragraph; a fact that is optional in the gold is right.
    """
    if len(readings) < 2:
        return {}
    facts = attest([version_of(reading, language) for language, reading in readings.items()])
    left = {kind: gold.rows[kind] + gold.optional[kind] for kind in KINDS.values()}
    found: dict[tuple[int, int], Worth] = {}
    for fact in sorted(facts, key=lambda fact: -len(fact.languages)):
        place, known = (len(fact.languages), fact.of), left[KINDS[fact.kind]]
        right = known[_row(fact)] > 0
        known[_row(fact)] -= right
        found[place] = found.get(place, Worth()) + Worth(1, int(right), fact.confidence)
    return found


def _row(fact: Attested) -> Row:
    if fact.kind == OUTCOME:
        return (fact.paragraph, fact.did)
    return (fact.paragraph, fact.who) if fact.kind == MANDATE else (fact.paragraph, fact.who, fact.did)
