"""Stores of every kind for the tests of the doors; real servers on loopback, each on a port of its own."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import httpx
import pytest
from councilgraph.store import open_store

from tests.conftest import from_maven, require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilgraph.store import Store

FUSEKI = "5.2.0"
"""The newest line of Jena that runs on Java 17."""
PLACES = ("folder", "memory", "oxigraph", "fuseki", "fuseki-tdb2")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, log: Path) -> Iterator[str]:
    """A server that was started, answers at `url`, and is stopped by its own process id."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=log.parent)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.post(url, data={"query": "ASK {}"}, timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"{command[0]} did not start: {log.read_text()[-2000:]}")
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def oxigraph_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Oxigraph server, in memory."""
    beside = str(Path(sys.executable).parent)
    binary = shutil.which("oxigraph", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))
    require("the oxigraph server", binary is not None)
    port = free_port()
    command = [str(binary), "serve", "--bind", f"127.0.0.1:{port}"]
    log = tmp_path_factory.mktemp("oxigraph") / "log"
    with running(command, f"http://127.0.0.1:{port}/query", log):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def fuseki_jar() -> Path:
    """The server jar of Apache Jena Fuseki, fetched once from Maven Central into the user's cache."""
    require("java", shutil.which("java") is not None)
    return from_maven("org.apache.jena:jena-fuseki-server", FUSEKI)


@pytest.fixture(scope="session")
def fuseki_url(fuseki_jar: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Fuseki over its general-purpose memory store."""
    yield from _fuseki(fuseki_jar, tmp_path_factory, ["--mem"])


@pytest.fixture(scope="session")
def fuseki_tdb2_url(fuseki_jar: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Fuseki over TDB2, the store people keep data in."""
    yield from _fuseki(fuseki_jar, tmp_path_factory, ["--memTDB", "--tdb2", "--update"])


def _fuseki(jar: Path, folders: pytest.TempPathFactory, dataset: list[str]) -> Iterator[str]:
    port = free_port()
    command = ["java", "-Xmx512m", "-jar", str(jar), "--localhost", "--port", str(port), *dataset, "/ds"]
    with running(command, f"http://127.0.0.1:{port}/ds/query", folders.mktemp("fuseki") / "log"):
        yield f"http://127.0.0.1:{port}/ds"


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A `--store` of each kind; the servers are emptied, a folder is new."""
    if request.param == "folder":
        return str(tmp_path / "store")
    if request.param == "memory":
        return "memory:"
    url: str = request.getfixturevalue(f"{request.param.replace('-', '_')}_url")
    update = httpx.post(f"{url}/update", data={"update": "DROP ALL"}, timeout=60)
    update.raise_for_status()
    return url


@pytest.fixture
def store(place: str, small_reference: None) -> Iterator[Store]:
    """An open store of each kind that holds the reference data and nothing else."""
    with open_store(place) as opened:
        yield opened


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it wrote to standard output and what to standard error."""

    code: int
    out: str
    err: str


class Cli(Protocol):
    def __call__(self, *arguments: object, stdin: str = "") -> Ran: ...


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line, run inside the test's own process."""
    from councilgraph.cli import main

    def run(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["councilgraph", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        written = capsys.readouterr()
        return Ran(int(str(code or 0)), written.out, written.err)

    return run


@pytest.fixture(autouse=True)
def own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test touches the user's own store."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.delenv("COUNCILGRAPH_STORE", raising=False)
    return folder


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder store that holds the retold record in English and Chinese; to be read only."""
    from councilgraph.bundled import example
    from councilgraph.ingest import ReadOptions
    from councilgraph.pipeline import read_files, store_all

    folder = tmp_path_factory.mktemp("filled") / "store"
    with open_store(folder) as store:
        list(store_all(read_files([str(example("en.txt")), str(example("zh.docx"))], ReadOptions()), store))
    return folder


@pytest.fixture
def small_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    """One state stands for all reference data, for tests that are about the store alone."""
    iso3 = "<https://w3id.org/councilgraph/ontology#iso3>"

    def graphs(base: str) -> dict[str, bytes]:
        return {f"{base}graph/states": f'<{base}state/CHE> {iso3} "CHE" .\n'.encode()}

    monkeypatch.setattr("councilgraph.store.reference.graphs", graphs)
