"""How a language says things: one TOML file a language, the same keys in all, compiled once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from councilgraph.ontology.errors import CouncilgraphError

from .phrases import Finder, PhraseBook, alternatives
from .spans import longest

if TYPE_CHECKING:
    from collections.abc import Iterable


END_OF_CLAUSE = r"\s?(?=[.;:,。；，؛،]|$)"


class LanguageError(CouncilgraphError):
    """The language of a record is unknown or has no lexicon."""

    exit_code = 3


class Cue(NamedTuple):
    """A phrase that says an act, a stance or an outcome, found in folded text."""

    start: int
    end: int
    means: str
    table: str
    entry: str
    judges: bool = False


@dataclass(frozen=True)
class Entry:
    """One lexicon entry: what it means, how to find it, and the sentence that shows it."""

    name: str
    means: str
    table: str
    finder: PhraseBook
    example: str
    judges: bool = False


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a lexicon."""
    folder = resources.files("councilgraph.ingest") / "lexicons"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; `LanguageError` when there is none."""
    if language not in languages():
        raise LanguageError(
            f"there is no lexicon for the language {language!r}",
            remedy=f"Languages that are read: {', '.join(languages())}",
        )
    file = resources.files("councilgraph.ingest") / "lexicons" / f"{language}.toml"
    return Lexicon(tomllib.loads(file.read_text("utf-8")))


class Lexicon:
    """The words of one language, by key; finders are compiled when first asked for."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.code: str = data["language"]["code"]
        self.spaced: bool = data["language"]["spaced"]
        self.pro_drop: bool = data["language"]["pro_drop"]
        self.verb_first: bool = data["language"]["verb_first"]

    def words(self, *keys: str) -> list[str]:
        """The phrases under a path of keys, such as `words("roles", "agent")`."""
        found: Any = self.data
        for key in keys:
            found = found[key]
        return list(found)

    def finder(self, *keys: str) -> Finder:
        """The finder of the phrases under a path of keys."""
        return self._finder(keys)

    def compile(self, phrases: Iterable[str]) -> Finder:
        """A finder of phrases in this language."""
        return Finder(phrases, spaced=self.spaced, proclitics=self.proclitics, slots=self.slots)

    @cached_property
    def slots(self) -> dict[str, str]:
        """Named parts that phrases may use: numbers, titles, adjectives, quantifiers, lists of states."""
        number = alternatives([*self.data["numbers"], r"{digits}"], {"digits": r"\d{1,3}"}, spaced=self.spaced)
        titles = self.data["titles"]
        every = [form for title in titles.values() for form in (*title["one"], *title["many"])]
        plural = [form for title in titles.values() for form in title["many"]]
        separators = alternatives(self.words("language", "list_separators"), spaced=self.spaced)
        between = rf"\s?{separators}\s?"
        state, party = "[\ue001]\ue000*", "[\ue001\ue004]\ue000*"
        passage = r"\d{1,2}(?:\.\d{1,2}){0,2}"
        slots = {
            "number": number,
            "digits": r"\d{1,3}",
            "year": r"(?:19|20)\d{2}",
            "end": END_OF_CLAUSE,
            "title": alternatives(every, spaced=self.spaced),
            "title_many": alternatives(plural, spaced=self.spaced),
            "states": f"{state}(?:{between}{state}){{0,200}}",
            "parties": f"{party}(?:{between}{party}){{0,200}}",
            "passages": f"{passage}(?:{between}{passage}){{0,8}}",
            "adverb": alternatives(self.words("language", "adverbs"), spaced=self.spaced),
            "adjective": alternatives(self.words("speakers", "adjectives"), spaced=self.spaced),
        }
        quantifiers = [form for forms in self.data["quantifiers"].values() for form in forms]
        slots["quantifier"] = alternatives(quantifiers, slots, spaced=self.spaced)
        return slots

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every act, impersonal and outcome entry, in file order."""
        found = []
        for table in ("act", "impersonal", "outcome"):
            count: dict[str, int] = {}
            for row in self.data[table]:
                means = row["means"]
                count[means] = count.get(means, 0) + 1
                name = f"{table}.{means}.{count[means]}"
                for key, kind in (("say", table), ("alone", "alone")):
                    if row.get(key):
                        finder = PhraseBook(row[key], spaced=self.spaced, proclitics=self.proclitics, slots=self.slots)
                        judges = bool(row.get("judges"))
                        found.append(Entry(name, means, kind, finder, row["example"], judges))
        return tuple(found)

    @property
    def proclitics(self) -> list[str]:
        """Letters that may be joined to the front of a word."""
        return self.words("language", "proclitics")

    def cues(self, text: str, *tables: str, within: tuple[int, int] | None = None) -> list[Cue]:
        """The cues of some tables in a folded text or a part of it: where two overlap, the longer one stands."""
        start, end = within or (0, len(text))
        found = [
            Cue(*hit, entry.means, entry.table, entry.name, entry.judges)
            for entry in self.entries
            if entry.table in tables
            for hit in entry.finder.find(text, start, end)
        ]
        return [cue for cue in longest(found) if cue.means != "nothing"]

    @staticmethod
    def cue_at(start: int, end: int, means: str, entry: str) -> Cue:
        """A cue that a role, not an entry, gives."""
        return Cue(start, end, means, "roles", entry)

    def phrase_in(self, phrase: str, text: str) -> bool:
        """Whether one phrase stands in a folded text."""
        return Finder([phrase], spaced=self.spaced).search(text) is not None

    def number(self, text: str) -> int | None:
        """The number that a folded phrase begins with or holds, as digits or as a word."""
        digits = "".join(character for character in text if character.isdigit())
        if digits:
            return int(digits)
        for word, value in sorted(self.data["numbers"].items(), key=lambda pair: -len(pair[0])):
            if self._finder((("numbers"), word)).search(text):
                return int(value)
        return None

    def _finder(self, keys: tuple[str, ...]) -> Finder:
        if keys not in self._finders:
            phrases = [keys[1]] if keys[0] == "numbers" else self.words(*keys)
            self._finders[keys] = self.compile(phrases)
        return self._finders[keys]

    @cached_property
    def _finders(self) -> dict[tuple[str, ...], Finder]:
        return {}
