"""One slow query, many clients, clients that leave, a store that changes: the server stays up and right."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from councilgraph.bundled import example
from councilgraph.ingest import ReadOptions
from councilgraph.pipeline import read_files, store_all
from councilgraph.store import open_store

from tests.app.server.conftest import SECONDS, served

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f)) }"
QUICK = "SELECT ?s { ?s a cg:Meeting }"


def ask(client: httpx.Client, query: str) -> int:
    return client.get("/sparql", params={"query": query}).status_code


def test_a_slow_query_is_stopped_and_its_slot_freed(client: httpx.Client) -> None:
    for _ in range(3):  # more often than there are slots
        started = time.monotonic()
        response = client.get("/sparql", params={"query": SLOW})
        assert response.status_code == 503
        assert "takes too long" in response.json()["title"]
        assert time.monotonic() - started >= SECONDS
    assert ask(client, QUICK) == 200


def test_slow_queries_do_not_take_the_last_worker(client: httpx.Client) -> None:
    assert client.get("/.well-known/void").status_code == 200  # so that the clock below times no counting
    with ThreadPoolExecutor(4) as clients:
        slow = [clients.submit(ask, client, SLOW) for _ in range(3)]  # one more than there are slots
        time.sleep(0.3)
        assert client.get("/.well-known/void").status_code == 200
        assert not all(each.done() for each in slow)
        assert {future.result() for future in slow} == {503}


def test_a_client_that_leaves_frees_its_slot(client: httpx.Client) -> None:
    host, port = client.base_url.host, client.base_url.port
    assert port
    for _ in range(3):
        with socket.create_connection((host, port)) as leaving:
            body = SLOW.encode()
            head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            leaving.sendall(f"{head}Content-Length: {len(body)}".encode() + b"\r\n\r\n" + body)
            time.sleep(0.1)
    with socket.create_connection((host, port)) as leaving:  # and one that never finishes its sentence
        leaving.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery=")
    assert ask(client, QUICK) == 200


def test_what_is_no_http_is_refused(client: httpx.Client) -> None:
    port = client.base_url.port
    assert port
    with socket.create_connection((client.base_url.host, port)) as odd:
        odd.sendall(b"\x00\x01\x02 hello\r\n\r\n")
        assert b"400" in odd.recv(1000)
    with socket.create_connection((client.base_url.host, port)) as endless:
        endless.sendall(b"GET /sparql?query=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"400" in endless.recv(1000)


def test_fifty_clients_at_once(client: httpx.Client) -> None:
    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(lambda number: ask(client, f"{QUICK} # {number}"), range(400)))
    assert set(answers) == {200}


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/static/../application.py"])
def test_no_path_leads_to_a_file(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_it_sees_what_another_process_stores(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder):
        pass
    with served(folder, tmp_path / "log") as client:
        before = client.get("/sparql", params={"query": QUICK})
        with open_store(folder) as store:
            list(store_all(read_files([str(example("en.txt"))], ReadOptions()), store))
        after = client.get("/sparql", params={"query": QUICK}, headers={"If-None-Match": before.headers["etag"]})
    assert before.json()["results"]["bindings"] == []
    assert after.status_code == 200
    assert len(after.json()["results"]["bindings"]) == 1
