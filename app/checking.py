"""What the checks over a whole store have to say: for people, for programs, as SHACL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.checking import Violation


def text(found: Sequence[Violation], *, where: str) -> str:
    """A line that sums up, then a line for each violation."""
    from councilgraph.queries.checking import checks

    verdict = f"{len(found)} violations" if len(found) != 1 else "1 violation"
    return "\n".join([f"{where}: {len(checks())} checks, {verdict}", *map(str, found)]) + "\n"


def as_json(found: Sequence[Violation], *, where: str) -> str:
    """One object: `store`, `checks` (name → number of violations) and `violations`."""
    from councilgraph.queries.checking import checks

    counts = {check.name: sum(violation.check == check for violation in found) for check in checks()}
    report = {"store": where, "checks": counts, "violations": [violation.as_json() for violation in found]}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def turtle(found: Sequence[Violation], *, where: str) -> str:
    """A SHACL validation report."""
    from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

    graph, report = Graph(), BNode()
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not found)))
    for violation in found:
        result = BNode()
        graph.add((report, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(violation.this)))
        graph.add((result, SH.resultSeverity, SH.Violation))
        graph.add((result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent))
        graph.add((result, SH.resultMessage, Literal(f"{violation.check.name}: {violation.check.title}.", lang="en")))
        if violation.other:
            graph.add((result, SH.value, URIRef(violation.other)))
    return f"# {where}\n{graph.serialize(format='turtle')}"


FORMS = {"text": text, "json": as_json, "turtle": turtle}
