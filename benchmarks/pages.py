"""How long pages take to come: the server over a folder, whose graph each worker holds in memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from engines import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STARTING = 180.0
"""Seconds that the server may take to read the store into its workers."""
HTML = {"Accept": "text/html"}


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """A server of this folder, stopped at the end."""
    port = free_port()
    serve = [sys.executable, "-m", "councilgraph.cli", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen([*serve, "--workers", "1"], stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            until = time.monotonic() + STARTING
            while not answers(url):
                if time.monotonic() > until:
                    raise TimeoutError(f"the server did not answer within {STARTING:.0f} s")
                time.sleep(0.5)
            yield url
        finally:
            server.terminate()


def answers(url: str) -> bool:
    """Whether the server is there."""
    try:
        return httpx.get(f"{url}/openapi.json", timeout=5).is_success
    except httpx.HTTPError:
        return False


def times(url: str, pages: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, int]]:
    """Median seconds until the whole page came, and status of the worst, for pages of each kind, each asked once:
    what was asked before comes from what the server keeps."""
    found = {}
    with httpx.Client(base_url=url, timeout=120, headers=HTML) as client:
        for kind, paths in pages.items():
            replies = [timed(client, path) for path in paths]
            found[kind] = (statistics.median(seconds for seconds, _ in replies), max(status for _, status in replies))
    return found


def timed(client: httpx.Client, path: str) -> tuple[float, int]:
    """Seconds and status of one page."""
    started = time.perf_counter()
    reply = client.get(path)
    return time.perf_counter() - started, reply.status_code
