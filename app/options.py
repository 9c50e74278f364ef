"""The options that all commands share, each written once."""

from __future__ import annotations

from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PLACE",
        envvar="COUNCILGRAPH_STORE",
        help="Where the graph is kept: a folder, memory:, or the URL of a SPARQL 1.1 server."
        " By default a folder under your data directory.",
        show_envvar=True,
        show_default=False,
    ),
]
OutputOption = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result to FILE; - is standard output."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors beside the result.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more, tracebacks of errors included.")]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Language of the records (en, zh, …); detected by default."),
]
ProfileOption = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="How the body writes its records; detected by default."),
]
SessionOption = Annotated[
    str | None,
    typer.Option("--session", metavar="CODE", help="Session of a record that does not say it (C24)."),
]
MeetingOption = Annotated[
    int | None,
    typer.Option("--meeting", metavar="NUMBER", help="Number of the meeting in its session.", min=1),
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Date of a meeting whose record does not say it."),
]
BaseOption = Annotated[
    str | None,
    typer.Option("--base", metavar="IRI", help="IRI under which the data is named; ends in / or #."),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Processes that read; by default one per core for many files.", min=1),
]

ScaleOption = Annotated[
    float, typer.Option("--scale", metavar="N", help="Size of a PNG, as a multiple of the SVG's.", min=0.1, max=10)
]


def format_option(*forms: str) -> typer.models.OptionInfo:
    """`--format/-f` with the forms that a command writes."""
    option: typer.models.OptionInfo = typer.Option("--format", "-f", metavar="FORM", help=f"One of {', '.join(forms)}.")
    return option
