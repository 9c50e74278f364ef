"""The gate: a record's own graph is held against the shapes before it may enter a store."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.ontology.terms import CG
from rdflib import RDFS, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from .places import paragraph_number, paragraph_order
from .report import Finding, GateReport, Severity

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

ALWAYS = ("core", "recommended")
APART = {*ALWAYS, "house", "review"}
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
SEVERITY = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
CORRECT = "Correct the value that is named; when there is none, the shapes themselves are broken."


class GateError(CouncilgraphError):
    """A graph that cannot even be compared with the shapes, such as one with a blank node as a number."""

    exit_code = 4


class Checked(Graph):
    """A copy of a record's graph that parses each SPARQL constraint once and not once a record."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """As rdflib's, with texts parsed before."""
        prepared = parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **options)


@lru_cache(maxsize=64)
def parsed(text: str) -> Query:
    """A SPARQL text, parsed; about 7 ms each."""
    return prepareQuery(text)


def profiles() -> tuple[str, ...]:
    """Names of the profiles that have shapes of their own."""
    names = {entry.name for entry in files(__package__).iterdir()}
    found = {name.removesuffix(".ttl") for name in names if name.endswith(".ttl")}
    return tuple(sorted(found - APART))


def validate(graph: Graph, *, profile: str | None = None) -> GateReport:
    """Hold one record's graph against the core, the recommended and the profile's shapes.

    `profile` defaults to the one that the graph's own reading names; a profile without shapes of its own is
    held against core and recommended alone, and `GateReport.shapes` says so. The graph is left as it is.
    """
    profile = profile or min(map(str, graph.objects(predicate=CG.profile)), default="")
    names = (*ALWAYS, profile) if profile in profiles() else ALWAYS
    return check(graph, names)


def validate_reviews(graph: Graph) -> GateReport:
    """Hold the graph of one reviewer against what reviews must say."""
    return check(graph, ("review",))


def validate_ontology(graph: Graph) -> GateReport:
    """Hold a graph of terms or concepts against the house style."""
    return check(graph, ("house",))


def check(graph: Graph, names: tuple[str, ...]) -> GateReport:
    """Hold a graph against the named files of shapes."""
    shapes = shapes_graph(names)
    data = with_hierarchy(graph, shapes)
    report = run(data, flat_shapes(names))
    findings = [read_finding(report, result, data, shapes) for result in report.objects(predicate=SH.result)]
    findings.sort(key=finding_order)
    conforms = not any(finding.severity is Severity.VIOLATION for finding in findings)
    return GateReport(conforms, names, tuple(findings), report)


def with_hierarchy(graph: Graph, shapes: Graph) -> Graph:
    """A copy of a graph beside which stands what is a kind of what."""
    data = Checked()
    roles = shapes.triples((None, RDFS.subClassOf, None))
    for triple in chain(graph.triples((None, None, None)), hierarchy(), roles):
        data.add(triple)
    return data


@cache
def shapes_graph(names: tuple[str, ...]) -> Graph:
    """The named files of shapes in one graph."""
    graph = Graph()
    for name in names:
        graph.parse(data=(files(__package__) / f"{name}.ttl").read_text("utf-8"), format="turtle")
    return graph


@cache
def flat_shapes(names: tuple[str, ...]) -> Graph:
    """The same rules, each with the targets of the node shapes it belongs to, without the words for people.

    pySHACL runs a rule once for all nodes when the rule has targets itself, and once for each node when it
    is reached by sh:property, which takes twice as long for a record. The results are equal, by test.
    """
    shapes, flat = shapes_graph(names), Graph()
    for subject, predicate, value in shapes:
        targets = [(link, node) for link in TARGETS for node in shapes.objects(subject, link)]
        if predicate == SH.property and targets:
            for link, node in targets:
                flat.add((value, link, node))
        elif predicate != SH.description:
            flat.add((subject, predicate, value))
    return flat


@cache
def hierarchy() -> tuple[tuple[Node, Node, Node], ...]:
    """Which class of the ontology is a kind of which: all of the ontology that the shapes need."""
    text = (files("councilgraph.ontology") / "core.ttl").read_bytes()
    parts = pyoxigraph.parse(BytesIO(text), pyoxigraph.RdfFormat.TURTLE)
    pairs = ((q.subject.value, q.object.value) for q in parts if q.predicate.value == str(RDFS.subClassOf))
    return tuple((URIRef(kind), RDFS.subClassOf, URIRef(whole)) for kind, whole in sorted(pairs))


def run(data: Graph, shapes: Graph) -> Graph:
    """The SHACL validation report of pySHACL, which is loaded here because most commands do without it."""
    from pyshacl import validate as run_shacl
    from pyshacl.errors import ReportableRuntimeError

    try:
        _, report, text = run_shacl(data, shacl_graph=shapes, inplace=True, allow_warnings=True)
    except (ReportableRuntimeError, TypeError) as error:  # a TypeError where two values cannot be compared
        reason = str(error).rstrip(".")
        raise GateError(f"the graph cannot be held against the shapes: {reason}", remedy=CORRECT) from error
    if not isinstance(report, Graph):
        raise GateError(f"the graph cannot be held against the shapes: {text}", remedy=CORRECT)
    return report


def read_finding(report: Graph, result: Node, data: Graph, shapes: Graph) -> Finding:
    """One result of the SHACL report in the words of its shape."""
    focus = cast("Node", report.value(result, SH.focusNode))
    value = report.value(result, SH.value)
    rule = rule_of(report, result)
    return Finding(
        severity=SEVERITY[cast("URIRef", report.value(result, SH.resultSeverity))],
        rule=str(rule).partition("#")[2],
        focus=str(focus),
        paragraph=paragraph_number(data, focus) or (paragraph_number(data, value) if value else ""),
        message=str(report.value(result, SH.resultMessage)),
        remedy=str(shapes.value(rule, SH.description)),
        value="" if value in (None, focus) else str(value),
    )


def rule_of(report: Graph, result: Node) -> Node:
    """The named shape behind a result; a SPARQL constraint has its own name."""
    constraint = report.value(result, SH.sourceConstraint)
    return constraint if constraint is not None else cast("Node", report.value(result, SH.sourceShape))


def finding_order(finding: Finding) -> tuple[object, ...]:
    """Severe ones first, then as the record is read."""
    rank = tuple(Severity).index(finding.severity)
    return (rank, paragraph_order(finding.paragraph), finding.rule, finding.focus, finding.value)
