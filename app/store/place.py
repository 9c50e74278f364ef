"""What a place must do so that a store can stand on it, and what goes wrong there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from councilgraph.store.results import Solutions
    from councilgraph.store.sparql import Query


class StoreError(CouncilgraphError):
    """The place is missing, locked, full, refused the credentials, or does not answer."""

    exit_code = 5


class QueryError(CouncilgraphError):
    """The SPARQL is not understood, or asks for something that a question may not do."""

    exit_code = 6


KEPT = "kept"
"""Way of a place that holds the union of its named graphs as triples of the default graph."""


class Change(StrEnum):
    """What storing a graph did: the graph is new, took the place of another, or was there already."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class Place(Protocol):
    """Somewhere that keeps named graphs; `where` is its name for people and never holds credentials."""

    where: str

    @property
    def union(self) -> str:
        """How the default graph comes to be the union of all named ones: KEPT, or a way of the server's."""

    def names(self) -> list[str]:
        """IRIs of all named graphs, in any order."""

    def content(self, name: str) -> bytes:
        """The graph as N-Triples in any order; empty where there is no such graph."""

    def put(self, name: str, content: bytes) -> None:
        """Make `content` (N-Triples) the whole of the graph `name`, in one transaction."""

    def solve(self, query: Query) -> Solutions:
        """Answer on the union of all named graphs."""

    def close(self) -> None:
        """Make everything durable and let go of the place."""
