"""The same TriG in rdflib and in an embedded Oxigraph, behind the one function that questions need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from councilgraph.queries import Table
from rdflib import BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rdflib.term import Identifier

    Select = Callable[[str], Table]
    Store = Callable[..., Select]

HERE = Path(__file__).parent


@cache
def rdflib_select(*texts: str) -> Select:
    """A SELECT on rdflib, on the union of all graphs."""
    graph = Graph()
    graph.parse(data=pyoxigraph.serialize(union(*texts), format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")

    def select(sparql: str) -> Table:
        result = graph.query(sparql)
        columns = tuple(str(name) for name in result.vars or ())
        return Table(columns, [tuple(row) for row in result])

    return select


@cache
def oxigraph_select(*texts: str) -> Select:
    """A SELECT on an Oxigraph in memory, whose default graph holds each triple once.

    Oxigraph's own union counts a triple once for each graph that holds it, and every join multiplies that.
    """
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(triple.subject, triple.predicate, triple.object) for triple in union(*texts))

    def select(sparql: str) -> Table:
        result = store.query(sparql)
        assert isinstance(result, pyoxigraph.QuerySolutions)
        columns = tuple(name.value for name in result.variables)
        return Table(columns, [tuple(term(row[name]) for name in columns) for row in result])

    return select


def union(*texts: str) -> Iterator[pyoxigraph.Triple]:
    """The triples of all graphs in TriG texts."""
    for text in texts:
        for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG):
            yield quad.triple


def term(value: object) -> Identifier | None:
    """A term of pyoxigraph as one of rdflib."""
    match value:
        case None:
            return None
        case pyoxigraph.NamedNode():
            return URIRef(value.value)
        case pyoxigraph.BlankNode():
            return BNode(value.value)
        case pyoxigraph.Literal(language=str() as language):
            return Literal(value.value, lang=language)
        case pyoxigraph.Literal():
            return Literal(value.value, datatype=URIRef(value.datatype.value))
    raise TypeError(f"{value!r} is not a term")


STORES: dict[str, Store] = {"rdflib": rdflib_select, "oxigraph": oxigraph_select}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """Each kind of store in turn: a function from TriG texts to a SELECT."""
    return STORES[request.param]


@pytest.fixture(scope="session")
def stores() -> dict[str, Store]:
    """All kinds of store at once."""
    return STORES


@pytest.fixture(scope="session")
def oxigraph() -> Store:
    """The embedded store alone, where one store is enough."""
    return oxigraph_select


@pytest.fixture(scope="session")
def world() -> Callable[[str], str]:
    """The text of a file in `worlds/`."""
    return read_world


@pytest.fixture(scope="session")
def council() -> tuple[str, str]:
    """The invented council, and the reference data it needs."""
    return read_world("reference"), read_world("council")


@pytest.fixture(scope="session")
def council_select(council: tuple[str, str]) -> Select:
    """A SELECT on the invented council."""
    return oxigraph_select(*council)


def read_world(name: str) -> str:
    """The text of a file in `worlds/`."""
    return (HERE / "worlds" / f"{name}.trig").read_text("utf-8")
