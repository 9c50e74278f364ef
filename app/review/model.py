"""What is reviewed, and what a reviewer found: plain values, free of any store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.ontology import iri
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.ontology.terms import CG, DATA_BASE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilgraph.ontology.terms import Closed
    from rdflib import URIRef


class ReviewError(CouncilgraphError):
    """A review that cannot be taken as it was given; nothing was stored."""

    exit_code = 2


class Kind(NamedTuple):
    """What can be corrected in facts of one kind: the codes of `scheme` by `link`, holders, targets."""

    scheme: str = ""
    link: URIRef | None = None
    has_holder: bool = True
    has_target: bool = True

    @property
    def codes(self) -> Closed:
        """The concepts that say what was done; only where there is a scheme."""
        return SCHEMES[self.scheme]


KINDS = {
    "Position": Kind("stance", CG.correctsStance),
    "SpeechAct": Kind("act", CG.correctsAct),
    "Outcome": Kind("outcome", CG.correctsOutcome, has_holder=False),
    "Mandate": Kind(),
    "Intervention": Kind(has_target=False),
}
"""Kinds of facts; an intervention is seldom judged apart from what is done in it, and so stands last."""
USUAL = tuple(kind for kind in KINDS if kind != "Intervention")


@dataclass(frozen=True, slots=True)
class Fact:
    """One machine-read fact: what it says, and the words behind it by language.

    `kind` is a key of KINDS; `did` holds its stance, act or outcome; all three tuples are sorted.
    """

    iri: URIRef
    kind: str
    record: URIRef
    paragraph: str
    confidence: float | None
    quotes: Mapping[str, str]
    did: tuple[URIRef, ...] = ()
    holders: tuple[URIRef, ...] = ()
    targets: tuple[URIRef, ...] = ()

    @property
    def weighed(self) -> frozenset[URIRef]:
        """All that a reviewer compares with the words."""
        return frozenset((*self.did, *self.holders, *self.targets))

    def quote(self, language: str) -> tuple[str, str]:
        """The words and their language: the one asked for, else the first by code."""
        chosen = language if language in self.quotes else min(self.quotes)
        return self.quotes[chosen], chosen


@dataclass(frozen=True, slots=True)
class Correction:
    """What a fact should say; what is empty stays as it was read."""

    did: URIRef | None = None
    holders: tuple[URIRef, ...] = ()
    targets: tuple[URIRef, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.did or self.holders or self.targets)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict ("accept", "reject" or "correct") with its reason and what is right instead."""

    verdict: str
    why: str = ""
    correction: Correction = field(default_factory=Correction)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who judges: a person or team, by name or by ORCID iD."""

    name: str
    base: str = DATA_BASE

    @property
    def iri(self) -> URIRef:
        """The node of this reviewer."""
        return iri.reviewer(self.name, base=self.base)

    @property
    def orcid(self) -> str:
        """The iD where the name is one, else nothing."""
        return self.name if iri.ORCID.fullmatch(self.name) else ""


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer found one fact to be, when, and what stood there then.

    `when` is a moment as ISO 8601 text with its zone; `quote` the words that were compared, with their language.
    """

    fact: URIRef
    reviewer: URIRef
    judgement: Judgement
    when: str
    quote: tuple[str, str]
    weighed: frozenset[URIRef]

    def same_as(self, other: Review) -> bool:
        """Whether two reviews say the same of the same reading, whenever they were made."""
        return (self.fact, self.judgement, self.weighed) == (other.fact, other.judgement, other.weighed)

    def standing(self, fact: Fact | None) -> str:
        """What became of the fact: "current", "changed" by a later reading, or "orphaned" when it is gone."""
        if fact is None:
            return "orphaned"
        return "current" if fact.weighed == self.weighed else "changed"
