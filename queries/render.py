"""An answer as a person or a program reads it: text table, CSV, SPARQL JSON results, Markdown.

CSV and JSON keep every term and put beside each named thing its label (`holder`, `holderLabel`); an answer
of several parts is one table whose first column, `part`, tells them apart. Tables and Markdown show labels
alone, without the addresses of facts, and say once above a table what is the same in all its rows.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from councilgraph.queries.answering import UNLABELLED
from councilgraph.queries.errors import UnknownFormatError
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from councilgraph.queries.answering import Answer, Section
    from councilgraph.queries.table import Row
    from rdflib.term import Identifier

PLACES = ("year", "session", "meeting", "record")
NOTHING = "None on record."
READABLE, GAP = 12, 3
"""Characters that a column of a table is given at least where it has as many; characters between columns."""
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render(answer: Answer, form: str = "table", *, width: int | None = None) -> str:
    """The answer in one of `FORMS`; raises UnknownFormatError."""
    if form not in FORMS:
        raise UnknownFormatError(form, tuple(FORMS))
    return as_table(answer, width) if form == "table" else FORMS[form](answer)


def as_table(answer: Answer, width: int | None = None) -> str:
    """Tables for a terminal of `width` columns (as wide as it is when None), without colours."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, legacy_windows=False)
    console.print(Text(answer.question.title))
    for section in answer.sections:
        columns, rows, shared = shown(answer, section)
        console.print(Text(f"\n{heading(section)}"))
        console.print(Text("; ".join(f"{name}: {value}" for name, value in shared)), end="\n" if shared else "")
        if needed(columns, rows) > console.width:
            console.print(Text(as_list(columns, rows)))
        else:
            grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
            for name in columns:
                grid.add_column(Text(name), overflow="fold", ratio=share(name), min_width=min(len(name), 9))
            for row in rows:
                grid.add_row(*(Text(cell) for cell in row))
            console.print(grid if rows else Text(NOTHING))
        console.print(Text(section.description))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def needed(columns: list[str], rows: list[list[str]]) -> int:
    """Least width at which each column still holds a word or two; a list is read more easily below it."""
    cells = zip(columns, *rows, strict=True)
    widths = (min(max(map(len, column)), READABLE * (2 if share(column[0]) else 1)) for column in cells)
    return sum(widths) + GAP * (len(columns) - 1) if rows else 0


def as_list(columns: list[str], rows: list[list[str]]) -> str:
    """Each row as lines of `column: value`, without what is empty; rows are apart by a blank line."""
    lines = ([f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell] for row in rows)
    return "\n" + "\n\n".join("\n".join(row) for row in lines) + "\n"


def share(column: str) -> int | None:
    """How much of the width a column may take: words much, codes as little as they need."""
    return 4 if column.endswith(("quote", "reason", "condition")) else None


def as_markdown(answer: Answer) -> str:
    """A heading, and for each part a heading, its rows and what they mean."""
    lines = [f"# {escaped(answer.question.title)}", ""]
    for section in answer.sections:
        columns, rows, shared = shown(answer, section)
        lines += [f"## {escaped(heading(section))}", "", escaped(section.description), ""]
        lines += [f"- {escaped(name)}: {escaped(value)}" for name, value in shared] + [""] * bool(shared)
        if rows:
            table = [columns, ["---"] * len(columns), *rows]
            lines += [f"| {' | '.join(map(escaped, row))} |" for row in table] + [""]
        else:
            lines += [NOTHING, ""]
    return "\n".join(lines)


def as_csv(answer: Answer) -> str:
    """One table for all parts, with a header line; lines end in a line feed."""
    columns, rows = flat(answer)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[str(row.get(name, "")) for name in columns] for row in rows])
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON, one table for all parts."""
    columns, rows = flat(answer)
    bindings = [{name: binding(row[name]) for name in columns if name in row} for row in rows]
    document = {"head": {"vars": columns}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Answer], str]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
}


def heading(section: Section) -> str:
    """The title of a part and how many rows it has."""
    return f"{section.title} ({len(section.table)})"


def shown(answer: Answer, section: Section) -> tuple[list[str], list[list[str]], list[tuple[str, str]]]:
    """Columns and cells for a person, and what is the same in all rows: (column, value) pairs."""
    table = section.table
    cells = {name: [answer.labels(term) for term in table.column(name)] for name in table.columns}
    filled = [name for name in table.columns if name not in UNLABELLED and any(cells[name])]
    if cells.get("speaker") == cells.get("holder") and "speaker" in filled:
        filled.remove("speaker")
    same = [name for name in filled if len(set(cells[name])) == 1 and is_shared(name, table.columns, len(table))]
    columns = [name for name in filled if name not in same]
    rows = [[cells[name][place] for name in columns] for place in range(len(table))]
    return [spoken(name) for name in columns], rows, [(spoken(name), cells[name][0]) for name in same]


def is_shared(name: str, columns: tuple[str, ...], rows: int) -> bool:
    """Whether a column that never changes is said once: always for the place, else from two rows on."""
    return name in PLACES or (rows > 1 and name not in {columns[0], "paragraph", "quote"})


def spoken(name: str) -> str:
    """A column's name in words.

    >>> spoken("earlierMeeting")
    'earlier meeting'
    """
    return CAPITAL.sub(" ", name).lower()


def flat(answer: Answer) -> tuple[list[str], list[dict[str, Identifier]]]:
    """One table for all parts: columns in order of appearance, rows without what is unbound."""
    several = len(answer.sections) > 1
    columns: dict[str, None] = {"part": None} if several else {}
    rows: list[dict[str, Identifier]] = []
    for section in answer.sections:
        named = [name for name in section.table.columns if has_labels(answer, section, name)]
        for name in section.table.columns:
            columns.update({name: None, f"{name}Label": None} if name in named else {name: None})
        for row in section.table.rows:
            first: dict[str, Identifier] = {"part": Literal(section.name)} if several else {}
            rows.append(first | cells_of(answer, section.table.columns, row, named))
    return list(columns), rows


def has_labels(answer: Answer, section: Section, name: str) -> bool:
    """Whether a column holds things that have names."""
    return name not in UNLABELLED and any(isinstance(term, URIRef) for term in section.table.column(name))


def cells_of(answer: Answer, columns: tuple[str, ...], row: Row, named: list[str]) -> dict[str, Identifier]:
    """The bound cells of one row, labels beside the things they name."""
    bound = {name: term for name, term in zip(columns, row, strict=True) if term is not None}
    labels: dict[str, Identifier] = {
        f"{name}Label": Literal(answer.labels(bound[name])) for name in named if name in bound
    }
    return bound | labels


def binding(term: Identifier) -> dict[str, str]:
    """One value as SPARQL 1.1 Query Results JSON writes it."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term)}
    kind = {"xml:lang": term.language} if term.language else {}
    kind |= {"datatype": str(term.datatype)} if term.datatype else {}
    return {"type": "literal", "value": str(term), **kind}


def escaped(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
