"""The thread of a text as a picture: the sections of its page as lanes, its facts as signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ontology.terms import OUTCOME, STANCE
from councilgraph.queries.drawing import Event, draw_timeline
from councilgraph.queries.network.incidence import side_of
from councilgraph.server.pages import facts
from councilgraph.server.pages.wording import data, words

if TYPE_CHECKING:
    from councilgraph.queries.labels import Labels
    from councilgraph.server.pages.facts import Fact
    from councilgraph.store import Store
    from rdflib import URIRef
    from rdflib.term import Identifier

CONCEPTS = "https://w3id.org/councilgraph/"
OTHER, MANDATED = "other", "ontology#Mandate"


def thread_of(store: Store, text: URIRef, language: str) -> str:
    """The picture of all that was said and done about a text, as SVG text."""
    found = [fact for fact in facts.facts(store, "facts-on-text", text=text) if not fact.rejected]
    called = facts.named(store, found, language, text)
    lanes = {CONCEPTS + code: name for name, codes in data("thread")["sections"].items() for code in codes}
    spoken = words(language)
    order = [*data("thread")["sections"], OTHER]
    ranked = sorted(found, key=lambda fact: order.index(lanes.get(str(fact.row["did"]), OTHER)))
    events = [event(fact, called, spoken.section(lanes.get(str(fact.row["did"]), OTHER))) for fact in ranked]
    meetings = dict.fromkeys(when(fact, called) for fact in found)
    return draw_timeline(events, meetings=list(meetings), name=called(text), language=language)


def event(fact: Fact, called: Labels, lane: str) -> Event:
    """A fact as the picture shows it."""
    _, quote = fact.words(called.language)
    who = ", ".join(called(agent) for agent in fact.agents)
    place = f"{called(fact.row['record'])}, {fact.row['paragraph']}"
    title = " · ".join(filter(None, (who, called(fact.row["did"]), f"{place}: {quote}")))
    return Event(lane, when(fact, called), kind(fact.row["did"]), title)


def when(fact: Fact, called: Labels) -> str:
    """The meeting at which something was said; its record where nothing else names the meeting."""
    meeting, record = fact.row["meeting"], fact.row["record"]
    return called(record if meeting is None or str(meeting).startswith(str(record)) else meeting)


def kind(did: Identifier | None) -> str:
    """On which side a fact stands, or that the body decided it."""
    code = str(did).removeprefix(str(STANCE))
    if str(did).startswith(str(OUTCOME)) or str(did) == CONCEPTS + MANDATED:
        return "decided"
    return side_of(code) or "neither"
