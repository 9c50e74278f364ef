"""`councilgraph evaluate`: how well records are read, measured on gold files."""

from __future__ import annotations

from typing import Annotated

import typer
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, door, say, write
from councilgraph.options import OutputOption, QuietOption, VerboseOption, format_option

NAME = "evaluate"
FORMS = ("table", "json", "markdown", "csv")
EXAMPLES = """\b
Examples:
  councilgraph evaluate
  councilgraph evaluate my-records/ --misses
  councilgraph evaluate plenary.gold.json -f csv -o accuracy.csv
"""


@door
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="GOLD…", help="Gold files, or folders of them; without any, the bundled gold set."),
    ] = None,
    form: Annotated[str, format_option(*FORMS)] = "table",
    output: OutputOption = STANDARD,
    misses: Annotated[
        bool,
        typer.Option("--misses", help="List what was missed and what was extra, by paragraph (in CSV: only that)."),
    ] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Read records whose facts are known, and tell precision, recall and F1 for every kind of fact.

    A gold file states the facts of one record. Its language versions stand beside it: gold.json beside en.txt,
    zh.txt …, or NAME.gold.json beside NAME.en.txt … Records that a gold.toml beside them lists under held_out
    are reported apart, with the difference. Ends with 3 when a gold file or a version could not be read.
    """
    from councilgraph.evaluation import bundled_gold, evaluate, find_gold, report

    one_of(form, FORMS)
    evaluation = evaluate(find_gold(paths) if paths else bundled_gold())
    for problem in evaluation.problems:
        say(str(problem))
    for line in evaluation.skipped if not quiet else ():
        say(line)
    write(output, report.FORMS[form](evaluation, misses=misses, bundled=not paths))
    return evaluation.problems[0].exit_code if evaluation.problems else 0
