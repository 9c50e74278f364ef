"""The data of this room as quads: vocabulary, concepts, and what is known of states and bodies."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from . import iri
from .terms import DATA_BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

Term = TypeVar("Term")


def reference_quads(base: str = DATA_BASE) -> Iterator[ox.Quad]:
    """Every triple of the room's Turtle files, in its named graph, in the order of the files.

    core.ttl and align.ttl go to graph/ontology, schemes/*.ttl to graph/concepts, reference/NAME.ttl to
    graph/NAME. `base` replaces the data base the files are written with; vocabulary and concepts stay.
    """
    for name, file in turtle_files():
        graph = ox.NamedNode(iri.graph(name, base=base))
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(_moved(quad.subject, base), quad.predicate, _moved(quad.object, base), graph)


def turtle_files() -> Iterator[tuple[str, Traversable]]:
    """(Name of the graph, file) for every Turtle file of the room, sorted."""
    room = files(__package__)
    for name in ("core.ttl", "align.ttl"):
        yield "ontology", room.joinpath(name)
    for file in _turtle_in(room.joinpath("schemes")):
        yield "concepts", file
    for file in _turtle_in(room.joinpath("reference")):
        yield file.name.removesuffix(".ttl"), file


def _turtle_in(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".ttl")), key=lambda file: file.name)


def _moved(term: Term, base: str) -> Term | ox.NamedNode:
    if isinstance(term, ox.NamedNode) and term.value.startswith(DATA_BASE):
        return ox.NamedNode(base + term.value.removeprefix(DATA_BASE))
    return term
