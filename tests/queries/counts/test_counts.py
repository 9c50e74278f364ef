"""The rows of every question on a larger invented graph, counted a second time in plain Python."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import answer, questions

from .conftest import REVISED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STATE, IDEA = "state/S03", "platform"
BODIES = {2031: "body/B", 2032: "body/G"}
PARAMETERS = {
    "what-has-a-state-said": {"holder": "S03"},
    "who-took-the-same-side": {"holder": "S03"},
    "how-did-an-idea-fare": {"word": IDEA},
}
FOR = {"proposes", "supports", "supports-with-reservation"}
AGAINST = {"has-reservations", "seeks-deferral", "opposes"}
KINDS_OF_SUPPORT = {"supports", "supports-with-reservation"}
RESISTANCE = AGAINST | {"supports-with-reservation"}
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


def positions(world: Any, stances: Iterable[str] | None = None) -> list[Any]:
    """All positions, or those of some stances."""
    return [f for f in world.facts if f.kind == "position" and (stances is None or f.code in set(stances))]


def named(holder: str) -> bool:
    """Whether a holder has a name."""
    return not holder.startswith("record/")


def is_view(target: str) -> bool:
    """Whether a target is what somebody said."""
    return target.startswith("record/")


def is_whole(target: str) -> bool:
    """Whether a target is a whole text: no view, and no passage of a text."""
    return not is_view(target) and "/part/" not in target


def delegations(facts: Iterable[Any]) -> list[Any]:
    """Without what the chair says from the chair."""
    return [fact for fact in facts if fact.capacity != "chair"]


def resolved(fact: Any) -> set[str]:
    """What a fact is about in the end."""
    return {fact.resolved} if fact.resolved else set(filter(None, [fact.target]))


def topics(place: Any) -> set[str]:
    """Topics of a paragraph and of its item."""
    return set(place.topics | place.item_topics)


def quotes(fact: Any) -> set[str]:
    """The words of a fact in the languages that hold it."""
    return {fact.quote, *({f"{language}: because" for language in fact.languages} if fact.reason else ())}


def spoken_for(fact: Any) -> list[str]:
    """Those for whom somebody spoke, and a coalition for itself."""
    return [*fact.behalf, *(["coalition/C"] if fact.maker == "coalition/C" else [])]


def side(fact: Any) -> str:
    """For, against, or neither."""
    return "for" if fact.code in FOR else "against" if fact.code in AGAINST else "neither"


def order(place: Any) -> tuple[int, int]:
    """Meetings in time."""
    return place.year, place.meeting[1]


def member_in(world: Any, year: int) -> set[str]:
    """Members of the body in a year."""
    return {state for state, (start, end) in world.members.items() if start <= year <= end}


def pairs(world: Any) -> Iterable[tuple[Any, str, Any, str, str]]:
    """Two positions of two named holders on one text."""
    by_target: dict[str, list[tuple[Any, str]]] = {}
    for fact in delegations(positions(world)):
        for target, holder in itertools.product(fact.about, filter(named, fact.holders)):
            if is_whole(target):
                by_target.setdefault(target, []).append((fact, holder))
    for target, both in by_target.items():
        for (one, holder), (other, other_holder) in itertools.permutations(both, 2):
            if holder != other_holder:
                yield one, holder, other, other_holder, target


def closed(world: Any, ends: Iterable[str]) -> set[str | None]:
    """Targets on which an outcome of one of these kinds was taken."""
    return {outcome.target for outcome in world.outcomes if outcome.code in set(ends)}


def is_open(world: Any, target: str) -> bool:
    """Whether nothing ended a proposal: neither on itself, nor on the paper that holds it."""
    document = world.drafts.get(target) or world.amendments.get(target, ("", target))[1]
    charged = {outcome.subject for outcome in world.outcomes if outcome.leader}
    noted = closed(world, {"noted"}) - ({document} if target in charged and document != target else set())
    return not {target, document} & (closed(world, {"adopted", "approved", "rejected"}) | noted)


def revised(world: Any) -> set[str]:
    """Records of which a later version was read."""
    return {place.record for place in world.paragraphs if place.meeting[1] == REVISED - 1}


def on_amendments(world: Any, stances: Iterable[str] | None) -> list[tuple[Any, str, str]]:
    """Position, amendment, holder."""
    return [
        (fact, target, holder)
        for fact in positions(world, stances)
        for target, holder in itertools.product(fact.about & world.amendments.keys(), fact.holders)
    ]


def silent(world: Any) -> set[tuple[str, str, str]]:
    """Members of the year of a session in which an amendment came up, who never spoke on it."""
    found = set()
    for amendment, (resolution, document) in world.amendments.items():
        near = {amendment, resolution, document, f"{amendment}/part/1"}
        heard = {holder for fact in world.facts if fact.about & near for holder in fact.holders}
        for session, year in {(f.place.session, f.place.year) for f in world.facts if amendment in f.about}:
            found |= {(state, session, amendment) for state in member_in(world, year) - heard}
    return found


def uncontested(world: Any) -> int:
    """Amendments that nobody resisted, each with its voices or, without any, once."""
    count = 0
    for amendment in world.amendments:
        near = {amendment, f"{amendment}/part/1"}
        if not any(fact.about & near for fact in positions(world, RESISTANCE)):
            count += max(1, sum(len(fact.holders) for fact in delegations(positions(world)) if amendment in fact.about))
    return count


def split(world: Any) -> int:
    """Voices on texts that one meeting both supported and resisted."""
    count = 0
    for fact in delegations(positions(world, AGAINST | KINDS_OF_SUPPORT)):
        for target in filter(is_whole, fact.about):
            here = [f for f in positions(world) if target in f.about and f.place.meeting == fact.place.meeting]
            if {"supports"} & {f.code for f in here} and AGAINST & {f.code for f in here}:
                count += len(fact.holders)
    return count


def backing(world: Any) -> set[tuple[Any, ...]]:
    """Support by councillors for what an observer said or stood for."""
    supporting = [fact for fact in positions(world, KINDS_OF_SUPPORT) if fact.capacity == "councillor"]
    found = set()
    for view in (fact for fact in world.facts if fact.capacity == "observer"):
        for fact in supporting:
            ways = ["view"] * (fact.target == view.iri)
            if fact is not view and view.kind == "position" and view.code in {"proposes", "supports"} and view.target:
                ways += ["text"] * (fact.target == view.target)
            found |= {
                (view.maker, view.code, view.target, way, holder, fact.iri) for way in ways for holder in fact.holders
            }
    return found


def unheard(world: Any) -> set[tuple[str, str, str]]:
    """Members of a session's year whom no paragraph on a topic names."""
    found = set()
    for topic in ("WSIS", "GDC"):
        sessions = {(p.session, p.year) for p in world.paragraphs if topic in topics(p)}
        for session, year in sessions:
            heard = {
                holder
                for fact in world.facts
                if fact.place.session == session and topic in topics(fact.place)
                for holder in fact.holders
            }
            found |= {(state, session, topic) for state in member_in(world, year) - heard}
    return found


def decided_contributions(world: Any) -> set[tuple[str, ...]]:
    """Who submitted or proposed a document, and what was decided on it or on what it holds."""
    found = set()
    holding = {amendment: held for amendment, (_, held) in world.amendments.items()} | world.drafts
    for outcome in world.outcomes:
        document = holding.get(outcome.target, outcome.target)
        if document not in world.documents or outcome.code not in {"adopted", "approved", "agreed"}:
            continue
        found.add((world.documents[document][0], "submitted", outcome.iri))
        for fact in positions(world, {"proposes"}):
            if fact.target and holding.get(fact.target, fact.target) == document:
                people = [h for h in fact.holders if h.startswith(("state/", "coalition/"))]
                found |= {(holder, "proposed", outcome.iri) for holder in people}
    return found


def adoption_spans(world: Any) -> int:
    """Adopted texts that somebody spoke on before or when they were adopted, by meeting."""
    spans = set()
    for outcome in world.outcomes:
        voices = [order(fact.place) for fact in world.facts if fact.target and fact.target == outcome.target]
        if outcome.code in {"adopted", "approved"} and voices and min(voices) <= order(outcome.place):
            firsts = {p.meeting for p in world.paragraphs if order(p) == min(voices)}
            spans |= {(outcome.target, first, outcome.place.meeting, outcome.code) for first in firsts}
    return len(spans)


def came_back(world: Any) -> set[tuple[str, ...]]:
    """What was said or decided later on the subject of a mandate."""
    found = set()
    for outcome in (outcome for outcome in world.outcomes if outcome.leader):
        later = [*world.facts, *world.outcomes]
        found |= {
            (outcome.iri, voice.iri)
            for voice in later
            if voice.target == outcome.subject and order(voice.place) > order(outcome.place)
        }
    return found


def unheard_mandates(world: Any) -> int:
    """Mandates on whose subject nothing is reported later."""
    count = 0
    for outcome in (outcome for outcome in world.outcomes if outcome.leader):
        voices = [f for f in world.facts if f.target == outcome.subject]
        voices += [o for o in world.outcomes if outcome.subject in (o.target, o.subject)]
        count += max(order(voice.place) for voice in voices) <= order(outcome.place)
    return count


def commitments(world: Any) -> int:
    """Conditions and mandates, each once for every later version of what it is about."""
    later = {revised for _, revised in world.documents.values() if revised}
    subjects = [outcome.target for outcome in world.outcomes if outcome.condition and outcome.target]
    subjects += [outcome.subject for outcome in world.outcomes if outcome.leader]
    assert len(later) == sum(bool(revised) for _, revised in world.documents.values())
    return len(subjects)


def roots(world: Any, target: str) -> str:
    """The instrument or paper that a target belongs to or would change."""
    whole = world.parts.get(target, target)
    return str(world.amendments[whole][0]) if whole in world.amendments else whole


def in_other_bodies(world: Any) -> set[tuple[str, ...]]:
    """Positions of one named holder on one instrument, the first of them in a body that is known."""
    placed = [
        (fact, holder, roots(world, target), BODIES.get(fact.place.year))
        for fact in positions(world)
        for holder in filter(named, fact.holders)
        for target in fact.about
        if not is_view(target)
    ]
    return {
        (holder, about, fact.iri, other.iri)
        for fact, holder, about, body in placed
        for other, other_holder, other_about, other_body in placed
        if body and body != other_body and (holder, about) == (other_holder, other_about)
    }


def changed(world: Any) -> int:
    """What the last two meetings of a session, taken for versions of one record, do not have in common."""
    said: dict[str, list[tuple[str, str, str]]] = {}
    for fact in world.facts:
        aim = (fact.resolved or fact.target or "").removeprefix(fact.place.record)
        people = fact.holders if fact.kind == "position" else (fact.maker,)
        keys = [(holder, fact.code, aim) for holder in people if holder.startswith(("state/", "coalition/"))]
        said.setdefault(fact.place.record, []).extend(keys)
    count = 0
    for record in (record for record in said if record.endswith("/3")):
        later, former = said[record], said[record.removesuffix("3") + "2"]
        count += sum(key not in former for key in later) + sum(key not in later for key in former)
    return count


def between(world: Any) -> set[tuple[str, str, str]]:
    """Holders that sided with both of two holders who stood on opposite sides."""
    together, apart = set(), set()
    for one, holder, other, other_holder, _ in pairs(world):
        placed = all(name.startswith(("state/", "coalition/")) for name in (holder, other_holder))
        if placed and "neither" not in {side(one), side(other)}:
            (together if side(one) == side(other) else apart).add((holder, other_holder))
    return {
        (bridge, one, other)
        for one, other in apart
        for bridge, ally in together
        if one < other and ally == one and (bridge, other) in together
    }


COUNTS: dict[tuple[str, str], Callable[[Any], int]] = {
    ("do-positions-match-those-in-other-bodies", ""): lambda w: len(in_other_bodies(w)),
    ("what-did-a-revised-record-change", ""): changed,
    ("who-could-the-unnamed-be", ""): lambda w: sum(
        len(resolved(f)) * sum(not named(holder) for holder in f.holders)
        for f in positions(w, {"proposes", "supports"})
    ),
    ("which-states-bridge-the-camps", "bridges"): lambda w: len({bridge for bridge, _, _ in between(w)}),
    ("which-states-bridge-the-camps", "between"): lambda w: len(between(w)),
    ("do-the-language-versions-disagree", "missing"): lambda w: sum(
        len(set(w.languages[f.place.record]) - set(f.languages)) * len(f.languages) for f in w.facts
    ),
    ("do-the-language-versions-disagree", "conflicting"): lambda w: 0,
    ("does-a-coalition-speak-with-one-voice", ""): lambda w: (
        sum(holder == "coalition/C" and other_holder in w.coalition for _, holder, _, other_holder, _ in pairs(w))
        + sum(
            fact is other and member in w.coalition
            for fact in delegations(positions(w))
            if "coalition/C" in fact.holders
            for other in delegations(positions(w))
            for member in other.holders
            for target in fact.about & other.about
            if is_view(target)
        )
    ),
    ("how-did-an-idea-fare", "said"): lambda w: sum(IDEA in f.quote + f.place.text for f in w.facts),
    ("how-did-an-idea-fare", "decided"): lambda w: sum(
        any(IDEA in p.text for p in w.paragraphs if p.item == o.place.item) for o in w.outcomes
    ),
    ("how-long-from-proposal-to-adoption", ""): adoption_spans,
    ("how-much-rests-on-unnamed-speakers", ""): lambda w: len(
        {
            (f.place.record, all(map(named, f.holders)), f.checked)
            for f in positions(w)
            if f.place.record not in revised(w)
        }
    ),
    ("should-wsis-and-the-gdc-be-aligned", ""): lambda w: sum({"WSIS", "GDC"} <= f.place.topics for f in w.facts),
    ("what-are-the-words", ""): lambda w: (
        sum(len(f.languages) for f in w.facts)
        + sum(len(w.languages[o.place.record]) * (2 if o.leader else 1) for o in w.outcomes)
    ),
    ("what-has-a-state-said", ""): lambda w: sum(
        "WSIS" in topics(f.place) and (f.maker == STATE or (f.kind == "position" and STATE in f.behalf))
        for f in w.facts
    ),
    ("what-is-still-open", "proposals"): lambda w: sum(
        len(f.holders)
        for f in positions(w, {"proposes"})
        if f.target and f.capacity != "chair" and is_open(w, f.target)
    ),
    ("what-is-still-open", "mandates"): unheard_mandates,
    ("what-was-decided", ""): lambda w: len(w.outcomes),
    ("where-is-there-no-record", "meetings"): lambda w: 0,
    ("where-is-there-no-record", "languages"): lambda w: sum(len(LANGUAGES - set(x)) for x in w.languages.values()),
    ("where-was-duplication-raised", "speakers"): lambda w: sum(
        bool({"WSIS", "GDC"} & topics(f.place)) and "duplic" in f.quote for f in w.facts
    ),
    ("where-was-duplication-raised", "paragraphs"): lambda w: sum(
        len(w.languages[p.record]) for p in w.paragraphs if {"WSIS", "GDC"} & topics(p) and "duplic" in p.text
    ),
    ("which-amendments-met-no-voice-against", ""): uncontested,
    ("which-commitments-were-kept", ""): commitments,
    ("which-contributions-became-decisions", ""): lambda w: len(decided_contributions(w)),
    ("which-facts-were-never-checked", ""): lambda w: (
        sum(not f.checked for f in w.facts) + sum(1 + bool(o.leader) for o in w.outcomes)
    ),
    ("which-items-went-to-consultations", "asked"): lambda w: sum(bool(o.leader) for o in w.outcomes),
    ("which-items-went-to-consultations", "came-back"): lambda w: len(came_back(w)),
    ("which-links-make-the-network", ""): lambda w: sum(len(f.holders) * bool(f.target) for f in positions(w)),
    ("which-members-were-never-named", ""): lambda w: len(unheard(w)),
    ("which-observers-intervened", "interventions"): lambda w: sum(f.capacity == "observer" for f in w.facts),
    ("which-observers-intervened", "backing"): lambda w: len(backing(w)),
    ("which-operative-parts-were-objected-to", ""): lambda w: sum(
        len(f.holders) * len(f.about & w.parts.keys()) for f in positions(w, RESISTANCE)
    ),
    ("which-outcomes-mention-the-gdc", ""): lambda w: sum("GDC" in topics(o.place) for o in w.outcomes),
    ("which-proposals-were-supported-and-resisted", ""): split,
    ("which-reports-were-questioned", ""): lambda w: len(
        {
            (introduced.target, fact.iri)
            for introduced in w.facts
            if introduced.capacity == "group-chair" and introduced.code == "introduces" and introduced.target
            for fact in w.facts
            for target in fact.about
            if fact.code in RESISTANCE | {"asks"}
            and introduced.target in (target, w.drafts.get(target), w.amendments.get(target, ("", ""))[1])
        }
    ),
    ("which-resolutions-were-revised", "revisions"): lambda w: sum(
        o.target in w.amendments and o.code in {"adopted", "approved"} for o in w.outcomes
    ),
    ("which-resolutions-were-revised", "discussion"): lambda w: sum(
        target in closed(w, {"adopted", "approved"}) for _, target, _ in on_amendments(w, None)
    ),
    ("which-texts-split-the-body", ""): lambda w: len(
        {
            (target, side(fact), named(holder))
            for fact in positions(w)
            for target in fact.about
            for holder in fact.holders
            if fact.capacity != "chair" and side(fact) != "neither" and is_whole(target)
        }
    ),
    ("which-topics-come-up-together", "together"): lambda w: int(
        any({"WSIS", "GDC"} <= p.topics for p in w.paragraphs)
    ),
    ("which-topics-come-up-together", "crosswalk"): lambda w: 0,  # a record claims no link of topics
    ("who-had-reservations", ""): lambda w: sum(
        len(f.holders) * len(resolved(f))
        for f in positions(w, {"has-reservations", "supports-with-reservation", "opposes"})
    ),
    ("who-proposed-it", ""): lambda w: sum(
        len(f.holders) * bool(f.target) for f in delegations(positions(w, {"proposes"}))
    ),
    ("who-sides-with-whom", ""): lambda w: len(
        {
            (one.place.session, holder, other_holder, side(one) == side(other))
            for one, holder, other, other_holder, _ in pairs(w)
            if holder < other_holder
            and one.place.session == other.place.session
            and "neither" not in {side(one), side(other)}
        }
    ),
    ("who-speaks-for-others", ""): lambda w: sum(len(spoken_for(f)) for f in w.facts),
    ("who-stopped-objecting", ""): lambda w: sum(
        one.code in RESISTANCE
        and other.code in {"does-not-object", "supports", "proposes", "abstains"}
        and order(one.place) < order(other.place)
        for one, other in itertools.permutations(delegations(positions(w)), 2)
        for holder in set(filter(named, one.holders)) & set(other.holders)
        for target in one.about & other.about
    ),
    ("who-supported-the-amendment", "named"): lambda w: sum(named(h) for _, _, h in on_amendments(w, KINDS_OF_SUPPORT)),
    ("who-supported-the-amendment", "unnamed"): lambda w: sum(
        not named(h) for _, _, h in on_amendments(w, KINDS_OF_SUPPORT)
    ),
    ("who-supported-the-amendment", "silent"): lambda w: len(silent(w)),
    ("who-took-the-same-side", ""): lambda w: sum(holder == STATE for _, holder, _, _, _ in pairs(w)),
    ("who-wanted-more-time", ""): lambda w: sum(
        max(1, len({o.code for o in positions(w) if h in o.holders and t in o.about and o.code != "seeks-deferral"}))
        for f in positions(w, {"seeks-deferral"})
        for h in f.holders
        for t in resolved(f)
    ),
    ("who-wanted-the-gdc-to-strengthen-wsis", ""): lambda w: sum(
        bool(f.target) and {"WSIS", "GDC"} <= f.place.topics for f in positions(w)
    ),
}


def test_every_part_of_every_question_is_counted() -> None:
    parts = {(name, part.name) for name, question in questions().items() for part in question.sections}
    assert COUNTS.keys() == parts


@pytest.fixture(scope="session")
def select(invented_trig: str, oxigraph: Any) -> Any:
    """A SELECT on the invented graph."""
    return oxigraph(invented_trig)


@pytest.mark.parametrize("name", questions())
def test_rows_are_as_many_as_counted(name: str, select: Any, invented: Any) -> None:
    found = answer(select, name, **PARAMETERS.get(name, {}))
    assert {section.name: len(section.table) for section in found.sections} == {
        part: count(invented) for (question, part), count in COUNTS.items() if question == name
    }


def test_the_invented_graphs_exercise_nearly_every_part(all_invented: list[Any]) -> None:
    empty = {key for key, count in COUNTS.items() if not any(map(count, all_invented))}
    assert empty == {
        ("do-the-language-versions-disagree", "conflicting"),
        ("where-is-there-no-record", "meetings"),
        ("which-topics-come-up-together", "crosswalk"),
    }
