"""One way to write a graph down, so that equal graphs are equal bytes on every machine and store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

N_TRIPLES = ox.RdfFormat.N_TRIPLES


def canonical(graph: Graph | bytes | Iterable[ox.Triple]) -> bytes:
    """Sorted N-Triples as Oxigraph prints them; raises ValueError for what is no RDF.

    Oxigraph writes numbers and language tags in one form only (3.50 → 3.5, @EN → @en): what goes to a
    server passes through here too, so that all places hold the same literals.

    >>> canonical(b'<http://a/s> <http://a/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    b'<http://a/s> <http://a/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\\n'
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in _named(_triples(graph)))
    lines = store.dump(format=N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _triples(graph: Graph | bytes | Iterable[ox.Triple]) -> Iterable[ox.Triple]:
    if isinstance(graph, bytes):
        return read_triples(graph)
    if hasattr(graph, "serialize"):
        return read_triples(graph.serialize(format="nt", encoding="utf-8"))
    return graph


def read_triples(content: bytes) -> Iterator[ox.Triple]:
    """The triples of N-Triples text, in its order."""
    for quad in ox.parse(content, N_TRIPLES):
        yield quad.triple


def _named(triples: Iterable[ox.Triple]) -> Iterable[ox.Triple]:
    """Blank nodes named by what they say (RDFC-1.0), so that their labels never make a difference."""
    held = list(triples)
    if not any(isinstance(node, ox.BlankNode) for triple in held for node in (triple.subject, triple.object)):
        return held
    dataset = ox.Dataset(ox.Quad(*triple) for triple in held)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return (quad.triple for quad in dataset)
