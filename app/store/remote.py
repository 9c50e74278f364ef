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
from councilgraph.store.place import QueryError, StoreError
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
# Ways to make a server's default graph the union of its named graphs. The last is plain SPARQL protocol and
# works everywhere; the others spare it the list of all graphs.
OXIGRAPH_UNION: Parameters = [("union-default-graph", "true")]
JENA_UNION: Parameters = [("default-graph-uri", "urn:x-arq:UnionGraph")]


class _Request(SPARQLWrapper):  # type: ignore[misc]
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
        self._union: Parameters | None = None
        self._names: list[str] | None = None

    def names(self) -> list[str]:
        if self._names is None:
            self._names = self._list(NAMES) or self._list(NAMES_BY_SCAN)
        return self._names

    def content(self, name: str) -> bytes:
        query = understand(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }} }}")
        return ox.serialize(self._triples(query, []), format=N_TRIPLES) or b""

    def put(self, name: str, content: bytes) -> None:
        self._names = self._union = None
        if self._doors.data is None:
            self._send(self._doors.update, replacement(name, content), JSON, [])
            return
        media_type = {"Content-Type": N_TRIPLES.media_type}
        try:
            reply = self._http.put(
                self._doors.data, params={"graph": name}, content=content, headers=media_type
            )
        except httpx.HTTPError as error:
            raise self._silent(error) from error
        if not reply.is_success:
            raise self._refused(reply.status_code, reply.text)

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
        """Protocol parameters that make the default graph the union; the cheapest that works here."""
        if self._union is None:
            self._union = self._find_union()
        if self._union == JENA_UNION and "GRAPH" in query.words:
            return JENA_UNION + [("named-graph-uri", name) for name in self.names()]
        return self._union

    def _find_union(self) -> Parameters:
        listed = self.names()
        if not listed:
            return []
        for way in ([], OXIGRAPH_UNION, JENA_UNION):
            if all(self._sees(name, way) for name in (listed[0], listed[-1])):
                return way
        return [(kind, name) for kind in ("default-graph-uri", "named-graph-uri") for name in listed]

    def _sees(self, name: str, way: Parameters) -> bool:
        """Whether a triple of the named graph is found in the default graph."""
        pattern = f"GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o FILTER(isIRI(?s) && !isBlank(?o)) }}"
        row = next(iter(self._rows(understand(f"SELECT ?s ?p ?o WHERE {{ {pattern} }} LIMIT 1"), [])), None)
        if row is None:
            return False
        return self._holds(understand(f"ASK {{ {row['s']} {row['p']} {row['o']} }}"), way)

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
        return self._send(self._doors.query, query.text, syntax, parameters)

    def _send(self, door: str, text: str, syntax: str, parameters: Parameters) -> tuple[bytes, str]:
        request = _Request(door)
        request.authorization = self._authorization
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(syntax)
        request.setTimeout(SECONDS)
        request.setQuery(text)
        for name, value in parameters:
            request.addParameter(name, value)
        try:
            reply = request.query().response
            with reply:
                return reply.read(), reply.headers.get_content_type()
        except QueryBadFormed as error:
            raise QueryError(
                f"the server does not understand the query{_said(error)}", remedy="Check it."
            ) from error
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
                return reply.is_success and reply.headers.get("content-type", "").startswith(
                    N_TRIPLES.media_type
                )
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
            return StoreError(
                f"the server refuses the credentials ({status})", where=self.where, remedy=remedy
            )
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
