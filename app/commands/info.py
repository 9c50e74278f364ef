"""`councilgraph info`: what a store holds."""

from __future__ import annotations

from typing import Annotated

from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, door, write
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

NAME = "info"
FORMS = ("text", "json")
EXAMPLES = """\b
Examples:
  councilgraph info
  councilgraph info --store http://127.0.0.1:7878 -f json
"""


@door
def run(
    store: StoreOption = None,
    form: Annotated[str, format_option(*FORMS)] = "text",
    output: OutputOption = STANDARD,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Tell where the store is, which records it holds in which languages, and how many people reviewed facts."""
    import json

    from councilgraph.store import open_store

    one_of(form, FORMS)
    with open_store(store, read_only=True) as source:
        where, graphs, reviewers = source.where, source.graphs(), len(source.reviews())
    records: dict[str, list[str]] = {}
    for graph in graphs:
        record, _, language = graph.rpartition("/graph/")
        records.setdefault(record, []).append(language)
    if form == "json":
        write(output, json.dumps({"store": where, "records": records, "reviewers": reviewers}, indent=1) + "\n")
        return
    lines = [f"{record} ({', '.join(languages)})" for record, languages in records.items()]
    people = f", {reviewers} reviewers" if reviewers else ""
    write(output, "\n".join([f"{where}: {len(records)} records{people}", *lines]) + "\n")
