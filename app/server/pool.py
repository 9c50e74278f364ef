"""Worker processes, as many as the limits allow: each answers one request at a time, or is ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from councilgraph.server import reply
from councilgraph.server.reply import LENGTHS, Reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from councilgraph.server.limits import Limits

PATIENCE = 120.0
"""Seconds that a worker has to open its store."""


class BusyError(Exception):
    """All workers are taken, and enough others wait."""


class TooSlowError(Exception):
    """The request took longer than it may; its worker was ended."""


class DiedError(Exception):
    """The worker ended by itself, as it does when it needs too much memory."""


class Worker:
    """One process; ended by `kill`, for good."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, settings: dict[str, Any]) -> Worker:
        """A process that has opened its store."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "councilgraph.server.worker", json.dumps(settings)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
            start_new_session=os.name == "posix",  # an interrupt from the keyboard is the server's to handle
        )
        worker = cls(process)
        try:
            await asyncio.wait_for(worker.hear(), PATIENCE)
        except BaseException:
            worker.kill()
            raise
        return worker

    async def ask(self, job: dict[str, Any]) -> Reply:
        """The answer to a job."""
        assert self.process.stdin is not None
        self.process.stdin.write(reply.packed(job))
        await self.process.stdin.drain()
        return await self.hear()

    async def hear(self) -> Reply:
        """The next frame that the process writes."""
        assert self.process.stdout is not None
        read = self.process.stdout.readexactly
        head, body = LENGTHS.unpack(await read(LENGTHS.size))
        return reply.unpack(await read(head), await read(body))

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    def kill(self) -> None:
        """End the process now, whatever it does."""
        if self.alive:
            self.process.kill()


class Pool:
    """`run` has a job done by a free worker; what visitors write themselves never takes the last one."""

    def __init__(self, where: str, limits: Limits) -> None:
        self._limits = limits
        self._settings = {"where": where, "seconds": limits.seconds, "rows": limits.rows, "memory": limits.memory}
        self._slots = asyncio.Semaphore(limits.workers)
        self._guests = asyncio.Semaphore(max(limits.workers - 1, 1))
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def open(self) -> None:
        """Start all workers."""
        self._idle += await asyncio.gather(*(self._start() for _ in range(self._limits.workers)))

    async def close(self) -> None:
        """End all workers and wait until they are gone."""
        for task in self._starting:
            task.cancel()
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._all))

    async def run(self, job: dict[str, Any], *, guest: bool = False) -> Reply:
        """The reply to a job; raises BusyError, TooSlowError or DiedError."""
        async with self._slot(guest):
            worker = await self._free()
            try:
                answer = await asyncio.wait_for(worker.ask(job), self._limits.seconds)
            except TimeoutError as error:
                raise TooSlowError from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise DiedError from error
            else:
                self._idle.append(worker)
                self._trim()
                return answer
            finally:
                if worker not in self._idle:  # whoever asked has left, or waited too long
                    self._discard(worker)

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

    async def _free(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._all.discard(worker)
        try:
            return await self._start()
        except (asyncio.IncompleteReadError, TimeoutError) as error:
            raise DiedError from error

    async def _start(self) -> Worker:
        worker = await Worker.start(self._settings)
        self._all.add(worker)
        return worker

    def _trim(self) -> None:
        """End the workers beyond the limit: one that was ended may have been replaced from two sides."""
        while len(self._all) > self._limits.workers and self._idle:
            spare = self._idle.pop()
            spare.kill()
            self._all.discard(spare)

    def _discard(self, worker: Worker) -> None:
        worker.kill()
        self._all.discard(worker)
        task = asyncio.create_task(self._replace(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _replace(self, worker: Worker) -> None:
        await worker.process.wait()
        if len(self._all) < self._limits.workers:
            try:
                self._idle.append(await self._start())
            except (asyncio.IncompleteReadError, TimeoutError):
                return  # the next request tries again, and says so
