"""The ASGI application: which path leads where."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.ontology.terms import DATA_BASE
from councilgraph.server import assets, openapi, sparql, vocabulary
from councilgraph.server.failing import readable
from councilgraph.server.limits import Limits
from councilgraph.server.negotiation import PAGE, SHORT, TRIPLES, negotiate
from councilgraph.server.pages import asking, covering, drawing, searching, things
from councilgraph.server.reply import problem, text
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
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

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
    """Paths and what answers them; whatever else is asked for is the path of a thing."""
    return [
        Route("/sparql", endpoint(desk), methods=["GET", "POST"]),
        Route("/.well-known/void", partial(described, desk)),
        Route("/questions", partial(shown, desk, "questions")),
        Route("/questions/{name}", partial(asked, desk)),
        Route("/openapi.json", openapi_document),
        Route("/style.css", style),
        Route("/assets/{name}", asset),
        *(Route(f"/{name}", partial(words, name)) for name in vocabulary.NAMES),
        Route("/", partial(shown, desk, "home")),
        Route("/search", partial(searched, desk)),
        Route("/network", partial(network, desk)),
        Route("/coverage", partial(coverage, desk)),
        Route("/resource", partial(resource, desk)),
        Route("/{path:path}", partial(thing, desk)),
    ]


def endpoint(desk: Desk) -> Handler:
    """The SPARQL endpoint."""

    async def answer(request: Request) -> Response:
        body = await desk.body(request)
        method, accept = "POST" if request.method == "POST" else "GET", request.headers.get("accept")
        fields = sparql.read_fields(method, request.headers.get("content-type", ""), request.url.query, body)
        place = {**address(request), "fields": fields}
        try:
            wanted = sparql.asked(fields, accept, method)
        except Refusal as refusal:
            if not sparql.wants_page(fields, accept):
                raise
            return await refused(desk, request, refusal, place)
        if wanted is None:
            return await described(desk, request)
        more = {"address": place} if wanted.form == "html" else {"address": {}}
        return await desk.answer(request, "query", guest=True, text=wanted.text, form=wanted.form, **more)

    return answer


async def refused(desk: Desk, request: Request, refusal: Refusal, place: dict[str, Any]) -> Response:
    """The editor again, with the query and what is wrong with it."""
    told = json.loads(refusal.reply.body)
    query = next((value for name, value in place["fields"] if name == "query"), "")
    problem = " ".join(filter(None, (told["title"], told.get("detail"))))
    return await desk.answer(request, "editor", address=place, query=query, problem=problem)


async def described(desk: Desk, request: Request) -> Response:
    """The service description, with the data in VoID; for people the page with the editor."""
    if negotiate(request.headers.get("accept"), TRIPLES | PAGE) == "html":
        return await desk.answer(request, "editor", address=address(request))
    form = negotiate(request.headers.get("accept"), TRIPLES) or "turtle"
    return await desk.answer(request, "describe", root=str(request.base_url), form=form)


async def shown(desk: Desk, job: str, request: Request) -> Response:
    """A page that has no other form."""
    return await desk.answer(request, job, address=address(request))


async def searched(desk: Desk, request: Request) -> Response:
    """What has a name, as a page or a table."""
    form = wanted_form(request, PAGE | searching.FORMS)
    return await desk.answer(request, "search", form=form, address=address(request))


async def network(desk: Desk, request: Request) -> Response:
    """The network, as a page, a picture or a file."""
    form = wanted_form(request, PAGE | drawing.FORMS)
    return await desk.answer(request, "network", form=form, address=address(request))


async def coverage(desk: Desk, request: Request) -> Response:
    """Which meetings there are in which languages, as a page, a picture or a table."""
    form = wanted_form(request, PAGE | covering.FORMS)
    return await desk.answer(request, "coverage", form=form, address=address(request))


async def resource(desk: Desk, request: Request) -> Response:
    """Whatever has an IRI."""
    return await described_thing(desk, request, request.query_params.get("iri", ""))


async def thing(desk: Desk, request: Request) -> Response:
    """A thing of the data, by the path that its IRI has under the base."""
    return await described_thing(desk, request, DATA_BASE + address(request)["path"].lstrip("/"))


async def described_thing(desk: Desk, request: Request, iri: str) -> Response:
    """A thing as a page or as RDF."""
    form = wanted_form(request, TRIPLES | PAGE | things.CSV | things.PICTURES)
    return await desk.answer(request, "thing", iri=iri, form=form, address=address(request))


async def asked(desk: Desk, request: Request) -> Response:
    """One question, as a page or as data."""
    form = wanted_form(request, asking.FORMS | PAGE)
    name = request.path_params["name"]
    return await desk.answer(request, "ask", name=name, form=form, address=address(request))


async def openapi_document(request: Request) -> Response:
    """The web API described."""
    return respond(text(json.dumps(openapi.description(str(request.base_url)), indent=1), "application/json"))


async def words(name: str, request: Request) -> Response:
    """The ontology or the shapes."""
    return respond(vocabulary.vocabulary(name, wanted_form(request, vocabulary.forms(name))))


async def style(_: Request) -> Response:
    """How the pages look."""
    return respond(text(css(), "text/css; charset=utf-8", Cache_Control="max-age=600"))


async def asset(request: Request) -> Response:
    """A script or style sheet that was built."""
    packed = "gzip" in request.headers.get("accept-encoding", "")
    found = assets.asset(request.path_params["name"], packed=packed)
    return respond(readable(found, request))


@cache
def css() -> str:
    """The style sheet."""
    return files("councilgraph.server.pages").joinpath("style.css.j2").read_text("utf-8")


def address(request: Request) -> dict[str, Any]:
    """Where a page is, as jobs are told."""
    path = request.scope.get("raw_path", b"").decode("ascii", "replace") or request.url.path
    fields = sparql.parse(request.url.query)
    return {"root": str(request.base_url), "path": path, "fields": fields}


def wanted_form(request: Request, offered: Mapping[str, str]) -> str:
    """The form that the field `format` or else the Accept header asks for; raises Refusal."""
    named = request.query_params.get("format", "")
    form = SHORT.get(named, named) or negotiate(request.headers.get("accept"), offered)
    if form is not None and form in offered:
        return form
    raise Refusal(problem(406, "There is no answer in that form", f"There are {', '.join(offered.values())}."))


async def on_refusal(request: Request, error: Exception) -> Response:
    """A request that is not answered says why."""
    assert isinstance(error, Refusal)
    return respond(readable(error.reply, request))


async def on_http_error(request: Request, error: Exception) -> Response:
    """A path or method that does not exist."""
    assert isinstance(error, HTTPException)
    return respond(readable(problem(error.status_code, error.detail, **dict(error.headers or {})), request))
