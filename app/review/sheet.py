"""Facts as a sheet for a spreadsheet, and the sheet with people's verdicts back again, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.ontology.terms import code_of
from councilgraph.review.finding import as_iri, facts_named
from councilgraph.review.keeping import made
from councilgraph.review.meaning import Meanings
from councilgraph.review.model import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from councilgraph.queries.labels import Labels
    from councilgraph.review.model import Fact, Review, Reviewer
    from councilgraph.store import Store
    from rdflib import URIRef

SHOWN = ("fact", "seen", "record", "paragraph", "kind", "did", "holder", "target", "quote", "confidence")
PARTS = {"did": "correct_did", "holder": "correct_holder", "target": "correct_target"}
FILLED = ("verdict", *PARTS.values(), "why")
NEEDED = ("fact", "verdict")
DELIMITERS = ",;\t"
FORMULA = re.compile(r"[=+\-@\t\r]")
"""What makes a spreadsheet take a cell for something to compute."""
BOM = "\ufeff"
BETWEEN = "; "


class SheetError(ReviewError):
    """Rows of a sheet that cannot be taken; `problems` are (line, what is wrong and what to do)."""

    def __init__(self, where: str, problems: list[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        count = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
        super().__init__(f"{count} cannot be taken, so nothing was stored", where=where, remedy="Correct the lines.")


class Row(NamedTuple):
    """One row with a verdict, and the line of the file on which it begins."""

    line: int
    cells: Mapping[str, str]


def written(facts: Iterable[Fact], names: Labels, language: str, known: Mapping[URIRef, Review]) -> str:
    """The sheet as CSV that spreadsheets open: what each fact says and rests on, then empty cells to fill.

    `known` are reviews by the same person, which are filled in. Lists are parted by semicolons; a cell that a
    spreadsheet would compute opens with an apostrophe, which is taken off again.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, (*SHOWN, *FILLED), lineterminator="\r\n", restval="")
    writer.writeheader()
    for fact in facts:
        row = {**shown(fact, names, language), **filled(known.get(fact.iri), fact)}
        writer.writerow({column: guarded(text) for column, text in row.items()})
    return BOM + out.getvalue()


def shown(fact: Fact, names: Labels, language: str) -> dict[str, str]:
    """What the sheet tells of a fact."""
    texts = (
        *(str(fact.iri), seen(fact), names(fact.record), fact.paragraph, fact.kind),
        BETWEEN.join(map(code_of, fact.did)),
        *(BETWEEN.join(map(names, things)) for things in (fact.holders, fact.targets)),
        fact.quote(language)[0],
        "" if fact.confidence is None else f"{fact.confidence:g}",
    )
    return dict(zip(SHOWN, texts, strict=True))


def filled(review: Review | None, fact: Fact) -> dict[str, str]:
    """What the same person found earlier, of the same reading."""
    if review is None or review.weighed != fact.weighed:
        return {}
    judgement = review.judgement
    right = judgement.correction
    texts = (
        judgement.verdict,
        code_of(right.did) if right.did else "",
        BETWEEN.join(right.holders),
        BETWEEN.join(right.targets),
        judgement.why,
    )
    return dict(zip(FILLED, texts, strict=True))


def seen(fact: Fact) -> str:
    """A short mark of what a fact says: it differs once a later reading says otherwise."""
    return hashlib.sha256("\n".join(sorted(fact.weighed)).encode()).hexdigest()[:12]


def taken(store: Store, text: str, reviewer: Reviewer, *, where: str, when: str, language: str = "en") -> list[Review]:
    """The reviews that a filled sheet holds; rows without a verdict are left out.

    Raises SheetError with every row that cannot be taken, by line.
    """
    found = list(rows(text, where))
    facts = {fact.iri: fact for fact in facts_named(store.select, named(found))}
    meanings = Meanings(store.select, facts.values(), language)
    reviews: dict[URIRef, Review] = {}
    problems: list[tuple[int, str]] = []
    for row in found:
        try:
            review = read_row(row, facts, meanings, reviewer, when, language)
            if review.fact in reviews:
                raise ReviewError("the same fact stands in an earlier row", remedy="Keep one of them.")
            reviews[review.fact] = review
        except ReviewError as error:
            problems.append((row.line, str(error)))
    if problems:
        raise SheetError(where, problems)
    return list(reviews.values())


def read_row(
    row: Row, facts: Mapping[URIRef, Fact], meanings: Meanings, reviewer: Reviewer, when: str, language: str
) -> Review:
    """The review of one row."""
    cells = row.cells
    name = as_iri(cells["fact"])
    fact = facts.get(name) if name else None
    if fact is None:
        raise ReviewError(f"the store has no fact {cells['fact']!r}", remedy="Write a new sheet from this store.")
    if cells.get("seen", "").strip() not in ("", seen(fact)):
        raise ReviewError(
            "the record has been read anew and the fact says something else now",
            remedy="Write a new sheet for it.",
        )
    parts = {part: cells.get(column, "") for part, column in PARTS.items()}
    judgement = meanings.judgement(fact, cells["verdict"], cells.get("why", ""), parts)
    return made(fact, reviewer, judgement, when, language)


def named(found: Iterable[Row]) -> Iterator[URIRef]:
    """What the rows take for facts, as far as it can be an IRI at all."""
    return (fact for row in found if (fact := as_iri(row.cells["fact"])))


def rows(text: str, where: str) -> Iterator[Row]:
    """The rows with a verdict, or with what only goes with one."""
    text = text.removeprefix(BOM)
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise ReviewError(
            f"the sheet has no column {missing[0]!r}", where=where, remedy="Keep its first line as it was written."
        )
    line = reader.line_num + 1
    try:
        for cells in reader:
            row = {column: plain(cell or "") for column, cell in cells.items() if column and isinstance(cell, str)}
            if any(row.get(column, "").strip() for column in FILLED):
                yield Row(line, {"fact": "", "verdict": "", **row})
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReviewError(f"line {line} is no CSV ({error})", where=where, remedy="Save it again.") from error


def guarded(text: str) -> str:
    """A cell that is text for every spreadsheet; `plain` is its inverse.

    >>> guarded("=1+1"), plain(guarded("=1+1")), plain(guarded("'=1"))
    ("'=1+1", '=1+1', "'=1")
    """
    return f"'{text}" if FORMULA.match(text.lstrip("'")) else text


def plain(text: str) -> str:
    """A cell as it was meant."""
    return text[1:] if text.startswith("'") and FORMULA.match(text.lstrip("'")) else text
