"""Document symbols in folded text, in the form the body writes them; and papers cited by number alone, as
conferences print them: "Document 55(Rev.1)"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from councilgraph.ontology.symbols import normal_symbol

from .citations import Citations
from .lexicon import load_lexicon

if TYPE_CHECKING:
    from .lexicon import Lexicon

_CHANGES = r"(?:\s?\(\s?(?:r[eé]v|add|corr|ред|испр|добав)\.?\s?\d{1,2}\s?\)){0,2}"
_NUMBERED = rf"(?!(?:19|20)\d\d(?![\d(]))\d{{1,4}}{_CHANGES}"
_SEGMENT = r"[a-z0-9&]+(?:[-.+][a-z0-9&]+)*"
_SYMBOL = re.compile(
    rf"(?<![a-z0-9/.-])[a-zс][a-z0-9]{{0,11}}(?:-[a-z0-9&]{{1,12}}){{0,4}}(?:/{_SEGMENT}){{1,6}}"
    rf"{_CHANGES}"
)
_CELL = re.compile(rf"(?:{_SYMBOL.pattern}|{_NUMBERED})(?![^\s,;،、，；)])")
_BETWEEN = re.compile(r"[\s,;،、，；]{0,4}")
_CYRILLIC = {"ред": "rev", "испр": "corr", "добав": "add", "с": "c"}
_SPELLINGS = {"rev": "Rev", "rév": "Rev", "add": "Add", "corr": "Corr"}


class SymbolFinder:
    """Finds symbols; a word with a slash and no digit behind it is none, a number only behind the word for papers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._papers = Citations(lexicon, "document", _NUMBERED)

    def find(self, folded: str) -> list[tuple[int, int, str]]:
        """(start, end, normal symbol) of every symbol, in text order."""
        found = [
            (match.start(), match.end(), self.normal(match.group()))
            for match in _SYMBOL.finditer(folded)
            if any(character.isdigit() for character in match.group().split("/", 1)[1])
        ]
        for one in (each for cited in self._papers.find(folded) for each in cited):
            found.append((one.at, one.at + len(one.number), self.normal(one.number)))
        return sorted(set(found))

    def column(self, folded: str) -> list[str]:
        """The symbols of a cell that holds nothing else: "55(Rev.1), 41"; empty where it holds words."""
        found, place = [], 0
        while place < len(folded) and (match := _CELL.match(folded, place)):
            found.append(self.normal(match.group()))
            between = _BETWEEN.match(folded, match.end())
            place = between.end() if between else match.end()
        return found if place == len(folded) else []

    @staticmethod
    def normal(folded: str) -> str:
        """The symbol as the body writes it, from its folded form."""
        text = folded
        for variant, plain in _CYRILLIC.items():
            text = text.replace(variant, plain)
        upper = text.upper()
        return normal_symbol(re.sub(r"\b(REV|RÉV|ADD|CORR)\b", lambda m: _SPELLINGS[m.group(1).lower()], upper))


@cache
def symbol_finder(language: str) -> SymbolFinder:
    """The finder of a language, made once."""
    return SymbolFinder(load_lexicon(language))
