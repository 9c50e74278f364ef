"""An OWL reasoner (HermiT, by owlready2) finds no contradiction in the ontology and what is said in its words."""

from __future__ import annotations

import shutil
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import councilgraph
import pytest
from councilgraph.bundled import example
from rdflib import OWL, RDF, RDFS, Graph

from tests.conftest import require

from .conftest import ROOM

if TYPE_CHECKING:
    from rdflib.term import Node

OTHERS = Path(__file__).with_name("others.ttl")
MEMORY = 1000
"""Of the reasoner, in MB."""
INCONSISTENT = "a contradiction among things"
BROKEN = {
    "a thing of two kinds that exclude each other": ("<urn:x> a cg:Position , cg:Outcome .", INCONSISTENT),
    "a state that is a body, by what a subclass says": ("<urn:x> a cg:State , cg:WorkingGroup .", INCONSISTENT),
    "an event that rests on words": ("<urn:x> a cg:Meeting ; cg:evidence <urn:y> .", INCONSISTENT),
    "a scheme among concepts": (
        "<urn:x> skos:broader <urn:y> . <urn:y> a skos:ConceptScheme .",
        INCONSISTENT,
    ),
    "an alignment that leaves a class empty": ("cg:Candidate rdfs:subClassOf prov:Activity .", "Candidate"),
    "a class below two that exclude each other": ("cg:WorkingGroup rdfs:subClassOf cg:Post .", "WorkingGroup"),
}


@pytest.fixture(scope="module")
def vocabulary(core: Graph, align: Graph) -> Graph:
    """The room's terms with what is demanded of the terms of others, each of which says its kind."""
    graph = core + align + Graph().parse(OTHERS)
    for _, parent in set(graph.subject_objects(RDFS.subClassOf)):
        graph.add((parent, RDF.type, OWL.Class))
    for child, parent in set(graph.subject_objects(RDFS.subPropertyOf)):
        graph.add((parent, RDF.type, kind_of(child, graph)))
    return graph


def kind_of(term: Node, graph: Graph) -> Node:
    return next(kind for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) if (term, RDF.type, kind) in graph)


def faults(graph: Graph, folder: Path) -> set[str]:
    """Classes that can have no member, by name; INCONSISTENT alone where the graph as a whole cannot be true."""
    require("owlready2 and java, for the reasoner", bool(find_spec("owlready2") and shutil.which("java")))
    import owlready2

    owlready2.reasoning.JAVA_MEMORY = MEMORY
    file = folder / "graph.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    with closing(owlready2.World()) as world:
        world.get_ontology(file.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return {INCONSISTENT}
        return {found.name for found in world.inconsistent_classes()} - {owlready2.Nothing.name}


def reference() -> Graph:
    graph = Graph()
    for file in (ROOM / "reference").glob("*.ttl"):
        graph.parse(file)
    return graph


def test_a_record_and_all_reference_data_contradict_nothing(vocabulary: Graph, concepts: Graph, tmp_path: Path) -> None:
    record = councilgraph.read(example("en.txt"))
    assert len(record) > 900
    assert faults(vocabulary + concepts + reference() + record, tmp_path) == set()


def test_a_record_as_published_contradicts_nothing(
    shared: Path, vocabulary: Graph, concepts: Graph, tmp_path: Path
) -> None:
    record = councilgraph.read(shared / "records" / "c24-plenary.zh.txt")
    assert faults(vocabulary + concepts + record, tmp_path) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_the_reasoner_finds_what_cannot_be(name: str, vocabulary: Graph, tmp_path: Path) -> None:
    turtle, expected = BROKEN[name]
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in vocabulary.namespaces())
    assert faults(vocabulary + Graph().parse(data=prefixes + turtle, format="turtle"), tmp_path) == {expected}


def test_what_excludes_each_other_is_said_once_and_of_our_classes(core: Graph) -> None:
    pairs = [frozenset(pair) for pair in core.subject_objects(OWL.disjointWith)]
    classes = set(core.subjects(RDF.type, OWL.Class))
    assert len(pairs) > 40
    assert len(pairs) == len(set(pairs))
    assert {len(pair) for pair in pairs} == {2}
    assert {term for pair in pairs for term in pair} <= classes
