"""Answers as tables of cells: words, what they link to, and the language they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.queries.answering import UNLABELLED
from councilgraph.queries.render import is_shared
from councilgraph.queries.spoken import told
from councilgraph.queries.table import Table
from councilgraph.server.pages.rendering import ROWS, anchor, path_of
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from councilgraph.queries import Answer
    from councilgraph.queries.answering import Section
    from councilgraph.server.pages.wording import Words
    from rdflib.term import Identifier

    Labelled = Callable[[Identifier | None], str]
    Record = dict[str, Identifier | None]
    Value = Identifier | None | tuple[Identifier | None, ...]
    """A term, or where something stands: its record, paragraph and meeting."""

WORDS = ("quote", "reason", "condition")
SOURCE = "source"
SOURCES = ("record", "paragraph", "meeting")
LONG, NAMES, FOLDED = 12, 3, 2
"""From how many rows on a table is folded, which columns may be, and how many rows become one on average."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; `said` marks words of a record; `parts` are several things in one cell."""

    text: str
    link: str = ""
    language: str = ""
    said: bool = False
    parts: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One part of an answer; `shared` is what is the same in all rows, `count` what the rows tell of."""

    title: str
    description: str
    columns: list[str]
    rows: list[list[Cell]]
    shared: list[tuple[str, Cell]]
    count: int = -1
    name: str = ""
    struck: frozenset[int] = frozenset()
    """The rows that people rejected, by their place; they are not counted."""
    note: str = ""
    """What is left out, where it is told otherwise than by the number of rows."""

    @property
    def counted(self) -> int:
        """Of how many things the rows tell."""
        return len(self.rows) if self.count < 0 else self.count


def grid(answer: Answer, section: Section, words: Words, rejected: Collection[Identifier] = ()) -> Grid:
    """A part of an answer, without what nobody reads; where it stands in the records is one column.

    Rows about facts that were `rejected` are struck.
    """
    table, shown = section.table, first(section.table)
    values = values_of(table)
    left_out = UNLABELLED | (set(SOURCES) if len(values) > len(table.columns) else set())
    filled = [name for name, terms in values.items() if name not in left_out and any(map(is_filled, terms))]
    if "speaker" in filled and values["speaker"] == values.get("holder"):
        filled.remove("speaker")
    same = [name for name in filled if len(set(values[name])) == 1 and is_shared(name, table.columns, len(table))]
    columns = quotes_early([name for name in filled if name not in same])
    cells = [[cell(answer.labels, record, name) for name in columns] for record in shown.records()]
    rows = folded(cells)
    shared = [
        (words.column(name), cell(answer.labels, record, name)) for record in shown.records()[:1] for name in same
    ]
    headings = [words.column(name) for name in columns]
    struck = struck_of(table.records(), rejected) if len(rows) == len(cells) else frozenset()
    title, note = told(answer.question, section.name, words.language)
    return Grid(title, note, headings, rows, shared, len(table) - len(struck), "", struck)


def first(table: Table) -> Table:
    """The rows of which a page shows some, and whether there are more: all, where they may be folded."""
    quoted = any(is_filled(term) for name in table.columns if name.endswith(WORDS) for term in table.column(name))
    return Table(table.columns, table.rows[: ROWS + 1]) if quoted else table


def values_of(table: Table) -> dict[str, Sequence[Value]]:
    """What stands in each column, and where the rows stand in the records, if they say so."""
    values: dict[str, Sequence[Value]] = {name: table.column(name) for name in table.columns}
    if {"record", "paragraph"} <= set(table.columns) and SOURCE not in values:
        nowhere = [None] * len(table)
        values[SOURCE] = [*zip(*(values.get(name, nowhere) for name in SOURCES), strict=True)]
    return values


def struck_of(records: list[Record], rejected: Collection[Identifier]) -> frozenset[int]:
    """The places of rows about facts that were rejected."""
    return frozenset(place for place, record in enumerate(records) if record.get("fact") in rejected)


def is_filled(value: Value) -> bool:
    """Whether there is anything to read; of a place, its record and paragraph are needed."""
    return all(map(is_filled, value[:2])) if isinstance(value, tuple) else bool(value is not None and str(value))


def folded(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows that differ in one cell alone as one row that lists them, where that makes a long table short.

    >>> [[len(cell.parts) for cell in row] for row in folded([[Cell(str(n)), Cell("A")] for n in range(20)])]
    [[20, 0]]
    """
    if len(rows) < LONG or any(cell.said or cell.parts for row in rows for cell in row):
        return rows
    tries = [grouped(rows, column) for column in range(min(len(rows[0]), NAMES))]
    shortest = min(tries, key=len)
    return shortest if len(shortest) * FOLDED <= len(rows) else rows


def grouped(rows: list[list[Cell]], column: int) -> list[list[Cell]]:
    """The rows with all that stands in one column beside the same other cells in one cell, in their order."""
    groups: dict[tuple[Cell, ...], list[Cell]] = {}
    for row in rows:
        groups.setdefault((*row[:column], *row[column + 1 :]), []).append(row[column])
    return [[*rest[:column], listed(cells), *rest[column:]] for rest, cells in groups.items()]


def listed(cells: list[Cell]) -> Cell:
    """Several cells as one."""
    return cells[0] if len(cells) == 1 else Cell("", parts=tuple(cells))


def quotes_early(columns: list[str]) -> list[str]:
    """The quote third, and its source fourth, where they are seen without moving a wide table.

    >>> quotes_early(["holder", "stance", "target", "paragraph", "quote"])
    ['holder', 'stance', 'quote', 'target', 'paragraph']
    """
    early = [name for name in ("quote", SOURCE) if name in columns]
    rest = [name for name in columns if name not in early]
    return [*rest[:2], *early, *rest[2:]] if "quote" in early else columns


def cell(labels: Labelled, record: Record, name: str) -> Cell:
    """One value with its link: things to their pages, paragraphs into their record; or where the row stands."""
    if name not in record:
        return source(labels, record)
    term = record[name]
    if term is None:
        return Cell("")
    if isinstance(term, URIRef):
        return Cell(labels(term), path_of(term))
    said = name.endswith(WORDS)
    language = term.language or "" if isinstance(term, Literal) else ""
    home = record.get("record")
    link = f"{path_of(home)}#{anchor(term)}" if name == "paragraph" and home is not None else ""
    return Cell(str(term), link, language, said)


def source(labels: Labelled, record: Record) -> Cell:
    """Where a row stands: record and paragraph, then the meeting."""
    home, number = record["record"], record["paragraph"]
    if home is None or number is None:
        return Cell("")
    return placed(labels, home, number, record.get("meeting"))


def placed(labels: Labelled, home: Identifier, number: object, meeting: Identifier | None = None) -> Cell:
    """A paragraph of a record, as one would cite it."""
    where = Cell(f"{labels(home)},\u00a0{number}", f"{path_of(home)}#{anchor(number)}")
    if meeting is None or str(meeting).startswith(str(home)):  # a meeting that only its record names
        return where
    return Cell("", parts=(where, Cell(labels(meeting), path_of(meeting))))
