"""Readings in, one comparison for each work out: nothing is read from files or stored here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.comparison.aligning import align
from councilgraph.comparison.attesting import attest
from councilgraph.comparison.differing import differences
from councilgraph.comparison.works import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.comparison.attesting import Attested
    from councilgraph.comparison.differing import Difference
    from councilgraph.comparison.works import Work
    from councilgraph.ingest import RecordReading


@dataclass(frozen=True, slots=True)
class Comparison:
    """A work, where its versions disagree, and how many of them attest each fact."""

    work: Work
    differences: tuple[Difference, ...]
    facts: tuple[Attested, ...]


def compare(readings: Iterable[RecordReading]) -> list[Comparison]:
    """One comparison for each work among the readings, sorted by record; a work may have one version only.

    >>> from councilgraph.bundled import example
    >>> from councilgraph.ingest import read_record
    >>> (found,) = compare(read_record(example(name)) for name in ("en.txt", "zh.txt"))
    >>> found.work.recognised_by, [version.label for version in found.work.versions]
    ('symbol', ['en', 'zh'])
    """
    return [_compared(work) for work in recognise(readings)]


def _compared(work: Work) -> Comparison:
    facts = align(work.versions)
    return Comparison(work, tuple(differences(work.versions, facts)), tuple(attest(work.versions, facts)))
