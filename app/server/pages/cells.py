"""Answers as tables of cells: words, what they link to, and the language they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.queries.answering import UNLABELLED
from councilgraph.queries.render import is_shared, spoken
from councilgraph.server.pages.rendering import anchor, path_of
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from councilgraph.queries import Answer
    from councilgraph.queries.answering import Section
    from rdflib.term import Identifier

    Labelled = Callable[[Identifier | None], str]
    Record = dict[str, Identifier | None]

WORDS = ("quote", "reason", "condition")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell; `said` marks words of a record."""

    text: str
    link: str = ""
    language: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One part of an answer; `shared` is what is the same in all rows."""

    title: str
    description: str
    columns: list[str]
    rows: list[list[Cell]]
    shared: list[tuple[str, Cell]]


def grid(answer: Answer, section: Section) -> Grid:
    """A part of an answer, without what nobody reads."""
    table = section.table
    records = table.records()
    cells = {name: [cell(answer.labels, record, name) for record in records] for name in table.columns}
    filled = [name for name in table.columns if name not in UNLABELLED and any(each.text for each in cells[name])]
    if "speaker" in filled and cells.get("speaker") == cells.get("holder"):
        filled.remove("speaker")
    same = [name for name in filled if len(set(cells[name])) == 1 and is_shared(name, table.columns, len(table))]
    columns = quotes_early([name for name in filled if name not in same])
    rows = [[cells[name][place] for name in columns] for place in range(len(records))]
    shared = [(spoken(name), cells[name][0]) for name in same]
    return Grid(section.title, section.description, [spoken(name) for name in columns], rows, shared)


def quotes_early(columns: list[str]) -> list[str]:
    """The quote third, where it is seen without moving a wide table.

    >>> quotes_early(["holder", "stance", "target", "paragraph", "quote"])
    ['holder', 'stance', 'quote', 'target', 'paragraph']
    """
    if "quote" not in columns:
        return columns
    rest = [name for name in columns if name != "quote"]
    return [*rest[:2], "quote", *rest[2:]]


def cell(labels: Labelled, record: Record, name: str) -> Cell:
    """One value with its link: things to their pages, paragraphs into their record."""
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
