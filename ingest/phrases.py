"""The small language of phrases in which lexicons and profiles are written, compiled to linear-time patterns.

    words           literal words, matched on folded text
    (a|b|)          one of several, or nothing
    word*           up to twelve more letters
    ~               a gap of at most 40 characters inside the clause
    {slot}          a mention of a class (`{state}`), or a named part given by the caller (`{title}`)

Every repetition is bounded, so a pattern costs at most a constant a character.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from .fold import fold
from .spans import longest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILL = "\ue000"
CLASSES = {
    "state": "\ue001",
    "body": "\ue002",
    "office": "\ue003",
    "coalition": "\ue004",
    "document": "\ue005",
    "instrument": "\ue006",
    "text": "\ue007",
    "topic": "\ue008",
    "event": "\ue009",
    "demonym": "\ue00a",
    "date": "\ue00b",
    "meeting": "\ue00c",
    "speaker": "\ue00d",
    "assembly": "\ue00e",
    "session": "\ue00f",
}
MASKED = re.compile("[\ue000-\ue0ff]")
_GAP = "[^.;:。；！？!?،,，、\n]{0,40}?"
_GAP_NARROW = "[^.;:。；！？!?،,，、\n]{0,16}?"
_TOKEN = re.compile(r"\{(\w+)\}|(\()|(\))|(\|)|(\*)|(~)|(\s+)|([^{}()|*~\s]+)")


class Hit(NamedTuple):
    """A phrase found: folded offsets."""

    start: int
    end: int


@cache
def mention(name: str) -> str:
    """The pattern of one masked mention of a class."""
    return f"{CLASSES[name]}{FILL}*"


def pattern(phrase: str, slots: Mapping[str, str] | None = None, *, spaced: bool = True) -> str:
    """The source of the regular expression for one phrase; `slots` are patterns by slot name."""
    out: list[str] = []
    for slot, opening, closing, bar, star, gap, space, words in _TOKEN.findall(phrase):
        if slot:
            out.append((slots or {}).get(slot) or mention(slot))
        elif opening:
            out.append("(?:")
        elif closing:
            out.append(")")
        elif bar:
            out.append("|")
        elif star:
            out.append(r"\w{0,12}")
        elif gap:
            out.append(_GAP if spaced else _GAP_NARROW)
        elif space:
            out.append(r"\s{0,2}" if not spaced else " ")
        elif words:
            out.append(re.escape(fold(words).text))
    return _loosen_spaces("".join(out)) if spaced else "".join(out)


def _loosen_spaces(source: str) -> str:
    """Let a blank match beside an optional part that is absent: «the (a|) b» matches «the b»."""
    source = re.sub(r"\|\) ", r"|)\\s{0,2}", source)
    source = re.sub(r" (\(\?:(?:[^()]*\|)?\))", r"\\s{0,2}\1", source)
    return source.replace(f" {_GAP} ", rf"(?:\s{_GAP}\s|\s)").replace(" ", r"\s{1,2}")


def alternatives(phrases: Iterable[str], slots: Mapping[str, str] | None = None, *, spaced: bool = True) -> str:
    """One group that matches any of the phrases, the longest written first."""
    return "(?:" + "|".join(pattern(p, slots, spaced=spaced) for p in sorted(phrases, key=len, reverse=True)) + ")"


class PhraseBook:
    """Finds any of many phrases; each is compiled only when a text holds a word that it cannot do without."""

    def __init__(
        self, phrases: Iterable[str], *, spaced: bool, proclitics: Iterable[str], slots: Mapping[str, str]
    ) -> None:
        self._phrases = [(phrase, anchors(phrase)) for phrase in sorted(phrases, key=len, reverse=True)]
        self._finders: dict[str, Finder] = {}
        self._make = partial(Finder, spaced=spaced, proclitics=list(proclitics), slots=slots)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The hits as one pattern of all phrases gives them: leftmost, of those the phrase written longest."""
        zone = text[start:end]
        hits = [
            (hit.start, order, hit)
            for order, (phrase, words) in enumerate(self._phrases)
            if not words or any(word in zone for word in words)
            for hit in self._finder(phrase).find(text, start, end)
        ]
        kept: list[Hit] = []
        for _, _, hit in sorted(hits):
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _finder(self, phrase: str) -> Finder:
        if phrase not in self._finders:
            self._finders[phrase] = self._make([phrase])
        return self._finders[phrase]


def anchors(phrase: str) -> tuple[str, ...]:
    """Words of which a text must hold at least one for a phrase to match in it; none when unsure.

    >>> anchors("(was|were) ({adverb} |)adopted")
    ('adopted',)
    """
    needed: list[tuple[str, ...]] = []
    depth, group = 0, ""
    for piece in re.findall(r"[()]|[^()]+", phrase):
        if piece == "(":
            depth += 1
            group = "" if depth == 1 else group + "{"
        elif piece == ")":
            depth -= 1
            if depth == 0:
                needed.append(_anchors_of_group(group))
        elif depth:
            group += piece
        else:
            needed += [(fold(word).text,) for word in re.split(r"[\s~*|]+|\{\w+\}", piece) if word]
    return max((words for words in needed if words), key=lambda words: min(map(len, words)), default=())


def _anchors_of_group(group: str) -> tuple[str, ...]:
    """The first word of each alternative of a group, if each has one."""
    if "{" in group:
        return ()
    words = [re.split(r"[\s~*]+", alternative.strip())[0] for alternative in group.split("|")]
    return tuple(fold(word).text for word in words) if all(words) else ()


class LongestFinder:
    """Finds phrases one by one, and where they overlap keeps the longest: for short lists of templates."""

    def __init__(
        self, phrases: Iterable[str], *, spaced: bool, proclitics: Iterable[str], slots: Mapping[str, str]
    ) -> None:
        self._finders = [Finder([p], spaced=spaced, proclitics=proclitics, slots=slots) for p in phrases]

    def find(self, text: str) -> list[Hit]:
        """The longest hits, in text order, without overlap."""
        return longest(hit for finder in self._finders for hit in finder.find(text))


class Finder:
    """Finds phrases as whole words; in unspaced scripts anywhere."""

    def __init__(
        self,
        phrases: Iterable[str],
        *,
        spaced: bool,
        proclitics: Iterable[str] = (),
        slots: Mapping[str, str] | None = None,
    ) -> None:
        source = alternatives(phrases, slots, spaced=spaced)
        clitic = "(?:" + "|".join(map(re.escape, proclitics)) + ")?" if proclitics else ""
        bounded = rf"(?<![\w-])(?!\s){clitic}{source}(?:(?<=')|(?!\w))" if spaced else source
        self._pattern = re.compile(bounded)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every hit in text[start:end], left to right, without overlap."""
        stop = len(text) if end is None else end
        return [Hit(*m.span()) for m in self._pattern.finditer(text, start, stop) if m.end() > m.start()]

    def search(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first hit in text[start:end]."""
        found = self._pattern.search(text, start, len(text) if end is None else end)
        return Hit(*found.span()) if found and found.end() > found.start() else None

    def ends_at(self, text: str, end: int, reach: int = 48) -> Hit | None:
        """The hit that ends at `end`, but for one blank, within `reach` characters."""
        stop = end
        while stop > 0 and text[stop - 1] == " ":
            stop -= 1
        hits = [hit for hit in self._overlapping(text, max(0, stop - reach), stop) if hit.end == stop]
        return hits[0] if hits else None

    def starts_at(self, text: str, start: int) -> Hit | None:
        """The hit that begins at `start`, but for blanks."""
        while start < len(text) and text[start] == " ":
            start += 1
        found = self._pattern.match(text, start)
        return Hit(*found.span()) if found and found.end() > found.start() else None

    def _overlapping(self, text: str, start: int, end: int) -> list[Hit]:
        hits, position = [], start
        while position < end and (found := self._pattern.search(text, position, end)):
            hits.append(Hit(*found.span()))
            position = found.start() + 1
        return hits
