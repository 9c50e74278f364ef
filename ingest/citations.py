"""Things cited by a noun and their numbers in folded text: "Resolutions 71 and 140", "第55(Rev.1)号文件"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .phrases import alternatives, pattern

if TYPE_CHECKING:
    from .lexicon import Lexicon

_REACH = 40
_MARKED = 2
"""Letters of a mark before a number, where the noun stands behind it."""


class Citation(NamedTuple):
    """One thing of a list, by its number; the first of those behind a noun begins at the noun."""

    start: int
    end: int
    number: str
    at: int
    """Where the number itself begins."""


class Citations:
    """Finds what one language cites by the nouns that its lexicon lists under `instrument.KIND`."""

    def __init__(self, lexicon: Lexicon, kind: str, number: str) -> None:
        self._lexicon = lexicon
        words = lexicon.data["instrument"]
        mark = alternatives(words["marks"], spaced=lexicon.spaced) if words["marks"] else "(?:)"
        joins = alternatives(words["and"], spaced=lexicon.spaced)
        slots = {
            "noun": alternatives(words[kind], spaced=lexicon.spaced),
            "mark": rf"(?:{mark}\s?)?",
            "number": f"(?P<number>{number})",
        }
        self._templates = [
            re.compile(pattern(template, slots, spaced=lexicon.spaced) + r"(?![\d/])")
            for template in words["templates"]
        ]
        self._next = re.compile(rf"\s?{joins}\s?(?:{mark}\s?)?(?P<number>{number})(?![\d/]|\.\d)")
        self._before = re.compile(rf"{mark}\s?(?P<number>{number})\s?{joins}\s?$") if words["marks"] else None

    def find(self, masked: str) -> list[list[Citation]]:
        """Every list of citations, each in text order, template by template."""
        return [
            self._listed(match, masked)
            for template in self._templates
            for match in template.finditer(masked)
            if self._is_word(masked, match.start())
        ]

    def _listed(self, match: re.Match[str], masked: str) -> list[Citation]:
        """One citation with the further numbers of its list, behind it or, where the noun ends it, before it."""
        cited = [_citation(match, match.start())]
        while following := self._next.match(masked, cited[-1].end):
            cited.append(_citation(following, following.start("number")))
        at = match.start("number")
        if self._before and at - match.start() <= _MARKED:
            while earlier := self._before.search(masked, max(0, at - _REACH), at):
                at = earlier.start("number")
                cited.insert(0, _citation(earlier, earlier.start()))
        return cited

    def _is_word(self, masked: str, start: int) -> bool:
        if not self._lexicon.spaced or start == 0 or not masked[start - 1].isalpha():
            return True
        head = masked[max(0, start - 3) : start]
        return any(re.search(rf"(?<!\w){re.escape(c)}$", head) for c in self._lexicon.proclitics if c)


def _citation(match: re.Match[str], start: int) -> Citation:
    return Citation(start, match.end(), match.group("number"), match.start("number"))
