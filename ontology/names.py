"""Names of things in one language: every form by which a record can mention a state, body, office or topic."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pyoxigraph as ox

SKOS = "http://www.w3.org/2004/02/skos/core#"
CG = "https://w3id.org/councilgraph/ontology#"
LABELS = {SKOS + label for label in ("prefLabel", "altLabel", "hiddenLabel")}
ACRONYM = re.compile(r"[^ a-z]*[A-Z0-9]{2}[^ ]*")


class Name(NamedTuple):
    """One form of one thing.

    `kind` is state, body, office, coalition, text, topic, event, demonym (an adjective that points to a
    state) or decoy (a longer word that hides a name: it wins by length and mentions nothing). `key` is the
    code of the gold files: ISO 3166-1 alpha-3, notation, or English name. `weak` forms are ordinary words or
    ambiguous, and need a context that calls for a name. `topics` are the codes of the thing's topics.
    """

    form: str
    iri: str
    kind: str
    key: str
    weak: bool
    topics: tuple[str, ...]


@cache
def names(language: str) -> tuple[Name, ...]:
    """All forms of a language (ar, en, es, fr, ru, zh) and the acronyms of every language, sorted by form.

    A form with capitals stands as printed; one in small letters may begin a sentence with a capital.
    """
    found = {name for thing in _things().values() for name in _names_of(thing, language)}
    return tuple(sorted(found))


class _Thing:
    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.key = self.english = ""
        self.topics: list[str] = []
        self.forms: dict[str, set[tuple[str, str]]] = {}


@cache
def _things() -> dict[str, _Thing]:
    things: dict[str, _Thing] = {}
    for folder in ("reference", "schemes"):
        for file in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".ttl") and (folder == "reference" or file.name == "topic.ttl"):
                _read(file.read_bytes(), things)
    return things


def _read(turtle: bytes, things: dict[str, _Thing]) -> None:
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        value, predicate = quad.object, quad.predicate.value
        iri = quad.subject.value
        thing = things.get(iri) or things.setdefault(iri, _Thing(iri))
        if isinstance(value, ox.NamedNode):
            if predicate == "http://purl.org/dc/terms/subject":
                thing.topics.append(value.value.rsplit("/", 1)[-1])
        elif predicate in (CG + "iso3", SKOS + "notation"):
            thing.key = value.value
        elif isinstance(value, ox.Literal) and value.language:
            thing.forms.setdefault(value.language, set()).add((predicate, value.value))
            if predicate == SKOS + "prefLabel" and value.language == "en":
                thing.english = value.value


def _names_of(thing: _Thing, language: str) -> list[Name]:
    parts = thing.iri.split("/")
    kind = "topic" if "/topic/" in thing.iri else parts[5] if len(parts) > 6 else ""
    key = thing.key or thing.english
    topics = (thing.key,) if kind == "topic" else tuple(sorted(thing.topics))
    own = thing.forms.get(language, set())
    weak = {form for predicate, form in own if predicate == CG + "weakForm"}
    found = [Name(form, thing.iri, kind, key, form in weak, topics) for predicate, form in own if predicate in LABELS]
    for predicate, form in own:
        if predicate == CG + "demonym":
            found.append(Name(form, thing.iri, "demonym", key, True, topics))
        if predicate == CG + "falseForm":
            found.append(Name(form, thing.iri, "decoy", key, False, ()))
    english = {form for predicate, form in thing.forms.get("en", set()) if predicate in LABELS}
    have = {name.form for name in found}
    shared = {form for form in english if ACRONYM.fullmatch(form)} - have
    return found + [Name(form, thing.iri, kind, key, form in weak, topics) for form in shared]


@cache
def english_labels() -> dict[tuple[str, str], str]:
    """(kind, key) of every thing with an English name → that name."""
    labels = {}
    for thing in _things().values():
        parts = thing.iri.split("/")
        kind = "topic" if "/topic/" in thing.iri else parts[5] if len(parts) > 6 else ""
        if thing.english:
            labels[kind, thing.key or thing.english] = thing.english
    return labels
