"""One language version as it was read: its header, its paragraphs, and what each of them states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.evaluation.keys import Keys, nameless, spoken_for
from councilgraph.ontology.terms import CG
from rdflib.namespace import DCTERMS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from councilgraph.ingest import RecordReading
    from rdflib.term import Node

SAID, OUTCOME, MANDATE = "said", "outcome", "mandate"
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a version states once: an act or a position (`said`), an outcome, a mandate; in keys of the reading guide.

    `who` made the act or leads the mandate, "" for an outcome; `did` is the code of the act, stance or outcome.
    `node` is its IRI, `quote` the words that state it, `confidence` that of the reader, from 0 to 1.
    """

    kind: str
    paragraph: str
    who: str
    did: str
    targets: frozenset[str]
    node: str
    quote: str
    confidence: float
    behalf: frozenset[str] = NOBODY
    due: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One file, read. `label` tells it from the other versions of its work.

    `header` holds symbol, session, meeting and date as far as they are stated; `paragraphs` maps numbers to
    texts, `cited` numbers to the documents and instruments cited there, `items` numbers to documents considered.
    """

    label: str
    language: str
    path: str
    header: dict[str, str]
    paragraphs: dict[str, str]
    cited: dict[str, frozenset[str]]
    items: dict[str, frozenset[str]]
    statements: tuple[Statement, ...]


def version_of(reading: RecordReading, label: str = "") -> Version:
    """A reading as a version; its label is its language unless another is given."""
    graph, keys = reading.graph, Keys(reading.graph)
    return Version(
        label=label or reading.language,
        language=reading.language,
        path=reading.path,
        header=_header(keys),
        paragraphs={number: str(keys.value(node, CG.text) or "") for node, number in keys.paragraphs.items()},
        cited={
            number: frozenset(map(keys.target, graph.objects(node, CG.cites)))
            for node, number in keys.paragraphs.items()
        },
        items={
            str(number): frozenset(map(keys.target, graph.objects(item, CG.considers)))
            for item, number in graph.subject_objects(CG.itemNumber)
        },
        statements=tuple(sorted((*_said(keys), *_outcomes(keys), *_once(_mandates(keys))), key=_by_key)),
    )


def _by_key(statement: Statement) -> tuple[str, ...]:
    return (statement.kind, statement.who, statement.did, *sorted(statement.targets), statement.node)


def _header(keys: Keys) -> dict[str, str]:
    """What the record states of itself, without what is unknown."""
    found: dict[str, Node | None] = {"symbol": None, "session": None, "meeting": None, "date": None}
    for record, meeting in keys.graph.subject_objects(CG.recordOf):
        session = keys.value(meeting, CG.partOfSession)
        found["symbol"] = keys.value(record, CG.symbol)
        found["session"] = keys.value(session, SKOS.notation) if session is not None else None
        found["meeting"] = keys.value(meeting, CG.meetingNumber)
        found["date"] = keys.value(meeting, DCTERMS.date)
    return {name: str(value) for name, value in found.items() if value is not None}


def _said(keys: Keys) -> Iterator[Statement]:
    graph = keys.graph
    for link, kind in ((CG.performedIn, CG.actType), (CG.expressedIn, CG.stance)):
        for act, intervention in graph.subject_objects(link):
            behalf = frozenset(spoken_for(keys.agent(one)) for one in graph.objects(intervention, CG.onBehalfOf))
            for place in (keys.numbers(act) or keys.numbers(intervention))[:1]:
                yield Statement(
                    kind=SAID,
                    paragraph=place,
                    who=keys.speaker(intervention),
                    did=keys.code(keys.value(act, kind)),
                    targets=keys.targets(act, CG.towards),
                    behalf=behalf,
                    node=str(act),
                    quote=_quote(keys, act),
                    confidence=_confidence(keys, act),
                )


def _outcomes(keys: Keys) -> Iterator[Statement]:
    for outcome, kind in keys.graph.subject_objects(CG.outcomeType):
        for place in keys.numbers(outcome)[:1]:
            yield Statement(
                kind=OUTCOME,
                paragraph=place,
                who="",
                did=keys.code(kind),
                targets=keys.targets(outcome, CG.concerns),
                node=str(outcome),
                quote=_quote(keys, outcome),
                confidence=_confidence(keys, outcome),
            )


def _mandates(keys: Keys) -> Iterator[Statement]:
    for mandate, leader in keys.graph.subject_objects(CG.ledBy):
        for place in keys.numbers(mandate)[:1]:
            yield Statement(
                kind=MANDATE,
                paragraph=place,
                who=nameless(keys.agent(leader)),
                did=MANDATE,
                targets=keys.targets(mandate, CG.about),
                due=str(keys.value(mandate, CG.dueBy) or ""),
                node=str(mandate),
                quote=_quote(keys, mandate),
                confidence=_confidence(keys, mandate),
            )


def _once(mandates: Iterable[Statement]) -> Iterable[Statement]:
    """A mandate that two outcomes of a paragraph give is one mandate: that with the first node."""
    kept: dict[tuple[object, ...], Statement] = {}
    for one in sorted(mandates, key=lambda one: one.node):
        kept.setdefault((one.paragraph, one.who, one.targets, one.due), one)
    return kept.values()


def _quote(keys: Keys, fact: Node) -> str:
    evidence = keys.value(fact, CG.evidence)
    return "" if evidence is None else str(keys.value(evidence, CG.quote) or "")


def _confidence(keys: Keys, fact: Node) -> float:
    return float(str(keys.value(fact, CG.confidence) or 0))
