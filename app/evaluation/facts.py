"""The facts of a graph as counted rows, the same that a gold file states."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.evaluation.keys import Keys, nameless, spoken_for
from councilgraph.ontology.terms import CG, STANCE
from rdflib.namespace import DCTERMS

if TYPE_CHECKING:
    from rdflib import Graph

Row = tuple[str, ...]
"""A fact without its words; the first cell is the paragraph or the agenda item."""
Rows = defaultdict[str, Counter[Row]]

BODY = "body"
STANCES = frozenset(str(stance).rpartition("/")[2] for stance in STANCE)


@dataclass(slots=True)
class Facts:
    """Rows by kind of fact, each as often as the graph holds it.

    `targets` are what the acts and outcomes behind a row (paragraph, who, what) are directed at: one set of
    keys for each of them, since two supporters of one kind in a paragraph are two acts with the same row.
    """

    rows: Rows = field(default_factory=lambda: defaultdict(Counter))
    targets: defaultdict[Row, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))

    def count(self, kind: str, *row: str) -> None:
        """Add one row of a kind."""
        self.rows[kind][row] += 1


def facts_of(graph: Graph) -> Facts:
    """All facts of one record's graph; a fact in no paragraph of the graph is left out."""
    keys, facts = Keys(graph), Facts()
    for number in keys.paragraphs.values():
        facts.count("paragraphs", number)
    _items(keys, facts)
    _acts(keys, facts)
    _outcomes(keys, facts)
    for paragraph, number in keys.paragraphs.items():
        for cited in graph.objects(paragraph, CG.cites):
            facts.count("references", number, keys.target(cited))
        for topic in graph.objects(paragraph, DCTERMS.subject):
            facts.count("topics", number, keys.code(topic))
    for found in facts.targets.values():
        found.sort(key=sorted)
    return facts


def _items(keys: Keys, facts: Facts) -> None:
    graph = keys.graph
    under = {item for paragraph in keys.paragraphs for item in graph.objects(paragraph, CG.underItem)}
    for item in under or set(graph.subjects(CG.itemNumber)):
        number = str(keys.value(item, CG.itemNumber))
        facts.count("items", number)
        for document in graph.objects(item, CG.considers):
            facts.count("item documents", number, str(keys.value(document, CG.symbol)))


def _acts(keys: Keys, facts: Facts) -> None:
    graph = keys.graph
    for link, kind in ((CG.performedIn, CG.actType), (CG.expressedIn, CG.stance)):
        for act, intervention in graph.subject_objects(link):
            places = keys.numbers(act) or keys.numbers(intervention)
            if not places:
                continue
            row = (places[0], keys.speaker(intervention), keys.code(keys.value(act, kind)))
            facts.count("acts", *row)
            facts.targets[row].append(keys.targets(act, CG.towards))
            if row[2] in STANCES:
                facts.count("positions", *row)
                for other in {spoken_for(keys.agent(one)) for one in graph.objects(intervention, CG.onBehalfOf)}:
                    facts.count("on behalf of", row[0], row[1], other)
    for intervention in graph.subjects(CG.madeBy):
        for place in keys.numbers(intervention):
            facts.count("speakers", place, keys.speaker(intervention))


def _outcomes(keys: Keys, facts: Facts) -> None:
    for outcome, kind in keys.graph.subject_objects(CG.outcomeType):
        for place in keys.numbers(outcome)[:1]:
            row = (place, BODY, keys.code(kind))
            facts.count("outcomes", place, row[2])
            facts.targets[row].append(keys.targets(outcome, CG.concerns))
    for mandate, leader in keys.graph.subject_objects(CG.ledBy):
        for place in keys.numbers(mandate)[:1]:
            facts.count("mandates", place, nameless(keys.agent(leader)))
