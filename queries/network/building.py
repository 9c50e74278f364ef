"""From the rows of `which-links-make-the-network` to a networkx graph."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.answering import answer
from councilgraph.queries.labels import local
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from councilgraph.queries.answering import Answer
    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select
    from rdflib.term import Identifier

    Network = nx.MultiDiGraph[str]
    Link = Mapping[str, Identifier | None]

QUESTION = "which-links-make-the-network"
CHAIR = "chair"
UNNAMED = "group"
TYPES = {
    "UnnamedGroup": UNNAMED,
    "State": "state",
    "Coalition": "coalition",
    "WorkingGroup": "body",
    "Body": "body",
    "Meeting": "office",
    "Post": "office",
    "Person": "person",
    "Amendment": "amendment",
    "DraftResolution": "draft-resolution",
    "TextPart": "text-part",
    "Resolution": "resolution",
    "Decision": "decision",
    "Document": "document",
    "Contribution": "document",
    "Report": "document",
    "InformationDocument": "document",
    "TemporaryDocument": "document",
    "Position": "view",
    "SpeechAct": "view",
    "Concept": "topic",
}
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LABELLED = ("speaker", "session", "meeting", "record", "item", "document")


def build(
    select: Select,
    *,
    named_only: bool = False,
    without: Collection[str] = (),
    **parameters: str | Iterable[str] | None,
) -> Network:
    """The graph of holders and targets, one edge from holder to target for every position.

    `parameters` are those of the question `which-links-make-the-network` (stance, session, record, topic,
    text, language); for the rest see `linked`.
    """
    return linked(answer(select, QUESTION, **parameters), named_only=named_only, without=without)


def linked(found: Answer, *, named_only: bool = False, without: Collection[str] = ()) -> Network:
    """The graph of an answer to `which-links-make-the-network`.

    `named_only` leaves unnamed groups out, `without` leaves out speakers in these capacities ("chair",
    "secretariat"). Nodes and edges stand in the order of the records. Attributes are
    text, numbers or truth values, and are absent where unknown: nodes have `kind` (holder, target), `type`,
    `label`, and groups their `minimum`, `maximum`, `bounds`, `record` and `paragraph`; edges have `stance`,
    `paragraph`, `quote`, `record`, `session`, `year`, `meeting`, `date`, `item`, `document`, `speaker`,
    `capacity`, `confidence`, `checked`, `fact` and more.
    """
    graph: Network = nx.MultiDiGraph()
    numbers = itertools.count(1)
    for link in found.sections[0].table.records():
        unnamed = node_type(found.labels, link["holder"]) == UNNAMED
        if (named_only and unnamed) or code(link["capacity"]) in without:
            continue
        holder, target = add_holder(graph, found.labels, link), add_target(graph, found.labels, link)
        graph.add_edge(holder, target, key=f"e{next(numbers)}", **edge(found.labels, link))
    graph.graph.update(described(graph, found))
    return graph


def add_holder(graph: Network, labels: Labels, link: Link) -> str:
    """Adds who holds the position; the chair of a meeting is called so, since the meeting has no name."""
    node = str(link["holder"])
    label = labels(link["holder"])
    if code(link["capacity"]) == CHAIR and link["holder"] == link["speaker"]:
        label = f"{labels(link['capacity'])} ({label})"
    lowest, highest = number(link["minimum"]), number(link["maximum"])
    known: dict[str, object] = {"minimum": lowest, "maximum": highest, "bounds": bounds(lowest, highest)}
    kind = node_type(labels, link["holder"])
    if kind == UNNAMED:
        known |= {"paragraph": link["paragraph"], "record": labels(link["record"])}
    return add_node(graph, node, kind="holder", type=kind, label=label, **known)


def add_target(graph: Network, labels: Labels, link: Link) -> str:
    """Adds what the position is about."""
    target = link["target"]
    return add_node(graph, str(target), kind="target", type=node_type(labels, target), label=labels(target))


def add_node(graph: Network, node: str, **attributes: object) -> str:
    """Adds a node once; what it was first seen as, it stays."""
    if node not in graph:
        graph.add_node(node, **kept(attributes))
    return node


def edge(labels: Labels, link: Link) -> dict[str, Any]:
    """The attributes of one link: codes for programs, labels for people, the words, and where they stand."""
    named = {name: labels(link[name]) for name in LABELLED if link[name] is not None}
    return kept(
        {
            "stance": code(link["stance"]),
            "stanceLabel": labels(link["stance"]),
            "capacity": code(link["capacity"]),
            **named,
            "spokenFor": link["holder"] != link["speaker"],
            "paragraph": link["paragraph"],
            "quote": link["quote"],
            "quoteLanguage": getattr(link["quote"], "language", None),
            "reason": link["reason"],
            "condition": link["condition"],
            "minimum": number(link["minimum"]),
            "maximum": number(link["maximum"]),
            "confidence": None if link["confidence"] is None else float(str(link["confidence"])),
            "checked": str(link["checked"]) == "true",
            "year": number(link["year"]),
            "meetingNumber": number(link["meetingNumber"]),
            "date": link["date"],
            "recordIRI": link["record"],
            "meetingIRI": link["meeting"],
            "itemIRI": link["item"],
            "fact": link["fact"],
        }
    )


def described(graph: Network, found: Answer) -> dict[str, str]:
    """What the graph as a whole is: its question, what was asked for, and the records it rests on."""
    asked = {
        name: ", ".join(found.labels(term) for term in terms)
        for name, terms in found.parameters.items()
        if name != "language"
    }
    records = dict.fromkeys(str(data["record"]) for _, _, data in graph.edges(data=True))
    return {
        "question": found.question.title,
        "asked": "; ".join(f"{name}: {value}" for name, value in asked.items()),
        "records": ", ".join(records),
        "language": str(found.labels.language),
    }


def node_type(labels: Labels, node: Identifier | None) -> str:
    """What a node is, in one word."""
    facts = labels.facts.get(node, {}) if isinstance(node, URIRef) else {}
    classes = {local(kind) for kind in facts.get("type", [])}
    return next((name for kind, name in TYPES.items() if kind in classes), "other")


def code(concept: Identifier | None) -> str:
    """The code of a concept, "" where there is none."""
    return "" if concept is None else local(concept)


def number(term: Identifier | None) -> int | None:
    """A count, where there is one."""
    return int(term) if isinstance(term, Literal) else None


def bounds(lowest: int | None, highest: int | None) -> str | None:
    """How many a group stands for, as one would write it.

    >>> bounds(3, None), bounds(2, 2), bounds(2, 5), bounds(None, None)
    ('≥3', '2', '2–5', None)
    """
    if lowest is None:
        return None
    if highest is None:
        return f"≥{lowest}"
    return str(lowest) if lowest == highest else f"{lowest}–{highest}"


def kept(attributes: Mapping[str, object]) -> dict[str, Any]:
    """Attributes that every format can write: nothing unknown, no IRI objects, no character XML forbids."""
    return {name: plain(value) for name, value in attributes.items() if value not in (None, "")}


def plain(value: object) -> str | int | float | bool:
    """Numbers and truth values as they are, all else as text.

    >>> plain("a\\x00b"), plain(2)
    ('a\\ufffdb', 2)
    """
    return value if isinstance(value, bool | int | float) else NOT_IN_XML.sub("\ufffd", str(value))
