"""Rows without labels, as a user's own query returns them: text table, CSV, SPARQL JSON results, Markdown."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

from councilgraph.ontology.terms import PREFIXES
from councilgraph.queries import Table
from councilgraph.queries.render import binding, escaped
from councilgraph.queries.table import row_key
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib.term import Identifier


def settled(table: Table) -> Table:
    """The rows in one order, for queries that ask for none: engines return them as they find them."""
    return Table(table.columns, sorted(table.rows, key=row_key))


def as_table(table: Table) -> str:
    """Columns for a terminal, as wide as it is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    out = io.StringIO()
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in table.columns:
        grid.add_column(Text(name), overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(short(term)) for term in row))
    console = Console(file=out, width=width(), color_system=None, highlight=False, legacy_windows=False)
    console.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def as_markdown(table: Table) -> str:
    """One Markdown table."""
    rows = [list(table.columns), ["---"] * len(table.columns)]
    rows += [[escaped(short(term)) for term in row] for row in table.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def as_csv(table: Table) -> str:
    """SPARQL 1.1 CSV results: plain values under a header line, nothing where a variable is unbound."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if term is None else str(term) for term in row] for row in table.rows)
    return out.getvalue()


def as_json(table: Table) -> str:
    """SPARQL 1.1 JSON results."""
    bindings = [
        {name: binding(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def width() -> int:
    """Columns of the terminal; enough for a quote where there is none."""
    return shutil.get_terminal_size((130, 40)).columns


FORMS: dict[str, Callable[[Table], str]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
}


def short(term: Identifier | None) -> str:
    """A term for people: IRIs of the vocabulary by prefix, nothing for what is unbound.

    >>> short(URIRef("https://w3id.org/councilgraph/stance/supports"))
    'stance:supports'
    """
    if term is None:
        return ""
    if isinstance(term, URIRef):
        for prefix, namespace in PREFIXES.items():
            local = term.removeprefix(namespace)
            if local != term and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
    return str(term)
