"""The closed list of terms: every class, property and concept code that may stand in a graph.

A term is an attribute (`CG.Intervention`, `STANCE.has_reservations`) or an item (`STANCE["abstains"]`); one
that is not listed raises AttributeError or KeyError, and mypy reports it. `ontology/core.ttl` and
`ontology/schemes/` say what each term means; a test holds them and this list equal.

>>> str(CG.supports)
'https://w3id.org/councilgraph/ontology#supports'
>>> SHORTCUT["supports"] == CG.supports
True
"""
# ruff: noqa: N815 (a property is spelt in code as it is in the graph)

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rdflib import Namespace, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = "https://w3id.org/councilgraph/"
DATA_BASE = ROOT + "id/"


class Closed:
    """A closed namespace: each annotated name becomes its IRI, and `_` in a name is `-` in the code."""

    _base: ClassVar[str]
    _terms: ClassVar[dict[str, URIRef]]

    def __init_subclass__(cls, *, base: str) -> None:
        cls._base = base
        cls._terms = {}
        for name in cls.__annotations__:
            code = name.replace("_", "-")
            cls._terms[code] = URIRef(base + code)
            setattr(cls, name, cls._terms[code])

    def __getitem__(self, code: str) -> URIRef:
        return self._terms[code]

    def __iter__(self) -> Iterator[URIRef]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, term: object) -> bool:
        return term in self._terms.values()

    def __str__(self) -> str:
        return self._base


class Ontology(Closed, base=ROOT + "ontology#"):
    """Classes and properties; definitions in core.ttl."""

    # what meets, and what reports it
    Session: URIRef
    Meeting: URIRef
    Record: URIRef
    SummaryRecord: URIRef
    VerbatimRecord: URIRef
    AgendaItem: URIRef
    Paragraph: URIRef
    # papers and instruments
    Document: URIRef
    Contribution: URIRef
    Report: URIRef
    InformationDocument: URIRef
    TemporaryDocument: URIRef
    Resolution: URIRef
    Decision: URIRef
    Amendment: URIRef
    DraftResolution: URIRef
    TextPart: URIRef
    # who acts
    State: URIRef
    Coalition: URIRef
    Body: URIRef
    WorkingGroup: URIRef
    Post: URIRef
    Person: URIRef
    UnnamedGroup: URIRef
    Membership: URIRef
    # what is said and done
    Intervention: URIRef
    SpeechAct: URIRef
    Position: URIRef
    Outcome: URIRef
    Mandate: URIRef
    Evidence: URIRef
    Reading: URIRef
    Review: URIRef
    Reviewer: URIRef
    Candidate: URIRef
    TopicLink: URIRef

    # meetings and records
    partOfSession: URIRef
    recordOf: URIRef
    ofMeeting: URIRef
    inRecord: URIRef
    underItem: URIRef
    chairedBy: URIRef
    considers: URIRef
    cites: URIRef
    itemNumber: URIRef
    paragraphNumber: URIRef
    meetingNumber: URIRef
    year: URIRef
    text: URIRef
    isFictional: URIRef
    isInferred: URIRef
    # papers and instruments
    symbol: URIRef
    number: URIRef
    partNumber: URIRef
    issuedBy: URIRef
    submittedBy: URIRef
    containedIn: URIRef
    amends: URIRef
    revises: URIRef
    supplements: URIRef
    rectifies: URIRef
    continues: URIRef
    versionOf: URIRef
    partOf: URIRef
    # who acts
    iso2: URIRef
    iso3: URIRef
    m49: URIRef
    member: URIRef
    ofBody: URIRef
    startYear: URIRef
    endYear: URIRef
    region: URIRef
    weakForm: URIRef
    demonym: URIRef
    falseForm: URIRef
    quantifier: URIRef
    minimumCount: URIRef
    maximumCount: URIRef
    asPrinted: URIRef
    # interventions, acts and positions
    madeBy: URIRef
    inCapacity: URIRef
    onBehalfOf: URIRef
    voicedBy: URIRef
    reportedIn: URIRef
    performedIn: URIRef
    actType: URIRef
    towards: URIRef
    resolvedTarget: URIRef
    expressedIn: URIRef
    heldBy: URIRef
    stance: URIRef
    reason: URIRef
    condition: URIRef
    # outcomes and mandates
    outcomeType: URIRef
    ofItem: URIRef
    concerns: URIRef
    method: URIRef
    mandatedBy: URIRef
    ledBy: URIRef
    about: URIRef
    reportsTo: URIRef
    reportsToKind: URIRef
    dueBy: URIRef
    # the words, and how they were read
    evidence: URIRef
    quote: URIRef
    inParagraph: URIRef
    startOffset: URIRef
    endOffset: URIRef
    lexiconEntry: URIRef
    confidence: URIRef
    softwareVersion: URIRef
    profile: URIRef
    lexicon: URIRef
    inputHash: URIRef
    # what is only likely
    candidateFor: URIRef
    suggests: URIRef
    status: URIRef
    # what people found when they checked
    verdict: URIRef
    weighs: URIRef
    correctsStance: URIRef
    correctsAct: URIRef
    correctsOutcome: URIRef
    correctsHolder: URIRef
    correctsTarget: URIRef
    reviewedAs: URIRef
    isSetAside: URIRef
    # subjects of one agenda that bear on those of another
    linksFrom: URIRef
    linksTo: URIRef
    # shortcuts from a named holder to the target
    hasPositionOn: URIRef
    proposes: URIRef
    supports: URIRef
    supportsWithReservation: URIRef
    doesNotObjectTo: URIRef
    hasReservationsAbout: URIRef
    seeksDeferralOf: URIRef
    opposes: URIRef
    abstainsOn: URIRef


class Stance(Closed, base=ROOT + "stance/"):
    """Where a holder stands towards a target."""

    proposes: URIRef
    supports: URIRef
    supports_with_reservation: URIRef
    does_not_object: URIRef
    has_reservations: URIRef
    seeks_deferral: URIRef
    opposes: URIRef
    abstains: URIRef


class Act(Closed, base=ROOT + "act/"):
    """What is done in an intervention without taking a side."""

    introduces: URIRef
    reports: URIRef
    welcomes: URIRef
    states: URIRef
    urges: URIRef
    asks: URIRef
    replies: URIRef


class Outcome(Closed, base=ROOT + "outcome/"):
    """What the body did."""

    noted: URIRef
    approved: URIRef
    adopted: URIRef
    endorsed: URIRef
    agreed: URIRef
    reaffirmed: URIRef
    elected: URIRef
    deferred: URIRef
    referred: URIRef
    mandated: URIRef
    rejected: URIRef
    withdrawn: URIRef


class Capacity(Closed, base=ROOT + "capacity/"):
    """In what role somebody takes the floor."""

    councillor: URIRef
    observer: URIRef
    delegate: URIRef
    state: URIRef
    chair: URIRef
    group_chair: URIRef
    secretariat: URIRef
    elected_official: URIRef


class Quantifier(Closed, base=ROOT + "quantifier/"):
    """How many speakers the record counts without naming them."""

    one: URIRef
    exact: URIRef
    some: URIRef
    several: URIRef
    many: URIRef
    most: URIRef
    all: URIRef
    unspecified: URIRef


class Method(Closed, base=ROOT + "method/"):
    """How the body came to an outcome."""

    consensus: URIRef
    acclamation: URIRef
    vote: URIRef


class Verdict(Closed, base=ROOT + "verdict/"):
    """What a reviewer found a fact to be."""

    accept: URIRef
    reject: URIRef
    correct: URIRef


class Status(Closed, base=ROOT + "status/"):
    """How a statement came about."""

    explicit: URIRef
    inferred: URIRef
    candidate: URIRef


CG = Ontology()
STANCE = Stance()
ACT = Act()
OUTCOME = Outcome()
CAPACITY = Capacity()
QUANTIFIER = Quantifier()
METHOD = Method()
VERDICT = Verdict()
STATUS = Status()

TOPIC = Namespace(ROOT + "topic/")
"""Topics are open: schemes/topic.ttl grows without a new release of the code; tests check those in use."""

SCHEMES: dict[str, Closed] = {
    "stance": STANCE,
    "act": ACT,
    "outcome": OUTCOME,
    "capacity": CAPACITY,
    "quantifier": QUANTIFIER,
    "method": METHOD,
    "verdict": VERDICT,
    "status": STATUS,
}

SHORTCUT = {
    "proposes": CG.proposes,
    "supports": CG.supports,
    "supports-with-reservation": CG.supportsWithReservation,
    "does-not-object": CG.doesNotObjectTo,
    "has-reservations": CG.hasReservationsAbout,
    "seeks-deferral": CG.seeksDeferralOf,
    "opposes": CG.opposes,
    "abstains": CG.abstainsOn,
}
"""Code of a stance → the property that links a named holder straight to the target."""

PREFIXES = {
    "cg": str(CG),
    **{name: str(scheme) for name, scheme in SCHEMES.items()},
    "topic": str(TOPIC),
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace, as files of the project and answers write them."""


def scheme_of(concept: URIRef) -> URIRef:
    """The scheme of a concept IRI (`skos:inScheme`)."""
    return URIRef(concept.rsplit("/", 1)[0])


def code_of(concept: URIRef) -> str:
    """The code of a concept IRI ("supports-with-reservation")."""
    return concept.rsplit("/", 1)[-1]
