"""Names of things in one language: every form by which a record can mention a state, body, post or topic."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

FILES = (
    "reference/states.ttl",
    "reference/bodies.ttl",
    "reference/coalitions.ttl",
    "reference/texts.ttl",
    "schemes/topic.ttl",
)
SAME_LETTERS = frozenset({"es", "fr"})
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
KINDS = frozenset({"state", "body", "office", "coalition", "text", "topic", "event"})

SKOS = "http://www.w3.org/2004/02/skos/core#"
CG = "https://w3id.org/councilgraph/ontology#"
LABELS = frozenset({SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"})
KEYS = frozenset({CG + "iso3", SKOS + "notation"})
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

    __slots__ = ("iri", "kind", "notation", "said", "topics", "topics_in_words")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.kind = iri.rsplit("/", 2)[-2]
        self.notation = ""
        self.topics: set[str] = set()
        self.topics_in_words: set[str] = set()
        self.said: dict[str, dict[str, list[str]]] = {}

    @property
    def key(self) -> str:
        """The code of the gold files; a coalition without acronym goes by its English name."""
        return self.notation or next(iter(self.forms("en", [SKOS + "prefLabel"])), "")

    def forms(self, language: str, predicates: Iterable[str]) -> set[str]:
        said = self.said.get(language, {})
        return {form for predicate in predicates for form in said.get(predicate, ())}


@cache
def names(language: str) -> tuple[Name, ...]:
    """All forms of a language (ar, en, es, fr, ru, zh) and the acronyms of every language, sorted by form.

    A form that begins with a capital stands as printed; one in small letters may begin a sentence. Where a
    topic and another thing about that topic share a form, the thing has it. Source: the files of
    `ontology/reference` and `ontology/schemes/topic.ttl`.

    >>> [name.key for name in names("en") if name.form == "Czech Republic"]
    ['CZE']
    """
    things = _things().values()
    topics = [thing for thing in things if thing.kind == "topic"]
    words = {topic.notation: [form for form in topic.forms(language, LABELS) if len(form) > 2] for topic in topics}
    found = [name for thing in things for name in _names_of(thing, language, words)]
    taken = {(name.form, topic) for name in found if name.kind != "topic" for topic in name.topics}
    found = [name for name in found if name.kind != "topic" or (name.form, name.key) not in taken]
    return tuple(sorted(found))


@cache
def _things() -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for file in FILES:
        turtle = files(__package__).joinpath(file).read_bytes()
        for subject, predicate, value, _ in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            iri = subject.value
            thing = things.get(iri)
            if thing is None:
                thing = things[iri] = _Thing(iri)
            _learn(thing, predicate.value, value)
    return {iri: thing for iri, thing in things.items() if thing.kind in KINDS}


def _learn(thing: _Thing, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> None:
    if isinstance(value, ox.Literal):
        if value.language:
            thing.said.setdefault(value.language, {}).setdefault(predicate, []).append(value.value)
        elif predicate in KEYS:
            thing.notation = value.value
    elif isinstance(value, ox.NamedNode):
        if predicate in TOPICS:
            thing.topics.add(value.value.rsplit("/", 1)[-1])
        elif predicate == TOPICS_IN_WORDS:
            thing.topics_in_words.add(value.value.rsplit("/", 1)[-1])


def _names_of(thing: _Thing, language: str, words: dict[str, list[str]]) -> list[Name]:
    key, weak = thing.key, thing.forms(language, [WEAK])
    own = thing.forms(language, LABELS) | weak
    shared = _acronyms(thing, language) - own
    weak |= shared & thing.forms("en", [WEAK])
    topics = _topics(thing)
    found = [
        Name(form, thing.iri, thing.kind, key, form in weak, _topics_of(form, thing, topics, words))
        for form in own | shared
    ]
    found += [Name(form, thing.iri, "demonym", key, True, ()) for form in thing.forms(language, [DEMONYM]) - own]
    found += [Name(form, thing.iri, "decoy", key, False, ()) for form in thing.forms(language, [FALSE])]
    return found


def _acronyms(thing: _Thing, language: str) -> set[str]:
    """English acronyms that other languages print too, less those that read as a word there ("UN", "LAS")."""
    found = {form for form in thing.forms("en", LABELS) if ACRONYM.fullmatch(form)}
    if language in SAME_LETTERS:
        found = {form for form in found if len(form) > 2} - thing.forms("en", [WEAK])
    return found


def _topics(thing: _Thing) -> tuple[str, ...]:
    own = {thing.notation} if thing.kind == "topic" else set()
    return tuple(sorted(own | thing.topics))


def _spells(form: str, word: str) -> bool:
    """Whether a form holds a word; a short one only as a word of its own, not inside an acronym."""
    return word in form if len(word) > 4 else f" {word}" in form


def _topics_of(form: str, thing: _Thing, topics: tuple[str, ...], words: dict[str, list[str]]) -> tuple[str, ...]:
    """The topics of the thing, and those that only this form spells out."""
    spelt = {code for code in thing.topics_in_words if any(_spells(form, word) for word in words[code])}
    return tuple(sorted({*topics, *spelt})) if spelt else topics
