"""Where in the record a node stands: the number of the paragraph that its links lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilgraph.ontology.terms import CG
from rdflib import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

TO_PARAGRAPH = (
    CG.reportedIn,
    CG.inParagraph,
    CG.performedIn,
    CG.expressedIn,
    CG.mandatedBy,
    CG.evidence,
)
FROM_OWNER = {CG.UnnamedGroup: (CG.madeBy, CG.onBehalfOf, CG.heldBy), CG.Evidence: (CG.evidence,)}
"""Class → links that lead to the one fact owning a node of it; other nodes are shared by many paragraphs."""
FURTHEST = 4


def paragraph_number(graph: Graph, node: Node) -> str:
    """The number of the nearest paragraph, the first of equally near ones; empty when none is near."""
    frontier, seen = {node}, {node}
    for _ in range(FURTHEST):
        numbers = [str(number) for near in frontier for number in graph.objects(near, CG.paragraphNumber)]
        if numbers:
            return min(numbers, key=paragraph_order)
        frontier = {linked for near in frontier for linked in neighbours(graph, near)} - seen
        seen |= frontier
    return ""


def neighbours(graph: Graph, node: Node) -> Iterator[Node]:
    """The nodes one step nearer to the paragraph."""
    for link in TO_PARAGRAPH:
        yield from graph.objects(node, link)
    for kind in graph.objects(node, RDF.type):
        for link in FROM_OWNER.get(kind, ()):  # type: ignore[call-overload]
            yield from graph.subjects(link, node)


def paragraph_order(number: str) -> list[tuple[int, str]]:
    """A key that sorts paragraph numbers as people count them.

    >>> sorted(["1.10", "1.9", ""], key=paragraph_order)
    ['', '1.9', '1.10']
    """
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d+)|(\D+)", number)]
