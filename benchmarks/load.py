"""Fifty people at once, for a minute, some of them with queries that are too slow: what becomes of the server.

    python benchmarks/load.py --store STORE [--clients 50] [--seconds 60] [--workers 2] [--limit 10]

Starts `councilgraph serve` on a free port of this machine, asks every path again and again, and tells for each
how often it was answered, with which status, and how long the median and the slowest twentieth took. Then it
looks whether anything is left behind: open files and memory of the server, workers, and whether slots are free.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Answer = tuple[int, float]
    """Status (0 where the connection broke) and seconds."""

QUICK = "/sparql?query=" + quote("SELECT ?record WHERE { ?record a cg:SummaryRecord } LIMIT 10")
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
UPDATE = "/sparql?update=" + quote("CLEAR ALL")
PATHS: Mapping[str, int] = {
    **dict.fromkeys(("/", "/search?q=Japan", "/questions", "/coverage?session=C24", "/openapi.json", QUICK), 4),
    **dict.fromkeys(("/state/JPN", "/resolution/ITU-C/1332", "/record/ITU-C/C24/131", "/session/ITU-C/C24"), 4),
    **dict.fromkeys(("/network?session=C24", "/network?session=C24&mode=holders&measures=1"), 2),
    **dict.fromkeys(("/network?session=C24&mode=holders&format=gexf", "/coverage?session=C24&format=svg"), 1),
    **dict.fromkeys(("/questions/what-was-decided?session=C24&item=1&format=csv", "/state/JPN?format=turtle"), 2),
    **dict.fromkeys((SLOW, UPDATE, "/state/XXX", "/network?mode=friends"), 1),
}
"""What is asked for, and how often."""
REFUSED = {SLOW: {503}, UPDATE: {400}, "/state/XXX": {404}, "/network?mode=friends": {400}}
"""What must be answered otherwise than with 200."""
STARTING = 180.0


def main() -> int:
    """Run it; 1 where anything failed or was left behind."""
    told = arguments()
    port = free_port()
    command = [sys.executable, "-m", "councilgraph.cli", "serve", "--store", told.store, "--port", str(port)]
    limits = ["--workers", str(told.workers), "--seconds", str(told.limit)]
    with subprocess.Popen([*command, *limits], stderr=subprocess.DEVNULL) as server:
        try:
            return asyncio.run(visited(f"http://127.0.0.1:{port}", server.pid, told))
        finally:
            server.terminate()


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    for name, number in (("clients", 50), ("seconds", 60), ("workers", 2), ("limit", 10)):
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def visited(root: str, server: int, told: argparse.Namespace) -> int:
    """The visit of all clients, told; 1 where something was wrong."""
    seen: dict[str, list[Answer]] = defaultdict(list)
    limits = httpx.Limits(max_connections=told.clients)
    async with httpx.AsyncClient(base_url=root, timeout=120, limits=limits) as client:
        await ready(client)
        before = footprint(server)
        until = time.monotonic() + told.seconds
        await asyncio.gather(*(visitor(client, number, until, seen) for number in range(told.clients)))
        await asyncio.sleep(told.limit + 1)
        start = time.monotonic()
        free = (await client.get(QUICK)).status_code == 200
        waited = time.monotonic() - start
    await asyncio.sleep(2)
    wrong = list(report(seen)) + left_behind(before, footprint(server), told.workers)
    print(f"\nAfter it, a short query takes {waited * 1000:.0f} ms.")
    print("\n".join(wrong) or "Nothing failed, and nothing was left behind.")
    return 1 if wrong or not free else 0


async def ready(client: httpx.AsyncClient) -> None:
    """Waits until the server answers."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            (await client.get(QUICK)).raise_for_status()
        except httpx.HTTPError:
            await asyncio.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


async def visitor(client: httpx.AsyncClient, number: int, until: float, seen: dict[str, list[Answer]]) -> None:
    """One client: asks something drawn by lot, and something else as soon as it has an answer."""
    chance = random.Random(number)
    paths, weights = list(PATHS), list(PATHS.values())
    while time.monotonic() < until:
        path = chance.choices(paths, weights)[0]
        start = time.monotonic()
        try:
            status = (await client.get(path, headers={"Accept": "text/html,*/*;q=0.5"})).status_code
        except httpx.HTTPError:
            status = 0
        seen[path].append((status, time.monotonic() - start))


def report(seen: Mapping[str, list[Answer]]) -> Iterator[str]:
    """Prints a table of what was answered; gives what was wrong."""
    print("| path | answers | median ms | 95 % ms |\n| --- | --- | --- | --- |")
    for path in PATHS:
        answers = seen.get(path, [])
        if not answers:
            continue
        statuses = Counter(status for status, _ in answers)
        times = sorted(1000 * took for _, took in answers)
        told = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
        short = path if len(path) < 60 else path[:57] + "…"
        print(f"| `{short}` | {told} | {statistics.median(times):.0f} | {times[int(0.95 * (len(times) - 1))]:.0f} |")
        unexpected = set(statuses) - REFUSED.get(path, {200})
        if unexpected:
            yield f"{short}: {', '.join(map(str, sorted(unexpected)))}"


def left_behind(before: tuple[int, int, int], after: tuple[int, int, int], workers: int) -> list[str]:
    """What there is more of than before."""
    print(
        f"\nopen files {before[0]} → {after[0]}, memory {before[1]} → {after[1]} MB, workers {before[2]} → {after[2]}"
    )
    wrong = []
    if after[0] > before[0] + 4:
        wrong.append("files stay open")
    if after[2] != workers:
        wrong.append(f"{after[2]} workers instead of {workers}")
    return wrong


def footprint(server: int) -> tuple[int, int, int]:
    """Open files, memory in MB, and children of the server, from /proc; nothing where there is none."""
    home = Path(f"/proc/{server}")
    if not home.is_dir():
        return 0, 0, 0
    pages = int((home / "statm").read_text().split()[1])
    children = (home / f"task/{server}/children").read_text().split()
    return len(list((home / "fd").iterdir())), pages * os.sysconf("SC_PAGESIZE") // 2**20, len(children)


if __name__ == "__main__":
    raise SystemExit(main())
