"""Each case file holds data and the report expected of it; each rule must reject something somewhere.

`cases/<shapes file>/<NodeShape>.ttl` expects all that the node shape of that name says of the data, and
`cases/records/*.ttl` expects all that the gate says of a whole record.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from councilgraph.shapes import validate
from councilgraph.shapes.gate import ALWAYS, check, rule_of, run, shapes_graph, with_hierarchy
from rdflib import RDF, SH, Graph, Namespace, URIRef

if TYPE_CHECKING:
    from rdflib.term import Node

CASES = sorted((Path(__file__).parent / "cases").rglob("*.ttl"))
SHAPE = Namespace("https://w3id.org/councilgraph/shapes#")
DASH = Namespace("http://datashapes.org/dash#")
FILES = ("core", "recommended", "itu-council", "wto-minutes", "review", "house")
TITLES = [f"{case.parent.name}/{case.stem}" for case in CASES]
NO_CONSTRAINT = {
    *(SH.property, SH.path, SH.message, SH.description, SH.severity, SH.sparql, SH.select, SH.prefixes),
    *(SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf),
}
COMPONENT = {
    getattr(SH, name[0].lower() + name[1:].removesuffix("ConstraintComponent")): SH[name]
    for name in (
        "MinCountConstraintComponent",
        "MaxCountConstraintComponent",
        "ClassConstraintComponent",
        "DatatypeConstraintComponent",
        "InConstraintComponent",
        "PatternConstraintComponent",
        "MinLengthConstraintComponent",
        "MinInclusiveConstraintComponent",
        "MaxInclusiveConstraintComponent",
        "LessThanConstraintComponent",
        "LessThanOrEqualsConstraintComponent",
        "EqualsConstraintComponent",
        "DisjointConstraintComponent",
        "UniqueLangConstraintComponent",
        "LanguageInConstraintComponent",
        "NotConstraintComponent",
        "NodeKindConstraintComponent",
        "HasValueConstraintComponent",
    )
}


def read_case(path: Path) -> tuple[Graph, Graph]:
    """The data of a case, and the report it expects."""
    data, expected = Graph(), Graph()
    data.parse(path, publicID="https://example.org/case")
    for triple in closure(data, DASH.expectedResult):
        data.remove(triple)
        expected.add(triple)
    return data, expected


def closure(graph: Graph, link: URIRef) -> list[tuple[Node, Node, Node]]:
    """The triples of the nested report."""
    found = []
    todo = [report for _, report in graph.subject_objects(link)]
    for node in todo:
        found += list(graph.triples((node, None, None)))
        todo += [result for _, result in graph.predicate_objects(node) if (node, SH.result, result) in graph]
    return found


def results(report: Graph) -> Counter[tuple[Node | None, ...]]:
    """What a report says, as rows of rule, component, focus, value and severity."""
    links = (SH.sourceConstraintComponent, SH.focusNode, SH.value, SH.resultSeverity)
    nodes = report.objects(predicate=SH.result)
    return Counter((rule_of(report, node), *(report.value(node, link) for link in links)) for node in nodes)


def rules_under(shapes: Graph, shape: Node) -> set[Node]:
    """A node shape and all rules that belong to it, however deep."""
    owned, todo = {shape}, [shape]
    for node in todo:
        parts = {part for link in (SH.property, SH.sparql) for part in shapes.objects(node, link)}
        todo += parts - owned
        owned |= parts
    return owned


def names_of(folder: str) -> tuple[str, ...]:
    """The files of shapes against which the cases of a folder are held."""
    if folder in ("house", "review"):
        return (folder,)
    return ALWAYS if folder in ALWAYS else (*ALWAYS, folder)


def node_shapes(name: str) -> set[str]:
    """Names of the node shapes in one file of shapes."""
    return {str(node).removeprefix(str(SHAPE)) for node in shapes_graph((name,)).subjects(RDF.type, SH.NodeShape)}


def test_all_cases_are_discovered() -> None:
    assert Counter(case.parent.name for case in CASES) == {
        "core": 45,
        "recommended": 15,
        "itu-council": 6,
        "wto-minutes": 2,
        "review": 5,
        "house": 5,
        "records": 3,
    }


@pytest.mark.parametrize("path", CASES, ids=TITLES)
def test_report_is_as_expected(path: Path) -> None:
    data, expected = read_case(path)
    folder = path.parent.name
    if folder == "records":
        report = validate(data)
        owned = set(shapes_graph(report.shapes).subjects())
    else:
        report = check(data, names_of(folder))
        owned = rules_under(shapes_graph(report.shapes), SHAPE[path.stem])
    found = Counter({row: times for row, times in results(report.graph).items() if row[0] in owned})
    assert found == results(expected)


@pytest.mark.parametrize("path", CASES, ids=TITLES)
def test_case_says_whether_the_data_conform(path: Path) -> None:
    _, expected = read_case(path)
    severities = set(expected.objects(predicate=SH.resultSeverity))
    (conforms,) = expected.objects(predicate=SH.conforms)
    assert str(conforms) == str(SH.Violation not in severities).lower()
    assert path.parent.name == "records" or severities


@pytest.mark.parametrize("name", FILES)
def test_each_node_shape_has_a_case_of_its_name(name: str) -> None:
    assert {case.stem for case in CASES if case.parent.name == name} == node_shapes(name)


@pytest.mark.parametrize("name", FILES)
def test_each_constraint_rejects_something(name: str) -> None:
    shapes = shapes_graph((name,))
    rejected = set()
    for case in CASES:
        rejected |= {row[:2] for row in results(read_case(case)[1])}
    assert constraints(shapes) - rejected == set()


def constraints(shapes: Graph) -> set[tuple[Node, Node]]:
    """Each named rule with each of its constraint components."""
    found: set[tuple[Node, Node]] = set()
    for shape in set(shapes.subjects()):
        if not isinstance(shape, URIRef) or not shape.startswith(str(SHAPE)):
            continue
        found |= {(shape, COMPONENT[link]) for link in shapes.predicates(shape) if link in COMPONENT}
        found |= {(query, SH.SPARQLConstraintComponent) for query in shapes.objects(shape, SH.sparql)}
    return found


def test_each_parameter_of_the_shapes_is_counted_as_a_constraint() -> None:
    known = {*COMPONENT, *NO_CONSTRAINT}
    for name in FILES:
        links = {link for node, link, _ in shapes_graph((name,)) if str(node).startswith(str(SHAPE))}
        assert {link for link in links if str(link).startswith(str(SH))} - known == set()
        assert SH.message in links


@pytest.mark.parametrize("path", CASES, ids=TITLES)
def test_flat_shapes_say_the_same_as_written_ones(path: Path) -> None:
    data, _ = read_case(path)
    names = names_of(path.parent.name) if path.parent.name in FILES else (*ALWAYS, "itu-council")
    report = check(data, names)
    nested = run(with_hierarchy(data, shapes_graph(names)), shapes_graph(names))
    assert set(results(report.graph)) == set(results(nested))
