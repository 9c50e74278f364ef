"""The engines beside one another: each filled with the same quads, each behind the one function questions need."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
from councilgraph.queries import Table
from councilgraph.server.source import Served
from councilgraph.store import Store, open_store
from councilgraph.store.embedded import Embedded
from councilgraph.store.results import term
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from councilgraph.queries.table import Select

STARTING = 60.0
"""Seconds that Fuseki may take to start."""


def fill(store: ox.Store, quads: Iterable[ox.Quad]) -> Store:
    """An embedded store of the project with reference data and quads, loaded at once."""
    filled = Store(Embedded(store, "benchmark"))
    filled.ensure_reference()
    store.bulk_extend(both for quad in quads for both in (quad, ox.Quad(*quad.triple)))
    return filled


def memory(quads: Iterable[ox.Quad]) -> Select:
    """Oxigraph in memory, the union of its graphs held apart as the server holds it."""
    store = ox.Store()
    fill(store, quads)
    return Store(Served(Embedded(store, "benchmark"))).select


def folder(path: Path, quads: Iterable[ox.Quad]) -> Select:
    """Oxigraph in a folder, compacted once as after any large load, and opened anew."""
    store = ox.Store(path)
    fill(store, quads).close()
    store.optimize()
    store.flush()
    del store
    return open_store(path, read_only=True).select


def rdflib(held: Path) -> Select:
    """Plain rdflib with the union of a folder store's graphs."""
    graph = Graph()
    for quad in ox.Store.read_only(str(held)).quads_for_pattern(None, None, None, ox.DefaultGraph()):
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))

    def select(sparql: str) -> Table:
        found = graph.query(sparql)
        return Table(tuple(map(str, found.vars or ())), [tuple(row) for row in found])  # type: ignore[misc]

    return select


@contextmanager
def fuseki(jar: Path, path: Path, quads: Iterable[ox.Quad], limit: float) -> Iterator[Select]:
    """Fuseki over TDB2 in a folder, on a free port of this machine; it ends queries at `limit` seconds itself."""
    path.mkdir()
    port = free_port()
    java = [str(shutil.which("java")), "-Xmx3g", "-jar", str(jar), "--localhost", "--port", str(port)]
    command = [*java, f"--timeout={int(limit * 1000)}", "--tdb2", f"--loc={path}", "--update", "/ds"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=path.parent) as server:
        try:
            url = f"http://127.0.0.1:{port}/ds"
            wait_for(url)
            with open_store(url) as store:
                send(url, quads)
                yield store.select
        finally:
            server.terminate()


def send(url: str, quads: Iterable[ox.Quad]) -> None:
    """Add quads to Fuseki in one request."""
    with TemporaryFile() as file:
        ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
        file.seek(0)
        headers = {"Content-Type": "application/n-quads"}
        httpx.post(f"{url}/data", content=file, headers=headers, timeout=600).raise_for_status()


def wait_for(url: str) -> None:
    """Return as soon as Fuseki answers; raises httpx.HTTPError when it does not start."""
    until = time.monotonic() + STARTING
    while True:
        try:
            httpx.post(f"{url}/query", data={"query": "ASK {}"}, timeout=5).raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
