"""`councilgraph read`: records go in, a gated graph is stored."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.manners import STANDARD, UsageError, door, say, write
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from councilgraph.ingest import ReadOptions
    from councilgraph.inputs import Inputs
    from councilgraph.pipeline import Outcome
    from councilgraph.store import Store

NAME = "read"
FORMS = ("text", "json")
BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>\"{}|\\^`]+[/#]")
"""An absolute IRI to which names can be added, of the characters that IRIs are made of."""
EXAMPLES = """\b
Examples:
  councilgraph read records/C24-plenary-3.docx
  councilgraph read records/ 'more/**/*.pdf' --store ./graph --json -o report.json
  councilgraph read plenary.txt --session C24 --meeting 3 --date 2024-06-10
"""


@door
def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders and globs.")],
    store: StoreOption = None,
    form: Annotated[str, format_option(*FORMS)] = "text",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
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
    """Read records (.docx, .txt, .html, .pdf), hold each against the gate, and store its graph.

    Every record is stored in one transaction, so that it is wholly there or wholly as before; reading it
    again changes nothing. The report tells what was read, what was not understood, what the gate refused.
    """
    from councilgraph import inference, pipeline, report
    from councilgraph.store import open_store

    form = "json" if json else one_of(form, FORMS)
    options = read_options(language, profile, session, meeting, date, base)
    with open_store(store) as opened:
        inputs = find_inputs(paths)
        opened.ensure_reference(options.base)
        read = pipeline.read_files(inputs.files, options, workers=workers)
        outcomes = watch(pipeline.store_all(read, opened), len(inputs.files), quiet=quiet, verbose=verbose)
        inference.draw_all(opened, options.base)
        where = opened.where
        if not quiet:
            tell_of_reviews(opened, outcomes)
    if form == "json":
        write(output, report.as_json(outcomes, where=where))
    elif not quiet or output != STANDARD:
        write(output, report.text(outcomes, where=where, findings=verbose))
    return ending(inputs, outcomes)


def tell_of_reviews(store: Store, outcomes: Sequence[Outcome]) -> None:
    """Say how many reviews of these records no longer fit what was read; none of them is lost."""
    from councilgraph.review import unsettled

    states = [each.state for each in unsettled(store, {outcome.record for outcome in outcomes if outcome.record})]
    if states:
        changed, orphaned = states.count("changed"), states.count("orphaned")
        say(
            f"{changed} reviews are of facts that say something else now, {orphaned} of facts that are gone;"
            " `councilgraph review --list` shows them"
        )


def one_of(form: str, forms: Sequence[str]) -> str:
    """The form, when the command writes it."""
    if form not in forms:
        raise UsageError(f"no such format {form!r}", remedy=f"Choose one of {', '.join(forms)}.")
    return form


def read_options(
    language: str | None,
    profile: str | None,
    session: str | None,
    meeting: int | None,
    date: str | None,
    base: str | None,
) -> ReadOptions:
    """The reader's options from those of the command line."""
    import datetime as dt

    from councilgraph.ingest import DATA_BASE, ReadOptions

    if base is not None and not BASE.fullmatch(base):
        raise UsageError(f"{base!r} is no base of IRIs", remedy="Write it as https://example.org/id/.")
    try:
        day = dt.date.fromisoformat(date) if date else None
    except ValueError as error:
        raise UsageError(f"{date!r} is no date", remedy="Write it as 2024-06-10.") from error
    return ReadOptions(
        language=language, profile=profile, session=session, meeting=meeting, date=day, base=base or DATA_BASE
    )


def find_inputs(paths: Sequence[str]) -> Inputs:
    """The files behind the paths; what stands in the way is said on standard error."""
    from councilgraph import inputs
    from councilgraph.ingest.sources import SUFFIXES

    found = inputs.find(paths, SUFFIXES)
    for problem in found.problems:
        say(str(problem))
    return found


def watch(outcomes: Iterable[Outcome], total: int, *, quiet: bool, verbose: bool) -> list[Outcome]:
    """All outcomes; complaints are said as they come, below a progress bar where there is a terminal."""
    from councilgraph import report

    done = []
    for outcome in _with_bar(outcomes, total, quiet=quiet):
        if outcome.problem or not quiet:
            for line in report.complaints(outcome):
                say(line)
        if verbose and outcome.trace:
            print(outcome.trace, file=sys.stderr)
        done.append(outcome)
    return done


def _with_bar(outcomes: Iterable[Outcome], total: int, *, quiet: bool) -> Iterator[Outcome]:
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=total)
        for outcome in outcomes:
            yield outcome
            progress.advance(task)


def ending(inputs: Inputs, outcomes: Sequence[Outcome]) -> int:
    """The exit code of a run over these inputs."""
    from councilgraph.pipeline import UNREADABLE, exit_code

    return min((code for code in (exit_code(outcomes), UNREADABLE if inputs.problems else 0) if code), default=0)
