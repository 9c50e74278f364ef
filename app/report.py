"""What a run of `read` or `check` has to say: for people, for programs, as SHACL."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from councilgraph.pipeline import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FACTS = ("paragraphs", "interventions", "acts", "positions", "outcomes", "mandates")
SHOWN = 120
"""Characters of an excerpt that the text report shows."""


def text(outcomes: Sequence[Outcome], *, where: str = "", findings: bool = True) -> str:
    """A line that sums up, then each file that could be read, with what was found and what not understood."""
    counted = Counter(outcome.status for outcome in outcomes)
    parts = ", ".join(f"{counted[status]} {status}" for status in Status if counted[status])
    place = f" in {where}" if where else ""
    lines = [f"{_number(len(outcomes), 'file')}{place}: {parts or 'nothing to read'}"]
    for outcome in outcomes:
        if outcome.status is not Status.UNREADABLE:
            lines += _lines(outcome, findings)
    return "\n".join(lines) + "\n"


def headline(outcome: Outcome) -> str:
    """A file that was read, in one line: what it is and how much was found in it."""
    facts = ", ".join(_number(outcome.counts[kind], kind[:-1]) for kind in FACTS if kind in outcome.counts)
    kind = f"{outcome.language}, {outcome.profile}"
    return f"{outcome.path}: {outcome.status} <{outcome.record}> ({kind}): {facts}"


def _lines(outcome: Outcome, findings: bool) -> Iterator[str]:
    yield headline(outcome)
    for finding in outcome.findings if findings else ():
        yield f"  {finding}"
    for unread in outcome.unread:
        excerpt = " ".join(unread.excerpt.split())
        cut = excerpt[:SHOWN] + ("…" if len(excerpt) > SHOWN else "")
        yield f"  not understood in {unread.paragraph}: {unread.reason}: “{cut}”"


def complaints(outcome: Outcome) -> Iterator[str]:
    """Lines for standard error: what is wrong with a file, and what the user should know."""
    if outcome.problem:
        yield " ".join(outcome.problem.split("\n"))
    for warning in outcome.warnings:
        yield f"{outcome.path}: {warning}"
    if outcome.status is Status.REFUSED:
        for finding in outcome.findings:
            if finding.severity == "violation":
                yield f"{outcome.path}: refused, {finding}"


def as_json(outcomes: Sequence[Outcome], *, where: str = "") -> str:
    """One object: `store`, `summary` (status → number of files) and `files`."""
    counted = Counter(str(outcome.status) for outcome in outcomes)
    found: dict[str, Any] = {"store": where} if where else {}
    found |= {"summary": dict(sorted(counted.items())), "files": [_object(outcome) for outcome in outcomes]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _object(outcome: Outcome) -> dict[str, Any]:
    if outcome.status is Status.UNREADABLE:
        return {"path": outcome.path, "status": str(outcome.status), "problem": outcome.problem}
    return {
        "path": outcome.path,
        "status": str(outcome.status),
        "record": outcome.record,
        "graph": outcome.graph,
        "language": outcome.language,
        "profile": outcome.profile,
        "counts": outcome.counts,
        "unread": [asdict(unread) for unread in outcome.unread],
        "warnings": list(outcome.warnings),
        "findings": [finding.as_json() for finding in outcome.findings],
    }


def turtle(outcomes: Sequence[Outcome]) -> str:
    """The SHACL validation reports of all records, each headed by its file."""
    return "\n".join(f"# {outcome.path}\n{outcome.shacl}" for outcome in outcomes if outcome.shacl)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
