"""The house style of ontology/README.md, as checks; exceptions stand in EXCEPTIONS and nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from councilgraph.ontology.terms import CG, SCHEMES
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from .conftest import LANGUAGES

if TYPE_CHECKING:
    from rdflib.term import Node

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
DEMANDS = (RDFS.domain, RDFS.range, OWL.inverseOf)
EXCEPTIONS = {
    "a data property that is a yes or no reads as a statement": {CG.isFictional, CG.isInferred, CG.isSetAside},
}
OWN_CONCEPTS = [concept for scheme in SCHEMES.values() for concept in scheme]


def texts(graph: Graph, term: Node, predicate: URIRef) -> dict[str, list[str]]:
    """Language → the texts of a term in it."""
    found: dict[str, list[str]] = {}
    for value in graph.objects(term, predicate):
        assert isinstance(value, Literal)
        found.setdefault(value.language or "none", []).append(str(value))
    return found


def english(graph: Graph, term: Node, predicate: URIRef) -> str:
    (only,) = texts(graph, term, predicate)["en"]
    return only


@pytest.mark.parametrize("term", CG)
def test_a_term_is_of_one_kind_and_well_spelt(term: URIRef, core: Graph) -> None:
    (kind,) = set(core.objects(term, RDF.type))
    assert kind in KINDS
    name = term.removeprefix(str(CG))
    assert re.fullmatch("[A-Z][A-Za-z]+" if kind == OWL.Class else "[a-z][A-Za-z0-9]+", name)


@pytest.mark.parametrize("term", CG)
def test_a_term_has_one_label_in_each_language(term: URIRef, core: Graph) -> None:
    labels = texts(core, term, RDFS.label)
    assert tuple(sorted(labels)) == LANGUAGES
    assert all(len(each) == 1 for each in labels.values())


@pytest.mark.parametrize("term", CG)
def test_a_definition_is_one_short_sentence_that_does_not_repeat_the_name(term: URIRef, core: Graph) -> None:
    definition = english(core, term, SKOS.definition)
    assert set(texts(core, term, SKOS.definition)) == {"en"}
    assert re.fullmatch(r"[A-Z][^.]*\.", definition)
    assert 6 <= len(definition.split()) <= 18
    label = english(core, term, RDFS.label)
    assert not re.search(rf"\b{re.escape(label)}s?\b", definition, re.IGNORECASE)


@pytest.mark.parametrize("kind", ["class", "property"])
def test_no_label_names_two_terms(kind: str, core: Graph) -> None:
    kinds = {OWL.Class} if kind == "class" else KINDS - {OWL.Class}
    labels = [
        label for each in kinds for term in core.subjects(RDF.type, each) for label in core.objects(term, RDFS.label)
    ]
    assert len(labels) > 100
    assert [label for label, times in Counter(labels).items() if times > 1] == []


def test_a_class_is_a_singular_noun(core: Graph) -> None:
    labels = [english(core, term, RDFS.label) for term in core.subjects(RDF.type, OWL.Class)]
    assert [label for label in labels if label.endswith("s") or label != label.lower()] == []


def test_an_object_property_is_a_verb_in_the_present(core: Graph) -> None:
    labels = [english(core, term, RDFS.label) for term in core.subjects(RDF.type, OWL.ObjectProperty)]
    assert [label for label in labels if not label.split()[0].endswith("s")] == []


def test_a_data_property_is_a_noun(core: Graph) -> None:
    verbs = {
        term
        for term in core.subjects(RDF.type, OWL.DatatypeProperty)
        if english(core, term, RDFS.label).split()[0] in ("is", "has", "was", "does")
    }
    assert verbs == EXCEPTIONS["a data property that is a yes or no reads as a statement"]


def test_the_vocabulary_makes_no_demands_and_has_no_inverses(core: Graph, align: Graph) -> None:
    assert [p for graph in (core, align) for p in graph.predicates() if p in DEMANDS] == []


def test_parents_are_terms_of_the_same_kind(core: Graph) -> None:
    for relation, kinds in ((RDFS.subClassOf, {OWL.Class}), (RDFS.subPropertyOf, KINDS - {OWL.Class})):
        for child, parent in core.subject_objects(relation):
            assert parent in CG
            assert core.value(child, RDF.type) == core.value(parent, RDF.type)
            assert core.value(child, RDF.type) in kinds


def test_the_core_reads_without_other_vocabularies(core: Graph) -> None:
    used = {str(node) for triple in core for node in triple if isinstance(node, URIRef)}
    known = (
        str(CG),
        *map(str, (OWL, RDF, RDFS, SKOS)),
        "http://purl.org/dc/terms/",
        "http://purl.org/vocab/vann/",
    )
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert {iri for iri in used if not iri.startswith(known)} == {str(CG).rstrip("#"), licence}


@pytest.mark.parametrize("concept", OWN_CONCEPTS)
def test_a_concept_is_described_in_six_languages(concept: URIRef, concepts: Graph) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        found = texts(concepts, concept, predicate)
        assert tuple(sorted(found)) == LANGUAGES
        assert all(len(each) == 1 for each in found.values())
    definition, label = (
        english(concepts, concept, SKOS.definition),
        english(concepts, concept, SKOS.prefLabel),
    )
    assert re.fullmatch(r"[A-Z][^.]*\.", definition)
    assert len(definition.split()) <= 18
    assert not re.search(rf"\b{re.escape(label)}\b", definition, re.IGNORECASE)


@pytest.mark.parametrize("name", SCHEMES)
def test_no_label_names_two_concepts_of_a_scheme(name: str, concepts: Graph) -> None:
    labels = [label for concept in SCHEMES[name] for label in concepts.objects(concept, SKOS.prefLabel)]
    assert len(labels) == len(LANGUAGES) * len(SCHEMES[name])
    assert len(set(labels)) == len(labels)


def test_scripts_match_languages(core: Graph, concepts: Graph) -> None:
    scripts = {"ar": r"[\u0600-\u06ff]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}
    for graph, terms, predicate in ((core, list(CG), RDFS.label), (concepts, OWN_CONCEPTS, SKOS.prefLabel)):
        for term in terms:
            for language, (label,) in texts(graph, term, predicate).items():
                assert re.match(scripts.get(language, r"[A-Za-zÀ-ÿ]"), label), (term, label)


@pytest.mark.parametrize("concept", OWN_CONCEPTS)
def test_a_wider_concept_is_of_the_same_scheme_and_never_itself(concept: URIRef, concepts: Graph) -> None:
    wider = list(concepts.objects(concept, SKOS.broader))
    (scheme,) = concepts.objects(concept, SKOS.inScheme)
    assert len(wider) <= 1
    assert bool(wider) != bool(list(concepts.objects(concept, SKOS.topConceptOf)))
    assert all(concepts.value(each, SKOS.inScheme) == scheme for each in wider)
    assert concept not in set(concepts.transitive_objects(wider[0], SKOS.broader) if wider else ())


WIDER = {
    "supports-with-reservation": "supports",
    "approved": "agreed",
    "adopted": "approved",
    "endorsed": "agreed",
    "one": "exact",
    "several": "some",
    "many": "several",
    "all": "most",
    "acclamation": "consensus",
}


def test_what_is_a_kind_of_what_was_weighed_one_by_one(concepts: Graph) -> None:
    found = {
        str(concepts.value(concept, SKOS.notation)): str(concepts.value(wider, SKOS.notation))
        for concept in OWN_CONCEPTS
        for wider in concepts.objects(concept, SKOS.broader)
    }
    assert found == WIDER
