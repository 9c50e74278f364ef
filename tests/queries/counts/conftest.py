"""An invented council, large enough to count: plain Python objects, and the same facts as TriG."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

PREFIXES = """@base <https://w3id.org/councilgraph/id/> .
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
@prefix c: <https://w3id.org/councilgraph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ACTS = ("introduces", "reports", "welcomes", "states", "urges", "asks", "replies")
STANCES = (
    *("proposes", "supports", "supports-with-reservation", "does-not-object", "has-reservations"),
    *("seeks-deferral", "opposes", "abstains"),
)
OUTCOMES = ("noted", "approved", "adopted", "agreed", "rejected", "deferred")
CAPACITIES = ("councillor", "councillor", "councillor", "observer", "group-chair", "chair", None)
BODIES = {2031: "body/B", 2032: "body/G"}
REVISED = 3
GUESSED, FAVOURABLE = "state/S01", {"proposes", "supports"}
STATES = 12
TOPICS = ("WSIS", "GDC", "COP", "AI")
WORDS = ("it would duplicate work", "the platform was useful", "more was needed", "thanks were due")


@dataclass(frozen=True)
class Paragraph:
    """Where something is said: number, topics and words; item, record, meeting and session as they nest."""

    number: str
    topics: frozenset[str]
    text: str
    item: str
    item_number: str
    item_topics: frozenset[str]
    record: str
    meeting: tuple[str, int]
    session: str
    year: int


@dataclass(frozen=True)
class Fact:
    """An act or a position: one holder at least, one target at most."""

    iri: str
    kind: str
    code: str
    maker: str
    behalf: tuple[str, ...]
    capacity: str | None
    target: str | None
    resolved: str | None
    place: Paragraph
    quote: str
    reason: bool
    checked: bool
    languages: tuple[str, ...]

    @property
    def holders(self) -> tuple[str, ...]:
        """Who stands for it."""
        return (self.maker, *self.behalf)

    @property
    def about(self) -> frozenset[str]:
        """What it is towards, as stated and as resolved."""
        return frozenset(filter(None, (self.target, self.resolved)))


@dataclass(frozen=True)
class Outcome:
    """What the body did, and who was asked to do what."""

    iri: str
    code: str
    target: str | None
    condition: bool
    place: Paragraph
    leader: str | None
    subject: str | None


@dataclass
class Council:
    """Everything that was invented."""

    members: dict[str, tuple[int, int]] = field(default_factory=dict)
    coalition: tuple[str, ...] = ()
    amendments: dict[str, tuple[str, str]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    languages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    groups: dict[str, tuple[int, int | None]] = field(default_factory=dict)


def invent(seed: int, sessions: int = 3, meetings: int = 3, items: int = 3, paragraphs: int = 5) -> Council:
    """A council whose every choice comes from `seed`."""
    chance, council = random.Random(seed), Council()
    states = [f"state/S{number:02}" for number in range(STATES)]
    council.members = {state: chance.choice([(2030, 2031), (2031, 2032), (2030, 2033)]) for state in states[:10]}
    council.coalition = tuple(states[3:8])
    for number in range(8):
        later = f"document/D{number - 1}" if number % 4 == 3 else None
        council.documents[f"document/D{number}"] = (chance.choice(states), later)
        council.amendments[f"document/D{number}/amendment"] = (f"resolution/R{number % 5}", f"document/D{number}")
        council.drafts[f"document/D{number}/draft-resolution"] = f"document/D{number}"
        council.parts[f"document/D{number}/amendment/part/1"] = f"document/D{number}/amendment"
    for year in range(2031, 2031 + sessions):
        for meeting in range(1, meetings + 1):
            hold(council, chance, states, f"S{year}", year, meeting, items, paragraphs)
    return council


def hold(
    council: Council,
    chance: random.Random,
    states: list[str],
    session: str,
    year: int,
    meeting: int,
    items: int,
    paragraphs: int,
) -> None:
    """One meeting: its items and paragraphs, what is said in them, and what is decided at their ends."""
    record = f"record/{session}/{meeting}"
    council.languages[record] = ("en", "zh") if meeting % 2 == 0 else ("en",)
    for item in range(1, items + 1):
        item_topics = frozenset(chance.sample(TOPICS, chance.choice([0, 1, 2])))
        for number in range(1, paragraphs + 1):
            place = Paragraph(
                number=f"{item}.{number}",
                topics=frozenset(chance.sample(TOPICS, chance.choice([0, 1, 2]))),
                text=chance.choice(WORDS),
                item=f"{record}/item/{item}",
                item_number=str(item),
                item_topics=item_topics,
                record=record,
                meeting=(session, meeting),
                session=session,
                year=year,
            )
            council.paragraphs.append(place)
            for order in range(1, chance.choice([1, 2, 3])):
                say(council, chance, states, place, order)
            if number == paragraphs:
                decide(council, chance, states, place)


def say(council: Council, chance: random.Random, states: list[str], place: Paragraph, order: int) -> None:
    """One intervention, with one act or position in it."""
    iri = f"{place.record}/p/{place.number}/i{order}"
    maker = chance.choice([*states, "coalition/C", f"{iri}/group", f"{iri}/group"])
    capacity = chance.choice(CAPACITIES)
    if capacity == "chair":
        maker = f"meeting/{place.session}/{place.meeting[1]}"
    if capacity == "group-chair":
        maker = "body/G"
    behalf = () if chance.random() < 0.85 else (chance.choice([s for s in states if s != maker]), f"{iri}/behalf1")
    for group in (maker, *behalf):
        if group.startswith("record/"):
            least = chance.randint(1, 5)
            council.groups[group] = (least, chance.choice([None, least]))
    kind = chance.choice(["act", "position", "position"])
    target = chance.choice([*council.amendments, *council.drafts, *council.parts, *council.documents, None])
    views = [fact for fact in council.facts if fact.place.record == place.record and fact.target]
    resolved = None
    if kind == "position" and views and chance.random() < 0.15:
        view = chance.choice(views)
        target, resolved = view.iri, chance.choice([view.resolved or view.target, None])
    council.facts.append(
        Fact(
            iri=f"{iri}/a1",
            kind=kind,
            code=chance.choice(ACTS if kind == "act" else STANCES),
            maker=maker,
            behalf=behalf,
            capacity=capacity,
            target=target,
            resolved=resolved,
            place=place,
            quote=chance.choice(WORDS),
            reason=kind == "position" and chance.random() < 0.3,
            checked=chance.random() < 0.2,
            languages=tuple(x for x in council.languages[place.record] if x == "en" or chance.random() < 0.8),
        )
    )


def decide(council: Council, chance: random.Random, states: list[str], place: Paragraph) -> None:
    """An outcome at the end of an item, with or without a mandate."""
    target = chance.choice([*council.amendments, *council.drafts, *council.documents, None])
    leader = chance.choice([*states, None, None])
    council.outcomes.append(
        Outcome(
            iri=f"{place.record}/p/{place.number}/o1",
            code=chance.choice(OUTCOMES),
            target=target,
            condition=chance.random() < 0.3,
            place=place,
            leader=leader,
            subject=chance.choice([*council.amendments, *council.documents]) if leader else None,
        )
    )


def trig(council: Council) -> str:
    """The facts as the reader writes them: one graph per record and language, and the reference data."""
    blocks = [PREFIXES, f"<graph/reference> {{\n{reference(council)}\n}}"]
    for record, languages in council.languages.items():
        for language in languages:
            lines = [*meeting_lines(council, record, language), *said_lines(council, record, language)]
            blocks.append(f"<{record}/graph/{language}> {{\n" + "\n".join(lines) + "\n}")
    return "\n".join(blocks)


def reference(council: Council) -> str:
    """States, memberships, texts and the kinds of stance."""
    lines = ["c:stance\\/supports-with-reservation skos:broader c:stance\\/supports .", "<body/G> a cg:Body ."]
    lines += ['<body/B> a cg:Body ; skos:notation "B" .', "<coalition/C> a cg:Coalition ."]
    lines += [f'<state/S{number:02}> a cg:State ; cg:iso3 "S{number:02}" .' for number in range(STATES)]
    for state, (start, end) in council.members.items():
        lines.append(membership(f"membership/{state}", state, "body/B", start, end))
    lines += [membership(f"membership/C/{state}", state, "coalition/C", 2000, 2099) for state in council.coalition]
    for document, (submitter, revised) in council.documents.items():
        symbol = document.rpartition("/")[2]
        lines.append(f'<{document}> a cg:Document ; cg:symbol "{symbol}" ; cg:submittedBy <{submitter}> .')
        lines += [f"<{document}> cg:revises <{revised}> ."] if revised else []
    for amendment, (resolution, document) in council.amendments.items():
        lines.append(f"<{amendment}> a cg:Amendment ; cg:amends <{resolution}> ; cg:containedIn <{document}> .")
        number = resolution.rpartition("R")[2]
        lines.append(f'<{resolution}> a cg:Resolution ; cg:number "{number}" ; cg:issuedBy <body/B> .')
    lines += [f"<{draft}> a cg:DraftResolution ; cg:containedIn <{held}> ." for draft, held in council.drafts.items()]
    lines += [
        f'<{part}> a cg:TextPart ; cg:partOf <{whole}> ; cg:partNumber "1" .' for part, whole in council.parts.items()
    ]
    return "\n".join(lines)


def membership(iri: str, member: str, body: str, start: int, end: int) -> str:
    """One dated membership."""
    return (
        f"<{iri}> a cg:Membership ; cg:member <{member}> ; cg:ofBody <{body}> ; "
        f"cg:startYear {start} ; cg:endYear {end} ."
    )


def meeting_lines(council: Council, record: str, language: str) -> list[str]:
    """The record, its meeting and session, its items and paragraphs."""
    places = [place for place in council.paragraphs if place.record == record]
    session, number = places[0].meeting
    meeting = f"meeting/{session}/{number}"
    lines = [
        f'<{record}> a cg:SummaryRecord ; cg:recordOf <{meeting}> ; dcterms:language "{language}" .',
        f"<{meeting}> a cg:Meeting ; cg:meetingNumber {number} ; cg:partOfSession <session/{session}> .",
        f'<session/{session}> a cg:Session ; skos:notation "{session}" ; cg:year {places[0].year} .',
    ]
    lines += [f"<session/{session}> cg:ofBody <{BODIES[places[0].year]}> ."] if places[0].year in BODIES else []
    lines += [f"<{record}> cg:revises <record/{session}/{number - 1}> ."] if number == REVISED else []
    for place in places:
        paragraph = f"<{record}/p/{place.number}>"
        lines.append(f"{paragraph} a cg:Paragraph ; cg:inRecord <{record}> ; cg:underItem <{place.item}> ;")
        lines.append(f'  cg:paragraphNumber "{place.number}" ; cg:text "{language}: {place.text}"@{language} .')
        lines += [f"{paragraph} dcterms:subject c:topic\\/{topic} ." for topic in sorted(place.topics)]
        lines.append(
            f'<{place.item}> a cg:AgendaItem ; cg:itemNumber "{place.item_number}" ; cg:ofMeeting <{meeting}> .'
        )
        lines += [f"<{place.item}> dcterms:subject c:topic\\/{topic} ." for topic in sorted(place.item_topics)]
    return lines


def said_lines(council: Council, record: str, language: str) -> list[str]:
    """What was said and decided, as one language version holds it."""
    lines = []
    for fact in council.facts:
        if fact.place.record == record and language in fact.languages:
            lines += fact_lines(council, fact, language)
    for outcome in council.outcomes:
        if outcome.place.record == record:
            lines += outcome_lines(outcome, language)
    return lines


def fact_lines(council: Council, fact: Fact, language: str) -> list[str]:
    """An intervention and its act or position."""
    floor = fact.iri.removesuffix("/a1")
    paragraph = f"<{fact.place.record}/p/{fact.place.number}>"
    lines = [f"<{floor}> a cg:Intervention ; cg:madeBy <{fact.maker}> ; cg:reportedIn {paragraph} ."]
    lines += [f"<{floor}> cg:inCapacity c:capacity\\/{fact.capacity} ."] if fact.capacity else []
    lines += [f"<{floor}> cg:onBehalfOf <{other}> ." for other in fact.behalf]
    for group in (holder for holder in fact.holders if holder in council.groups):
        least, most = council.groups[group]
        lines.append(f"<{group}> a cg:UnnamedGroup ; cg:minimumCount {least} ; cg:quantifier c:quantifier\\/some .")
        lines += [f"<{group}> cg:maximumCount {most} ."] if most else []
    if fact.kind == "act":
        lines.append(f"<{fact.iri}> a cg:SpeechAct ; cg:performedIn <{floor}> ; cg:actType c:act\\/{fact.code} .")
    else:
        lines.append(f"<{fact.iri}> a cg:Position ; cg:expressedIn <{floor}> ; cg:stance c:stance\\/{fact.code} .")
        lines.append(f"<{fact.iri}> cg:status c:status\\/explicit .")
        lines += [f"<{fact.iri}> cg:heldBy <{holder}> ." for holder in fact.holders]
    lines += [f"<{fact.iri}> cg:towards <{fact.target}> ."] if fact.target else []
    lines += [f"<{fact.iri}> cg:resolvedTarget <{fact.resolved}> ."] if fact.resolved else []
    if fact.code in FAVOURABLE and set(fact.holders) & council.groups.keys():
        lines.append(f"<{fact.iri}/candidate/S01> a cg:Candidate ; cg:candidateFor <{fact.iri}> ; cg:confidence 0.5 ;")
        lines.append(f"  cg:suggests <{GUESSED}> ; cg:status c:status\\/candidate .")
    lines += [f'<{fact.iri}> cg:reason "{language}: because"@{language} .'] if fact.reason else []
    lines += [reviewed(fact)] if fact.checked else []
    return [*lines, *evidence(fact.iri, fact.place, fact.quote, language)]


def reviewed(fact: Fact) -> str:
    """What somebody found who checked a fact as it stands."""
    holders = (fact.maker,) if fact.kind == "act" else fact.holders
    weighed = [f"c:{'act' if fact.kind == 'act' else 'stance'}\\/{fact.code}", *(f"<{node}>" for node in holders)]
    weighed += [f"<{fact.target}>"] if fact.target else []
    review = f"<{fact.iri}/review/a> oa:hasTarget <{fact.iri}> ; cg:verdict c:verdict\\/accept"
    return f"{review} ; cg:weighs {', '.join(weighed)} ."


def outcome_lines(outcome: Outcome, language: str) -> list[str]:
    """An outcome, and the mandate it gives."""
    lines = [
        f"<{outcome.iri}> a cg:Outcome ; cg:outcomeType c:outcome\\/{outcome.code} ; cg:ofItem <{outcome.place.item}> ."
    ]
    lines.append(f"<{outcome.iri}> cg:reportedIn <{outcome.place.record}/p/{outcome.place.number}> .")
    lines += [f"<{outcome.iri}> cg:concerns <{outcome.target}> ."] if outcome.target else []
    lines += [f'<{outcome.iri}> cg:condition "{language}: provided"@{language} .'] if outcome.condition else []
    if outcome.leader:
        mandate = outcome.iri.removesuffix("o1") + "m1"
        lines.append(f"<{mandate}> a cg:Mandate ; cg:mandatedBy <{outcome.iri}> ; cg:ledBy <{outcome.leader}> .")
        lines.append(f"<{mandate}> cg:about <{outcome.subject}> .")
        lines.append(f"<{mandate}> cg:reportedIn <{outcome.place.record}/p/{outcome.place.number}> .")
        lines += evidence(mandate, outcome.place, "was asked", language)
    return [*lines, *evidence(outcome.iri, outcome.place, "it was agreed", language)]


def evidence(fact: str, place: Paragraph, quote: str, language: str) -> list[str]:
    """The words of one fact in one language."""
    return [
        f"<{fact}> cg:evidence <{fact}/evidence/{language}> .",
        f'<{fact}/evidence/{language}> a cg:Evidence ; cg:quote "{quote}"@{language} ; '
        f'dcterms:language "{language}" ; cg:inParagraph <{place.record}/p/{place.number}> .',
    ]


COUNCILS = {seed: invent(seed) for seed in (1, 2, 6)}


@pytest.fixture(scope="session", params=COUNCILS)
def invented(request: pytest.FixtureRequest) -> Council:
    """Councils of nine meetings, one after the other."""
    return COUNCILS[request.param]


@pytest.fixture(scope="session")
def all_invented() -> list[Council]:
    """All of them."""
    return list(COUNCILS.values())


@pytest.fixture(scope="session")
def invented_trig(invented: Council) -> str:
    """A council as TriG."""
    return trig(invented)
