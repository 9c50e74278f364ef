"""A real server process on loopback, on a port of its own, over a store that holds the retold record."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.app.conftest import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 2.0
ROWS = 5000


@contextmanager
def served(store: Path, log: Path, *options: str) -> Iterator[httpx.Client]:
    """A client of `councilgraph serve`, which is stopped by its own process id."""
    port = free_port()
    command = [sys.executable, "-m", "councilgraph.cli", "serve", "--store", str(store), "--port", str(port)]
    limits = ["--seconds", str(SECONDS), "--rows", str(ROWS), "--workers", "2"]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *limits, *options], stdout=output, stderr=output)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            wait_for(client, process, log)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def wait_for(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)


@pytest.fixture(scope="session")
def client(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server of the retold record in English and Chinese."""
    with served(filled_folder, tmp_path_factory.mktemp("serve") / "log") as opened:
        yield opened
