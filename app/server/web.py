"""From requests to jobs and back: bodies within bounds, entity tags, and clear answers when a limit is met."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING, Any

from councilgraph.server import assets
from councilgraph.server.failing import readable
from councilgraph.server.keeping import Kept
from councilgraph.server.pool import BusyError, DiedError, Pool, TooSlowError
from councilgraph.server.reply import Reply, problem
from councilgraph.server.source import state_of
from councilgraph.server.sparql import Refusal
from starlette.responses import Response

if TYPE_CHECKING:
    from councilgraph.server.limits import Limits
    from starlette.requests import Request

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": assets.BARE,
    "Vary": "Accept",
    "Cache-Control": "no-cache",
}
LEFT = 499
"""Status, for the log alone, of a request that its client did not wait for."""


class Desk:
    """Where requests are handed in: the pool behind it, and the limits before it."""

    def __init__(self, where: str, limits: Limits) -> None:
        self.where = where
        self.limits = limits
        self.pool = Pool(where, limits)
        self.kept = Kept(limits.kept)

    async def body(self, request: Request) -> bytes:
        """The body of a request; raises Refusal where it is too long."""
        too_long = Refusal(problem(413, "The request is too long", f"At most {self.limits.body} bytes are read."))
        if int(request.headers.get("content-length", "0")) > self.limits.body:
            raise too_long
        parts, length = [], 0
        async for part in request.stream():
            length += len(part)
            if length > self.limits.body:
                raise too_long
            parts.append(part)
        return b"".join(parts)

    async def answer(self, request: Request, job: str, *, guest: bool = False, **arguments: Any) -> Response:
        """The response to a request by a job, or that nothing has changed since the client last asked."""
        try:
            state = await asyncio.to_thread(state_of, self.where)
        except OSError as error:
            failed = problem(503, "The store cannot be read", str(error.strerror), Retry_After="10")
            return respond(readable(failed, request))
        tag = tagged(state, job, arguments) if state else None
        if tag and knows(request, tag):
            return unchanged(tag)
        reply = self.kept.get(tag) if tag else None
        if reply is None:
            reply = await self.done(request, {"job": job, "state": state, "arguments": arguments}, guest)
        if reply is None:
            return Response(status_code=LEFT)
        if reply.status != 200:
            return respond(readable(reply, request))
        if tag:
            self.kept.keep(tag, reply)
        told = tag or tagged(reply.body.hex(), job, {})
        return unchanged(told) if knows(request, told) else respond(reply, ETag=told)

    async def done(self, request: Request, job: dict[str, Any], guest: bool) -> Reply | None:
        """The reply of the pool, in words where a limit was met; None when the client has left meanwhile."""
        work = asyncio.create_task(self.pool.run(job, guest=guest))
        leaving = asyncio.create_task(left(request))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            return self.told(work) if work.done() else None
        finally:
            leaving.cancel()
            if not work.done():
                work.cancel()

    def told(self, work: asyncio.Task[Reply]) -> Reply:
        """What became of the work."""
        seconds = f"{self.limits.seconds:g}"
        try:
            return work.result()
        except TooSlowError:
            detail = f"It was stopped after {seconds} seconds. Ask for less: one topic, one session, a LIMIT."
            return problem(503, "This takes too long", detail)
        except BusyError:
            return problem(503, "Too many requests at once", "Try again in a moment.", Retry_After="5")
        except DiedError:
            return problem(503, "This needs too much memory", "It was stopped. Ask for less.")


async def left(request: Request) -> None:
    """Returns when the client closes its connection."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def unchanged(tag: str) -> Response:
    """The client has it already, with the policy it came with: one sent here would take its place."""
    kept = {name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"}
    return Response(status_code=304, headers={**kept, "ETag": tag})


def respond(reply: Reply, **more: str) -> Response:
    """A reply as a response, with more headers."""
    return Response(
        reply.body, reply.status, headers={**HEADERS, **reply.headers, **more, "Content-Type": reply.media_type}
    )


def tagged(state: str | None, job: str, arguments: dict[str, Any]) -> str:
    """An entity tag for what a job gives in one state of the store; weak, since it may be sent compressed."""
    told = f"{state} {job} {sorted(arguments.items())!r} {assets.manifest()!r}"
    return f'W/"{hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]}"'


def knows(request: Request, tag: str) -> bool:
    """Whether the client has what this tag stands for."""
    given = {value.strip() for value in request.headers.get("if-none-match", "").split(",")}
    return request.method in ("GET", "HEAD") and (tag in given or tag.removeprefix("W/") in given)
