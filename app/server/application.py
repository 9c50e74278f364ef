"""The ASGI application: which path leads where."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from councilgraph.server import sparql
from councilgraph.server.limits import Limits
from councilgraph.server.negotiation import TRIPLES, negotiate
from councilgraph.server.reply import problem
from councilgraph.server.source import place_of
from councilgraph.server.sparql import Refusal
from councilgraph.server.web import Desk, respond
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    Handler = Callable[[Request], Awaitable[Response]]

EXPOSED = ["ETag", "Link", "Retry-After"]


def application(where: str | None = None, *, limits: Limits | None = None, origin: str = "*") -> Starlette:
    """The server of the store at `where`; scripts of pages of `origin` may read it, of any where it is *."""
    desk = Desk(place_of(where), limits or Limits())

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await desk.pool.open()
        try:
            yield
        finally:
            await desk.pool.close()

    return Starlette(
        routes=routes(desk),
        lifespan=life,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=[origin],
                allow_methods=["GET", "POST"],
                expose_headers=EXPOSED,
                allow_headers=["Content-Type", "If-None-Match"],
            ),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={Refusal: on_refusal, HTTPException: on_http_error},
    )


def routes(desk: Desk) -> list[Route]:
    """Paths and what answers them."""
    return [
        Route("/sparql", endpoint(desk), methods=["GET", "POST"]),
        Route("/.well-known/void", partial(described, desk)),
    ]


async def described(desk: Desk, request: Request) -> Response:
    """The service description, with the data in VoID."""
    form = negotiate(request.headers.get("accept"), TRIPLES) or "turtle"
    return await desk.answer(request, "describe", root=str(request.base_url), form=form)


def endpoint(desk: Desk) -> Handler:
    """The SPARQL endpoint."""

    async def answer(request: Request) -> Response:
        body = await desk.body(request)
        headers = request.headers
        asked = sparql.read_request(
            "POST" if request.method == "POST" else "GET",
            headers.get("content-type", ""),
            request.url.query,
            body,
            headers.get("accept"),
        )
        if asked is None:
            return await described(desk, request)
        return await desk.answer(request, "query", guest=True, text=asked.text, form=asked.form)

    return answer


async def on_refusal(_: Request, error: Exception) -> Response:
    """A request that is not answered says why."""
    assert isinstance(error, Refusal)
    return respond(error.reply)


async def on_http_error(_: Request, error: Exception) -> Response:
    """A path or method that does not exist."""
    assert isinstance(error, HTTPException)
    return respond(problem(error.status_code, error.detail, **dict(error.headers or {})))
