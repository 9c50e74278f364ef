"""The store: named graphs of records beside the reference data, wherever they are kept."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.queries import Table
from councilgraph.store import reference
from councilgraph.store.canonical import canonical, read_triples
from councilgraph.store.place import Change, Place, QueryError, StoreError
from councilgraph.store.sparql import understand
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

REVIEWS = re.compile(r"[/#:]reviewer/[^/]+/reviews$")
"""What `ontology.iri.review_graph` mints, under any base."""
DRAWN = re.compile(r"[/#:]graph/(candidates|standing|threads)$")
"""The graphs of what is drawn from all records together, under any base."""
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Store:
    """Records' graphs and the reference data; every question is put to the union of all of them.

    A context manager: leaving it makes everything durable. Errors are StoreError (the place) and QueryError
    (the SPARQL).
    """

    def __init__(self, place: Place) -> None:
        self._place = place

    @property
    def where(self) -> str:
        """The place for people to read: a folder, `memory:` or a URL without credentials."""
        return self._place.where

    def replace(self, graph_iri: str, graph: Graph | bytes) -> Change:
        """Make `graph` (rdflib graph or N-Triples) the whole of the named graph, in one transaction.

        A graph that says the same already is left alone.
        """
        return self._replace(graph_iri, canonical(graph))

    def select(self, sparql: str) -> Table:
        """Rows of a SELECT query."""
        found = self._solve(sparql, "SELECT")
        assert isinstance(found, Table)
        return found

    def construct(self, sparql: str) -> Graph:
        """Triples of a CONSTRUCT or DESCRIBE query."""
        found = self._solve(sparql, "CONSTRUCT", "DESCRIBE")
        assert isinstance(found, Graph)
        return found

    def ask(self, sparql: str) -> bool:
        """Whether an ASK query holds."""
        return bool(self._solve(sparql, "ASK"))

    def solve(self, sparql: str) -> Table | Graph | bool:
        """The answer to a query of any form."""
        return self._place.solve(understand(sparql))

    def graphs(self) -> tuple[str, ...]:
        """Sorted IRIs of the graphs of records, one per record and language."""
        reserved = {reference.MARKER, *self._marks(), *self.reviews()}
        names = (name for name in self._place.names() if not DRAWN.search(name))
        return tuple(sorted(name for name in names if name not in reserved))

    def reviews(self) -> tuple[str, ...]:
        """Sorted IRIs of the graphs of reviews, one per reviewer; replacing a record leaves them alone."""
        return tuple(sorted(name for name in self._place.names() if REVIEWS.search(name)))

    def content(self, graph_iri: str) -> bytes:
        """One named graph as sorted N-Triples; empty where there is none."""
        return canonical(self._place.content(graph_iri))

    def export(self, output: IO[bytes], form: str, *, with_reference: bool = False, record: str | None = None) -> int:
        """Write the graphs to `output` in sorted order and say how many; `form` is a key of FORMATS.

        One graph is in memory at a time. Turtle has no named graphs: a triple that stands in two of them is
        written twice there, and means the same. `record` is the IRI of a record: only its graphs are written,
        otherwise reviews too.
        """
        from councilgraph.ontology.terms import PREFIXES

        names = self._of_record(record) if record else [*self.graphs(), *self.reviews()]
        if with_reference:
            names = sorted([*names, *self._marks()])
        quads = (quad for name in names for quad in self._quads(name))
        syntax = FORMATS[form]
        triples = quads if syntax.supports_datasets else (quad.triple for quad in quads)
        ox.serialize(triples, output, syntax, prefixes=dict(PREFIXES))
        return len(names)

    def ensure_reference(self, base: str | None = None) -> bool:
        """Load the reference data, or refresh it after an upgrade; tells whether anything was to be done."""
        from councilgraph.ontology.terms import DATA_BASE

        base = base or DATA_BASE
        marks, current = self._marks(), reference.fingerprint()
        mine = {name: source for name, source in marks.items() if name.startswith(base)}
        if mine and set(mine.values()) == {current}:
            return False
        graphs = reference.graphs(base)
        # Marked as unfinished first: a load that was cut short is done again, and never taken for records.
        self._mark(marks | dict.fromkeys(graphs, reference.UNFINISHED))
        for name, content in graphs.items():
            self._replace(name, content)
        self._mark(marks | dict.fromkeys(graphs, current))
        return True

    def close(self) -> None:
        """Make everything durable and let go of the place."""
        self._place.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except StoreError:
            if error is None:
                raise

    def _replace(self, name: str, content: bytes) -> Change:
        before = self._place.content(name)
        if before and canonical(before) == content:
            return Change.UNCHANGED
        self._place.put(name, content)
        return Change.REPLACED if before else Change.ADDED

    def _solve(self, sparql: str, *forms: str) -> Table | Graph | bool:
        query = understand(sparql)
        if query.form not in forms:
            raise QueryError(f"a {query.form} query stands where {' or '.join(forms)} belongs")
        return self._place.solve(query)

    def _marks(self) -> dict[str, str]:
        return reference.marks(self._place.content(reference.MARKER))

    def _mark(self, loaded: dict[str, str]) -> None:
        self._place.put(reference.MARKER, reference.marker(loaded, self._place.union))

    def _of_record(self, record: str) -> Sequence[str]:
        names = [name for name in self.graphs() if name.startswith(f"{record}/graph/")]
        if not names:
            raise QueryError(
                f"<{record}> is no record of this store", remedy="List the records with `councilgraph info`."
            )
        return names

    def _quads(self, name: str) -> Iterator[ox.Quad]:
        graph = ox.NamedNode(name)
        for triple in read_triples(self.content(name)):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
