"""A copy of a text made for matching, and the way back from it to the text as read.

Folding lower-cases, unifies hyphens, spaces, quotes, widths and letter variants, and drops marks that carry
no meaning for matching (Arabic vowels, soft hyphens, direction marks). Offsets into the folded copy are
turned into offsets of the raw text by `raw`, so that quotes are always cut from the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

_SAME = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d\u2015",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\v\f",
    "'": "\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4\u0060\uff07",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02",
    "ا": "أإآٱ",
    "ي": "ىیئ",
    "ه": "ة",
    "ك": "ک",
    "و": "ؤ",
    "е": "ё",
    "&": "\uff06",
}
_VARIANTS = {ord(variant): letter for letter, variants in _SAME.items() for variant in variants}
_VARIANTS |= {first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
_DROPPED = frozenset(
    "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0301"
)
_BLANKS = "".join(variants for letter, variants in _SAME.items() if letter == " ") + " "
_SHORTENED = re.compile(f"[{''.join(sorted(_DROPPED))}]|[{_BLANKS}]{{2}}")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is for matching; `starts[i]` is the raw offset of its character i (one entry more than text)."""

    text: str
    starts: array[int] | None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the folded span [start, end)."""
        if self.starts is None or start == end:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1

    def aligned(self, raw: str) -> str:
        """The raw characters, one for each folded one: what shows capitals."""
        return raw if self.starts is None else "".join(raw[index] for index in self.starts[:-1])


def fold(text: str) -> Folded:
    """Fold a text, runs of blanks to one; linear in its length."""
    if not _SHORTENED.search(text):
        return Folded("".join(map(fold_character, text)), None)
    starts = array("q")
    kept: list[str] = []
    for index, character in enumerate(text):
        folded = fold_character(character)
        if character not in _DROPPED and not (folded == " " and kept and kept[-1] == " "):
            kept.append(folded)
            starts.append(index)
    starts.append(len(text))
    return Folded("".join(kept), starts)


@cache
def fold_character(character: str) -> str:
    """One character for one character: the letter it is matched as."""
    variant = _VARIANTS.get(ord(character))
    if variant is not None:
        return variant
    if 0xFF01 <= ord(character) <= 0xFF5E:
        character = chr(ord(character) - 0xFEE0)
    lowered = character.lower()
    if len(lowered) != 1:
        return character
    if "\ufb50" <= lowered <= "\ufeff":
        plain = unicodedata.normalize("NFKC", lowered)
        return _VARIANTS.get(ord(plain), plain) if len(plain) == 1 else lowered
    return lowered
