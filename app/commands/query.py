"""`councilgraph query`: the user's own SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, UsageError, door, opened, write
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

NAME = "query"
ROWS = ("table", "csv", "json", "markdown")
TRIPLES = {"turtle": "turtle", "nquads": "nt", "jsonld": "json-ld"}
EXAMPLES = """\b
Examples:
  councilgraph query question.rq -f csv
  echo 'SELECT ?state { ?position cg:heldBy ?state }' | councilgraph query -
Prefixes of the vocabulary (cg:, stance:, act:, skos:, …) are known where a query does not declare them.
"""


@door
def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file with a SPARQL query; - is standard input.")],
    store: StoreOption = None,
    form: Annotated[str | None, format_option(*ROWS, *TRIPLES)] = None,
    output: OutputOption = STANDARD,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query on the union of all graphs, reference data included.

    Rows come as a table, CSV, JSON (SPARQL results) or Markdown, triples as Turtle, N-Quads or JSON-LD.
    Rows without an ORDER BY are sorted, so that every store gives the same output.
    """
    from councilgraph.queries import Table
    from councilgraph.store import QueryError, open_store
    from councilgraph.store.sparql import understand, with_prefixes

    text = with_prefixes(_text(file))
    try:
        query = understand(text)
        forms = ROWS if query.form in ("SELECT", "ASK") else tuple(TRIPLES)
        form = one_of(form or forms[0], forms)
        with open_store(store, read_only=True) as source:
            found = source.solve(text)
    except QueryError as error:
        error.where = error.where or file
        raise
    if isinstance(found, bool):
        write(output, _truth(found, form))
    elif isinstance(found, Table):
        from councilgraph import tables

        table = found if "ORDER" in query.words else tables.settled(found)
        write(output, tables.FORMS[form](table))
    else:
        with opened(output) as out:
            out.write(found.serialize(format=TRIPLES[form], encoding="utf-8"))


def _text(file: str) -> str:
    if file == STANDARD:
        return sys.stdin.read()
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(
            f"the query cannot be read ({reason})",
            where=file,
            remedy="Name a file with SPARQL, or - for input.",
        ) from error


def _truth(found: bool, form: str) -> str:
    if form == "json":
        import json

        return json.dumps({"head": {}, "boolean": found}) + "\n"
    return f"{str(found).lower()}\n"
