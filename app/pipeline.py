"""From files to the store: read, gate, replace. Each file is a matter of its own; none stops the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from councilgraph.ingest import ReadOptions, Unread
    from councilgraph.shapes import Finding
    from councilgraph.store import Store

MANY = 8
"""From this number of files on, starting other processes pays."""
UNEXPECTED, UNREADABLE, REFUSED = 1, 3, 4
"""Exit codes of the command line for a file that failed, could not be read, was refused by the gate."""


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    PASSED = "passed"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(slots=True)
class Outcome:
    """One file: what was read, what the gate found, what became of it.

    Where it is unreadable, `problem` says in one line what is wrong with it and what to do, and `trace` holds
    the traceback of an error nobody foresaw. `exit_code` is what this file alone makes the run end with.
    `content` are the record's triples; `shacl` the gate's report as Turtle, where it was asked for.
    """

    path: str
    status: Status
    record: str = ""
    graph: str = ""
    language: str = ""
    profile: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    exit_code: int = 0
    trace: str = ""
    content: bytes = field(default=b"", repr=False)
    shacl: str = field(default="", repr=False)


def read_one(path: str, options: ReadOptions, *, shacl: bool = False) -> Outcome:
    """Read one file and hold its graph against the gate; never raises for what is in the file."""
    from councilgraph.ingest import read_record
    from councilgraph.shapes import validate
    from councilgraph.store.canonical import canonical

    try:
        reading = read_record(path, options)
        report = validate(reading.graph, profile=reading.profile)
        content = canonical(reading.graph)
    except CouncilgraphError as error:
        return Outcome(path, Status.UNREADABLE, problem=str(error), exit_code=error.exit_code)
    except MemoryError:
        problem = f"{path}: reading it takes more memory than there is. Split the file."
        return Outcome(path, Status.UNREADABLE, problem=problem, exit_code=UNREADABLE)
    except Exception as error:
        problem = f"{path}: unexpected {type(error).__name__}: {error}. Please report it with the file."
        trace = traceback.format_exc()
        return Outcome(path, Status.UNREADABLE, problem=problem, exit_code=UNEXPECTED, trace=trace)
    return Outcome(
        path=path,
        status=Status.PASSED if report.conforms else Status.REFUSED,
        record=reading.record,
        graph=reading.graph_iri,
        language=reading.language,
        profile=reading.profile,
        counts=dict(reading.counts),
        unread=reading.unread,
        warnings=reading.warnings,
        findings=report.findings,
        exit_code=0 if report.conforms else REFUSED,
        content=content,
        shacl=report.turtle() if shacl else "",
    )


def read_files(
    paths: Sequence[str], options: ReadOptions, *, workers: int | None = None, shacl: bool = False
) -> Iterator[Outcome]:
    """Outcomes in the order of `paths`, whatever the number of workers.

    `workers` is the number of processes; by default this one alone for a few files, one per core for many.
    """
    read = partial(read_one, options=options, shacl=shacl)
    if workers is None:
        workers = (os.cpu_count() or 1) if len(paths) >= MANY else 1
    if min(workers, len(paths)) > 1:
        return _in_processes(read, paths, min(workers, len(paths)))
    return map(read, paths)


def _in_processes(read: Callable[[str], Outcome], paths: Sequence[str], workers: int) -> Iterator[Outcome]:
    """A file that kills its process is read again alone, so that only it is lost."""
    done = 0
    try:
        for outcome in _pooled(read, paths, workers):
            yield outcome
            done += 1
    except BrokenProcessPool:
        for path in paths[done:]:
            yield from _alone(read, path)


def _alone(read: Callable[[str], Outcome], path: str) -> Iterator[Outcome]:
    try:
        yield from _pooled(read, [path], 1)
    except BrokenProcessPool:
        problem = f"{path}: the process that read it was killed, most likely for want of memory. Split the file."
        yield Outcome(path, Status.UNREADABLE, problem=problem, exit_code=UNREADABLE)


def _pooled(read: Callable[[str], Outcome], paths: Iterable[str], workers: int) -> Iterator[Outcome]:
    # Spawned, not forked: an open store has threads. A short queue keeps few graphs in memory.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context)
    try:
        waiting: deque[Future[Outcome]] = deque()
        for path in paths:
            with _interrupts_held():
                waiting.append(pool.submit(read, path))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started here never see an interrupt: a pool hangs when one hits them as they start."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def store_all(outcomes: Iterable[Outcome], store: Store) -> Iterator[Outcome]:
    """Store what passed the gate, one transaction a record, and say what that changed."""
    origin: dict[str, str] = {}
    for outcome in outcomes:
        if outcome.status is Status.PASSED:
            outcome.status = Status(store.replace(outcome.graph, outcome.content))
            if (before := origin.get(outcome.graph)) and outcome.status is Status.REPLACED:
                outcome.warnings += (f"It is the same record in the same language as {before}, and replaces it.",)
            origin[outcome.graph] = outcome.path
        outcome.content = b""
        yield outcome


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """0 when all is well, else the gravest: 1 unexpected, 3 unreadable, 4 refused."""
    return min((outcome.exit_code for outcome in outcomes if outcome.exit_code), default=0)
