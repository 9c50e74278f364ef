"""Shapes, ontology and code must speak the same words."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from councilgraph.ontology.terms import CG, SCHEMES, SHORTCUT
from councilgraph.shapes import validate_ontology
from councilgraph.shapes.gate import check, hierarchy, shapes_graph
from rdflib import OWL, RDF, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

SHAPE = Namespace("https://w3id.org/councilgraph/shapes#")
FILES = ("core", "recommended", "itu-council", "wto-minutes", "review", "house")
LISTS = {
    "SpeechAct-actType": "act",
    "Position-stance": "stance",
    "Review-verdict": "verdict",
    "Review-correctsStance": "stance",
    "Review-correctsAct": "act",
    "Review-correctsOutcome": "outcome",
    "Outcome-outcomeType": "outcome",
    "Outcome-method": "method",
    "UnnamedGroup-quantifier": "quantifier",
    "Intervention-inCapacity": "capacity",
}


@pytest.fixture(scope="module")
def core_ontology() -> Graph:
    return Graph().parse(data=(files("councilgraph.ontology") / "core.ttl").read_text("utf-8"))


def local(term: object) -> str:
    return str(term).partition("#")[2]


def text_of(name: str) -> str:
    return (files("councilgraph.shapes") / f"{name}.ttl").read_text("utf-8")


def test_each_class_is_mirrored_by_a_node_shape_of_its_name(core_ontology: Graph) -> None:
    classes = {local(term) for term in core_ontology.subjects(RDF.type, OWL.Class)}
    shapes = shapes_graph(("core", "review"))
    mirrored = {local(node) for node, target in shapes.subject_objects(SH.targetClass) if local(node) == local(target)}
    assert len(classes) > 30
    assert classes == mirrored


@pytest.mark.parametrize("name", FILES)
def test_each_term_used_stands_in_the_ontology(name: str, core_ontology: Graph) -> None:
    used = {CG[term] for term in re.findall(r"\bcg:(\w+)", text_of(name))}
    graph = shapes_graph((name,))
    used |= {node for triple in graph for node in triple if isinstance(node, URIRef) and node.startswith(str(CG))}
    assert used or name == "house"
    assert used - set(core_ontology.subjects(RDF.type)) == set()


@pytest.mark.parametrize("name", FILES)
def test_each_concept_used_stands_in_its_scheme(name: str) -> None:
    for scheme, code in re.findall(rf"\b({'|'.join(SCHEMES)}):([\w-]+)", text_of(name)):
        assert SCHEMES[scheme][code]


@pytest.mark.parametrize(("rule", "scheme"), LISTS.items())
def test_lists_of_concepts_are_whole_schemes(rule: str, scheme: str) -> None:
    shapes = shapes_graph(("core", "review"))
    head = shapes.value(SHAPE[rule], SH["in"])
    assert head is not None
    assert set(Collection(shapes, head)) == set(SCHEMES[scheme])


def test_all_shortcuts_are_guarded() -> None:
    query = str(shapes_graph(("core",)).value(SHAPE["Shortcuts-backed"], SH.select))
    for code, shortcut in SHORTCUT.items():
        assert f"?value cg:{local(shortcut)} ?target . BIND (stance:{code} AS ?stance)" in query
    forbidden = re.search(r"shape:UnnamedGroup-shortcut a .*?alternativePath \((.*?)\)", text_of("core"), re.DOTALL)
    assert forbidden is not None
    assert {CG[name] for name in re.findall(r"cg:(\w+)", forbidden[1])} == {
        *SHORTCUT.values(),
        CG.hasPositionOn,
    }


@pytest.mark.parametrize("name", FILES)
def test_each_rule_says_what_is_wrong_and_what_to_do(name: str) -> None:
    shapes = shapes_graph((name,))
    rules = set(shapes.subjects(RDF.type, SH.PropertyShape)) | set(shapes.objects(predicate=SH.sparql))
    rules |= set(shapes.subjects(SH["not"])) | set(shapes.subjects(SH.pattern))
    for rule in {rule for rule in rules if isinstance(rule, URIRef)}:
        for link in (SH.message, SH.description):
            (words,) = shapes.objects(rule, link)
            assert isinstance(words, Literal)
            assert words.language == "en"
            assert re.fullmatch(r"[A-Z].{15,140}\.", str(words)), f"{rule}: {words}"


def test_no_rule_is_without_a_name_or_named_twice() -> None:
    names = [name for file in FILES for name in re.findall(r"^(shape:[\w-]+) a ", text_of(file), re.MULTILINE)]
    assert len(names) == len(set(names))
    for file in FILES:
        assert set(shapes_graph((file,)).objects(predicate=SH.sparql)) <= {SHAPE[name[6:]] for name in names}


def test_core_violates_and_recommended_does_not() -> None:
    assert set(shapes_graph(("core",)).objects(predicate=SH.severity)) == set()
    shapes = shapes_graph(("recommended",))
    for rule in shapes.subjects(RDF.type, SH.PropertyShape):
        assert shapes.value(rule, SH.severity) in {SH.Warning, SH.Info}


def test_shapes_build_on_the_class_hierarchy(core_ontology: Graph) -> None:
    pairs = {(local(kind), local(whole)) for kind, _, whole in hierarchy()}
    assert {("SummaryRecord", "Record"), ("Contribution", "Document"), ("WorkingGroup", "Body")} <= pairs


def test_ontology_keeps_to_the_house_style(core_ontology: Graph) -> None:
    report = validate_ontology(core_ontology)
    assert report.findings == ()
    assert report.shapes == ("house",)


def test_concepts_keep_to_the_house_style() -> None:
    concepts = bundled("schemes")
    assert validate_ontology(concepts).findings == ()
    assert len(set(concepts.subjects(RDF.type, SKOS.Concept))) > 50


def test_reference_data_keep_to_the_core_shapes() -> None:
    data = bundled("reference")
    assert [finding.rule for finding in check(data, ("core",)).findings] == ["Graph-record"]
    assert {CG.State, CG.Body, CG.Coalition, CG.Membership, CG.Post} <= set(data.objects(predicate=RDF.type))


def bundled(folder: str) -> Graph:
    """All Turtle files of one folder of the ontology."""
    graph = Graph()
    for entry in (files("councilgraph.ontology") / folder).iterdir():
        graph.parse(data=entry.read_text("utf-8"), format="turtle")
    return graph


@pytest.mark.parametrize("names", [FILES[:4], FILES[4:5], FILES[5:]], ids=["records", "reviews", "house"])
def test_shapes_are_valid_shacl(names: tuple[str, ...]) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=Graph() + shapes_graph(names), meta_shacl=True)
    assert "does not validate" not in text
    assert conforms is ("core" not in names)


def test_other_processors_need_only_the_ontology_and_the_core_shapes(core_ontology: Graph) -> None:
    record = Graph().parse(Path(__file__).parent / "cases" / "records" / "itu-council.ttl")
    shapes = shapes_graph(("core",))
    conforms, _, text = pyshacl.validate(record, shacl_graph=shapes, ont_graph=core_ontology + shapes)
    assert conforms, text
    record.remove((None, CG.madeBy, None))
    assert not pyshacl.validate(record, shacl_graph=shapes, ont_graph=core_ontology + shapes)[0]
