"""`councilgraph export`: the graph as a file."""

from __future__ import annotations

from typing import Annotated

import typer
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, door, opened, say
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

NAME = "export"
ENDINGS = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "jsonld"}
FORMS = tuple(ENDINGS.values())
EXAMPLES = """\b
Examples:
  councilgraph export -f nquads -o graph.nq
  councilgraph export -o graph.trig --with-reference --store http://127.0.0.1:3030/ds
  councilgraph export --record https://w3id.org/councilgraph/id/record/ITU-C/C24/125
"""


@door
def run(
    store: StoreOption = None,
    form: Annotated[str | None, format_option(*FORMS)] = None,
    output: OutputOption = STANDARD,
    with_reference: Annotated[
        bool, typer.Option("--with-reference", help="States, bodies, concepts and the ontology too.")
    ] = False,
    record: Annotated[str | None, typer.Option("--record", metavar="IRI", help="One record alone.")] = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Write the stored graphs as Turtle, TriG, N-Quads or JSON-LD, always in the same order.

    Without --format the ending of FILE decides, and TriG where it tells nothing.
    """
    from councilgraph.store import open_store

    form = one_of(form or ENDINGS.get(output.rpartition(".")[2], "trig"), FORMS)
    with open_store(store, read_only=True) as source, opened(output) as file:
        count = source.export(file, form, with_reference=with_reference, record=record)
    if output != STANDARD and not quiet:
        say(f"{count} graphs written to {output}")
