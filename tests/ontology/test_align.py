"""The alignments speak of terms that exist, and say nothing that the core needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ontology.terms import CG
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, Graph, URIRef

if TYPE_CHECKING:
    from rdflib.namespace import DefinedNamespace

CLOSED: tuple[type[DefinedNamespace], ...] = (DCTERMS, FOAF, ORG, PROV, SKOS)
OPEN = {
    "Akoma Ntoso elements": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0#",
    "Akoma Ntoso top-level classes": "https://w3id.org/akn/ontology/allot/",
    "ELI": "http://data.europa.eu/eli/ontology#",
    "ELI-DL": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "FRBR": "http://purl.org/vocab/frbr/core#",
    "Popolo": "http://www.w3.org/ns/opengov#",
    "UNDO": "https://w3id.org/un/ontology/undo/",
    "Web Annotation": "http://www.w3.org/ns/oa#",
}
LINKS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.relatedMatch,
}


def links(align: Graph) -> list[tuple[URIRef, URIRef, URIRef]]:
    return [t for t in align if t[1] in LINKS]  # type: ignore[misc]


def test_only_our_terms_are_aligned(align: Graph) -> None:
    header = set(align.subjects(RDF.type, OWL.Ontology))
    assert {s for s in align.subjects() if s not in CG} == header
    assert {p for s, p, _ in align if s in CG} == LINKS


def test_only_terms_that_exist_are_linked_to(align: Graph) -> None:
    for _, _, target in links(align):
        closed = [each for each in CLOSED if target.startswith(str(each))]
        assert all(target in each for each in closed), target
        assert closed or any(target.startswith(each) for each in OPEN.values()), target


def test_each_vocabulary_of_the_plan_is_linked_to(align: Graph) -> None:
    targets = [target for _, _, target in links(align)]
    for name in (*map(str, CLOSED), *OPEN.values()):
        assert any(target.startswith(name) for target in targets), name


def test_a_class_is_no_kind_of_property(align: Graph, core: Graph) -> None:
    for child in align.subjects(RDFS.subClassOf):
        assert (child, RDF.type, OWL.Class) in core
    for child in align.subjects(RDFS.subPropertyOf):
        assert (child, RDF.type, OWL.Class) not in core


def test_every_class_is_linked_to_something(align: Graph, core: Graph) -> None:
    assert set(core.subjects(RDF.type, OWL.Class)) - set(align.subjects()) == set()
