"""The command line: one verb per module of `commands`, each loading what it needs when it runs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from councilgraph.commands import (
    ask,
    check,
    compare,
    demo,
    draw,
    evaluate,
    export,
    info,
    network,
    query,
    read,
    review,
    serve,
)
from councilgraph.manners import INTERRUPTED, STANDARD_OUTPUT, complain, say, unwritable
from councilgraph.version import VERSION

EXIT_CODES = {
    0: "all is well",
    1: "something unexpected went wrong; --verbose shows it, please report it",
    2: "the command was not understood: an option, or a question, parameter or value that is unknown",
    3: "some input could not be read; the rest was",
    4: "the gate refused a record and the rest was stored, or a store that was checked is at odds with itself",
    5: "the store is missing, locked, full, unreachable, or refuses the credentials",
    6: "a SPARQL query was not understood, or may not be run",
    7: "the result could not be written",
    130: "interrupted",
    141: "whoever read the output stopped reading",
}
COMMANDS = (read, check, ask, query, network, draw, review, export, serve, info, evaluate, compare, demo)
EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code:<3}  {meaning}" for code, meaning in EXIT_CODES.items())

app = typer.Typer(
    name="councilgraph",
    help="A knowledge graph of council proceedings: who said what on which text, and which words prove it.",
    epilog=EPILOG,
    rich_markup_mode=None,  # rich takes longer to load than everything else that --help needs
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
)
for module in COMMANDS:
    _, _, summary = str(module.__doc__).partition(": ")
    settings = getattr(module, "SETTINGS", None)
    app.command(
        module.NAME,
        short_help=summary[:1].upper() + summary[1:].rstrip("."),
        epilog=module.EXAMPLES,
        context_settings=settings,
    )(module.run)


def show_version(asked: bool) -> None:
    """Say the version and end."""
    if asked:
        print(f"councilgraph {VERSION}", flush=True)  # a full disk is met here, not when the process ends
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", is_eager=True, callback=show_version)
    ] = False,
) -> None:
    """Options that stand before the verb."""


def main() -> None:
    """Run the command that the arguments name; ends the process with one of EXIT_CODES."""
    try:
        app()
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(INTERRUPTED)
    except OSError as error:  # help and version are written before a verb, which sees to its own errors, runs
        told = unwritable(error, STANDARD_OUTPUT)
        complain(told, verbose=False)
        sys.exit(told.exit_code)


if __name__ == "__main__":
    main()
