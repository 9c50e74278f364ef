"""`councilgraph check`: the gate alone, nothing stored; or what the records of a store say together."""

from __future__ import annotations

from typing import Annotated

import typer
from councilgraph.commands.read import ending, find_inputs, one_of, read_options, watch
from councilgraph.manners import STANDARD, door, write
from councilgraph.options import (
    BaseOption,
    DateOption,
    LanguageOption,
    MeetingOption,
    OutputOption,
    ProfileOption,
    QuietOption,
    SessionOption,
    StoreOption,
    VerboseOption,
    WorkersOption,
    format_option,
)

NAME = "check"
FORMS = ("text", "json", "turtle")
REFUSED = 4
EXAMPLES = """\b
Examples:
  councilgraph check records/C24-plenary-3.docx
  councilgraph check records/ -f turtle -o shacl-report.ttl
  councilgraph check --store http://127.0.0.1:3030/council
"""


@door
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH…]", help="Files, folders and globs; without any, the store is checked."),
    ] = None,
    store: StoreOption = None,
    form: Annotated[str, format_option(*FORMS)] = "text",
    output: OutputOption = STANDARD,
    session: SessionOption = None,
    meeting: MeetingOption = None,
    date: DateOption = None,
    language: LanguageOption = None,
    profile: ProfileOption = None,
    base: BaseOption = None,
    workers: WorkersOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Read records and hold each against the gate, without storing anything; or check all that a store holds.

    Without PATH, the store is searched for what only its records together can show, such as one instrument under two
    nodes. Ends with 4 when a record would be refused or the store has a violation. The Turtle form is a SHACL
    validation report.
    """
    from councilgraph import pipeline, report

    one_of(form, FORMS)
    if not paths:
        return check_store(store, form, output, quiet)
    options = read_options(language, profile, session, meeting, date, base)
    inputs = find_inputs(paths)
    read = pipeline.read_files(inputs.files, options, workers=workers, shacl=form == "turtle")
    outcomes = watch(read, len(inputs.files), quiet=True, verbose=verbose)
    if form == "json":
        write(output, report.as_json(outcomes))
    elif form == "turtle":
        write(output, report.turtle(outcomes))
    elif not quiet or output != STANDARD:
        write(output, report.text(outcomes))
    return ending(inputs, outcomes)


def check_store(store: str | None, form: str, output: str, quiet: bool) -> int:
    """Hold a whole store against the checks; 4 when they find something."""
    from councilgraph import checking
    from councilgraph.queries.checking import violations
    from councilgraph.store import open_store

    with open_store(store, read_only=True) as source:
        where, found = source.where, list(violations(source.select))
    if form != "text" or not quiet or output != STANDARD:
        write(output, checking.FORMS[form](found, where=where))
    return REFUSED if found else 0
