"""Servers that are away, refuse, or mislead: one line each, and never a word of the credentials."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import httpx
import pytest
from councilgraph.store import Change, StoreError, open_store
from councilgraph.store.endpoints import known_servers, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("small_reference")
NAME = "https://w3id.org/councilgraph/id/record/X/1/graph/en"
FACT = b"<http://a/s> <http://a/p> <http://a/o> .\n"
YES = b'{"head": {}, "boolean": true}'
SECRET = "open-sesame"


class Server(ThreadingHTTPServer):
    """A small HTTP server that answers as told and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.status, self.body, self.headers = status, body, headers
        self.seen: list[tuple[str, str | None]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: ClassVar[Server]  # type: ignore[misc, assignment]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on the tests' standard error."""


@contextmanager
def serving(status: int, body: bytes = b"", **headers: str) -> Iterator[Server]:
    server = Server(status, body, headers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_server_that_is_away_gets_one_line() -> None:
    with pytest.raises(StoreError, match="does not answer") as caught:
        open_store("http://127.0.0.1:9/ds")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_web_page_is_no_store() -> None:
    with serving(200, b"<html>hello</html>") as server, pytest.raises(StoreError, match="no SPARQL server"):
        open_store(server.url)


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_are_told_and_never_shown(status: int) -> None:
    with serving(status) as server, pytest.raises(StoreError, match="refuses the credentials") as caught:
        open_store(server.url.replace("http://", f"http://me:{SECRET}@"))
    assert SECRET not in repr(caught.value)
    assert SECRET not in str(caught.value)


def test_credentials_do_not_follow_a_redirection_to_another_host() -> None:
    with serving(200, YES) as elsewhere:
        there = f"http://localhost:{elsewhere.server_port}/query"
        with serving(302, Location=there) as server:
            url = server.url.replace("http://", f"http://me:{SECRET}@")
            with pytest.raises(StoreError):
                open_store(f"{url}#query=query&data=data")
        assert {authorization for _, authorization in server.seen} - {None}
        assert {authorization for _, authorization in elsewhere.seen} <= {None}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"COUNCILGRAPH_STORE_USER": "me", "COUNCILGRAPH_STORE_PASSWORD": "pass"}, "Basic bWU6cGFzcw=="),
        ({"COUNCILGRAPH_STORE_TOKEN": "abc"}, "Bearer abc"),
        ({}, None),
    ],
)
def test_credentials_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert take_apart("http://host/ds").authorization == expected


def test_an_answer_that_is_none_gets_one_line() -> None:
    headers = {"Content-Type": "application/sparql-results+json"}
    with serving(200, b"<html>maintenance</html>", **headers) as server:
        store = open_store(f"{server.url}/#query=query&data=data", read_only=True)
        with store, pytest.raises(StoreError, match="is not understood") as caught:
            store.ask("ASK {}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("fragment", "problem"), [("#load=x", "no door"), ("", "names no host")])
def test_a_url_with_a_mistake_gets_one_line(fragment: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        open_store(f"http://127.0.0.1:9/{fragment}" if fragment else "http:///ds")


def test_doors_can_be_named(fuseki_url: str) -> None:
    with open_store(f"{fuseki_url}#query=sparql&update=update&data=data") as store:
        store.replace(NAME, FACT)
        assert store.ask("ASK { <http://a/s> ?p ?o }")


def test_a_server_without_graph_store_protocol_is_written_by_updates(fuseki_url: str) -> None:
    httpx.post(f"{fuseki_url}/update", data={"update": "DROP ALL"}).raise_for_status()
    with open_store(f"{fuseki_url}#query=query&update=update") as store:
        assert store.replace(NAME, FACT) is Change.ADDED
        assert store.replace(NAME, FACT) is Change.UNCHANGED
        assert store.content(NAME) == FACT
        assert store.ask("ASK { <http://a/s> ?p ?o }")
    httpx.post(f"{fuseki_url}/update", data={"update": "DROP ALL"}).raise_for_status()


def test_a_server_that_refuses_to_be_written_gets_one_line(fuseki_url: str) -> None:
    with (
        pytest.raises(StoreError, match=r"refused with status 4\d\d") as caught,
        open_store(f"{fuseki_url}#query=query&update=query") as store,
    ):
        store.replace(NAME, FACT)
    assert "\n" not in str(caught.value)


def test_every_known_server_has_three_doors() -> None:
    rows = known_servers()
    assert all(row.keys() == {"query", "update", "data"} for row in rows)
    assert len({tuple(row.values()) for row in rows}) == len(rows)
