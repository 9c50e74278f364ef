"""Terms and rows of Oxigraph and of SPARQL servers, turned into rdflib's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from councilgraph.ontology.terms import PREFIXES
from councilgraph.queries import Table
from rdflib import XSD, BNode, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Identifier

type_of_plain_strings = str(XSD.string)
Solutions = Table | Graph | bool


def term(node: Any) -> Identifier:
    """The same term for rdflib.

    >>> term(ox.Literal("3", datatype=ox.NamedNode(str(XSD.integer))))
    rdflib.term.Literal('3', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer'))
    """
    if isinstance(node, ox.NamedNode):
        return URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return BNode(node.value)
    if node.language:
        return Literal(node.value, lang=node.language.lower())
    if node.datatype.value == type_of_plain_strings:
        return Literal(node.value)
    return Literal(node.value, datatype=URIRef(node.datatype.value))


class Terms(dict[Any, "Identifier | None"]):
    """Terms by what they are in Oxigraph, each made once, since most stand in many rows."""

    def __missing__(self, node: Any) -> Identifier | None:
        made = self[node] = None if node is None else term(node)
        return made

    def row(self, nodes: Iterable[Any]) -> tuple[Identifier | None, ...]:
        """A row of rdflib's terms."""
        return tuple(map(self.__getitem__, nodes))


def table(solutions: ox.QuerySolutions, *, open_columns: bool) -> Table:
    """Rows in the order they came; columns of `SELECT *` by name, so that every engine gives the same."""
    terms = Terms()
    columns = tuple(variable.value for variable in solutions.variables)
    if not open_columns:
        return Table(columns, [terms.row(solution) for solution in solutions])
    columns = tuple(sorted(columns))
    return Table(columns, [terms.row(solution[column] for column in columns) for solution in solutions])


def graph(triples: Iterable[ox.Triple]) -> Graph:
    """The triples as an rdflib graph that knows the prefixes of the vocabulary."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    for triple in triples:
        made.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return made
