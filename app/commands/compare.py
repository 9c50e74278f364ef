"""`councilgraph compare`: where the language versions of a record disagree, and what several attest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.commands.read import find_inputs, one_of, read_options
from councilgraph.manners import STANDARD, UsageError, door, say, write
from councilgraph.options import (
    DateOption,
    MeetingOption,
    OutputOption,
    ProfileOption,
    QuietOption,
    SessionOption,
    VerboseOption,
    format_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.ingest import ReadOptions, RecordReading
    from councilgraph.ontology.errors import CouncilgraphError

NAME = "compare"
FORMS = ("table", "json", "markdown", "csv")
EXAMPLES = """\b
Examples:
  councilgraph compare plenary.en.docx plenary.zh.docx
  councilgraph compare records/ --facts
  councilgraph compare records/ -f csv -o differences.csv
"""


@door
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders and globs.")],
    form: Annotated[str, format_option(*FORMS)] = "table",
    output: OutputOption = STANDARD,
    facts: Annotated[
        bool, typer.Option("--facts", help="List every fact with the versions that state it (in CSV: only that).")
    ] = False,
    session: SessionOption = None,
    meeting: MeetingOption = None,
    date: DateOption = None,
    profile: ProfileOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Lay the language versions of a record side by side: where they disagree, and how many attest each fact.

    Versions of one record are recognised by its symbol, else by session and meeting, else by their paragraphs
    and documents. Ends with 0 whether or not they disagree (the JSON form tells programs), with 2 when no two
    files are of one record, and with 3 when a file could not be read.
    """
    from councilgraph.comparison import compare, report

    one_of(form, FORMS)
    inputs = find_inputs(paths)
    readings, problems = _read(inputs.files, read_options(None, profile, session, meeting, date, None))
    for problem in problems:
        say(str(problem))
    found = []
    for one in compare(readings):
        if len(one.work.versions) > 1:
            found.append(one)
        elif not quiet:
            say(f"{one.work.versions[0].path}: nothing to compare, no other version of <{one.work.record}> is given")
    if found:
        write(output, report.FORMS[form](found, facts=facts))
    elif not problems and not inputs.problems:
        raise UsageError(
            "no two of these files are versions of one record",
            remedy="State what their headers lack with --session and --meeting.",
        )
    return 3 if problems or inputs.problems else 0


def _read(files: Sequence[str], options: ReadOptions) -> tuple[list[RecordReading], list[CouncilgraphError]]:
    """Readings of the files that can be read, and what is wrong with the others."""
    from councilgraph.ingest import read_record
    from councilgraph.ontology.errors import CouncilgraphError

    readings, problems = [], []
    for file in files:
        try:
            readings.append(read_record(file, options))
        except CouncilgraphError as error:
            problems.append(error)
    return readings, problems
