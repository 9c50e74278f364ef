"""`councilgraph serve`: the store as a web site with a SPARQL endpoint."""

from __future__ import annotations

from typing import Annotated

import typer
from councilgraph.manners import UsageError, door, say
from councilgraph.options import QuietOption, StoreOption, VerboseOption  # noqa: TC002 (typer reads them)

NAME = "serve"
KEEP_ALIVE = 75
"""Seconds that a connection stays open for the next request: longer than clients wait before they close it."""
EXAMPLES = """\b
Examples:
  councilgraph serve
  councilgraph serve --port 8080 --seconds 30
  councilgraph serve --store http://127.0.0.1:3030/council
The server only reads. It answers this machine alone unless --host says otherwise.
"""


@door
def run(
    store: StoreOption = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="NUMBER", help="Port to answer at.", min=0, max=65535)] = 8765,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", help="How long one answer may take.", min=0.1)
    ] = 10.0,
    rows: Annotated[int, typer.Option("--rows", metavar="N", help="Rows that one answer may have.", min=1)] = 100_000,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="Processes that answer; one per core, four at least.", min=1),
    ] = None,
    origin: Annotated[
        str, typer.Option("--origin", metavar="ORIGIN", help="Whose pages may read this by script; * is anybody's.")
    ] = "*",
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Serve the store to browsers and programs: pages, questions as a web API, and a SPARQL endpoint."""
    import os

    import uvicorn
    from councilgraph.server import Limits, application
    from councilgraph.server.source import place_of
    from councilgraph.store import open_store

    place = place_of(store)
    open_store(place, read_only=True).close()
    limits = Limits(seconds=seconds, rows=rows, workers=workers or max(os.cpu_count() or 1, 4))
    app = application(place, limits=limits, origin=origin)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="info" if verbose else "warning",
        access_log=verbose,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
    )
    if not quiet:
        say(f"serving {place} at http://{host}:{port}/; stop with Ctrl-C")
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit as ended:
        raise UsageError(f"the server did not start at {host}:{port}", remedy="Choose another --port.") from ended
