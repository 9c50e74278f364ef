"""What the gate says of a record: findings for people, for programs, and as a SHACL report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph


class Severity(StrEnum):
    """Violation: meaningless without it; warning: poorer; info: nice to have."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the gate has to say.

    `rule` is the name of the shape ("Intervention-madeBy"), `focus` the IRI of the node it looks at,
    `value` the offending value (empty when something is missing), `paragraph` the number of the paragraph
    concerned (empty when no paragraph is), `message` what is wrong, `remedy` what to do next.
    """

    severity: Severity
    rule: str
    focus: str
    paragraph: str
    message: str
    remedy: str
    value: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding as a JSON object, one key per attribute."""
        return {name: str(getattr(self, name)) for name in self.__slots__}

    def __str__(self) -> str:
        place = f"paragraph {self.paragraph}" if self.paragraph else f"<{self.focus}>"
        value = f" ({self.value})" if self.value else ""
        return f"{self.severity} in {place}, {self.rule}: {self.message}{value} {self.remedy}"


@dataclass(frozen=True, slots=True)
class GateReport:
    """The gate's answer on one record.

    `conforms` is false when there is a violation; warnings and infos let a record pass. `shapes` names the
    files it was held against ("core", "recommended", a profile). `findings` are in order of severity, then
    of paragraphs. `graph` is the SHACL validation report.
    """

    conforms: bool
    shapes: tuple[str, ...]
    findings: tuple[Finding, ...]
    graph: Graph = field(repr=False, compare=False)

    def counts(self) -> dict[str, int]:
        """Severity → number of findings, with zeros."""
        return {str(kind): sum(f.severity is kind for f in self.findings) for kind in Severity}

    def turtle(self) -> str:
        """The SHACL validation report in Turtle."""
        return self.graph.serialize(format="turtle")

    def as_json(self) -> dict[str, object]:
        """The report as a JSON object: `conforms`, `shapes`, `counts`, `findings`."""
        findings = [finding.as_json() for finding in self.findings]
        return {
            "conforms": self.conforms,
            "shapes": list(self.shapes),
            "counts": self.counts(),
            "findings": findings,
        }

    def text(self) -> str:
        """A line that sums up, then one line per finding."""
        verdict = "passes the gate" if self.conforms else "does not pass the gate"
        summary = ", ".join(f"{count} {kind}" for kind, count in self.counts().items())
        return "\n".join([f"The record {verdict} ({summary}).", *map(str, self.findings)])
