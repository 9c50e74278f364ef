"""`councilgraph draw`: pictures of a text's thread, of positions over time, of a network, of what the store covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.commands.ask import known_names, parameters_of
from councilgraph.commands.network import QUESTION
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, UsageError, door, opened
from councilgraph.networks import PICTURES, as_picture
from councilgraph.options import OutputOption, QuietOption, ScaleOption, StoreOption, VerboseOption, format_option

if TYPE_CHECKING:
    from councilgraph.store import Store

    Asked = dict[str, list[str]]

NAME = "draw"
KINDS = ("timeline", "matrix", "network", "coverage")
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
EXAMPLES = """\b
Examples:
  councilgraph draw timeline --text "Resolution 1332" -o thread.svg
  councilgraph draw matrix --topic WSIS --language fr -o positions.png
  councilgraph draw network --session C24 -o network.png --scale 3
  councilgraph draw coverage -o coverage.svg
"""


@door
def run(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"What is drawn: {', '.join(KINDS)}.")],
    store: StoreOption = None,
    form: Annotated[str | None, format_option(*PICTURES)] = None,
    output: OutputOption = STANDARD,
    scale: ScaleOption = 2.0,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw the thread of a text, who stood where in each session, the network of positions, or what is covered.

    All signs can be told apart in grey. timeline needs --text; matrix and network take the parameters of the
    question which-links-make-the-network, coverage takes --session; --language is that of words and names.
    """
    from councilgraph.queries.drawing import rasterise
    from councilgraph.store import open_store

    one_of(kind, KINDS)
    form = one_of(form or ("png" if output.endswith(".png") else "svg"), PICTURES)
    asked = parameters_of([QUESTION, *context.args], known_names(QUESTION))
    with open_store(store, read_only=True) as source:
        svg = drawn(source, kind, asked)
    with opened(output) as file:
        file.write(as_picture(svg, form, lambda text: rasterise(text, scale=scale)))


def drawn(store: Store, kind: str, asked: Asked) -> str:
    """The picture as SVG text."""
    from councilgraph.queries import drawing
    from councilgraph.queries.network import build

    if kind == "coverage":
        return covered(store, asked)
    if kind == "timeline":
        return timeline(store, asked)
    network = build(store.select, named_only=False, without=(), **asked)
    return drawing.draw(network) if kind == "network" else drawing.draw_matrix(network)


def covered(store: Store, asked: Asked) -> str:
    """What the store covers."""
    from councilgraph.queries.coverage import coverage
    from councilgraph.queries.drawing import draw_coverage

    if unknown := set(asked) - {"session", "language"}:
        raise UsageError(f"coverage takes no --{min(unknown)}", remedy="It takes --session and --language.")
    language = first(asked, "language")
    return draw_coverage(coverage(store.select, session=first(asked, "session"), language=language), language=language)


def timeline(store: Store, asked: Asked) -> str:
    """The thread of the text that is asked for."""
    from councilgraph.queries import questions
    from councilgraph.queries.values import resolve
    from councilgraph.server.pages.threading import thread_of
    from rdflib import URIRef

    text = first(asked, "text")
    if text is None or set(asked) - {"text", "language"}:
        raise UsageError("a timeline is that of one text", remedy='Write --text, as in --text "Resolution 1332".')
    parameter = next(one for one in questions()[QUESTION].parameters if one.name == "text")
    found = [term for term in resolve(store.select, parameter, text) if isinstance(term, URIRef)]
    return thread_of(store, found[0], first(asked, "language") or "en")


def first(asked: Asked, name: str) -> str | None:
    """The first value of a parameter."""
    return next(iter(asked.get(name, [])), None)
