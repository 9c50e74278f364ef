"""How long pages take to come from a large store: every kind of page, every question, and what is taken away.

    python benchmarks/pages.py [--store FOLDER] [--quads 1300000] [--rounds 3]

Grows the corpus into a folder, unless it is given one that was grown before, serves it with one worker, asks for
everything in `pages.toml` and for every question as `questions.toml` says, and writes the table into README.md beside
this file. A server that has just started keeps no answer; each round starts another, and the best of the rounds
counts. The time of the worker's processor is taken where the system tells it.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import engines
import growing
import httpx
import processes
import tables
from councilgraph.queries import questions
from councilgraph.store import open_store
from councilgraph.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent
STARTING = 180.0
"""Seconds that the server may take to read the store into its worker."""
ENDED = 503
"""Status of what was stopped."""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds until the whole page came, those of the worker's processor, and the status."""

    came: float
    worked: float
    status: int


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of a server of this folder, stopped at the end."""
    port = engines.free_port()
    serve = [sys.executable, "-m", "councilgraph.cli", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen([*serve, "--workers", "1"], stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            until = time.monotonic() + STARTING
            while not answers(url):
                if time.monotonic() > until:
                    raise TimeoutError(f"the server did not answer within {STARTING:.0f} s")
                time.sleep(0.5)
            yield url, server.pid
        finally:
            server.terminate()


def answers(url: str) -> bool:
    """Whether the server is there."""
    try:
        return httpx.get(f"{url}/openapi.json", timeout=5).is_success
    except httpx.HTTPError:
        return False


def plan() -> dict[str, dict[str, list[str]]]:
    """What is asked for, by section and kind."""
    known = tomllib.loads((HERE / "pages.toml").read_text("utf-8"))
    asked = tomllib.loads((HERE / "questions.toml").read_text("utf-8"))["asked"]
    bare = [one.name for one in questions().values() if any(parameter.required for parameter in one.parameters)]
    forms = {"question, before it is asked": [f"/questions/{name}?language=fr" for name in bare]}
    replies = {name: [f"/questions/{name}?{urlencode(given)}"] for name, given in asked.items()}
    return {"pages": known["pages"] | forms, "answers": replies, "downloads": known["downloads"]}


def visit(store: Path, paths: Sequence[str]) -> dict[str, Took]:
    """One visit to a server that has just started."""
    with serving(store) as (url, server), httpx.Client(base_url=url, timeout=120) as client:
        return {path: settled(client, timed(client, server, path)) for path in paths}


def settled(client: httpx.Client, took: Took) -> Took:
    """The same, as soon as there is a worker again where it took so long that its worker was ended."""
    while took.status == ENDED and client.get(f"/search?q={time.monotonic_ns()}").status_code == ENDED:
        pass  # what nobody asked before is not kept, and so waits for a worker
    return took


def timed(client: httpx.Client, server: int, path: str) -> Took:
    """How one page came."""
    worked, started = processor(server), time.perf_counter()
    reply = client.get(path, headers={"Accept": "text/html"})
    came = time.perf_counter() - started
    return Took(came * 1000, max(processor(server) - worked, 0) * 1000, reply.status_code)


def processor(server: int) -> float:
    """Seconds that the processes of a server have worked, beside itself; 0 where the system does not tell."""
    lines = [(processes.HOME / str(child) / "stat").read_text() for child in processes.under(server)]
    fields = [line.rpartition(")")[2].split() for line in lines]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def best(rounds: Sequence[Mapping[str, Took]]) -> dict[str, Took]:
    """The shortest times of each page, and its worst status."""
    return {
        path: Took(
            min(one[path].came for one in rounds),
            min(one[path].worked for one in rounds),
            max(one[path].status for one in rounds),
        )
        for path in rounds[0]
    }


def report(size: int, took: Mapping[str, Took]) -> str:
    """Everything that goes between the marks: the slowest page of each kind."""
    where = f"councilgraph {VERSION}, Python {platform.python_version()}, {os.cpu_count()} cores"
    lines = [f"{size:,} quads in named graphs; {where}.", ""]
    for section, kinds in plan().items():
        lines += [f"| {section} | asked | slowest, ms | of it processor, ms |", "| --- | ---: | ---: | ---: |"]
        for kind, paths in kinds.items():
            slowest = max((took[path] for path in paths), key=lambda one: one.came)
            status = "" if slowest.status == 200 else f" ({slowest.status})"
            lines.append(f"| {kind} | {len(paths)} | {slowest.came:.0f}{status} | {slowest.worked:.0f} |")
        lines.append("")
    return "\n".join(lines)


def grown(work: Path, quads: int) -> Path:
    """The corpus grown to so many quads, in a folder."""
    graphs = growing.corpus()
    copies = round(quads / sum(content.count(b"\n") for content in graphs.values()))
    engines.folder(work / "folder", growing.quads(graphs, copies))
    return work / "folder"


def measure(told: argparse.Namespace, work: Path) -> str:
    """Grow, serve and ask."""
    store = told.store or grown(work, told.quads)
    with open_store(store, read_only=True) as opened:
        count = opened.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").rows[0][0]
    paths = [path for kinds in plan().values() for asked in kinds.values() for path in asked]
    return report(int(str(count)), best([visit(store, paths) for _ in range(told.rounds)]))


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--store", type=Path, help="a folder that was grown before")
    parser.add_argument("--quads", type=int, default=1_300_000, help="size of the store, where it is grown")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is asked for")
    return parser.parse_args()


def main() -> None:
    """Measure, and write the table."""
    told = arguments()
    tables.write("pages", lambda work: measure(told, work))


if __name__ == "__main__":
    main()
