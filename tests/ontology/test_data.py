"""The room's own triples: every file parses, stands in its graph, and uses terms that exist."""

from __future__ import annotations

import doctest
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from councilgraph.ontology import DATA_BASE, TOPIC, iri, reference_quads
from councilgraph.ontology.data import turtle_files
from councilgraph.ontology.terms import CG, ROOT, SCHEMES
from rdflib import DCTERMS, Graph, URIRef

from .conftest import ROOM

FILES = sorted(ROOM.rglob("*.ttl"))
BASE = "https://example.org/graph/"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_turtle_file_parses_and_is_loaded(file: Path) -> None:
    assert len(Graph().parse(file)) > 10
    assert file.name in {each.name for _, each in turtle_files()}


def test_no_file_is_loaded_twice_or_forgotten() -> None:
    loaded = Counter(Path(str(file)).parts[-2:] for _, file in turtle_files())
    assert loaded == Counter(file.parts[-2:] for file in FILES)


def test_each_file_goes_to_the_graph_of_its_name() -> None:
    homes = {file.name: name for name, file in turtle_files()}
    assert homes["core.ttl"] == homes["align.ttl"] == "ontology"
    assert homes["stance.ttl"] == homes["method.ttl"] == "concepts"
    assert homes["states.ttl"] == "states"
    graphs = {str(quad.graph_name) for quad in reference_quads()}
    assert graphs == {f"<{iri.graph(name)}>" for name in homes.values()}


def test_no_node_is_blank_so_that_loading_again_adds_nothing() -> None:
    blank = [quad for quad in reference_quads() for node in quad if isinstance(node, ox.BlankNode)]
    assert blank == []
    assert set(reference_quads()) == set(reference_quads())


def test_the_data_base_is_replaced_and_nothing_else() -> None:
    here, there = list(reference_quads()), list(reference_quads(BASE))
    assert len(here) == len(there)
    for left, right in zip(here, there, strict=True):
        assert str(right) == str(left).replace(f"<{DATA_BASE}", f"<{BASE}")


def test_every_term_and_concept_in_use_exists() -> None:
    topics = {quad.subject for quad in reference_quads() if str(quad.subject).startswith(f"<{TOPIC}")}
    for quad in reference_quads():
        for node in (quad.subject, quad.predicate, quad.object):
            if not isinstance(node, ox.NamedNode):
                continue
            if node.value.startswith(str(CG)) and node.value != str(CG):
                assert URIRef(node.value) in CG, quad
            if node.value.startswith(TOPIC):
                assert node in topics, quad
            for scheme in SCHEMES.values():
                assert not node.value.startswith(str(scheme)) or URIRef(node.value) in scheme, quad


def test_every_name_of_data_can_be_parsed() -> None:
    names = {node.value for quad in reference_quads(BASE) for node in quad if isinstance(node, ox.NamedNode)}
    ours = {name for name in names if name.startswith(BASE)}
    assert len(ours) > 100
    assert {iri.parse(name, base=BASE).kind for name in ours} >= {"state", "graph"}


def test_what_is_ours_stays_below_our_root() -> None:
    for quad in reference_quads():
        assert quad.subject.value.startswith(ROOT), quad  # type: ignore[union-attr]


def test_the_examples_of_the_readme_hold() -> None:
    result = doctest.testfile(str(ROOM / "README.md"), module_relative=False)
    assert result.attempted > 3
    assert result.failed == 0


def test_the_licence_is_named_alike_everywhere(core: Graph, align: Graph, concepts: Graph) -> None:
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert {o for graph in (core, align, concepts) for o in graph.objects(None, DCTERMS.license)} == {licence}
    assert str(licence) in (ROOM / "LICENSE").read_text("utf-8")
