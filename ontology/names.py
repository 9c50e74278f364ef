"""Names of things in one language: every form by which a record can mention a state, body, post or topic."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pyoxigraph as ox

FILES = (
    "reference/states.ttl",
    "reference/bodies.ttl",
    "reference/coalitions.ttl",
    "reference/texts.ttl",
    "schemes/topic.ttl",
)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
KINDS = frozenset({"state", "body", "office", "coalition", "text", "topic", "event"})

SKOS = "http://www.w3.org/2004/02/skos/core#"
CG = "https://w3id.org/councilgraph/ontology#"
LABELS = frozenset({SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"})
WEAK, FALSE, DEMONYM = CG + "weakForm", CG + "falseForm", CG + "demonym"
TOPICS = frozenset({"http://purl.org/dc/terms/subject", SKOS + "broader"})
TOPICS_IN_WORDS = SKOS + "related"
ACRONYM = re.compile(r"\S*[A-Z0-9&]{2}\S*")


class Name(NamedTuple):
    """One form of one thing.

    `kind` is state, body, office, coalition, text, topic, event, demonym (an adjective that points to a
    state) or decoy (a longer word in which a name stands without being meant: it wins by its length and
    mentions nothing). `key` is the code of the gold files: ISO 3166-1 alpha-3, notation, or English name.
    `weak` forms are ordinary words or ambiguous, and need a context that calls for a name. `topics` are the
    codes of what a mention of the form is also about.
    """

    form: str
    iri: str
    kind: str
    key: str
    weak: bool
    topics: tuple[str, ...]


class _Thing:
    """What the reference data say of one IRI, as far as names go."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.kind = iri.rsplit("/", 2)[-2]
        self.notation = ""
        self.topics: set[str] = set()
        self.topics_in_words: set[str] = set()
        self.said: dict[str, list[tuple[str, str]]] = defaultdict(list)

    @property
    def key(self) -> str:
        preferred = (form for predicate, form in self.said["en"] if predicate == SKOS + "prefLabel")
        return self.notation or next(preferred, "")

    def forms(self, language: str, predicates: frozenset[str]) -> set[str]:
        return {form for predicate, form in self.said[language] if predicate in predicates}


@cache
def names(language: str) -> tuple[Name, ...]:
    """All forms of a language (ar, en, es, fr, ru, zh) and the acronyms of every language, sorted by form.

    A form that begins with a capital stands as printed; one in small letters may begin a sentence. Where a
    topic and another thing about that topic share a form, the thing has it. Source: the files of
    `ontology/reference` and `ontology/schemes/topic.ttl`.
    """
    things = _things()
    words = {code: things[code].forms(language, LABELS) for code in things if things[code].kind == "topic"}
    words = {things[iri].notation: {form for form in forms if len(form) > 4} for iri, forms in words.items()}
    found = {name for thing in things.values() for name in _names_of(thing, language, words)}
    taken = {(name.form, topic) for name in found if name.kind != "topic" for topic in name.topics}
    return tuple(sorted(name for name in found if name.kind != "topic" or (name.form, name.key) not in taken))


@cache
def _things() -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for file in FILES:
        turtle = files(__package__).joinpath(file).read_bytes()
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            _learn(things, quad.subject.value, quad.predicate.value, quad.object)
    return {iri: thing for iri, thing in things.items() if thing.kind in KINDS}


def _learn(things: dict[str, _Thing], iri: str, predicate: str, value: object) -> None:
    thing = things.get(iri) or things.setdefault(iri, _Thing(iri))
    if isinstance(value, ox.Literal):
        if value.language:
            thing.said[value.language].append((predicate, value.value))
        elif predicate in (CG + "iso3", SKOS + "notation"):
            thing.notation = value.value
    elif isinstance(value, ox.NamedNode):
        code = value.value.rsplit("/", 1)[-1]
        if predicate in TOPICS:
            thing.topics.add(code)
        elif predicate == TOPICS_IN_WORDS:
            thing.topics_in_words.add(code)


def _names_of(thing: _Thing, language: str, words: dict[str, set[str]]) -> list[Name]:
    weak = thing.forms(language, frozenset({WEAK}))
    own = thing.forms(language, LABELS) | weak
    shared = {form for form in thing.forms("en", LABELS) if ACRONYM.fullmatch(form)} - own
    weak |= {form for form in shared if len(form) < 3} | (shared & thing.forms("en", frozenset({WEAK})))
    found = [
        Name(form, thing.iri, thing.kind, thing.key, form in weak, _topics(thing, form, words))
        for form in own | shared
    ]
    for form in thing.forms(language, frozenset({DEMONYM})) - own:
        found.append(Name(form, thing.iri, "demonym", thing.key, True, ()))
    for form in thing.forms(language, frozenset({FALSE})):
        found.append(Name(form, thing.iri, "decoy", thing.key, False, ()))
    return found


def _topics(thing: _Thing, form: str, words: dict[str, set[str]]) -> tuple[str, ...]:
    spelt = {code for code in thing.topics_in_words if any(word in form for word in words[code])}
    own = {thing.notation} if thing.kind == "topic" else set()
    return tuple(sorted(own | thing.topics | spelt))
