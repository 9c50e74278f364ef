"""The reference data of the installed version, and whether a store holds exactly that."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.store.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

MARKER = "https://w3id.org/councilgraph/graph/reference"
"""Graph that says which reference graphs are loaded, and from what; the store's own business."""
UNION = ox.NamedNode("https://w3id.org/councilgraph/graph/reference#union")
UNFINISHED = "unfinished"
"""What a reference graph is marked with while it is loaded."""
FROM = ox.NamedNode("http://purl.org/dc/terms/source")


def fingerprint() -> str:
    """Hash of everything in the ontology room, data and code: equal hash, equal reference data."""
    digest = hashlib.sha256()
    for file in _files(resources.files("councilgraph.ontology")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return "sha256:" + digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry)
        elif entry.is_file():
            yield entry


@cache
def graphs(base: str) -> dict[str, bytes]:
    """Content of the reference graphs by IRI, sorted, their data nodes named under `base`."""
    from councilgraph.ontology import reference_quads

    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in reference_quads(base):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found[quad.graph_name.value].append(quad.triple)
    return {name: canonical(found[name]) for name in sorted(found)}


def union_of(content: bytes) -> str | None:
    """The way of making the union that the marker graph's content records."""
    quads = ox.parse(content, ox.RdfFormat.N_TRIPLES)
    return next((quad.object.value for quad in quads if quad.predicate == UNION), None)


def marks(content: bytes) -> dict[str, str]:
    """Reference graph → the fingerprint it was loaded from, as the marker graph's content tells."""
    quads = ox.parse(content, ox.RdfFormat.N_TRIPLES)
    return {quad.subject.value: quad.object.value for quad in quads if quad.predicate == FROM}


def marker(loaded: dict[str, str], union: str) -> bytes:
    """Content of the marker graph: what is loaded from where, and how the place makes the union."""
    triples = [ox.Triple(ox.NamedNode(name), FROM, ox.Literal(loaded[name])) for name in sorted(loaded)]
    triples.append(ox.Triple(ox.NamedNode(MARKER), UNION, ox.Literal(union)))
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
