"""A process that answers: jobs come in frames, replies go out in frames, the first of which is the process's id.

It is a copy of one that has read the store and waits for orders, where the system can copy processes; frames then
come on a socket. Otherwise they come on standard input, and replies go out on standard output.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
import warnings
from contextlib import suppress
from typing import IO, Any

from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.server import reply
from councilgraph.server.jobs import JOBS, prepare, ready
from councilgraph.server.nursery import ORDER
from councilgraph.server.reply import LENGTHS, Reply
from councilgraph.server.source import Source, is_remote, open_source
from councilgraph.store import StoreError

GRACE = 5.0
"""Seconds after which a worker ends itself where the server did not end it."""


class Desk:
    """The store; opened again by the next job where it could not be read."""

    def __init__(self, where: str, rows: int) -> None:
        self.where, self.rows = where, rows
        self.store: Source | None = None

    def answer(self, job: dict[str, Any]) -> Reply:
        """The reply to one job, whatever happens."""
        try:
            return JOBS[job["job"]](self.opened(), **job["arguments"])
        except StoreError as error:
            self.let_go()
            return reply.problem(503, "The store cannot be read", str(error), Retry_After="10")
        except CouncilgraphError as error:
            return reply.problem(400, error.problem, " ".join(filter(None, (error.where, error.remedy))))
        except MemoryError:
            return reply.problem(503, "This needs too much memory", "Ask for less.")
        except Exception:
            traceback.print_exc()
            return reply.problem(500, "Something unexpected went wrong", "The log of the server tells more.")

    def opened(self) -> Source:
        """The store."""
        if self.store is None:
            self.store = open_source(self.where, self.rows)
        return self.store

    def look(self) -> None:
        """Open the store before the first job waits for it; what is wrong with it is said to that job."""
        with suppress(CouncilgraphError, OSError):
            ready(self.opened())

    def let_go(self) -> None:
        """Close the store, if one is open."""
        if self.store is not None:
            self.store.close()
        self.store = None

    def rest(self) -> None:
        """Get ready to be copied: what was read stays, files are let go of."""
        if self.store is not None:
            self.store.rest()
        gc.collect()
        gc.freeze()

    def wake(self) -> None:
        """Take up the files again, in a copy."""
        try:
            if self.store is not None:
                self.store.wake()
        except StoreError:
            self.store = None  # the next job tries again, and says what is wrong


def nurse(desk: Desk, line: socket.socket, seconds: float) -> None:
    """Do what orders on the line say, until it is closed; then end all copies."""
    if not is_remote(desk.where):  # a connection cannot be shared
        desk.look()
    desk.rest()
    children: set[int] = set()
    while True:
        order, given, _, _ = socket.recv_fds(line, ORDER.size, 1)
        children -= gone()
        if not order:
            end(children)
            return
        children -= end(children & {ORDER.unpack(order)[0]})
        if given:
            children.add(copied(desk, line, given[0], seconds))


def gone() -> set[int]:
    """The ids of copies that have ended since this was last asked."""
    ended = set()
    with suppress(ChildProcessError):
        while number := os.waitpid(-1, os.WNOHANG)[0]:
            ended.add(number)
    return ended


def end(children: set[int]) -> set[int]:
    """End copies now, none of which was found gone; returns their ids."""
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return children


def copied(desk: Desk, line: socket.socket, given: int, seconds: float) -> int:
    """The id of a copy of this process that answers on a socket."""
    with socket.socket(fileno=given) as stream:
        with warnings.catch_warnings():
            # The other threads are RocksDB's, which wait for work that only writers have.
            warnings.simplefilter("ignore", DeprecationWarning)
            number = os.fork()
        if number:
            return number
        try:
            line.close()
            desk.wake()
            answer(desk, stream, seconds)
        except (BrokenPipeError, ConnectionError):
            pass  # whoever asked is gone
        finally:
            os._exit(0)


def answer(desk: Desk, stream: socket.socket, seconds: float) -> None:
    """Answer what comes on a socket."""
    if desk.store is None:
        desk.look()
    with stream.makefile("rb") as source, stream.makefile("wb") as sink:
        serve(source, sink, desk, seconds)


def serve(source: IO[bytes], sink: IO[bytes], desk: Desk, seconds: float) -> None:
    """Answer jobs until there are no more."""
    send(sink, Reply(str(os.getpid()).encode(), "text/plain"))
    while job := receive(source):
        limit(seconds + GRACE)
        answer = desk.answer(job)
        limit(0)
        send(sink, answer)


def receive(source: IO[bytes]) -> dict[str, Any] | None:
    """The next job; None when the server is gone."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    job: dict[str, Any] = json.loads(source.read(head))
    source.read(body)
    return job


def send(sink: IO[bytes], answer: Reply) -> None:
    """Write one frame."""
    sink.write(reply.pack(answer))
    sink.flush()


def limit(seconds: float) -> None:
    """Have the system end this process after so many seconds; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def confine(memory: int) -> None:
    """Take no more memory than this, where the system can hold a process to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer as the settings say; all that is printed goes to standard error."""
    settings = json.loads(sys.argv[1])
    confine(settings["memory"])
    desk, line = Desk(settings["where"], settings["rows"]), settings.get("line")
    prepare()
    if line is not None:
        os.dup2(2, 1)
        nurse(desk, socket.socket(fileno=line), settings["seconds"])
        return
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    desk.look()
    gc.freeze()
    try:
        serve(sys.stdin.buffer, sink, desk, settings["seconds"])
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
