"""What the gate answers, and how it says it."""

from __future__ import annotations

import doctest
import json
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from councilgraph.ontology.terms import CG
from councilgraph.shapes import GateError, Severity, profiles, validate
from councilgraph.shapes.places import paragraph_number
from rdflib import PROV, RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import Memory

RECORD = Path(__file__).parent / "cases" / "records" / "itu-council.ttl"
BASE = "https://w3id.org/councilgraph/id/record/ITU-C/C24/999/"
FACTS = ("p/1.1/i1", "p/1.1/i1/a1", "p/1.2/i1/a1", "p/1.2/i2", "p/1.4/o1", "p/1.4/m1")


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(RECORD)


def node(path: str) -> URIRef:
    return URIRef(BASE + path)


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("link", [CG.evidence, PROV.wasGeneratedBy])
def test_fact_without_words_or_reading_is_refused_at_its_paragraph(graph: Graph, fact: str, link: URIRef) -> None:
    graph.remove((node(fact), link, None))
    report = validate(graph)
    found = [finding for finding in report.findings if finding.focus == str(node(fact))]
    assert not report.conforms
    assert [(finding.severity, finding.paragraph) for finding in found] == [(Severity.VIOLATION, fact[2:5])]


def test_finding_carries_all_that_a_person_needs(graph: Graph) -> None:
    graph.set((node("p/1.2/i1"), CG.madeBy, node("person/0b")))
    finding = next(f for f in validate(graph).findings if f.rule == "Intervention-madeBy")
    assert finding.focus == str(node("p/1.2/i1"))
    assert finding.value == str(node("person/0b"))
    assert finding.paragraph == "1.2"
    assert finding.message.startswith("An intervention is made by one speaker")
    assert finding.remedy.startswith("Name the one who spoke")
    assert str(finding).startswith("violation in paragraph 1.2, Intervention-madeBy: An intervention")


def test_query_over_the_record_points_to_the_words(graph: Graph) -> None:
    graph.set((node("p/1.3/i2/evidence/en"), CG.endOffset, Literal(414)))
    (finding,) = (f for f in validate(graph).findings if f.severity is Severity.VIOLATION)
    assert (finding.rule, finding.paragraph) == ("Quotes-length", "1.3")
    assert finding.value == str(node("p/1.3/i2/evidence/en"))


def test_warnings_and_infos_let_a_record_pass(graph: Graph) -> None:
    graph.remove((None, CG.towards, None))
    graph.remove((None, CG.supports, None))
    graph.remove((None, CG.hasReservationsAbout, None))
    graph.remove((None, CG.resolvedTarget, None))
    report = validate(graph)
    assert report.conforms
    assert report.counts() == {"violation": 0, "warning": 4, "info": 1}
    assert (None, SH.conforms, Literal(True)) in report.graph


def test_graph_is_left_as_it_was(graph: Graph) -> None:
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_findings_do_not_depend_on_the_order_of_triples(graph: Graph) -> None:
    graph.remove((None, CG.evidence, None))
    turned = Graph()
    for triple in sorted(graph, reverse=True):
        turned.add(triple)
    report = validate(graph)
    assert len(report.findings) > 20
    assert report.findings == validate(turned).findings
    assert [f.paragraph for f in report.findings if f.rule == "Fact-evidence"] == sorted(
        f.paragraph for f in report.findings if f.rule == "Fact-evidence"
    )


def test_profile_comes_from_the_reading_unless_given(graph: Graph) -> None:
    assert validate(graph).shapes == ("core", "recommended", "itu-council")
    assert validate(graph, profile="wto-minutes").shapes == ("core", "recommended", "wto-minutes")
    assert validate(graph, profile="un-verbatim").shapes == ("core", "recommended")
    assert validate(graph, profile="house").shapes == ("core", "recommended")
    graph.remove((None, CG.profile, None))
    assert validate(graph).shapes == ("core", "recommended")


def test_stricter_profile_refuses_what_core_lets_pass(graph: Graph) -> None:
    report = validate(graph, profile="wto-minutes")
    assert {f.rule for f in report.findings if f.severity is Severity.VIOLATION} == {
        "WtoMinutesRecord-symbol",
        "WtoMinutesCouncillor-none",
    }


def test_profiles_with_shapes_are_listed() -> None:
    assert profiles() == ("itu-council", "wto-minutes")


def test_report_as_json_and_turtle_and_text(graph: Graph) -> None:
    graph.remove((node("p/1.4/m1"), CG.mandatedBy, None))
    report = validate(graph)
    data = json.loads(json.dumps(report.as_json()))
    assert data["conforms"] is False
    assert data["counts"] == {"violation": 1, "warning": 0, "info": 1}
    assert data["findings"][0]["rule"] == "Mandate-mandatedBy"
    assert set(data["findings"][0]) == {
        "severity",
        "rule",
        "focus",
        "paragraph",
        "message",
        "remedy",
        "value",
    }
    turtle = Graph().parse(data=report.turtle())
    assert len(list(turtle.subjects(RDF.type, SH.ValidationResult))) == 2
    assert (None, SH.conforms, Literal(False)) in turtle
    first, *lines = report.text().splitlines()
    assert first == "The record does not pass the gate (1 violation, 0 warning, 1 info)."
    assert len(lines) == 2


def test_report_travels_between_processes(graph: Graph) -> None:
    report = validate(graph)
    copy = pickle.loads(pickle.dumps(report))
    assert copy == report
    assert set(copy.graph) == set(report.graph)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("p/1.2", "1.2"),
        ("p/1.2/i1", "1.2"),
        ("p/1.2/i2/a1", "1.2"),
        ("p/1.2/i2/group", "1.2"),
        ("p/1.2/i1/behalf1", "1.2"),
        ("p/1.3/i2/a1/evidence/en", "1.3"),
        ("p/1.4/m1", "1.4"),
        ("person/0a", ""),
        ("item/1", ""),
    ],
)
def test_paragraph_of_a_node(graph: Graph, path: str, number: str) -> None:
    assert paragraph_number(graph, node(path)) == number


def test_fact_of_many_paragraphs_stands_in_the_first(graph: Graph) -> None:
    graph.add((node("p/1.10"), CG.paragraphNumber, Literal("1.10")))
    graph.set((node("p/1.4/o1"), CG.reportedIn, node("p/1.10")))
    graph.add((node("p/1.4/o1"), CG.reportedIn, node("p/1.3")))
    assert paragraph_number(graph, node("p/1.4/o1")) == "1.3"
    graph.remove((None, CG.reportedIn, node("p/1.3")))
    assert paragraph_number(graph, node("p/1.4/o1")) == "1.10"


@pytest.mark.parametrize("value", [BNode(), Literal("few", datatype=XSD.integer)])
def test_value_that_cannot_be_compared_is_an_error(graph: Graph, value: BNode | Literal) -> None:
    graph.set((node("p/1.2/i2/group"), CG.minimumCount, value))
    with pytest.raises(GateError, match="cannot be held against the shapes") as caught:
        validate(graph)
    assert caught.value.remedy.startswith("Correct the value")


def test_engine_that_gives_no_report_is_an_error(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyshacl.validate", lambda *_, **__: (False, "nothing", "it broke"))
    with pytest.raises(GateError, match="it broke"):
        validate(graph)


def test_shacl_engine_is_loaded_only_when_a_graph_is_held_against_shapes() -> None:
    code = "import sys, councilgraph.shapes; sys.exit('pyshacl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("module", ["councilgraph.shapes", "councilgraph.shapes.places"])
def test_examples_in_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(import_module(module))
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_examples_in_the_readme_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    outcome = doctest.testfile(str(root / "shapes" / "README.md"), module_relative=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_lookups_grow_with_the_record_and_not_with_its_square(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*args: Any, **more: Any) -> Any:
        asked.append(args)
        return plain(*args, **more)

    def lookups(times: int) -> int:
        asked.clear()
        validate(repeated(graph, times))
        return len(asked)

    asked: list[object] = []
    plain = Memory.triples
    validate(graph)  # loads the shapes
    monkeypatch.setattr(Memory, "triples", counted)
    first, second, third = lookups(10), lookups(40), lookups(70)
    assert third - second < 1.2 * (second - first)


def repeated(graph: Graph, times: int) -> Graph:
    """The record with many more paragraphs, and as many positions of one state, each on a text of its own."""
    longer = Graph() + graph
    position, state = node("p/1.2/i1/a1"), next(graph.subjects(RDF.type, CG.State))
    record = next(graph.objects(node("p/1.2"), CG.inRecord))
    for copy in range(times):
        paragraph, view, text = (node(f"{kind}/{copy}") for kind in ("p", "view", "text"))
        longer.add((paragraph, CG.inRecord, record))
        longer.add((paragraph, CG.paragraphNumber, Literal(f"7.{copy}")))
        longer.add((view, CG.heldBy, state))
        longer.add((view, CG.stance, next(graph.objects(position, CG.stance))))
        longer.add((view, CG.towards, text))
        longer.add((state, CG.supports, text))
    return longer
