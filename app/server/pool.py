"""Worker processes, as many as the limits allow: each answers one request at a time, or is ended."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from councilgraph.server import nursery
from councilgraph.server.source import state_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from councilgraph.server.limits import Limits
    from councilgraph.server.nursery import Home, Worker
    from councilgraph.server.reply import Reply

BROKEN = (asyncio.IncompleteReadError, TimeoutError, OSError)
"""What a worker that does not come to be leads to."""


class BusyError(Exception):
    """All workers are taken, and enough others wait."""


class TooSlowError(Exception):
    """The request took longer than it may; its worker was ended."""


class DiedError(Exception):
    """The worker ended by itself, as it does when it needs too much memory."""


class Pool:
    """`run` has a job done by a free worker; what visitors write themselves never takes the last one."""

    def __init__(self, where: str, limits: Limits) -> None:
        self._limits = limits
        self._settings: dict[str, Any] = {
            "where": where,
            "seconds": limits.seconds,
            "rows": limits.rows,
            "memory": limits.memory,
        }
        self._slots = asyncio.Semaphore(limits.workers)
        self._guests = asyncio.Semaphore(max(limits.workers - 1, 1))
        self._home: Home | None = None
        self._moving = asyncio.Lock()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def open(self) -> None:
        """Start the workers, and wait for the first."""
        with suppress(OSError):
            self._idle.append(await self._free(state_of(self._settings["where"])))

    async def close(self) -> None:
        """End all workers and wait until they are gone."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        homes = {worker.home for worker in self._all} | ({self._home} if self._home else set())
        for worker in self._all:
            worker.end()
        await asyncio.gather(*(home.close() for home in homes))

    async def run(self, job: dict[str, Any], *, guest: bool = False) -> Reply:
        """The reply to a job; raises BusyError, TooSlowError or DiedError."""
        async with self._slot(guest):
            worker = await self._free(job["state"])
            leave = self._discard  # whoever asks may go away
            try:
                answer = await asyncio.wait_for(worker.ask(job), self._limits.seconds)
                leave = self._keep
            except TimeoutError as error:
                raise TooSlowError from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise DiedError from error
            finally:
                leave(worker)
            return answer

    @asynccontextmanager
    async def _slot(self, guest: bool) -> AsyncIterator[None]:
        if self._waiting >= self._limits.waiting:
            raise BusyError
        gates = (self._guests, self._slots) if guest else (self._slots,)
        taken = []
        self._waiting += 1
        try:
            try:
                async with asyncio.timeout(self._limits.patience):
                    for gate in gates:
                        await gate.acquire()
                        taken.append(gate)
            except TimeoutError as error:
                raise BusyError from error
            finally:
                self._waiting -= 1
            yield
        finally:
            for gate in taken:
                gate.release()

    async def _free(self, state: str | None) -> Worker:
        """A worker for the store in this state, or a later one."""
        await self._move(state)
        while self._idle:
            worker = self._idle.pop()
            if worker.alive and worker.home is self._home:
                return worker
            self._discard(worker)
        try:
            return await self._start()
        except BROKEN as error:
            raise DiedError from error

    async def _move(self, state: str | None) -> None:
        """Have workers read the store again where it changed since they began to."""
        asked = time.monotonic()
        async with self._moving:
            home = self._home
            if home and home.alive and (state == home.state or home.since > asked):
                return
            self._home = await nursery.home(self._settings, state)
            for worker in self._idle:
                self._discard(worker)
            self._idle.clear()
            if home:
                self._leave(home)
            self._do(self._fill(self._home))

    async def _start(self) -> Worker:
        assert self._home is not None
        worker = await self._home.bear()
        self._all.add(worker)
        return worker

    async def _fill(self, home: Home) -> None:
        """Start what is missing, one worker after the other."""
        with suppress(*BROKEN):  # the next request tries again, and says so
            while home is self._home and len(self._all) < self._limits.workers:
                self._keep(await self._start())

    def _keep(self, worker: Worker) -> None:
        """Have a worker wait for the next job, unless there are enough: one was perhaps replaced from two sides."""
        if worker.home is self._home and len(self._all) <= self._limits.workers:
            self._idle.append(worker)
        else:
            self._discard(worker)

    def _discard(self, worker: Worker) -> None:
        worker.end()
        self._all.discard(worker)
        if worker.home is not self._home:
            self._leave(worker.home)
        elif len(self._all) < self._limits.workers:
            self._do(self._fill(worker.home))

    def _leave(self, home: Home) -> None:
        """Close a nursery as soon as none of its workers is left."""
        if all(worker.home is not home for worker in self._all):
            self._do(home.close())

    def _do(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
