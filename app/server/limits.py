"""How much one request, and all of them together, may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `rows` of one answer, processes that answer, requests that wait, bytes of a request's body.

    `memory` is what one such process may take, in bytes, where the system can hold it to that.
    """

    seconds: float = 10.0
    rows: int = 100_000
    workers: int = 2
    waiting: int = 200
    body: int = 1_000_000
    memory: int = 4 * 2**30
