"""Oxigraph inside this process: a folder on disk, or memory."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.store import results
from councilgraph.store.lateral import by_row
from councilgraph.store.place import KEPT, QueryError, StoreError
from councilgraph.store.sparql import refuse_outside_data, replacement
from councilgraph.store.words import at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from councilgraph.store.results import Solutions
    from councilgraph.store.sparql import Query

PATIENCE = 3.0
"""Seconds to wait for another process that writes to the same folder."""
BROKEN = (OSError, RuntimeError)
"""What Oxigraph raises when its files fail it; corruption comes as RuntimeError."""
MARK = "CURRENT"
"""The file that every RocksDB folder has."""


class Embedded:
    """A place inside this process. One process writes to a folder at a time; any number read it."""

    union = KEPT

    def __init__(self, store: ox.Store, where: str) -> None:
        self.where = where
        self._store = store

    def names(self) -> list[str]:
        try:
            return [name.value for name in self._store.named_graphs()]
        except BROKEN as error:
            raise _failed("read", error, self.where) from error

    def content(self, name: str) -> bytes:
        try:
            return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
        except BROKEN as error:
            raise _failed("read", error, self.where) from error

    def put(self, name: str, content: bytes) -> None:
        try:
            self._store.update(replacement(name, content))
        except BROKEN as error:
            raise _failed("written", error, self.where) from error

    def solve(self, query: Query) -> Solutions:
        refuse_outside_data(query)
        try:
            found = self._store.query(by_row(at_once(query.text)))
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if isinstance(found, ox.QuerySolutions):
                return results.table(found, open_columns=query.open_columns)
            return results.graph(found)
        except (SyntaxError, ValueError) as error:
            raise _not_understood(error, query.text) from error
        except BROKEN as error:
            raise _failed("read", error, self.where) from error

    def close(self) -> None:
        try:
            self._store.flush()
        except BROKEN as error:
            raise _failed("written", error, self.where) from error
        finally:
            del self._store


class ReadOnly(Embedded):
    """A folder as it stands now, while another process may be writing to it."""

    def put(self, name: str, content: bytes) -> None:
        raise StoreError(f"<{name}> cannot be stored: this store was opened for reading", where=self.where)

    def close(self) -> None:
        del self._store


def memory() -> Embedded:
    """An empty place that is gone when the process ends."""
    return Embedded(ox.Store(), "memory:")


def folder(path: Path, *, read_only: bool) -> Embedded:
    """A place on disk; made where it does not exist yet, unless it is only to be read.

    Raises StoreError when the folder holds something else, cannot be opened, or another process writes to it.
    """
    where = str(path)
    if path.exists() and not path.is_dir():
        raise StoreError("this is a file, and a store is a folder", where=where, remedy="Give --store a folder.")
    made = (path / MARK).exists()
    if not made and read_only:
        raise StoreError(
            "there is no store here yet",
            where=where,
            remedy="Fill it with `councilgraph read FILE --store …`.",
        )
    if read_only:
        return ReadOnly(_patiently(lambda: ox.Store.read_only(where), where, passing="No such file"), where)
    if not made and path.is_dir() and any(path.iterdir()):
        raise StoreError("this folder holds other files", where=where, remedy="Give --store a folder of its own.")
    return Embedded(_patiently(lambda: _make(path), where, passing="LOCK"), where)


def _make(path: Path) -> ox.Store:
    path.parent.mkdir(parents=True, exist_ok=True)
    return ox.Store(path)


def _patiently(open_store: Callable[[], ox.Store], where: str, *, passing: str) -> ox.Store:
    """Open now, or as soon as a hindrance is gone whose message says `passing`: another writer, a file that
    the writer merged away while it was being opened."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return open_store()
        except BROKEN as error:
            if passing not in str(error) or time.monotonic() > until:
                raise _open_failed(error, where) from error
        time.sleep(0.05)


def _open_failed(error: Exception, where: str) -> StoreError:
    if "LOCK" in str(error):
        return StoreError(
            "another process is writing to this store", where=where, remedy="Try again when it has ended."
        )
    return _failed("opened", error, where)


def _failed(what: str, error: Exception, where: str) -> StoreError:
    return StoreError(
        f"the store cannot be {what} ({' '.join(str(error).split())}); it stays as it was",
        where=where,
        remedy="Check the path, its rights and the free space, then try again.",
    )


def _not_understood(error: Exception, text: str) -> QueryError:
    """Where the mistake is; Oxigraph's own message lists its grammar."""
    found = re.match(r"error at (\d+):(\d+)", str(error))
    if not found:
        return QueryError(f"the query is not understood ({' '.join(str(error).split())[:200]})", remedy="Check it.")
    line, column = int(found[1]), int(found[2])
    near = "".join(text.splitlines()[line - 1 : line])[max(column - 20, 0) : column + 20].strip()
    return QueryError(
        f"the query is not understood in line {line}, near “{near}”",
        remedy="Check what stands there, and that each prefix is declared.",
    )
