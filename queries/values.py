"""From what a user writes ("1332", "Suisse", "C24/8(Rev.1)") to the thing in the graph that is meant."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.queries.errors import InvalidValueError, UnknownValueError
from councilgraph.queries.labels import lookup
from councilgraph.queries.substitution import LANGUAGE_TAG, YEAR, with_values, words
from councilgraph.queries.table import canonical, natural
from rdflib import XSD, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.catalogue import Parameter
    from councilgraph.queries.table import Select, Table
    from rdflib.term import Identifier

SUGGESTED = 3
ALIKE = 0.6
NUMBER = re.compile(r"[0-9]+")
"""What a form has if the value has it: only the forms with the longest number in the value need to be looked at."""


def resolve(select: Select, parameter: Parameter, value: str) -> list[Identifier]:
    """The terms meant by `value`: usually one, several where a number stands for several texts.

    Raises UnknownValueError with the nearest known values, InvalidValueError for a malformed literal.
    """
    if parameter.kind in LITERALS:
        return [LITERALS[parameter.kind](parameter, value)]
    known = select(with_values(lookup(parameter.kind), hints(value, parameter.kind)))
    found = meant(known, value, parameter.kind)
    if not found:
        known = select(lookup(parameter.kind))
        found = meant(known, value, parameter.kind)
    if not found:
        raise unknown(parameter, value, known)
    return sorted((canonical(thing) or thing for thing in found), key=natural)


def hints(value: str, kind: str) -> dict[str, list[Literal]]:
    """What narrows a lookup to the forms that are likely meant: those with the number that is given, else those that
    are written as the value is."""
    number = max(NUMBER.findall(value), key=len, default="")
    if number and idle_words(kind):
        return {"digits": [Literal(number)], "number": [Literal(number)]}
    return {"lower": [words(value.lower())]}


def meant(known: Table, value: str, kind: str) -> set[Identifier]:
    """The things that are written so, or have this IRI."""
    wanted = key_of(value, kind)
    found = {thing for thing, form, _ in known.rows if thing and key_of(str(form), kind) == wanted}
    found |= {thing for thing, _, _ in known.rows if thing and str(thing) == value.strip().strip("<>")}
    return found or partly_named(known, wanted, kind)


def partly_named(known: Table, wanted: str, kind: str) -> set[Identifier]:
    """The things of which a one-word form is given, and beside it only words of one of their names."""
    given = set(wanted.split())
    if idle_words(kind) is None or len(given) < 2:
        return set()
    forms = [(thing, set(key_of(str(form), kind).split())) for thing, form, _ in known.rows if thing]
    numbered = {thing for thing, form in forms if len(form) == 1 and form <= given}
    return {thing for thing, form in forms if thing in numbered and given <= form}


def unknown(parameter: Parameter, value: str, known: Table) -> UnknownValueError:
    """The error for a value that names nothing, with what reads like it or else what there is."""
    written = written_forms(known, parameter.kind)
    alike = difflib.get_close_matches(key_of(value, parameter.kind), written, n=3 * SUGGESTED, cutoff=ALIKE)
    suggestions = once_each(written[form] for form in alike)[:SUGGESTED]
    return UnknownValueError(parameter.name, parameter.kind, value, suggestions, sorted(once_each(written.values())))


def key_of(form: str, kind: str) -> str:
    """What two ways of writing one name have in common: case, width, spaces and idle words do not count.

    >>> key_of("Resolution 1332", "resolution"), key_of("The  GAMBIA", "state")
    ('1332', 'the gambia')
    """
    text = unicodedata.normalize("NFKC", form).casefold()
    idle = idle_words(kind)
    if idle is None:
        return " ".join(text.split())
    return " ".join(sorted(idle.sub(" ", text).split()))


@cache
def idle_words(kind: str) -> re.Pattern[str] | None:
    """A pattern for the words that say nothing about a value of this kind, longest first."""
    book = tomllib.loads(files(__package__).joinpath("values.toml").read_text("utf-8"))
    drop = sorted((unicodedata.normalize("NFKC", word).casefold() for word in book[kind]["drop"]), key=len)
    return re.compile("|".join(map(re.escape, reversed(drop)))) if drop else None


def written_forms(known: Table, kind: str) -> dict[str, tuple[Identifier | None, str]]:
    """Every way to write a value of this kind → the thing it means and how that is best written."""
    forms: dict[str, tuple[Identifier | None, str]] = {}
    for thing, form, key in sorted(known.rows, key=lambda row: (natural(row[1]), natural(row[0]))):
        forms.setdefault(key_of(str(form), kind), (thing, str(key if key is not None else form)))
    return forms


def once_each(forms: Iterable[tuple[Identifier | None, str]]) -> list[str]:
    """How each thing is written, the first way for each."""
    by_thing: dict[Identifier | None, str] = {}
    for thing, form in forms:
        by_thing.setdefault(thing, form)
    return list(by_thing.values())


def language(parameter: Parameter, value: str) -> Literal:
    """A language tag, in lower case."""
    tag = value.strip().lower()
    if not LANGUAGE_TAG.fullmatch(tag):
        raise InvalidValueError(parameter.name, "language", value, "a tag such as en or zh")
    return Literal(tag)


def year(parameter: Parameter, value: str) -> Literal:
    """A year of four digits."""
    if not YEAR.fullmatch(value.strip()):
        raise InvalidValueError(parameter.name, "year", value, "four digits, as in 2018")
    return Literal(value.strip(), datatype=XSD.integer)


def phrase(parameter: Parameter, value: str) -> Literal:
    """Words to look for in a text."""
    literal = words(value)
    if not str(literal):
        raise InvalidValueError(parameter.name, "words", value, "at least one word")
    return literal


LITERALS = {"language": language, "year": year, "words": phrase}
