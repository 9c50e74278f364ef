"""What an evaluation has to say: tables for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from councilgraph.evaluation import parts
from councilgraph.evaluation.keys import in_order
from councilgraph.evaluation.parts import Part, table
from councilgraph.evaluation.scoring import KINDS, NAMED, TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from councilgraph.evaluation.attested import Worth
    from councilgraph.evaluation.facts import Row
    from councilgraph.evaluation.running import Evaluated, Evaluation, Scores
    from councilgraph.evaluation.scoring import Result, Score
    from councilgraph.queries import Table

    ByLanguage = dict[str, Scores]

TITLE = "How well the reader reads"
COMMAND = "councilgraph evaluate -f markdown -o docs/accuracy.md"
LEGEND = (
    "Cells are precision, recall and F1 in per cent: of the facts read, the share that is right; of the facts"
    " that the record holds, the share that was read; their harmonic mean. Pooled figures add up the facts of"
    " several records. “Spread” is how many points of F1 the weakest language is behind the strongest."
    " “Targets” are judged where the act was found. “Named positions” are those of states and"
    " coalitions: what their precision lacks of 100 are positions that the holder did not take."
)
WORTH = (
    "Acts, outcomes and mandates (who did what in which paragraph) by how many of the versions read state them: how"
    " many there are, how many of them are right, and the confidence that `councilgraph compare` gives them on"
    " average, in per cent."
)
ALL_RIGHT = "Everything was read as the gold file has it."
COLUMNS = ("record", "language", "held_out", "fact", "right", "extra", "missed", "precision", "recall", "f1")
WORTH_COLUMNS = ("facts", "right", "confidence")
MISS_COLUMNS = ("record", "language", "paragraph", "fact", "what", "row")


def text(evaluation: Evaluation, *, misses: bool = False, bundled: bool = False) -> str:
    """The report for a terminal."""
    return parts.text(_parts(evaluation, misses=misses, bundled=bundled))


def markdown(evaluation: Evaluation, *, misses: bool = False, bundled: bool = False) -> str:
    """The report as a page; the same evaluation gives the same page."""
    return parts.markdown(_parts(evaluation, misses=misses, bundled=bundled))


def as_json(evaluation: Evaluation, *, misses: bool = False, bundled: bool = False) -> str:
    """One object: `records`, `pooled` (use → language → fact → figures), `attested`, `skipped`; shares from 0 to 1."""
    document = {
        "records": [_object(one, misses) for one in evaluation.records],
        "pooled": {
            "development": _figures(evaluation.pool(held_out=False)),
            "held_out": _figures(evaluation.pool(held_out=True)),
        },
        "attested": {
            "development": _worths(evaluation.worth(held_out=False)),
            "held_out": _worths(evaluation.worth(held_out=True)),
        },
        "skipped": evaluation.skipped,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(evaluation: Evaluation, *, misses: bool = False, bundled: bool = False) -> str:
    """A line for each record, language and kind of fact; with `misses`, a line for each wrong row instead."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if misses:
        writer.writerow(MISS_COLUMNS)
        writer.writerows((one.record.name, *row) for one in _open(evaluation) for row in _misses(one))
        return out.getvalue()
    writer.writerow(COLUMNS)
    for one in evaluation.records:
        writer.writerows((one.record.name, *row) for row in _lines(one.scores(), held_out=one.record.held_out))
    for held_out in (False, True):
        writer.writerows(("", *row) for row in _lines(evaluation.pool(held_out=held_out), held_out=held_out))
    return out.getvalue()


FORMS: dict[str, Callable[..., str]] = {"table": text, "json": as_json, "markdown": markdown, "csv": as_csv}


def _parts(evaluation: Evaluation, *, misses: bool, bundled: bool) -> Iterator[Part]:
    origin = f"This page is made by `{COMMAND}`; it is never edited by hand. " if bundled else ""
    yield Part(1, TITLE, origin + LEGEND)
    open_, held = evaluation.pool(held_out=False), evaluation.pool(held_out=True)
    if open_:
        names = _names(evaluation, held_out=False)
        yield Part(2, "Pooled by language", f"Records: {names}.", _grid(open_))
    if held:
        note = f"The reader is never fitted to these: {_names(evaluation, held_out=True)}."
        yield Part(2, "Held out", note, _grid(held))
    if open_ and held:
        note = "F1 of the records above, F1 of those held out, and the difference in points; last, its mean."
        yield Part(2, "What holding out shows", note, _difference(open_, held))
    worth = table(("stated by", *WORTH_COLUMNS, *(f"held out: {name}" for name in WORTH_COLUMNS)), _worth(evaluation))
    if worth:
        yield Part(2, "What agreement of versions is worth", WORTH, worth)
    yield Part(2, "Record by record")
    for one in evaluation.records:
        yield Part(3, one.record.name + (" (held out)" if one.record.held_out else ""), "", _grid(one.scores()))
    if misses:
        yield from _missing_parts(evaluation)


def _missing_parts(evaluation: Evaluation) -> Iterator[Part]:
    hidden = _names(evaluation, held_out=True)
    note = f"Not listed for what is held out: {hidden}." if hidden else ""
    yield Part(2, "Misses and extras by paragraph", note)
    for one in _open(evaluation):
        together: dict[Row, list[str]] = {}
        for language, *row in _misses(one):
            together.setdefault(tuple(row), []).append(language)
        rows = [(*row, " ".join(together[row])) for row in sorted(together, key=lambda row: (in_order(row[0]), row))]
        listed = table(("paragraph", "fact", "what", "row", "languages"), rows)
        yield Part(3, one.record.name, "", listed) if rows else Part(3, one.record.name, ALL_RIGHT)


def _open(evaluation: Evaluation) -> list[Evaluated]:
    """The records whose misses may be looked at: once those of the others are known, they hold out nothing."""
    return [one for one in evaluation.records if not one.record.held_out]


def _names(evaluation: Evaluation, *, held_out: bool) -> str:
    return ", ".join(one.record.name for one in evaluation.records if one.record.held_out is held_out)


def _grid(scores: ByLanguage) -> Table:
    """Kinds of fact by languages."""
    rows = []
    for kind in _kinds(scores):
        found = {language: kinds[kind] for language, kinds in scores.items() if kind in kinds}
        cells = [_cell(found[language]) if language in found else "" for language in scores]
        rows.append((kind, *cells, _spread(found.values())))
    return table(("fact", *scores, "spread"), rows)


def _worth(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    sides = [evaluation.worth(held_out=held_out) for held_out in (False, True)]
    for stated, of in sorted({place for side in sides for place in side}, key=lambda place: (-place[1], -place[0])):
        cells = [_worth_cells(side[(stated, of)]) if (stated, of) in side else ("", "", "") for side in sides]
        yield (f"{stated} of {of}", *cells[0], *cells[1])


def _worth_cells(worth: Worth) -> tuple[str, str, str]:
    return str(worth.facts), _percent(worth.right / worth.facts), _percent(worth.confidence / worth.facts)


def _cell(score: Score) -> str:
    return " ".join(_percent(share) for share in (score.precision, score.recall, score.f1))


def _spread(scores: Iterable[Score]) -> str:
    values = [score.f1 for score in scores]
    return f"{100 * (max(values) - min(values)):.1f}" if len(values) > 1 else ""


def _difference(before: ByLanguage, held: ByLanguage) -> Table:
    languages = [language for language in before if language in held]
    rows = []
    for kind in _kinds(before):
        pairs = [(before[language].get(kind), held[language].get(kind)) for language in languages]
        changes = [second.f1 - first.f1 for first, second in pairs if first and second]
        mean = _points(sum(changes) / len(changes)) if changes else ""
        rows.append((kind, *(_change(first, second) for first, second in pairs), mean))
    return table(("fact", *languages, "mean"), rows)


def _change(first: Score | None, second: Score | None) -> str:
    if first is None or second is None:
        return ""
    return f"{_percent(first.f1)} {_percent(second.f1)} {_points(second.f1 - first.f1)}"


def _points(change: float) -> str:
    """A change of a share in points, with its sign.

    >>> _points(0.012), _points(-0.00001)
    ('+1.2', '0.0')
    """
    points = round(100 * change, 1)
    return f"{points:+.1f}" if points else "0.0"


def _percent(share: float) -> str:
    """A share in per cent; 100 stands only for all.

    >>> _percent(1), _percent(0.99999), _percent(0.875)
    ('100', '99.9', '87.5')
    """
    return "100" if share == 1 else f"{min(100 * share, 99.9):.1f}"


def _kinds(scores: ByLanguage) -> list[str]:
    return [kind for kind in (*KINDS, TARGETS, NAMED) if any(kind in kinds for kinds in scores.values())]


def _misses(one: Evaluated) -> Iterator[tuple[str, ...]]:
    """Language, paragraph, kind, "missed" or "extra", and the row; named positions are among all positions."""
    for language, results in one.results.items():
        for kind, result in results.items():
            if kind != NAMED:
                yield from ((language, *row) for row in _wrong(kind, result))


def _wrong(kind: str, result: Result) -> Iterator[tuple[str, ...]]:
    for what, rows in (("missed", result.missed), ("extra", result.extra)):
        for row in rows:
            yield row[0], kind, what, _spoken(row)


def _spoken(row: Row) -> str:
    return " | ".join(row[1:] or row)


def _lines(scores: ByLanguage, *, held_out: bool) -> Iterator[tuple[str, ...]]:
    for language, kinds in scores.items():
        for kind, score in kinds.items():
            figures = (score.right, score.extra, score.missed, *_shares(score).values())
            yield (language, "yes" if held_out else "no", kind, *map(str, figures))


def _figures(scores: ByLanguage) -> dict[str, Any]:
    return {language: {kind: _numbers(score) for kind, score in kinds.items()} for language, kinds in scores.items()}


def _worths(found: dict[tuple[int, int], Worth]) -> list[dict[str, Any]]:
    return [
        {
            "stated_by": stated,
            "of": of,
            "facts": worth.facts,
            "right": worth.right,
            "confidence": round(worth.confidence / worth.facts, 4),
        }
        for (stated, of), worth in found.items()
    ]


def _numbers(score: Score) -> dict[str, Any]:
    return {"right": score.right, "extra": score.extra, "missed": score.missed, **_shares(score)}


def _shares(score: Score) -> dict[str, float]:
    return {"precision": round(score.precision, 4), "recall": round(score.recall, 4), "f1": round(score.f1, 4)}


def _object(one: Evaluated, misses: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "record": one.record.name,
        "held_out": one.record.held_out,
        "languages": _figures(one.scores()),
    }
    if misses and not one.record.held_out:
        found["misses"] = [dict(zip(MISS_COLUMNS[1:], row, strict=True)) for row in _misses(one)]
    return found
