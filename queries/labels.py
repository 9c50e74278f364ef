"""What things are called, in the language asked for, else in English, else in whatever language there is."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import canonical, natural
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.table import Select
    from rdflib.term import Identifier

    Facts = dict[URIRef, dict[str, list[Identifier]]]

PLACE = re.compile(r"\{(\w+)\}")
HASH = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{8,}\b")
BATCH = 1000
DEEPEST = 6
FOLLOWED = frozenset(
    {"issuedBy", "amends", "containedIn", "versionOf", "partOf", "partOfSession", "quantifier"}
    | {"expressedIn", "performedIn", "madeBy", "reportedIn"}
)


class Labels:
    """Calls a thing by its name: `labels(iri)`; a literal is called by its own text.

    `language` is preferred; `facts` are the naming properties of each thing, as `fetch` brings them.
    """

    def __init__(self, facts: Facts, language: str) -> None:
        self.facts = facts
        self.language = language
        self.known: dict[Identifier, str] = {}

    def __call__(self, thing: Identifier | None) -> str:
        """The label of a term, "" for None; an IRI without any name is called by its last segments."""
        if thing is None:
            return ""
        if not isinstance(thing, URIRef):
            return str(thing)
        if thing not in self.known:
            self.known[thing] = self.composed(thing, 0) or tail(thing)
        return self.known[thing]

    def composed(self, thing: URIRef, depth: int) -> str:
        """The first pattern of its class that can be filled, or ""."""
        facts = self.facts.get(thing, {})
        if depth > DEEPEST or not facts:
            return ""
        for pattern in patterns(tuple(sorted(local(kind) for kind in facts.get("type", []))), self.language):
            values = {name: self.value(facts.get(name, []), depth) for name in PLACE.findall(pattern)}
            if all(values.values()):
                return PLACE.sub(lambda found, values=values: values[found[1]], pattern)  # type: ignore[misc]
        return ""

    def value(self, terms: list[Identifier], depth: int) -> str:
        """One value as text: the literal in the best language, or the label of the first thing."""
        literals = [term for term in terms if isinstance(term, Literal)]
        if literals:
            return str(min(literals, key=self.rank))
        things = sorted((term for term in terms if isinstance(term, URIRef)), key=natural)
        return (self.composed(things[0], depth + 1) or tail(things[0])) if things else ""

    def rank(self, literal: Literal) -> tuple[int, str, str]:
        """Sorts the wanted language first, then English, then the others by tag."""
        language = literal.language or ""
        place = [self.language, "", "en"].index(language) if language in {self.language, "", "en"} else 3
        return place, language, str(literal)


def fetch(select: Select, things: Iterable[Identifier | None], language: str) -> Labels:
    """Looks up what `things` are called, and what is named in those names; a few queries for any number."""
    facts: Facts = {}
    wanted = {thing for thing in things if isinstance(thing, URIRef)}
    while wanted:
        ask(select, sorted(wanted), facts)
        named = {
            value
            for thing in wanted
            for name, values in facts[thing].items()
            if name in FOLLOWED
            for value in values
            if isinstance(value, URIRef)
        }
        wanted = named - facts.keys()
    return Labels(facts, language)


def ask(select: Select, things: list[URIRef], facts: Facts) -> None:
    """Adds the naming properties of `things` to `facts`; each thing gets an entry, if an empty one."""
    facts.update((thing, {}) for thing in things)
    for start in range(0, len(things), BATCH):
        for thing, name, value in select(with_values(lookup("labels"), {"thing": things[start : start + BATCH]})).rows:
            if isinstance(thing, URIRef) and name is not None and value is not None:
                said = facts[thing].setdefault(local(name), [])
                term = canonical(value)
                if term is not None and term not in said:
                    said.append(term)


@cache
def patterns(classes: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The patterns for a thing of these classes, best first."""
    book = tomllib.loads(files(__package__).joinpath("labels.toml").read_text("utf-8"))
    own: dict[str, list[str]] = next((book[name] for name in book if name in classes), {})
    rows = [own.get(language, own.get("en", [])), own.get("any", []), book["otherwise"]["any"]]
    return tuple(pattern for row in rows for pattern in row)


@cache
def lookup(name: str) -> str:
    """The text of a file in `lookup/`."""
    return files(__package__).joinpath("lookup", f"{name}.rq").read_text("utf-8")


@lru_cache(maxsize=1000)
def local(iri: Identifier) -> str:
    """The last segment of an IRI."""
    return re.split(r"[/#]", str(iri).rstrip("/#"))[-1]


def tail(iri: Identifier) -> str:
    """What is left of an IRI without its base, hashes cut short, for things that nobody named.

    >>> tail(URIRef("https://w3id.org/councilgraph/id/record/ITU-C/C24/125"))
    'record/ITU-C/C24/125'
    """
    text = str(iri)
    return HASH.sub(r"\1…", text.split("/id/", 1)[1]) if "/id/" in text else local(iri)
