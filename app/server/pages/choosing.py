"""What a field of a form offers: each thing once, by its name in the language of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.labels import Labels, lookup
from councilgraph.queries.table import natural
from councilgraph.queries.values import LITERALS, key_of
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from councilgraph.queries import Parameter
    from councilgraph.queries.labels import Facts
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

    Meant = dict[str, set[URIRef]]

CODE = re.compile(r"\w+:([\w-]+)")
MOST = 600
"""Things that a list offers; where there are more, one writes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a parameter may be: what it is called, what stands in the address, and its IRI."""

    label: str
    value: str
    iri: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value of a field as it was given: the choice it was taken for, if it was taken for one of those offered."""

    value: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as a form shows it: without `choices` one writes; nothing given means what `default` says."""

    parameter: Parameter
    label: str
    given: list[Chosen]
    choices: list[Choice]
    default: str
    taken: str = ""


def fields(
    store: Source,
    parameters: Iterable[Parameter],
    address: Address,
    taken: Mapping[str, list[Identifier]] | None = None,
    named: Mapping[str, str] | None = None,
) -> list[Field]:
    """The fields of a form; `taken` are the terms that the values given were taken for, `named` their names."""
    made = []
    for one in parameters:
        offered = choices(store, one, address.language)
        chosen = given(address.all(one.name), (taken or {}).get(one.name, [])) or [Chosen("")]
        default = meant_else(one.default, offered) or address.words.any
        label = address.words.column(one.name)
        made.append(Field(one, label, chosen, offered, default, (named or {}).get(one.name, "")))
    return made


def meant_else(default: str, offered: list[Choice]) -> str:
    """What is meant where nothing is chosen: the names of the concepts in the query, "" where all are."""
    codes = set(CODE.findall(default))
    return ", ".join(choice.label for choice in offered if choice.iri.rpartition("/")[2] in codes)


def given(values: list[str], terms: list[Identifier]) -> list[Chosen]:
    """Each value given with the term it was taken for; where one stood for several, each of those."""
    if len(values) == len(terms):
        return [Chosen(value, str(term)) for value, term in zip(values, terms, strict=True)]
    return [Chosen(str(term), str(term)) for term in terms] or [Chosen(value) for value in values]


def choices(store: Source, parameter: Parameter, language: str) -> list[Choice]:
    """What a parameter may be, in the order of the names; nothing where one writes."""
    if parameter.kind in LITERALS:
        return []
    return store.remember("choices", f"{parameter.kind} {language}", lambda: looked_up(store, parameter.kind, language))


def looked_up(store: Source, kind: str, language: str) -> list[Choice]:
    """What the store holds of a kind, unless it is too much for a list."""
    meant, facts = store.remember("things", kind, lambda: things(store, kind))
    called, english = Labels(facts, language), Labels(facts, "en")
    offered = facts.keys() & set().union(*meant.values())
    found = [Choice(called(thing), written(english(thing), thing, meant, kind), str(thing)) for thing in offered]
    return sorted(found, key=lambda choice: (natural(Literal(choice.label)), choice.iri))


def things(store: Source, kind: str) -> tuple[Meant, Facts]:
    """What each form means, and what they are called in all languages; not where there are too many for a list."""
    meant: Meant = {}
    for thing, form, _ in store.select(lookup(kind)).rows:
        if isinstance(thing, URIRef):
            meant.setdefault(key_of(str(form), kind), set()).add(thing)
    found = set().union(*meant.values())
    return meant, labels.fetch(store.select, found, "en").facts if len(found) <= MOST else {}


def written(label: str, thing: Identifier, meant: Meant, kind: str) -> str:
    """What a value is in an address: the shortest form that means this thing alone, its name where that does."""
    if meant.get(key_of(label, kind)) == {thing}:
        return label
    return str(thing)
