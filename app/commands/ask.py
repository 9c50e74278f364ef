"""`councilgraph ask`: the questions of the house."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, UsageError, door, write
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from councilgraph.queries import Table
    from rdflib.term import Identifier

NAME = "ask"
FORMS = ("table", "csv", "json", "markdown")
# Parameters differ from question to question: what is no option of ours is one of the question's.
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
EXAMPLES = """\b
Examples:
  councilgraph ask
  councilgraph ask who-supported-the-amendment --resolution 1332
  councilgraph ask who-had-reservations -f csv -o reservations.csv
"""


@door
def run(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="Name of a question; without it, all are listed.")
    ] = None,
    store: StoreOption = None,
    form: Annotated[str, format_option(*FORMS)] = "table",
    output: OutputOption = STANDARD,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Answer a question, with paragraph and quote for everything that was said; or list the questions.

    Parameters of a question follow it as --PARAMETER VALUE.
    """
    from councilgraph import queries, tables
    from councilgraph.store import open_store

    one_of(form, FORMS)
    if question is None:
        write(output, tables.FORMS[form](catalogue()))
        return
    parameters = parameters_of([question, *context.args], known_names(question))
    with open_store(store, read_only=True) as source:
        answer = queries.answer(source.select, question, **parameters)
    write(output, answer.render(form, width=tables.width()))


def parameters_of(words: Sequence[str], known: Mapping[str, str]) -> dict[str, list[str]]:
    """`--name value` and `--name=value` after the question; a name given twice has both values.

    >>> parameters_of(["what-was-decided", "--one-item", "1", "--one-item=2"], {"one-item": "oneItem"})
    {'oneItem': ['1', '2']}
    """
    if words[0].startswith("-"):
        raise UsageError(
            f"{words[0]!r} stands where the question belongs",
            remedy="Write `councilgraph ask QUESTION --PARAMETER VALUE`.",
        )
    found: dict[str, list[str]] = {}
    rest = iter(words[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        text = value if equals else next(rest, None)
        if not name.startswith("--") or text is None:
            raise UsageError(f"{word!r} is no parameter with a value", remedy="Write --PARAMETER VALUE.")
        option = name.removeprefix("--")
        found.setdefault(known.get(option, option), []).append(text)
    return found


def known_names(question: str) -> dict[str, str]:
    """How the parameters of a question are written here → their own names; nothing for an unknown question."""
    from councilgraph.queries import questions

    asked = questions().get(question)
    return {spelled(parameter.name): parameter.name for parameter in asked.parameters} if asked else {}


def spelled(name: str) -> str:
    """A parameter's name as an option.

    >>> spelled("oneTopic")
    'one-topic'
    """
    return re.sub(r"(?=[A-Z])", "-", name).lower()


def catalogue() -> Table:
    """All questions with their parameters."""
    from councilgraph.queries import Table, questions
    from rdflib import Literal

    rows: list[tuple[Identifier | None, ...]] = [
        (
            Literal(question.name),
            Literal(question.title),
            Literal(" ".join(f"--{name}" for name in known_names(question.name))),
        )
        for question in questions().values()
    ]
    return Table(("question", "asks", "parameters"), rows)
