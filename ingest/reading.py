"""What goes into a reading and what comes out of it: the face of the reader towards the doors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from rdflib import Graph

DATA_BASE = "https://w3id.org/councilgraph/id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user states beside the file; whatever is None is read from the text or stays unknown.

    `session` is a code such as "C24", `meeting` the ordinal of the meeting in its session, `profile` the
    name of a file in `profiles/`, `base` the IRI under which data nodes are named.
    """

    language: str | None = None
    profile: str | None = None
    session: str | None = None
    meeting: int | None = None
    date: dt.date | None = None
    base: str = DATA_BASE


@dataclass(frozen=True, slots=True)
class Unread:
    """A paragraph that was in scope and not understood, with the words that were left."""

    paragraph: str
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class RecordReading:
    """One file, read: its graph, and what the reader has to say about it.

    `graph` holds the triples of one record in one language; `graph_iri` names it, `record` is the work.
    `counts` maps a kind of fact ("paragraphs", "interventions", "acts", "positions", "outcomes",
    "mandates") to how many were read. `warnings` are whole sentences for a person.
    """

    path: str
    record: str
    graph_iri: str
    language: str
    profile: str
    graph: Graph
    counts: dict[str, int]
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = field(default=())
