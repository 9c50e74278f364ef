"""Reviews as triples: Web Annotations with the words of the ontology, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from councilgraph.ontology import iri
from councilgraph.ontology.terms import CG, PREFIXES, VERDICT, code_of
from councilgraph.review.model import KINDS, Correction, Judgement, Review
from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.review.model import Reviewer
    from rdflib.term import Node

OA = Namespace(PREFIXES["oa"])
MOTIVES = {"accept": OA.assessing, "reject": OA.assessing, "correct": OA.editing}
LINKS = {kind.scheme: kind.link for kind in KINDS.values() if kind.link is not None}


def graph_of(reviewer: Reviewer, reviews: Iterable[Review]) -> Graph:
    """The whole of a reviewer's graph."""
    graph = Graph(identifier=iri.review_graph(reviewer.iri), bind_namespaces="none")
    graph.add((reviewer.iri, RDF.type, CG.Reviewer))
    graph.add((reviewer.iri, SKOS.prefLabel, Literal(" ".join(reviewer.name.split()))))
    if reviewer.orcid:
        graph.add((reviewer.iri, SKOS.notation, Literal(reviewer.orcid)))
    for review in reviews:
        add_review(graph, review)
    return graph


def add_review(graph: Graph, review: Review) -> None:
    """One review: who, when, why, which verdict, on what."""
    node, judgement = iri.review(review.fact, review.reviewer), review.judgement
    words, language = review.quote
    pairs: list[tuple[URIRef, Node]] = [
        (RDF.type, CG.Review),
        (RDF.type, OA.Annotation),
        (OA.hasTarget, review.fact),
        (OA.motivatedBy, MOTIVES[judgement.verdict]),
        (DCTERMS.creator, review.reviewer),
        (DCTERMS.created, Literal(review.when, datatype=XSD.dateTime, normalize=False)),
        (CG.verdict, VERDICT[judgement.verdict]),
        (CG.quote, Literal(words, lang=language)),
        *((CG.weighs, value) for value in review.weighed),
        *corrections(judgement.correction),
    ]
    if judgement.why:
        pairs.append((OA.bodyValue, Literal(judgement.why)))
    for link, value in pairs:
        graph.add((node, link, value))


def corrections(correction: Correction) -> list[tuple[URIRef, Node]]:
    """What is right, as links of a review."""
    pairs: list[tuple[URIRef, Node]] = [(CG.correctsHolder, holder) for holder in correction.holders]
    pairs += [(CG.correctsTarget, target) for target in correction.targets]
    if correction.did:
        pairs.append((LINKS[correction.did.rsplit("/", 2)[-2]], correction.did))
    return pairs


def reviews_in(graph: Graph) -> list[Review]:
    """The reviews of a graph, by fact; of a graph that passed the gate."""
    return sorted((review_in(graph, node) for node in graph.subjects(RDF.type, CG.Review)), key=lambda r: r.fact)


def review_in(graph: Graph, node: Node) -> Review:
    """The review of one node."""
    quote = graph.value(node, CG.quote)
    assert isinstance(quote, Literal)
    did = [value for link in LINKS.values() for value in nodes(graph, node, link)]
    correction = Correction(
        did=did[0] if did else None,
        holders=nodes(graph, node, CG.correctsHolder),
        targets=nodes(graph, node, CG.correctsTarget),
    )
    verdict = code_of(one(graph, node, CG.verdict))
    return Review(
        fact=one(graph, node, OA.hasTarget),
        reviewer=one(graph, node, DCTERMS.creator),
        judgement=Judgement(verdict, str(graph.value(node, OA.bodyValue) or ""), correction),
        when=str(graph.value(node, DCTERMS.created)).replace("+00:00", "Z"),  # rdflib writes UTC so
        quote=(str(quote), quote.language or ""),
        weighed=frozenset(nodes(graph, node, CG.weighs)),
    )


def one(graph: Graph, node: Node, link: URIRef) -> URIRef:
    """The only node at the end of a link."""
    return cast("URIRef", graph.value(node, link))


def nodes(graph: Graph, node: Node, link: URIRef) -> tuple[URIRef, ...]:
    """The nodes at the end of a link, sorted."""
    return tuple(sorted(value for value in graph.objects(node, link) if isinstance(value, URIRef)))
