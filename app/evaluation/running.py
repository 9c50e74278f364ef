"""Gold records, read in all their versions and scored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.evaluation.facts import facts_of
from councilgraph.evaluation.gold import load_gold
from councilgraph.evaluation.scoring import Score, pooled, score
from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from councilgraph.evaluation.attested import Worth
    from councilgraph.evaluation.gold import GoldRecord
    from councilgraph.evaluation.scoring import Result
    from councilgraph.ingest import RecordReading

Scores = dict[str, Score]


@dataclass(slots=True)
class Evaluated:
    """One record: results by language, then by kind of fact.

    `worth` tells what facts are worth that so many of so many versions state.
    """

    record: GoldRecord
    results: dict[str, dict[str, Result]] = field(default_factory=dict)
    worth: dict[tuple[int, int], Worth] = field(default_factory=dict)

    def scores(self) -> dict[str, Scores]:
        """Scores by language, then by kind of fact."""
        return {
            language: {kind: result.score for kind, result in results.items()}
            for language, results in self.results.items()
        }


@dataclass(slots=True)
class Evaluation:
    """What came of all records; `skipped` are versions in languages that have no lexicon."""

    records: list[Evaluated] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: list[CouncilgraphError] = field(default_factory=list)

    def pool(self, *, held_out: bool) -> dict[str, Scores]:
        """Scores by language over all records of one use: those held out, or those developed against."""
        chosen = [one.scores() for one in self.records if one.record.held_out is held_out]
        languages = sorted({language for scores in chosen for language in scores})
        return {language: pooled(scores[language] for scores in chosen if language in scores) for language in languages}

    def worth(self, *, held_out: bool) -> dict[tuple[int, int], Worth]:
        """What facts are worth that so many of so many versions state, over all records of one use."""
        total: dict[tuple[int, int], Worth] = {}
        for one in self.records:
            if one.record.held_out is held_out:
                for place, worth in one.worth.items():
                    total[place] = total[place] + worth if place in total else worth
        return dict(sorted(total.items(), reverse=True))


def evaluate(records: Iterable[GoldRecord]) -> Evaluation:
    """Read every version of every record and hold it against its gold; a version that cannot be read is a problem.

    Raises GoldError for a gold file that is none.
    """
    from councilgraph.evaluation.attested import worth

    evaluation = Evaluation()
    for record in records:
        gold = load_gold(record.path)
        readings = dict(_read(record, evaluation))
        results = {language: score(facts_of(reading.graph), gold) for language, reading in readings.items()}
        evaluation.records.append(Evaluated(record, results, worth(readings, gold)))
    return evaluation


def _read(record: GoldRecord, evaluation: Evaluation) -> Iterator[tuple[str, RecordReading]]:
    from councilgraph.ingest import read_record
    from councilgraph.ingest.lexicon import languages

    for language, path in record.versions.items():
        if language not in languages():
            evaluation.skipped.append(f"{path}: skipped, there is no lexicon for the language {language!r}")
            continue
        try:
            yield language, read_record(path)
        except CouncilgraphError as error:
            evaluation.problems.append(error)
