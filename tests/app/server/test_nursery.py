"""Workers come from a process that read the store, or read it for themselves; none is left when they are ended."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from councilgraph.server import nursery
from councilgraph.server.limits import Limits
from councilgraph.server.pool import Pool, TooSlowError
from councilgraph.server.source import state_of

from tests.app.server.test_limits import QUICK, SLOW

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

    from councilgraph.server.nursery import Worker

Made = TypeVar("Made")
LIMITS = Limits(seconds=1.0, workers=2)


def job(text: str, state: str | None = None) -> dict[str, Any]:
    return {"job": "query", "state": state, "arguments": {"text": text, "form": "json", "address": {}}}


def run(visit: Coroutine[Any, Any, Made]) -> Made:
    """What comes of a visit, in a thread of its own: a browser may have its loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visit).result()


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def copying(copies: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nursery, "COPIES", copies)
        yield


@pytest.mark.parametrize("copies", [True, False])
def test_a_worker_that_is_stopped_is_replaced(filled_folder: Path, copies: bool) -> None:
    async def visit() -> list[Worker]:
        pool = Pool(str(filled_folder), LIMITS)
        await pool.open()
        first = pool._idle[0]
        try:
            state = state_of(str(filled_folder))
            for _ in range(3):  # more often than there are slots
                with pytest.raises(TooSlowError):
                    await pool.run(job(SLOW, state))
                assert (await pool.run(job(QUICK, state))).status == 200
            assert {worker.home for worker in pool._all} == {first.home}
            return [first, *pool._all]
        finally:
            await pool.close()

    with copying(copies):
        known = run(visit())
    assert len({worker.number for worker in known}) > 1
    assert not any(is_there(worker.number) for worker in known)


@pytest.mark.parametrize("copies", [True, False])
def test_workers_are_of_the_state_that_is_asked_for(filled_folder: Path, copies: bool) -> None:
    async def visit() -> None:
        pool = Pool(str(filled_folder), LIMITS)
        await pool.open()
        before = pool._home
        try:
            assert (await pool.run(job(QUICK, state_of(str(filled_folder))))).status == 200
            assert pool._home is before
            answers = await asyncio.gather(*(pool.run(job(QUICK, "another")) for _ in range(4)))
            assert {answer.status for answer in answers} == {200}
            assert pool._home is not before
            assert pool._home is not None
            assert pool._home.state == "another"
            assert {worker.home for worker in pool._all} == {pool._home}
        finally:
            await pool.close()

    with copying(copies):
        run(visit())


def test_a_store_that_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    async def visit() -> list[int]:
        pool = Pool(str(tmp_path / "none"), LIMITS)
        await pool.open()
        try:
            return [(await pool.run(job(QUICK))).status for _ in range(2)]
        finally:
            await pool.close()

    assert run(visit()) == [503, 503]
