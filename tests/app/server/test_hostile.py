"""No request can write, read a file, or make the server call another host."""

from __future__ import annotations

import hashlib
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

SECRET = "root:x:0:"
FILES = ("file:///etc/passwd", "/etc/passwd", "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd")
UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <urn:g>",
    "LOAD <{host}>",
    "COPY DEFAULT TO <urn:g>",
)
CALLS = (
    "SELECT * {{ SERVICE <{host}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{host}> {{ ?s ?p ?o }} }}",
    "PREFIX h: <{host}> SELECT * {{ SERVICE h: {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{host}> AS ?h) SERVICE ?h {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?h {{ <{host}> }} seRVice #\n ?h {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{host}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{host}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "CONSTRUCT {{ ?s ?p ?o }} FROM <{host}> WHERE {{ ?s ?p ?o }}",
    "DESCRIBE <{host}> FROM <{host}>",
    "ASK {{ \\u0053ERVICE <{host}> {{ ?s ?p ?o }} }}",
)
NAMES = ("holder", "text", "resolution", "session", "topic", "record", "stance", "statements", "at", "weight", "format")
BROKEN = (
    '"} INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "> . ?s ?p ?o } #",
    "1332') UNION { ?s ?p ?o } #",
    "\x00",
    "\ud800",
)


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """Somebody who would notice being called."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def called(canary: socket.socket) -> bool:
    """Whether anybody knocked."""
    try:
        canary.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def url(canary: socket.socket) -> str:
    """Where the canary sits."""
    return f"http://127.0.0.1:{canary.getsockname()[1]}/data.ttl"


def fingerprint(folder: Path) -> str:
    """The names and bytes of all files of a store."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in ("LOCK", "LOG") and not file.name.startswith("LOG.old"):
            found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()


@pytest.mark.parametrize("update", UPDATES)
def test_nothing_can_be_written(client: httpx.Client, filled_folder: Path, canary: socket.socket, update: str) -> None:
    before = fingerprint(filled_folder)
    text = update.replace("{host}", url(canary))
    kinds = ("application/sparql-update", "application/sparql-query", "text/turtle")
    refused = [client.post("/sparql", content=text, headers={"Content-Type": kind}) for kind in kinds]
    refused += [client.get("/sparql", params={name: text}) for name in ("update", "query")]
    refused += [client.post("/sparql", data={name: text}) for name in ("update", "query")]
    refused += [
        client.request(verb, path) for verb in ("PUT", "DELETE", "PATCH") for path in ("/sparql", "/network", "/")
    ]
    assert {response.status_code for response in refused} <= {400, 405, 415}
    assert fingerprint(filled_folder) == before
    assert not called(canary)


@pytest.mark.parametrize("query", CALLS)
def test_no_other_host_is_called(client: httpx.Client, canary: socket.socket, query: str) -> None:
    text = query.format(host=url(canary))
    direct = {"Content-Type": "application/sparql-query"}
    for response in (
        client.get("/sparql", params={"query": text}),
        client.post("/sparql", data={"query": text}),
        client.post("/sparql", content=text, headers=direct),
    ):
        assert response.status_code == 400
        assert SECRET not in response.text
    for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
        client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1", name: url(canary)})
    assert not called(canary)


def test_addresses_in_fields_are_only_names(client: httpx.Client, canary: socket.socket) -> None:
    for place in (url(canary), *FILES, *BROKEN):
        value = quote(place, safe="", errors="surrogatepass")
        paths = [f"/network?{name}={value}" for name in NAMES]
        paths += [f"/questions/what-has-a-state-said?holder={value}", f"/resource?iri={value}", f"/search?q={value}"]
        paths += [f"/questions/{value}", f"/assets/{value}", f"/coverage?session={value}", f"/{value}"]
        for path in paths:
            response = client.get(path)
            assert response.status_code in (200, 400, 404, 406), path
            assert SECRET not in response.text
    assert not called(canary)


def test_the_host_header_leads_nowhere(client: httpx.Client, canary: socket.socket) -> None:
    where = f"127.0.0.1:{canary.getsockname()[1]}"
    for headers in (
        {"Host": where},
        {"X-Forwarded-Host": where, "X-Original-URL": "/etc/passwd"},
        {"Referer": url(canary)},
    ):
        response = client.get("/", headers=headers)
        assert "http-equiv" not in response.text
        assert not response.is_redirect
    assert not called(canary)
