"""Oxigraph inside this process: a folder on disk, or memory."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.store import results
from councilgraph.store.place import QueryError, StoreError
from councilgraph.store.sparql import refuse_outside_data, replacement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from councilgraph.store.results import Solutions
    from councilgraph.store.sparql import Query

PATIENCE = 3.0
"""Seconds to wait for another process that writes to the same folder."""
MARK = "CURRENT"
"""The file that every RocksDB folder has."""


class Embedded:
    """A place inside this process. One process writes to a folder at a time; any number read it."""

    def __init__(self, store: ox.Store, where: str) -> None:
        self.where = where
        self._store = store

    def names(self) -> list[str]:
        return [name.value for name in self._store.named_graphs()]

    def content(self, name: str) -> bytes:
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""

    def put(self, name: str, content: bytes) -> None:
        try:
            self._store.update(replacement(name, content))
        except OSError as error:
            raise _write_failed(error, self.where) from error

    def solve(self, query: Query) -> Solutions:
        refuse_outside_data(query)
        try:
            found = self._store.query(query.text, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if isinstance(found, ox.QuerySolutions):
                return results.table(found, open_columns=query.open_columns)
            return results.graph(found)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the query is not understood ({error})", remedy="Check it.") from error
        except OSError as error:
            raise StoreError(f"the store cannot be read ({error})", where=self.where) from error

    def close(self) -> None:
        try:
            self._store.flush()
        except OSError as error:
            raise _write_failed(error, self.where) from error
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
        raise StoreError(
            "this is a file, and a store is a folder", where=where, remedy="Give --store a folder."
        )
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
        raise StoreError(
            "this folder holds other files", where=where, remedy="Give --store a folder of its own."
        )
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
        except OSError as error:
            if passing not in str(error) or time.monotonic() > until:
                raise _open_failed(error, where) from error
        time.sleep(0.05)


def _open_failed(error: OSError, where: str) -> StoreError:
    if "LOCK" in str(error):
        return StoreError(
            "another process is writing to this store", where=where, remedy="Try again when it has ended."
        )
    return StoreError(
        f"the store cannot be opened ({error})",
        where=where,
        remedy="Check the path, its rights and the disk.",
    )


def _write_failed(error: OSError, where: str) -> StoreError:
    return StoreError(
        f"the store cannot be written ({error}); it stays as it was",
        where=where,
        remedy="Check the free space and the rights, then read again.",
    )
