"""A process that answers: jobs come in frames on standard input, replies go out on standard output."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import IO, Any

from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.server import reply
from councilgraph.server.jobs import JOBS, prepare, ready
from councilgraph.server.reply import LENGTHS, Reply
from councilgraph.server.source import Source, open_source, state_of
from councilgraph.store import StoreError

GRACE = 5.0
"""Seconds after which a worker ends itself where the server did not end it."""


class Desk:
    """The store, opened again whenever its state is another."""

    def __init__(self, where: str, rows: int) -> None:
        self.where, self.rows = where, rows
        self.store: Source | None = None
        self.state: str | None = None

    def answer(self, job: dict[str, Any]) -> Reply:
        """The reply to one job, whatever happens."""
        try:
            return JOBS[job["job"]](self.opened(job["state"]), **job["arguments"])
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

    def opened(self, state: str | None) -> Source:
        """The store in this state."""
        if self.store is None or state != self.state:
            self.let_go()
            self.store, self.state = open_source(self.where, self.rows), state
        return self.store

    def look(self) -> None:
        """Open the store before the first job waits for it; what is wrong with it is said to that job."""
        with suppress(CouncilgraphError, OSError):
            ready(self.opened(state_of(self.where)))

    def let_go(self) -> None:
        """Close the store, if one is open."""
        if self.store is not None:
            self.store.close()
        self.store = None


def serve(source: IO[bytes], sink: IO[bytes], settings: dict[str, Any]) -> None:
    """Answer jobs until there are no more."""
    desk = Desk(settings["where"], settings["rows"])
    prepare()
    desk.look()
    gc.freeze()
    send(sink, Reply(b"", "text/plain"))
    while job := receive(source):
        limit(settings["seconds"] + GRACE)
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
    """Answer on the pipes that the server holds; all else that is printed goes to standard error."""
    settings = json.loads(sys.argv[1])
    confine(settings["memory"])
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(sys.stdin.buffer, sink, settings)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
