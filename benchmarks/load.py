"""Fifty people at once, for a minute, some of them with queries that are too slow: what becomes of the server.

    python benchmarks/load.py --store STORE [--clients 50] [--seconds 60] [--workers 2] [--limit 10]

Starts `councilgraph serve` on a free port of this machine, asks every path again and again, and tells for each
how often it was answered, with which status, and how long the median and the slowest twentieth took. It does so
twice, and looks whether anything is left behind: open files, memory of all processes, workers, and whether slots are
free.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Answer = tuple[int, float]
    """Status (0 where the connection broke) and seconds."""

QUICK = "/sparql?query=" + quote("SELECT ?record WHERE { ?record a cg:SummaryRecord } LIMIT 10")
SLOW = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
UPDATE = "/sparql?update=" + quote("CLEAR ALL")
PAGES: Mapping[str, int] = {
    **dict.fromkeys(("/", "/search?q=Japan", "/questions", "/coverage?session=C24"), 4),
    **dict.fromkeys(("/state/JPN", "/resolution/ITU-C/1332", "/record/ITU-C/C24/131", "/session/ITU-C/C24"), 4),
    **dict.fromkeys(("/network", "/network?session=C24", "/network?session=C24&mode=holders&measures=1"), 2),
}
"""Pages that are asked for, and how often: every other time with a field that makes them new to the server."""
PATHS: Mapping[str, int] = {
    **PAGES,
    **dict.fromkeys(("/openapi.json", QUICK), 4),
    **dict.fromkeys(("/network?session=C24&mode=holders&format=gexf", "/coverage?session=C24&format=svg"), 1),
    **dict.fromkeys(("/questions/what-was-decided?session=C24&item=1&format=csv", "/state/JPN?format=turtle"), 2),
    **dict.fromkeys((SLOW, UPDATE, "/state/XXX", "/network?mode=friends"), 1),
}
"""All that is asked for, and how often."""
REFUSED = {SLOW: {503}, UPDATE: {400}, "/state/XXX": {404}, "/network?mode=friends": {400}}
"""What must be answered otherwise than with 200."""
STARTING = 180.0
STARTING_OTHERS = 5.0
"""Seconds after the first worker by which the others are there."""
GROWING = 1.1
"""By how much memory may be more after the second visit than after the first."""


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
    """Two visits of all clients, told; 1 where something was wrong."""
    seen: dict[str, list[Answer]] = defaultdict(list)
    async with httpx.AsyncClient(base_url=root) as client:
        await ready(client)
        await asyncio.sleep(STARTING_OTHERS)
        prints = [footprint(server)]
        for visit in range(2):
            await crowd(root, told, visit, seen)
            prints.append(footprint(server))
        start = time.monotonic()
        free = (await client.get(fresh(QUICK, 0), timeout=120)).status_code == 200
        waited = time.monotonic() - start
    wrong = list(report(seen)) + left_behind(*prints)
    print(f"\nAfter it, a short query takes {waited * 1000:.0f} ms.")
    print("\n".join(wrong) or "Nothing failed, and nothing was left behind.")
    return 1 if wrong or not free else 0


async def crowd(root: str, told: argparse.Namespace, visit: int, seen: dict[str, list[Answer]]) -> None:
    """One visit of all clients, until the last of them has gone and what was too slow has been stopped."""
    limits, until = httpx.Limits(max_connections=told.clients), time.monotonic() + told.seconds
    async with httpx.AsyncClient(base_url=root, timeout=120, limits=limits) as client:
        numbers = range(visit * told.clients, (visit + 1) * told.clients)
        await asyncio.gather(*(visitor(client, number, until, seen) for number in numbers))
    await asyncio.sleep(told.limit + 1)


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
        asked = fresh(path, chance.randrange(10**6)) if path in PAGES and chance.random() < 0.5 else path
        start = time.monotonic()
        try:
            status = (await client.get(asked, headers={"Accept": "text/html,*/*;q=0.5"})).status_code
        except httpx.HTTPError:
            status = 0
        seen[path].append((status, time.monotonic() - start))


def fresh(path: str, number: int) -> str:
    """A page under an address at which nobody has asked for it."""
    return f"{path}{'&' if '?' in path else '?'}page={number}"


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


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a server takes: open files, processes beside its own, MB of memory of all and of the largest of them."""

    files: int
    processes: int
    memory: float
    largest: float

    def __str__(self) -> str:
        beside = f"{self.memory:.0f} MB, {self.largest:.0f} MB in the largest process"
        return f"{self.files} open files, {self.processes} processes, {beside}"


def footprint(server: int) -> Footprint:
    """What it takes now; nothing where the system does not tell."""
    others, files = processes.under(server), processes.HOME / str(server) / "fd"
    taken = [processes.memory(one) for one in (server, *others)]
    opened = len(list(files.iterdir())) if files.is_dir() else 0
    return Footprint(opened, len(others), sum(part for _, part in taken), max(whole for whole, _ in taken))


def left_behind(before: Footprint, after: Footprint, later: Footprint) -> list[str]:
    """What there is more of than before, and more and more of."""
    print(f"\nBefore: {before}. After: {after}. After as much again: {later}.")
    wrong = []
    if later.files > before.files + 4:
        wrong.append("files stay open")
    if later.processes != before.processes:
        wrong.append(f"{later.processes} processes instead of {before.processes}")
    if later.largest > GROWING * after.largest:
        wrong.append("memory grows")
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
