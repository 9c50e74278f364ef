"""The things a record speaks of, as nodes: minted once, and described enough for the graph to stand alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import quote

from councilgraph.ontology import iri
from councilgraph.ontology.labels import english_labels
from councilgraph.ontology.symbols import earlier
from councilgraph.ontology.terms import CG, TOPIC, code_of, scheme_of
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from .model import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .model import Header, Item, Paragraph
    from .profile import Profile

LATER_CHAIR = "later-chair"
CHAIR = "chair"  # a person by role, since each language writes the name in its own letters
CHANGES = {"rev": CG.revises, "add": CG.supplements, "corr": CG.rectifies}
CLASSES = {"res": CG.Resolution, "dec": CG.Decision}


class Things:
    """Mints nodes for one record's graph, and adds each one's description when it is first met."""

    def __init__(
        self, graph: Graph, record: URIRef, base: str, profile: Profile, coined: Mapping[str, Literal]
    ) -> None:
        self.graph = graph
        self.record = record
        self.base = base
        self.body = profile.body
        self.profile = profile
        self.coined = coined
        self.meeting_node = iri.record_meeting(record)
        self.session_node: URIRef | None = None
        self.session_code = ""
        self._nodes: dict[tuple[Ref, str], URIRef] = {}

    def node(self, ref: Ref, paragraph: Paragraph) -> URIRef:
        """The node of a thing mentioned in a paragraph."""
        item = paragraph.item.number if paragraph.item and ref.kind in ("amd", "draft") and not ref.within else ""
        key = (ref, item)
        if key not in self._nodes:
            self._nodes[key] = getattr(self, f"_{ref.kind}")(ref, item)
        return self._nodes[key]

    def concept(self, concept: URIRef) -> URIRef:
        """A concept, described by its scheme and code."""
        self.graph.add((concept, RDF.type, SKOS.Concept))
        self.graph.add((concept, SKOS.inScheme, scheme_of(concept)))
        self.graph.add((concept, SKOS.notation, Literal(code_of(concept))))
        return concept

    def topic(self, code: str) -> URIRef:
        """A topic by its code."""
        return self.concept(TOPIC[code])

    def meeting(self, header: Header, language: str) -> None:
        """The meeting and session that a header tells of."""
        if header.session:
            self.session_code = header.session
            self.session_node = self.session(header.session, header.year)
            if header.session_inferred:
                self.graph.add((self.session_node, CG.isInferred, Literal(True)))
        if header.session and header.meeting:
            if not self.profile.session_from_header:  # conferences count the meetings of each committee
                self.meeting_node = iri.meeting(self.body or "any", header.session, header.meeting, base=self.base)
            self.graph.add((self.meeting_node, CG.meetingNumber, Literal(header.meeting)))
        self.graph.add((self.meeting_node, RDF.type, CG.Meeting))
        if self.session_node:
            self.graph.add((self.meeting_node, CG.partOfSession, self.session_node))
        if header.date:
            self.graph.add((self.meeting_node, DCTERMS.date, Literal(header.date)))
        for term, hour in zip((PROV.startedAtTime, PROV.endedAtTime), header.hours, strict=False):
            if header.date:
                self.graph.add((self.meeting_node, term, Literal(dt.datetime.combine(header.date, hour))))
        for role, name in ((CHAIR, header.chair), (LATER_CHAIR, header.later_chair)):
            if name:
                person = iri.person(self.record, role)
                self.graph.add((person, RDF.type, CG.Person))
                self.graph.add((person, SKOS.prefLabel, Literal(name, lang=language)))
                self.graph.add((self.meeting_node, CG.chairedBy, person))

    def session(self, code: str, year: int | None) -> URIRef:
        """A session by its code."""
        node = iri.session(self.body or "any", code, base=self.base)
        self.graph.add((node, RDF.type, CG.Session))
        self.graph.add((node, SKOS.notation, Literal(code)))
        if self.body:
            self.graph.add((node, CG.ofBody, self._body(Ref("body", self.body), "")))
        if year:
            self.graph.add((node, CG.year, Literal(year)))
        return node

    def former(self, symbol: str) -> None:
        """What a record's own symbol says that it revises, supplements or rectifies."""
        if change := earlier(symbol):
            placed = self.profile.placed(change[1], self.session_code)
            before = iri.record(placed, issuer=self.body or "any", base=self.base)
            self.graph.add((self.record, CHANGES[change[0]], before))

    def item(self, item: Item, language: str) -> None:
        """An agenda item with the documents it considers."""
        node = iri.item(self.record, item.number)
        self.graph.add((node, RDF.type, CG.AgendaItem))
        self.graph.add((node, CG.ofMeeting, self.meeting_node))
        self.graph.add((node, CG.itemNumber, Literal(item.number)))
        if item.title:
            self.graph.add((node, DCTERMS.title, Literal(item.title, lang=language)))
        for symbol in item.documents:
            self.graph.add((node, CG.considers, self._doc(Ref("doc", symbol), "")))
        for code in item.topics:
            self.graph.add((node, DCTERMS.subject, self.topic(code)))

    def forum(self, key: str) -> URIRef | None:
        """Where a mandate reports: a session by code, a later meeting of this one, or a body by its key."""
        if not key:
            return None
        if key == "future-plenary":
            return self.session_node
        if key.startswith("body:"):
            return self._body(Ref("body", key.removeprefix("body:")), "")
        known = self.profile.session_of(f"{key}/")
        year = known[1] if known else int(key) if key.isdigit() else None
        return self.session(key, year)

    def _named(self, ref: Ref, node: URIRef, kind: URIRef, *, notation: str = "") -> URIRef:
        self.graph.add((node, RDF.type, kind))
        if notation:
            self.graph.add((node, SKOS.notation, Literal(notation)))
        label = english_labels().get(f"{ref.kind}/{ref.key}") or english_labels().get(node.removeprefix(self.base))
        printed = self.coined.get(ref.key) if ref.kind == "body" else None
        self.graph.add((node, SKOS.prefLabel, printed or Literal(label or ref.key, lang="en")))
        return node

    def _state(self, ref: Ref, _: str) -> URIRef:
        node = self._named(ref, iri.state(ref.key, base=self.base), CG.State)
        self.graph.add((node, CG.iso3, Literal(ref.key)))
        return node

    def _body(self, ref: Ref, _: str) -> URIRef:
        return self._named(ref, self._minted(ref, iri.body), CG.Body, notation=ref.key)

    def _office(self, ref: Ref, _: str) -> URIRef:
        return self._named(ref, self._minted(ref, iri.office), CG.Post, notation=ref.key)

    def _minted(self, ref: Ref, mint: Callable[..., URIRef]) -> URIRef:
        """The name of a body or post: below the record where no authority tells whose it is."""
        if ref.key in self.coined or ref.key in self.profile.unowned:
            return URIRef(f"{self.record}/{ref.kind}/{quote(ref.key, safe='')}")
        return mint(ref.key, base=self.base)

    def _coalition(self, ref: Ref, _: str) -> URIRef:
        acronym = ref.key if ref.key.isupper() and " " not in ref.key else ""
        key = ref.key if acronym else iri.slug(ref.key)
        return self._named(ref, iri.coalition(key, base=self.base), CG.Coalition, notation=acronym)

    def _text(self, ref: Ref, _: str) -> URIRef:
        return self._named(ref, iri.text(ref.key, base=self.base), CG.Document, notation=ref.key)

    def _topic(self, ref: Ref, _: str) -> URIRef:
        return self.topic(ref.key)

    def _chair(self, _: Ref, __: str) -> URIRef:
        return self.meeting_node

    def _doc(self, ref: Ref, _: str) -> URIRef:
        placed = self.profile.placed(ref.key, self.session_code)
        node = iri.document(placed, issuer=self._counted_by(placed), base=self.base)
        self.graph.add((node, RDF.type, CG.Document))
        kind = self.profile.document_kind(ref.key)
        if kind != "Document":
            self.graph.add((node, RDF.type, CG[kind]))
        self.graph.add((node, CG.symbol, Literal(ref.key)))
        if change := earlier(ref.key):
            self.graph.add((node, CHANGES[change[0]], self._doc(Ref("doc", change[1]), "")))
        return node

    def _counted_by(self, placed: str) -> str:
        """Whose count a symbol belongs to: the body's, any, or this record's alone where it tells no session."""
        if placed[:1].isdigit():
            return iri.slug(str(self.record).removeprefix(self.base))
        own = self.profile.session_of(placed) or placed.startswith(f"{self.session_code}/")
        return (self.body if own else "") or "any"

    def submitted(self, symbol: str, submitter: Ref) -> None:
        """By whom a paper was put before the body."""
        by = self._state(submitter, "") if submitter.kind == "state" else self._coalition(submitter, "")
        self.graph.add((self._doc(Ref("doc", symbol), ""), CG.submittedBy, by))

    def part(self, whole: URIRef, number: str) -> URIRef:
        """An operative passage of an instrument, amendment or draft."""
        node = iri.part(whole, number)
        self.graph.add((node, RDF.type, CG.TextPart))
        self.graph.add((node, CG.partOf, whole))
        self.graph.add((node, CG.partNumber, Literal(number)))
        return node

    def _instrument(self, ref: Ref) -> URIRef:
        issuer, number = ref.key.split("/", 1)
        known = "" if issuer == "?" else issuer
        mint = iri.decision if ref.kind == "dec" else iri.resolution
        node = mint(number, issuer=known or iri.UNKNOWN_ISSUER, base=self.base)
        self.graph.add((node, RDF.type, CLASSES[ref.kind]))
        self.graph.add((node, CG.number, Literal(number)))
        if known:
            self.graph.add((node, CG.issuedBy, self._body(Ref("body", known), "")))
        return node

    def _res(self, ref: Ref, _: str) -> URIRef:
        return self._instrument(ref)

    def _dec(self, ref: Ref, _: str) -> URIRef:
        return self._instrument(ref)

    def _whole(self, ref: Ref, item: str) -> URIRef:
        return self._doc(Ref("doc", ref.within), "") if ref.within else iri.item(self.record, item or "1")

    def _amd(self, ref: Ref, item: str) -> URIRef:
        kind, key = ref.key.split(":", 1) if ":" in ref.key else ("res", ref.key)
        amended = self._instrument(Ref(kind, key))
        node = iri.amendment(self._whole(ref, item), amended, base=self.base)
        self.graph.add((node, RDF.type, CG.Amendment))
        self.graph.add((node, CG.amends, amended))
        self._contained(node, ref)
        return node

    def _draft(self, ref: Ref, item: str) -> URIRef:
        node = iri.draft_resolution(self._whole(ref, item))
        self.graph.add((node, RDF.type, CG.DraftResolution))
        self._contained(node, ref)
        return node

    def _contained(self, node: URIRef, ref: Ref) -> None:
        if ref.within:
            self.graph.add((node, CG.containedIn, self._doc(Ref("doc", ref.within), "")))
