"""How much one request, and all of them together, may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `rows` of one answer, processes that answer, bytes of a request's body.

    `waiting` requests may wait for a free process, each for `patience` seconds. `memory` is what one process
    may take, in bytes, where the system can hold it to that; `kept` bytes of answers are kept for the next who
    asks the same of an unchanged store.
    """

    seconds: float = 10.0
    rows: int = 100_000
    workers: int = 4
    waiting: int = 200
    patience: float = 30.0
    body: int = 1_000_000
    memory: int = 4 * 2**30
    kept: int = 64 * 2**20
