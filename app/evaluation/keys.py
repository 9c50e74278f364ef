"""Nodes of a record's graph as the keys of the reading guide: `state:CHE:councillor`, `doc:C24/8(Rev.1)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ontology.terms import CG
from rdflib import RDF, Literal
from rdflib.namespace import SKOS

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

NONE, UNKNOWN = "none", "unknown"


class Keys:
    """The keys of one graph. `paragraphs` maps each paragraph's node to its number.

    Where a node has several values for what can be but one, the first in the order of their texts is taken,
    so that the same triples always give the same keys.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.paragraphs = {node: str(number) for node, number in graph.subject_objects(CG.paragraphNumber)}

    def value(self, node: Node, term: URIRef) -> Node | None:
        """The one value of a property, None where there is none."""
        return min(self.graph.objects(node, term), key=str, default=None)

    def code(self, concept: Node | None) -> str:
        """The notation of a concept, else the end of its address; "none" for no concept."""
        if concept is None:
            return NONE
        notation = self.value(concept, SKOS.notation)
        if notation is not None:
            return str(notation)
        return str(concept).rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def is_a(self, node: Node, *classes: URIRef) -> bool:
        """Whether a node is of one of the classes."""
        return any((node, RDF.type, one) in self.graph for one in classes)

    def numbers(self, node: Node | None) -> list[str]:
        """Numbers of the paragraphs that report a node, sorted as texts."""
        if node is None:
            return []
        places = self.graph.objects(node, CG.reportedIn)
        return sorted({self.paragraphs[place] for place in places if place in self.paragraphs})

    def name(self, node: Node) -> str:
        """What a body, a coalition or a text is called: its notation, else its English label."""
        notation = self.value(node, SKOS.notation)
        if notation is not None:
            return str(notation)
        labels = self.graph.objects(node, SKOS.prefLabel)
        return str(min(labels, key=lambda label: (not _is_english(label), str(label)), default=node))

    def agent(self, node: Node | None, capacity: str = NONE) -> str:
        """The key of a speaker."""
        if node is None:
            return UNKNOWN
        if self.is_a(node, CG.UnnamedGroup):
            return self._group(node, capacity)
        if capacity == "chair":
            return "office:chair"
        if capacity == "elected-official":
            return f"office:{self.name(node)}"
        state = self.value(node, CG.iso3)
        if state is not None:
            return f"state:{state}:{capacity}"
        kind = "coalition" if self.is_a(node, CG.Coalition) else "body"
        return f"{kind}:{self.name(node)}:{capacity}"

    def _group(self, node: Node, capacity: str) -> str:
        own, count = self.value(node, CG.inCapacity), self.value(node, CG.minimumCount)
        quantifier = self.code(self.value(node, CG.quantifier))
        exactly = f":{int(str(count))}" if quantifier == "exact" and count is not None else ""
        return f"group:{self.code(own) if own is not None else capacity}:{quantifier}{exactly}"

    def speaker(self, intervention: Node | None) -> str:
        """The key of who made an intervention, in the capacity it was made in."""
        if intervention is None:
            return UNKNOWN
        capacity = self.code(self.value(intervention, CG.inCapacity))
        return self.agent(self.value(intervention, CG.madeBy), capacity)

    def target(self, node: Node) -> str:
        """The key of what an act or outcome is about."""
        if self.is_a(node, CG.Position, CG.SpeechAct):
            return self._view(node)
        if self.is_a(node, CG.TextPart) and (whole := self.value(node, CG.partOf)) is not None:
            return self.target(whole)
        if self.is_a(node, CG.Amendment):
            amended = self.value(node, CG.amends)
            return f"amd:{NONE if amended is None else self.target(amended).partition(':')[2]}"
        if self.is_a(node, CG.DraftResolution):
            held = self.value(node, CG.containedIn)
            return f"draft:{'?' if held is None else self.value(held, CG.symbol)}"
        if self.is_a(node, CG.Resolution, CG.Decision):
            kind, issuer = "dec" if self.is_a(node, CG.Decision) else "res", self.value(node, CG.issuedBy)
            return f"{kind}:{'?' if issuer is None else self.name(issuer)}/{self.value(node, CG.number)}"
        symbol = self.value(node, CG.symbol)
        if symbol is not None:
            return f"doc:{symbol}"
        if (node, SKOS.inScheme, None) in self.graph:
            return f"topic:{self.code(node)}"
        return f"text:{self.name(node)}"

    def _view(self, act: Node) -> str:
        intervention = self.value(act, CG.expressedIn) or self.value(act, CG.performedIn)
        maker = None if intervention is None else self.value(intervention, CG.madeBy)
        who = nameless(self.agent(maker))
        return f"view:{next(iter(self.numbers(intervention)), '?')}:{who}"

    def targets(self, node: Node, term: URIRef) -> frozenset[str]:
        """The keys of everything a property leads to; "none" alone where it leads nowhere."""
        return frozenset(map(self.target, self.graph.objects(node, term))) or frozenset({NONE})


def nameless(key: str) -> str:
    """A speaker's key without capacity.

    >>> nameless("state:CHE:councillor"), nameless("office:chair")
    ('state:CHE', 'office:chair')
    """
    return ":".join(key.split(":")[:2])


def spoken_for(key: str) -> str:
    """Those spoken for are named without a capacity, unless they are an unnamed group.

    >>> spoken_for("state:MEX:councillor"), spoken_for("group:state:exact:5")
    ('state:MEX', 'group:state:exact:5')
    """
    return key if key.startswith("group:") else nameless(key)


def in_order(number: str) -> list[tuple[int, str]]:
    """A sort key that puts paragraph 1.10 after 1.2.

    >>> sorted(["1.10", "1.2"], key=in_order)
    ['1.2', '1.10']
    """
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in number.split(".")]


def _is_english(label: Node) -> bool:
    return isinstance(label, Literal) and label.language == "en"
