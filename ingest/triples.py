"""Facts → triples: the graph of one record in one language, in the terms of the ontology.

Nodes are named by record, paragraph and a canonical order inside it, never by the words, so that language
versions of one record meet on the same nodes; the same facts always give the same graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from councilgraph.ontology import iri
from councilgraph.ontology.terms import ACT, CAPACITY, CG, METHOD, OUTCOME, QUANTIFIER, SHORTCUT, STANCE, STATUS
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from .framing import POSITIONS
from .things import Things

if TYPE_CHECKING:
    from .model import Act, Facts, Intervention, Mandate, Outcome, Paragraph, Speaker
    from .profile import Profile


class Provenance(NamedTuple):
    """What the reading node says of the run: versions, and the hash of the bytes read."""

    software: str
    sha256: str


def write_graph(facts: Facts, record: URIRef, provenance: Provenance, *, base: str, profile: Profile) -> Graph:
    """The graph of a record's facts. `record` is the IRI of the work, `profile` that of the body that met."""
    coined = {key: Literal(name, lang=facts.language) for key, name in facts.coined.items()}
    return _Writer(facts, record, provenance, Things(Graph(), record, base, profile, coined)).write()


class _Writer:
    def __init__(self, facts: Facts, record: URIRef, provenance: Provenance, things: Things) -> None:
        self.facts = facts
        self.record = record
        self.things = things
        self.graph = things.graph
        self.language = facts.language
        self.reading = iri.reading(record, facts.language)
        self.provenance = provenance
        self.nodes: dict[int, URIRef] = {}

    def write(self) -> Graph:
        self._reading()
        self.things.meeting(self.facts.record.header, self.language)
        self._record()
        for item in self.facts.record.items:
            self.things.item(item, self.language)
        for symbol, submitter in self.facts.submitted:
            self.things.submitted(symbol, submitter)
        for paragraph in self.facts.record.paragraphs:
            self._paragraph(paragraph)
        ordered = _in_order(self.facts.interventions)
        for node, intervention in ordered:
            self._name_acts(node, intervention)
        for node, intervention in ordered:
            self._intervention(URIRef(f"{self.record}/{node}"), intervention)
        for paragraph in self.facts.record.paragraphs:
            self._outcomes(paragraph)
        return self.graph

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal | None) -> None:
        if value is not None:
            self.graph.add((subject, predicate, value))

    def words(self, span: tuple[int, int] | None) -> Literal | None:
        """The raw words of a span, as a literal in the language read."""
        if span is None:
            return None
        return Literal(self.facts.record.raw[slice(*span)], lang=self.language)

    def _reading(self) -> None:
        self.add(self.reading, RDF.type, PROV.Activity)
        self.add(self.reading, RDF.type, CG.Reading)
        self.add(self.reading, CG.softwareVersion, Literal(self.provenance.software))
        self.add(self.reading, CG.profile, Literal(self.facts.profile))
        self.add(self.reading, CG.lexicon, Literal(self.language))
        self.add(self.reading, CG.inputHash, Literal(f"sha256:{self.provenance.sha256}"))

    def _record(self) -> None:
        header = self.facts.record.header
        self.add(self.record, RDF.type, CG[self.things.profile.record_class])
        self.add(self.record, CG.recordOf, self.things.meeting_node)
        self.add(self.record, DCTERMS.language, Literal(self.language))
        if header.symbol:
            self.add(self.record, CG.symbol, Literal(header.symbol))
            self.things.former(header.symbol)
        if header.title:
            self.add(self.record, DCTERMS.title, Literal(header.title, lang=self.language))
        if header.date:
            self.add(self.record, DCTERMS.date, Literal(header.date))
        if header.fictional:
            self.add(self.record, CG.isFictional, Literal(True))

    def _paragraph(self, paragraph: Paragraph) -> None:
        node = iri.paragraph(self.record, paragraph.number)
        self.add(node, RDF.type, CG.Paragraph)
        self.add(node, CG.inRecord, self.record)
        self.add(node, CG.paragraphNumber, Literal(paragraph.number))
        self.add(node, CG.text, self.words((paragraph.start, paragraph.end)))
        if paragraph.item:
            self.add(node, CG.underItem, iri.item(self.record, paragraph.item.number))
        for ref in self.facts.cites.get(paragraph.number, ()):
            self.add(node, CG.cites, self.things.node(ref, paragraph))
        for code in self.facts.topics.get(paragraph.number, ()):
            self.add(node, DCTERMS.subject, self.things.topic(code))

    def _name_acts(self, path: str, intervention: Intervention) -> None:
        node = URIRef(f"{self.record}/{path}")
        ordered = sorted(intervention.acts, key=lambda act: (act.means, [tuple(t) for t in act.targets]))
        for order, act in enumerate(ordered, 1):
            self.nodes[id(act)] = iri.act(node, order)

    def _intervention(self, node: URIRef, intervention: Intervention) -> None:
        speaker, paragraph = intervention.speaker, intervention.paragraphs[0]
        holder = self._party(speaker, paragraph, iri.group(node))
        self.add(node, RDF.type, CG.Intervention)
        self.add(node, CG.madeBy, holder)
        if speaker.capacity != "none":
            self.add(node, CG.inCapacity, self.things.concept(CAPACITY[speaker.capacity]))
        for one in intervention.paragraphs:
            self.add(node, CG.reportedIn, iri.paragraph(self.record, one.number))
        behalf = sorted(intervention.behalf, key=lambda one: one.key)
        holders = [(speaker, holder)]
        for order, other in enumerate(behalf, 1):
            party = self._party(other, paragraph, iri.behalf(node, order))
            self.add(node, CG.onBehalfOf, party)
            holders.append((other, party))
        self._proof(node, paragraph, intervention.span, "speaker", intervention.confidence)
        for act in intervention.acts:
            self._act(node, act, holders)

    def _act(self, intervention: URIRef, act: Act, holders: list[tuple[Speaker, URIRef]]) -> None:
        node, position = self.nodes[id(act)], act.means in POSITIONS
        self.add(node, RDF.type, CG.Position if position else CG.SpeechAct)
        self.add(node, CG.expressedIn if position else CG.performedIn, intervention)
        concept = STANCE[act.means] if position else ACT[act.means]
        self.add(node, CG.stance if position else CG.actType, self.things.concept(concept))
        self.add(node, CG.reportedIn, iri.paragraph(self.record, act.paragraph.number))
        targets = [self.things.node(ref, act.paragraph) for ref in act.targets]
        resolved = [self.things.node(ref, act.paragraph) for ref in act.resolved]
        if act.view_of is not None and id(act.view_of) in self.nodes:
            self.add(node, CG.towards, self.nodes[id(act.view_of)])
            for target in resolved:
                self.add(node, CG.resolvedTarget, target)
        passages = [self.things.part(target, number) for target in targets for number in act.parts]
        for target in (*targets, *passages):
            self.add(node, CG.towards, target)
        for whole in targets if passages else ():
            self.add(node, CG.resolvedTarget, whole)
        if position:
            self.add(node, CG.status, self.things.concept(STATUS.explicit))
            self.add(node, CG.reason, self.words(act.reason))
            self.add(node, CG.condition, self.words(act.condition))
            self._holders(node, act, holders, passages or targets or resolved)
        self._proof(node, act.paragraph, act.span, act.entry, act.confidence)

    def _holders(self, node: URIRef, act: Act, holders: list[tuple[Speaker, URIRef]], targets: list[URIRef]) -> None:
        for speaker, holder in holders:
            self.add(node, CG.heldBy, holder)
            if speaker.ref is not None and speaker.ref.kind != "chair":
                for target in targets:
                    self.add(holder, SHORTCUT[act.means], target)

    def _party(self, speaker: Speaker, paragraph: Paragraph, unnamed: URIRef) -> URIRef:
        """The node of a speaker; an unnamed group is a node of its own."""
        if speaker.ref is not None:
            return self.things.node(speaker.ref, paragraph)
        assert speaker.group is not None
        group = speaker.group
        self.add(unnamed, RDF.type, CG.UnnamedGroup)
        self.add(unnamed, CG.quantifier, self.things.concept(QUANTIFIER[group.quantifier]))
        self.add(unnamed, CG.minimumCount, Literal(group.minimum))
        if group.maximum is not None:
            self.add(unnamed, CG.maximumCount, Literal(group.maximum))
        if speaker.capacity != "none":
            self.add(unnamed, CG.inCapacity, self.things.concept(CAPACITY[speaker.capacity]))
        printed = self._printed(speaker, paragraph)
        if printed:
            self.add(unnamed, CG.asPrinted, Literal(printed, lang=self.language))
        return unnamed

    def _printed(self, speaker: Speaker, paragraph: Paragraph) -> str:
        if speaker.end <= speaker.start or paragraph.folded is None:
            return ""
        start, end = paragraph.folded.raw(speaker.start, speaker.end)
        return self.facts.record.raw[paragraph.start + start : paragraph.start + end].strip()

    def _proof(self, fact: URIRef, paragraph: Paragraph, span: tuple[int, int], entry: str, confidence: float) -> None:
        node = iri.evidence(fact, self.language)
        self.add(fact, CG.evidence, node)
        self.add(fact, PROV.wasGeneratedBy, self.reading)
        self.add(fact, CG.confidence, Literal(f"{confidence:.2f}", datatype=XSD.decimal))
        self.add(node, RDF.type, CG.Evidence)
        self.add(node, CG.quote, self.words(span))
        self.add(node, CG.inParagraph, iri.paragraph(self.record, paragraph.number))
        self.add(node, CG.startOffset, Literal(span[0]))
        self.add(node, CG.endOffset, Literal(span[1]))
        self.add(node, DCTERMS.language, Literal(self.language))
        self.add(node, CG.lexiconEntry, Literal(entry))

    def _outcomes(self, paragraph: Paragraph) -> None:
        here = [one for one in self.facts.outcomes if one.paragraph is paragraph]
        mandates = 0
        for order, outcome in enumerate(sorted(here, key=lambda one: (one.means, one.targets)), 1):
            node = iri.outcome(iri.paragraph(self.record, paragraph.number), order)
            self._outcome(node, outcome)
            for mandate in sorted(outcome.mandates, key=lambda one: one.leader):
                mandates += 1
                self._mandate(node, mandate, paragraph, mandates)

    def _outcome(self, node: URIRef, outcome: Outcome) -> None:
        paragraph = outcome.paragraph
        self.add(node, RDF.type, CG.Outcome)
        self.add(node, CG.outcomeType, self.things.concept(OUTCOME[outcome.means]))
        if paragraph.item:
            self.add(node, CG.ofItem, iri.item(self.record, paragraph.item.number))
        for ref in outcome.targets:
            self.add(node, CG.concerns, self.things.node(ref, paragraph))
        if outcome.upon is not None and id(outcome.upon) in self.nodes:
            self.add(node, CG.concerns, self.nodes[id(outcome.upon)])
        if outcome.method:
            self.add(node, CG.method, self.things.concept(METHOD[outcome.method]))
        self.add(node, CG.condition, self.words(outcome.condition))
        self.add(node, CG.reportedIn, iri.paragraph(self.record, paragraph.number))
        self._proof(node, paragraph, outcome.span, outcome.entry, 0.9)

    def _mandate(self, outcome: URIRef, mandate: Mandate, paragraph: Paragraph, order: int) -> None:
        where = iri.paragraph(self.record, paragraph.number)
        node = iri.mandate(where, order)
        self.add(node, RDF.type, CG.Mandate)
        self.add(node, CG.mandatedBy, outcome)
        self.add(node, CG.ledBy, self.things.node(mandate.leader, paragraph))
        for ref in mandate.about:
            self.add(node, CG.about, self.things.node(ref, paragraph))
        self.add(node, CG.reportsTo, self.things.forum(mandate.reports_to))
        if mandate.reports_to == "future-plenary":
            self.add(node, CG.reportsToKind, Literal(mandate.reports_to))
        if mandate.due:
            self.add(node, CG.dueBy, Literal(mandate.due))
        self.add(node, CG.reportedIn, where)
        self._proof(node, paragraph, mandate.span, "mandate", 0.85)


def _in_order(interventions: list[Intervention]) -> list[tuple[str, Intervention]]:
    """Interventions with their canonical path in the record: by paragraph, then speaker, then acts."""
    by_paragraph: dict[str, list[Intervention]] = {}
    for one in interventions:
        by_paragraph.setdefault(one.paragraphs[0].number, []).append(one)
    named = []
    for number, here in by_paragraph.items():
        here.sort(key=lambda one: (one.speaker.key, one.speaker.capacity, sorted(act.means for act in one.acts)))
        named += [(f"p/{number}/i{order}", one) for order, one in enumerate(here, 1)]
    return named
