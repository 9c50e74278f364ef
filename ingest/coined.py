"""Bodies that a record itself names with an acronym: "the Committee on Budget and Administration (CBA)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from councilgraph.ontology.names import Name

from .fold import fold
from .phrases import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .lexicon import Lexicon
    from .model import Record

_ACRONYM = re.compile(r"[(（](?P<acronym>[A-Z][A-Za-z&/-]{0,10}[A-Z])[)）]")
_STOPS = re.compile(r"[.;:,()。；：，、（）؛،\n\t]")
_CAPITALISED = re.compile(r"(?:[A-Z][\w-]{0,30} ){1,6}$")
_LONGEST = 120


def coined_bodies(record: Record, lexicon: Lexicon, known: Iterable[str]) -> tuple[Name, ...]:
    """The bodies, by acronym, that the titles and paragraphs of a record name and no reference data know.

    Each gives two names, as printed and the acronym, whose key is the acronym. `known` are forms that name
    something else. Linear in the length of the record.
    """
    taken, found = {form.upper() for form in known}, dict[str, str]()
    nouns = re.compile(alternatives(lexicon.words("speakers", "group_nouns"), spaced=lexicon.spaced))
    named = _named if lexicon.spaced else _bracketed
    for text in _texts(record):
        for acronym, name in named(text, nouns):
            if acronym.upper() not in taken:
                found.setdefault(acronym, name)
    pairs = [(form, acronym) for acronym, name in found.items() for form in (name, acronym)]
    return tuple(Name(form, "", "body", acronym, False, ()) for form, acronym in pairs)


def _texts(record: Record) -> Iterator[str]:
    yield from (item.title for item in record.items)
    yield from (record.raw[one.start : one.end] for one in record.paragraphs)


def _named(text: str, nouns: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Every acronym in brackets with the name of a group right before it."""
    for match in _ACRONYM.finditer(text):
        words = _before(text, match.start())
        starts = [hit.start() for hit in nouns.finditer(fold(words).text) if len(fold(words).text) == len(words)]
        if starts:
            yield match.group("acronym"), _from(words, starts, match.group("acronym")).strip()


def _bracketed(text: str, nouns: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The same where no blank shows where a name begins: its last word, with the acronym in its brackets."""
    for match in _ACRONYM.finditer(text):
        words = _before(text, match.start())
        last = [hit for hit in nouns.finditer(words) if hit.end() == len(words)]
        if last:
            yield match.group("acronym"), last[-1].group() + match.group()


def _before(text: str, place: int) -> str:
    """The words of a clause before a place."""
    before = text[max(0, place - _LONGEST) : place].rstrip()
    stops = [stop.end() for stop in _STOPS.finditer(before)]
    return before[stops[-1] if stops else 0 :]


def _from(words: str, starts: list[int], acronym: str) -> str:
    """The name from the noun that begins with the first letter of the acronym, else from the last noun, with the
    capitalised words before a noun that ends it: "Budget Committee (BC)"; from the first in other letters."""
    if not words[starts[0]].isascii():
        return words[starts[0] :]
    same = [place for place in starts if words[place].upper() == acronym[0].upper()]
    last = words[starts[-1] :].strip()
    if not same and " " not in last:
        found = _CAPITALISED.search(words[: starts[-1]])
        return (found.group() if found else "") + last
    return words[same[0] if same else starts[-1] :]
