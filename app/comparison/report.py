"""What a comparison has to say: tables for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from councilgraph.evaluation import parts
from councilgraph.evaluation.parts import Part, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from councilgraph.comparison.attesting import Attested
    from councilgraph.comparison.comparing import Comparison
    from councilgraph.comparison.differing import Difference

SHOWN = 160
"""Characters of a version's words that tables show; JSON and CSV hold them whole."""
NOTHING = "—"
TITLE = "Versions side by side"
AGREED = "The versions agree in everything that was read."
LEGEND = (
    "Where a version says nothing, the words shown are those of its paragraph. A difference may lie in the versions,"
    " or in how one of them was read."
)
ATTESTED = (
    "The odds of the surest reading of a fact, doubled by every further version that states it and halved by every"
    " version that was read and does not: confidence is that, as a share. Versions are translations of one another,"
    " read by one program, so that each counts for less than an independent witness would."
)
COLUMNS = ("record", "place", "about", "version", "language", "value", "words")
FACT_COLUMNS = ("record", "paragraph", "kind", "who", "did", "towards", "stated_by", "of", "languages", "confidence")


def text(found: Sequence[Comparison], *, facts: bool = False) -> str:
    """The report for a terminal."""
    return parts.text(_parts(found, facts))


def markdown(found: Sequence[Comparison], *, facts: bool = False) -> str:
    """The report as a page."""
    return parts.markdown(_parts(found, facts))


def as_json(found: Sequence[Comparison], *, facts: bool = False) -> str:
    """A list of works: `versions`, `differences` and `facts`, all of them whatever `facts` says."""
    return json.dumps([_object(one) for one in found], ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Comparison], *, facts: bool = False) -> str:
    """A line for each version in each difference; with `facts`, a line for each fact instead."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FACT_COLUMNS if facts else COLUMNS)
    for one in found:
        lines = _fact_lines(one) if facts else _difference_lines(one)
        writer.writerows((one.work.record, *line) for line in lines)
    return out.getvalue()


FORMS: dict[str, Callable[..., str]] = {"table": text, "json": as_json, "markdown": markdown, "csv": as_csv}


def _parts(found: Sequence[Comparison], facts: bool) -> Iterator[Part]:
    yield Part(1, TITLE, LEGEND)
    for one in found:
        yield Part(2, one.work.record, _summary(one))
        listed = table(("place", "about", "version", "says", "words"), _rows(one.differences))
        yield Part(3, "Differences", "" if one.differences else AGREED, listed if one.differences else None)
        if facts:
            columns = ("paragraph", "who", "did", "towards", "stated by", "confidence")
            yield Part(3, "Facts", ATTESTED, table(columns, map(_fact_row, one.facts)))
        else:
            yield Part(
                3, "What is stated by how many", ATTESTED, table(("stated by", "facts", "confidence"), _tally(one))
            )


def _summary(one: Comparison) -> str:
    work = one.work
    labels = ", ".join(version.label for version in work.versions)
    shared = sum(len(fact.languages) == fact.of for fact in one.facts)
    return (
        f"Versions {labels}, recognised as one work by {work.recognised_by}. {len(one.facts)} facts,"
        f" {shared} of them stated by every version; {_count(len(one.differences), 'difference')}."
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _rows(differences: Sequence[Difference]) -> Iterator[tuple[str, ...]]:
    for one in differences:
        heads = [(one.place, one.about)] + [("", "")] * (len(one.tellings) - 1)
        for head, (label, telling) in zip(heads, one.tellings.items(), strict=True):
            yield (*head, label, NOTHING if telling.value is None else telling.value, _cut(telling.words))


def _cut(words: str) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"


def _tally(one: Comparison) -> Iterator[tuple[str, ...]]:
    """How many facts so many versions state, and the confidence in the least and the most sure of them."""
    counts = Counter((len(fact.languages), fact.of) for fact in one.facts)
    for (stated, of), count in sorted(counts.items(), reverse=True):
        sure = [fact.confidence for fact in one.facts if (len(fact.languages), fact.of) == (stated, of)]
        span = dict.fromkeys(f"{value:.3f}" for value in (min(sure), max(sure)))
        yield f"{stated} of {of}", str(count), " to ".join(span)


def _fact_row(fact: Attested) -> tuple[str, ...]:
    stated = len(fact.languages)
    towards = [key if count == stated else f"{key} ({count} of {stated})" for key, count in fact.targets]
    return (
        fact.paragraph,
        fact.who,
        fact.did,
        " + ".join(towards),
        f"{stated} of {fact.of}" + ("" if stated == fact.of else f": {' '.join(fact.languages)}"),
        f"{fact.confidence:.3f}",
    )


def _fact_lines(one: Comparison) -> Iterator[tuple[str, ...]]:
    for fact in one.facts:
        towards = " + ".join(key for key, _ in fact.targets)
        stated = (str(len(fact.languages)), str(fact.of), " ".join(fact.languages), f"{fact.confidence:.4f}")
        yield (fact.paragraph, fact.kind, fact.who, fact.did, towards, *stated)


def _difference_lines(one: Comparison) -> Iterator[tuple[str, ...]]:
    languages = {version.label: version.language for version in one.work.versions}
    for difference in one.differences:
        for label, telling in difference.tellings.items():
            said = (label, languages[label], telling.value or "", telling.words)
            yield (difference.place, difference.about, *said)


def _object(one: Comparison) -> dict[str, Any]:
    return {
        "record": one.work.record,
        "recognised_by": one.work.recognised_by,
        "versions": [
            {"label": version.label, "language": version.language, "path": version.path, **version.header}
            for version in one.work.versions
        ],
        "differences": [
            {
                "place": difference.place,
                "about": difference.about,
                "versions": {
                    label: {"value": telling.value, "words": telling.words}
                    for label, telling in difference.tellings.items()
                },
            }
            for difference in one.differences
        ],
        "facts": [_fact_object(fact) for fact in one.facts],
    }


def _fact_object(fact: Attested) -> dict[str, Any]:
    return {
        "paragraph": fact.paragraph,
        "kind": fact.kind,
        "who": fact.who,
        "did": fact.did,
        "towards": dict(fact.targets),
        "languages": list(fact.languages),
        "of": fact.of,
        "confidence": round(fact.confidence, 4),
        "nodes": fact.nodes,
    }
