"""The gate: no record enters a store that its shapes refuse.

>>> from rdflib import Graph
>>> report = validate(Graph())
>>> report.conforms, report.findings[0].rule
(False, 'Graph-record')
"""

from .gate import GateError, profiles, validate, validate_ontology, validate_reviews
from .report import Finding, GateReport, Severity

__all__ = [
    "Finding",
    "GateError",
    "GateReport",
    "Severity",
    "profiles",
    "validate",
    "validate_ontology",
    "validate_reviews",
]
