"""Found facts against gold facts: right, extra and missed rows for every kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.evaluation.facts import Facts, Row
    from councilgraph.evaluation.gold import Gold

KINDS = (
    "items",
    "item documents",
    "paragraphs",
    "speakers",
    "acts",
    "positions",
    "on behalf of",
    "outcomes",
    "mandates",
    "references",
    "topics",
)
MANY = frozenset({"acts", "positions", "outcomes"})
"""Kinds in which every row counts; in all others a named thing counts once a paragraph."""
TARGETS = "targets"
NAMED = "named positions"


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows were right, how many were found and are wrong, how many were not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found rows that are right; 0 where none was found."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found; 0 where there is none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.extra + other.extra, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Result:
    """The score of one kind of fact in one version, with the rows that are wrong, sorted."""

    score: Score
    missed: tuple[Row, ...] = ()
    extra: tuple[Row, ...] = ()


def score(found: Facts, gold: Gold) -> dict[str, Result]:
    """Results by kind, in the order of KINDS and then TARGETS and NAMED; kinds that the gold is silent on are left out.

    Rows are compared as multisets. Optional rows count neither way. A target is judged where its act was
    found: one that is wrong is both extra and missed. NAMED are the positions whose holder is a state or a
    coalition: what is extra there was credited to somebody who did not take it.
    """
    results = {kind: _rows(kind, found, gold) for kind in KINDS if gold.rows[kind]}
    results[TARGETS] = _targets(found, gold)
    if "positions" in results:
        results[NAMED] = _named(results["positions"], gold)
    return results


def pooled(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """One score for each kind over several versions: rows are added up, not percentages."""
    total: dict[str, Score] = {}
    for one in scores:
        for kind, counted in one.items():
            total[kind] = total.get(kind, Score()) + counted
    return {kind: total[kind] for kind in (*KINDS, TARGETS, NAMED) if kind in total}


def _rows(kind: str, found: Facts, gold: Gold) -> Result:
    here, wanted, optional = found.rows[kind], gold.rows[kind], gold.optional[kind]
    if kind not in MANY:
        here, wanted = _once(here), _once(wanted)
    missed, extra = wanted - here, here - wanted
    if kind == "speakers":
        extra = Counter({row: count for row, count in extra.items() if row not in optional})
    else:
        extra -= extra & optional
    return _result((here & wanted).total(), missed, extra)


def _once(rows: Counter[Row]) -> Counter[Row]:
    """Named things count once a paragraph, however often they are written; unnamed groups are never the same."""
    return Counter({row: count if _is_unnamed(row) else 1 for row, count in rows.items()})


def _is_unnamed(row: Row) -> bool:
    return any(cell.startswith("group:") for cell in row[1:])


def _named(positions: Result, gold: Gold) -> Result:
    wanted = sum(count for row, count in gold.rows["positions"].items() if _is_holder(row[1]))
    missed = Counter(row for row in positions.missed if _is_holder(row[1]))
    extra = Counter(row for row in positions.extra if _is_holder(row[1]))
    return _result(wanted - missed.total(), missed, extra)


def _is_holder(who: str) -> bool:
    return who.startswith(("state:", "coalition:"))


def _targets(found: Facts, gold: Gold) -> Result:
    left = {row: list(targets) for row, targets in found.targets.items()}
    right, missed, extra = 0, [], []
    for row, target in gold.targets:
        choices = left.get(row)
        if not choices:
            continue
        best = next((one for one in choices if target in one), choices[0])
        choices.remove(best)
        if target in best:
            right += 1
        else:
            missed.append((*row, target))
            extra.append((*row, " + ".join(sorted(best))))
    return _result(right, Counter(missed), Counter(extra))


def _result(right: int, missed: Counter[Row], extra: Counter[Row]) -> Result:
    counted = Score(right, extra.total(), missed.total())
    return Result(counted, tuple(sorted(missed.elements())), tuple(sorted(extra.elements())))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
