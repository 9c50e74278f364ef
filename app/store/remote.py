"""A SPARQL 1.1 server: SPARQLWrapper for queries and updates, httpx for the Graph Store Protocol."""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

import httpx
import pyoxigraph as ox
from councilgraph.store import results
from councilgraph.store.canonical import N_TRIPLES
from councilgraph.store.endpoints import find, take_apart
from councilgraph.store.place import KEPT, QueryError, StoreError
from councilgraph.store.reference import MARKER, union_of
from councilgraph.store.sparql import Query, replacement, understand
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

if TYPE_CHECKING:
    from councilgraph.store.results import Solutions

ANYTHING = understand("ASK {}")
NAMES = understand("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { } }")
NAMES_BY_SCAN = understand("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }")
SECONDS = 300
Parameters = list[tuple[str, str]]
# Parameters by which a server's default graph shows the union of its named graphs, each triple once.
WAYS: dict[str, Parameters] = {"native": [], "jena": [("default-graph-uri", "urn:x-arq:UnionGraph")]}


class _Request(SPARQLWrapper):
    """A request whose credentials stay with the server they are for.

    urllib repeats ordinary headers when another host redirects it; SPARQLWrapper's own DIGEST leaves the
    credentials in the process for every later request.
    """

    authorization: str | None = None

    def _createRequest(self) -> Any:  # noqa: N802
        request = super()._createRequest()
        if self.authorization:
            request.add_unredirected_header("Authorization", self.authorization)
        return request


class Remote:
    """A place behind a URL; `where` is the URL without credentials."""

    def __init__(self, url: str) -> None:
        address = take_apart(url)
        self.where = address.base
        self._authorization = address.authorization
        headers = {"Authorization": address.authorization} if address.authorization else {}
        self._http = httpx.Client(headers=headers, timeout=httpx.Timeout(SECONDS, connect=10))
        self._doors = find(address, answers=self._answers, keeps=self._keeps)
        self._union: str | None = None
        self._names: list[str] | None = None

    def names(self) -> list[str]:
        if self._names is None:
            self._names = self._list(NAMES) or self._list(NAMES_BY_SCAN)
        return self._names

    def content(self, name: str) -> bytes:
        query = understand(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }} }}")
        return ox.serialize(self._triples(query, []), format=N_TRIPLES) or b""

    @property
    def union(self) -> str:
        """The way of this server: recorded in the store, else tried out on two small graphs."""
        if self._union is None:
            self._union = union_of(self.content(MARKER)) or self._try_ways()
        return self._union

    def put(self, name: str, content: bytes) -> None:
        self._names = None
        if self.union != KEPT:
            self._put(name, content)
            return
        try:
            self._send(self._doors.update, replacement(name, content), JSON, [])
        except QueryError as error:
            raise self._refused(400, error.problem) from error

    def solve(self, query: Query) -> Solutions:
        parameters = [] if query.chooses_graphs else self._whole_store(query)
        if query.form == "SELECT":
            return results.table(self._rows(query, parameters), open_columns=query.open_columns)
        if query.form == "ASK":
            return self._holds(query, parameters)
        return results.graph(self._triples(query, parameters))

    def close(self) -> None:
        self._http.close()

    def _whole_store(self, query: Query) -> Parameters:
        """Protocol parameters that make the default graph the union of all named graphs."""
        if self._union is None:
            self._union = union_of(self.content(MARKER))
        if self._union != "jena":
            return []
        # A data set that is described names all its graphs, or GRAPH finds none.
        named = self.names() if "GRAPH" in query.words else []
        return WAYS["jena"] + [("named-graph-uri", name) for name in named]

    def _try_ways(self) -> str:
        """The first way that shows a triple of two graphs, and shows it once; KEPT where there is none."""
        if self._doors.data is None:
            return KEPT
        twins = [f"{MARKER}/try/{number}" for number in (1, 2)]
        triple = f"<{MARKER}> <{MARKER}#try> <{MARKER}>"
        count = understand(f"SELECT (COUNT(*) AS ?n) WHERE {{ <{MARKER}> <{MARKER}#try> ?o }}")
        for twin in twins:
            self._put(twin, f"{triple} .\n".encode())
        found = {name: next(iter(self._rows(count, way)))["n"].value for name, way in WAYS.items()}
        for twin in twins:
            self._write("DELETE", twin)
        return next((name for name, seen in found.items() if seen == "1"), KEPT)

    def _put(self, name: str, content: bytes) -> None:
        self._write("PUT", name, content=content, headers={"Content-Type": N_TRIPLES.media_type})

    def _write(self, method: str, name: str, **body: Any) -> None:
        try:
            reply = self._http.request(method, str(self._doors.data), params={"graph": name}, **body)
        except httpx.HTTPError as error:
            raise self._silent(error) from error
        if not reply.is_success:
            raise self._refused(reply.status_code, reply.text)

    def _list(self, query: Query) -> list[str]:
        rows = self._rows(query, [])
        return sorted(row["graph"].value for row in rows if isinstance(row["graph"], ox.NamedNode))

    def _rows(self, query: Query, parameters: Parameters) -> ox.QuerySolutions:
        found = self._results(query, parameters)
        if not isinstance(found, ox.QuerySolutions):
            raise self._nonsense("a truth value came for a SELECT query")
        return found

    def _holds(self, query: Query, parameters: Parameters) -> bool:
        return bool(self._results(query, parameters))

    def _results(self, query: Query, parameters: Parameters) -> ox.QuerySolutions | ox.QueryBoolean:
        body, _ = self._ask(query, parameters)
        try:
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._nonsense(str(error)) from error

    def _triples(self, query: Query, parameters: Parameters) -> list[ox.Triple]:
        body, media_type = self._ask(query, parameters)
        syntax = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE
        try:
            return [quad.triple for quad in ox.parse(body, syntax)]
        except (SyntaxError, ValueError) as error:
            raise self._nonsense(str(error)) from error

    def _ask(self, query: Query, parameters: Parameters) -> tuple[bytes, str]:
        """The body of the server's answer and its media type."""
        syntax = JSON if query.form in ("SELECT", "ASK") else TURTLE
        return self._send(self._doors.query, query.text, syntax, parameters, form=query.form)

    def _send(self, door: str, text: str, syntax: str, parameters: Parameters, *, form: str = "") -> tuple[bytes, str]:
        request = _Request(door)
        request.authorization = self._authorization
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(syntax)
        request.setTimeout(SECONDS)
        request.setQuery(text)
        if form:
            request.queryType = form  # its own guess takes words of comments for keywords
        for name, value in parameters:
            request.addParameter(name, value)
        try:
            reply = request.query().response
            with reply:
                return reply.read(), reply.headers.get_content_type()
        except QueryBadFormed as error:
            raise QueryError(f"the server does not understand the query{_said(error)}", remedy="Check it.") from error
        except HTTPError as error:
            raise self._refused(error.code, "") from error
        except SPARQLWrapperException as error:
            raise self._refused(_status(error), "") from error
        except (URLError, OSError, HTTPException) as error:
            raise self._silent(error) from error

    def _answers(self, door: str) -> bool:
        """Whether queries are answered at this URL."""
        form = {"query": ANYTHING.text}
        accept = {"Accept": ox.QueryResultsFormat.JSON.media_type}
        try:
            reply = self._http.post(door, data=form, headers=accept)
        except httpx.HTTPError as error:
            raise self._silent(error) from error
        if reply.status_code in (401, 403):
            raise self._refused(reply.status_code, "")
        return reply.is_success and b'"boolean"' in reply.content

    def _keeps(self, door: str) -> bool:
        """Whether this URL speaks the Graph Store Protocol; its default graph exists on every server."""
        accept = {"Accept": N_TRIPLES.media_type}
        try:
            with self._http.stream("GET", door, params={"default": ""}, headers=accept) as reply:
                return reply.is_success and reply.headers.get("content-type", "").startswith(N_TRIPLES.media_type)
        except httpx.HTTPError as error:
            raise self._silent(error) from error

    def _nonsense(self, what: str) -> StoreError:
        return StoreError(
            f"the server's answer is not understood ({what})",
            where=self.where,
            remedy="Check that the URL is a SPARQL endpoint.",
        )

    def _silent(self, error: Exception) -> StoreError:
        reason = getattr(error, "reason", None) or error
        return StoreError(
            f"the server does not answer ({reason or type(error).__name__})",
            where=self.where,
            remedy="Check that it runs and that the URL is right.",
        )

    def _refused(self, status: int, text: str) -> StoreError:
        said = " ".join(text.split())[:200]
        if status in (401, 403):
            remedy = "Give the user and password in the environment (COUNCILGRAPH_STORE_USER, …_PASSWORD)."
            return StoreError(f"the server refuses the credentials ({status})", where=self.where, remedy=remedy)
        detail = f": {said}" if said else ""
        return StoreError(
            f"the server refused with status {status}{detail}",
            where=self.where,
            remedy="Look into the server's log, or name its doors after # in the URL.",
        )


def _said(error: QueryBadFormed) -> str:
    """First line of what the server wrote, which SPARQLWrapper keeps as the text of a bytes literal."""
    _, _, reply = str(error).partition("Response:\n")
    line = reply.removeprefix("b'").removeprefix('b"').split("\\n")[0].strip("'\"")
    return f": {line[:200]}" if line else ""


def _status(error: SPARQLWrapperException) -> int:
    """HTTP status that SPARQLWrapper turned into a kind of exception."""
    return {"Unauthorized": 401, "EndPointNotFound": 404, "URITooLong": 414}.get(type(error).__name__, 500)
