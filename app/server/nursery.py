"""Where workers come from: one process reads the store, and each worker is a copy of it, made in a moment.

Copies share the memory of what was read. Orders go to the nursery over a socket and are not answered: an order holds
the id of a worker to end, or 0 and the socket on which a new one is to answer. Where the system cannot copy
processes, each worker reads the store for itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from councilgraph.server import reply
from councilgraph.server.reply import LENGTHS, Reply

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from asyncio.subprocess import Process

COPIES = hasattr(os, "fork") and hasattr(socket, "send_fds")
"""Whether this system can copy a process, and hand it a socket."""
ORDER = struct.Struct("!i")
LONGEST = 2**20
"""Bytes that are read ahead of an answer."""
PATIENCE = 120.0
"""Seconds that a nursery or a worker has to read its store."""


class Home(Protocol):
    """What workers come from; `state` is that of the store it read, `since` when it began to, in monotonic seconds."""

    state: str | None
    since: float

    @property
    def alive(self) -> bool: ...

    async def bear(self) -> Worker:
        """A worker that is ready; raises IncompleteReadError or TimeoutError."""

    def end(self, worker: Worker) -> None:
        """End a worker now, whatever it does."""

    async def close(self) -> None:
        """End everything, and wait until it is gone."""


class Worker:
    """One process that answers; `number` is its id as it told it itself."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, home: Home) -> None:
        self.home = home
        self.number = 0
        self._reader, self._writer = reader, writer

    async def ready(self) -> Worker:
        """The same, as soon as it said that it is ready."""
        try:
            self.number = int((await asyncio.wait_for(self.hear(), PATIENCE)).body)
        except BaseException:
            self.end()
            raise
        return self

    async def ask(self, job: dict[str, Any]) -> Reply:
        """The answer to a job."""
        self._writer.write(reply.packed(job))
        await self._writer.drain()
        return await self.hear()

    async def hear(self) -> Reply:
        """The next frame that the process writes."""
        read = self._reader.readexactly
        head, body = LENGTHS.unpack(await read(LENGTHS.size))
        return reply.unpack(await read(head), await read(body))

    @property
    def alive(self) -> bool:
        return not self._reader.at_eof()

    def end(self) -> None:
        """End the process now, whatever it does."""
        self.home.end(self)
        self._writer.close()


class Nursery:
    """A process that has read the store, and copies itself."""

    def __init__(self, process: Process, line: socket.socket, state: str | None, since: float) -> None:
        self.state, self.since = state, since
        self._process, self._line = process, line
        self._reads = True

    @classmethod
    async def open(cls, settings: dict[str, Any], state: str | None) -> Nursery:
        """A process that begins to read the store."""
        since = time.monotonic()
        line, theirs = socket.socketpair()
        with theirs:
            told = settings | {"line": theirs.fileno()}
            process = await begun(told, stdin=asyncio.subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        return cls(process, line, state, since)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def bear(self) -> Worker:
        mine, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._line, [ORDER.pack(0)], [theirs.fileno()])
            except OSError as error:
                mine.close()
                raise asyncio.IncompleteReadError(b"", None) from error
        reader, writer = await asyncio.open_unix_connection(sock=mine, limit=LONGEST)
        worker = await Worker(reader, writer, self).ready()
        self._reads = False
        return worker

    def end(self, worker: Worker) -> None:
        if worker.number:
            with suppress(OSError):  # where it was closed, all have ended
                self._line.sendall(ORDER.pack(worker.number))

    async def close(self) -> None:
        self._line.close()
        if self._reads and self.alive:  # it hears that the line was closed when it has read the store
            self._process.kill()
        await self._process.wait()


class Separately:
    """Workers that each read the store for themselves, where processes cannot be copied."""

    def __init__(self, settings: dict[str, Any], state: str | None) -> None:
        self.state, self.since = state, time.monotonic()
        self.alive = True
        self._settings = settings
        self._processes: dict[int, Process] = {}

    async def bear(self) -> Worker:
        process = await begun(self._settings, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        self._processes[process.pid] = process
        worker = Worker(process.stdout, process.stdin, self)
        worker.number = process.pid
        return await worker.ready()

    def end(self, worker: Worker) -> None:
        process = self._processes.get(worker.number)
        if process is not None and process.returncode is None:
            process.kill()

    async def close(self) -> None:
        for process in self._processes.values():
            if process.returncode is None:
                process.kill()
            await process.wait()


async def begun(settings: dict[str, Any], **more: Any) -> Process:
    """A process of `councilgraph.server.worker`."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "councilgraph.server.worker", json.dumps(settings)),
        limit=LONGEST,
        start_new_session=os.name == "posix",  # an interrupt from the keyboard is the server's to handle
        **more,
    )


async def home(settings: dict[str, Any], state: str | None) -> Home:
    """Where workers for the store in this state come from."""
    return await Nursery.open(settings, state) if COPIES else Separately(settings, state)
