"""`councilgraph check`: the gate alone, nothing stored."""

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
    VerboseOption,
    WorkersOption,
    format_option,
)

NAME = "check"
FORMS = ("text", "json", "turtle")
EXAMPLES = """\b
Examples:
  councilgraph check records/C24-plenary-3.docx
  councilgraph check records/ -f turtle -o shacl-report.ttl
"""


@door
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders and globs.")],
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
    """Read records and hold each against the gate, without storing anything.

    Ends with 4 when a record would be refused. The Turtle form is the SHACL validation report.
    """
    from councilgraph import pipeline, report

    one_of(form, FORMS)
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
