"""The store as a worker reads it: rows as they are found, so that a limit can stop them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox
from councilgraph.queries import Table
from councilgraph.store import MEMORY, Store, default_place, results
from councilgraph.store.embedded import Embedded, ReadOnly, folder, memory
from councilgraph.store.lateral import by_row
from councilgraph.store.place import QueryError
from councilgraph.store.sparql import refuse_outside_data, understand
from councilgraph.store.words import at_once
from councilgraph.version import VERSION
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from councilgraph.store.place import Place
    from councilgraph.store.results import Solutions
    from councilgraph.store.sparql import Query
    from rdflib.term import Identifier

    Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Found = TypeVar("Found")
Made = TypeVar("Made")
CHANGING = (".log", "CURRENT", "MANIFEST")
REMOTE = ("http://", "https://")
HELD = 4_000_000
"""Quads of a store whose union is held in memory."""
TERMS = 200_000
"""Terms that a worker keeps in rdflib's form."""


class TooManyRowsError(QueryError):
    """The answer is longer than the server gives."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            f"the answer has more than {rows} rows",
            remedy="Ask for fewer with LIMIT and page with OFFSET, or take the whole graph with `councilgraph export`.",
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """What a SELECT gave, in Oxigraph's own terms: turning them into rdflib's takes longer than finding them."""

    columns: tuple[str, ...]
    rows: list[tuple[Node | None, ...]]


class Served(ReadOnly):
    """An embedded place; what visitors ask of it ends with an error where it passes the limit."""

    def __init__(self, place: Embedded) -> None:
        super().__init__(place._store, place.where)
        self._held = held(place._store)
        self._terms = results.Terms()

    @property
    def held(self) -> bool:
        """Whether the union of all graphs is in memory."""
        return self._held is not None

    def rest(self) -> None:
        """Let go of the files, which a copy of this process cannot share."""
        if self.where != MEMORY:
            del self._store

    def wake(self) -> None:
        """Open the files again; raises StoreError."""
        if self.where != MEMORY:
            self._store = folder(Path(self.where), read_only=True)._store

    def solve(self, query: Query) -> Solutions:
        if query.form != "SELECT" or query.open_columns:
            return Embedded(self._for(query), self.where).solve(query)
        found = self.found(query, most=None)
        assert isinstance(found, Rows)
        if len(self._terms) > TERMS:
            self._terms.clear()
        return Table(found.columns, [self._terms.row(row) for row in found.rows])

    def found(self, query: Query, most: int | None) -> Rows | list[ox.Triple] | bool:
        """The answer to a query of any form; raises TooManyRowsError where it has more than `most` rows."""
        refuse_outside_data(query)
        try:
            found = self._for(query).query(by_row(at_once(query.text)))
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if isinstance(found, ox.QueryTriples):
                return cut(found, most)
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, cut((tuple(solution) for solution in found), most))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            Embedded(self._for(query), self.where).solve(query)  # which says what is wrong
            raise QueryError(f"the query is not understood ({error})") from error

    def _for(self, query: Query) -> ox.Store:
        """What is held in memory, unless the query may name a graph."""
        return self._store if self._held is None or "GRAPH" in query.words else self._held


def cut(found: Iterable[Found], most: int | None) -> list[Found]:
    """All that was found; raises TooManyRowsError as soon as it is more than `most`."""
    if most is None:
        return list(found)
    taken = list(islice(found, most + 1))
    if len(taken) > most:
        raise TooManyRowsError(most)
    return taken


def held(store: ox.Store) -> ox.Store | None:
    """The union of all graphs in memory, where the store is not too large: joins there take a fifth of the time."""
    if len(store) > HELD:
        return None
    copy = ox.Store()
    copy.bulk_extend(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return copy


class Source(Store):
    """A store that gives visitors' queries their answers quickly and within bounds."""

    def __init__(self, place: Place, rows: int) -> None:
        super().__init__(place)
        self.rows = rows
        self._remembered: dict[str, dict[str, Any]] = {}

    @property
    def held(self) -> bool:
        """Whether all of it is in memory, so that much can be read at once."""
        return isinstance(self._place, Served) and self._place.held

    def remember(self, kind: str, key: str, make: Callable[[], Made], *, most: int | None = None) -> Made:
        """What is made once for a key, since it is the same until the store changes; of a kind, the last `most`."""
        kept: dict[str, Made] = self._remembered.setdefault(kind, {})
        if key not in kept:
            while most is not None and len(kept) >= most:
                kept.pop(next(iter(kept)))
            kept[key] = make()
        return kept[key]

    def rest(self) -> None:
        """Get ready for this process to be copied."""
        if isinstance(self._place, Served):
            self._place.rest()

    def wake(self) -> None:
        """Go on in a copy of the process; raises StoreError."""
        if isinstance(self._place, Served):
            self._place.wake()

    def found(self, sparql: str) -> Rows | list[ox.Triple] | bool:
        """The answer to a query of any form; raises TooManyRowsError."""
        query = understand(sparql)
        if isinstance(self._place, Served):
            return self._place.found(query, self.rows)
        found = self.solve(sparql)
        if isinstance(found, bool):
            return found
        if len(found) > self.rows:
            raise TooManyRowsError(self.rows)
        if isinstance(found, Table):
            return Rows(found.columns, [tuple(node_of(term) for term in row) for row in found.rows])
        lines = found.serialize(format="nt", encoding="utf-8")
        return [quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)]


def node_of(term: Identifier | None) -> Node | None:
    """The same term for Oxigraph."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return ox.Literal(str(term), datatype=datatype)


def open_source(where: str, rows: int) -> Source:
    """The store at `where` for reading, its answers cut at `rows`; raises StoreError."""
    if is_remote(where):
        from councilgraph.store.remote import Remote

        return Source(Remote(where), rows)
    if where != MEMORY:
        return Source(Served(folder(Path(where).expanduser(), read_only=True)), rows)
    place = memory()
    Store(place).ensure_reference()
    return Source(Served(place), rows)


def is_remote(where: str) -> bool:
    """Whether a store is another server's."""
    return where.startswith(REMOTE)


def place_of(where: str | None) -> str:
    """The store meant, where none is named too."""
    return where or str(default_place())


def state_of(where: str) -> str | None:
    """A short text that changes whenever the store does; None where only the store itself could tell.

    For a folder it is taken from the names, sizes and times of the files in which RocksDB notes changes.
    """
    if is_remote(where):
        return None
    digest = hashlib.sha256(VERSION.encode())
    if where != MEMORY:
        for file in sorted(Path(where).expanduser().iterdir()):
            if file.name.endswith(CHANGING) or file.name.startswith(CHANGING):
                digest.update(noted(file).encode())
    return digest.hexdigest()[:20]


def noted(file: Path) -> str:
    """Name, size and time of a file; of one that has just gone, its name alone."""
    try:
        seen = file.stat()
    except FileNotFoundError:
        return file.name
    return f"{file.name} {seen.st_size} {seen.st_mtime_ns};"
