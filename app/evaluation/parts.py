"""A report in parts: headings, a paragraph under each, a table; for a terminal or as a Markdown page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph import tables
from councilgraph.queries import Table
from rdflib import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of some level, a paragraph under it, a table; the last two may be missing."""

    level: int
    title: str
    note: str = ""
    table: Table | None = None


def text(parts: Iterable[Part]) -> str:
    """The parts for a terminal, as wide as it is."""
    lines: list[str] = []
    for part in parts:
        lines += [part.title, ("=" if part.level == 1 else "-") * len(part.title)]
        lines += [part.note] * bool(part.note)
        lines.append(tables.as_table(part.table) if part.table else "")
    return "\n".join(lines).rstrip("\n") + "\n"


def markdown(parts: Iterable[Part]) -> str:
    """The parts as a page."""
    lines: list[str] = []
    for part in parts:
        lines += [f"{'#' * part.level} {part.title}", ""]
        lines += [part.note, ""] * bool(part.note)
        lines += [tables.as_markdown(part.table)] if part.table else []
    return "\n".join(lines).rstrip("\n") + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of plain texts."""
    return Table(tuple(columns), [tuple(map(Literal, row)) for row in rows])
