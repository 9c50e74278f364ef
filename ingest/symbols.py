"""Document symbols in folded text, in the form the body writes them."""

from __future__ import annotations

import re

from councilgraph.ontology.symbols import normal_symbol

_SEGMENT = r"[a-z0-9&]+(?:[-.+][a-z0-9&]+)*"
_SYMBOL = re.compile(
    rf"(?<![a-z0-9/.-])[a-zс][a-z0-9]{{0,11}}(?:-[a-z0-9&]{{1,12}}){{0,4}}(?:/{_SEGMENT}){{1,6}}"
    r"(?:\s?\(\s?(?:r[eé]v|add|corr|ред|испр|добав)\.?\s?\d{1,2}\s?\)){0,2}"
)
_CYRILLIC = {"с": "c", "ред": "rev", "испр": "corr", "добав": "add"}
_SPELLINGS = {"rev": "Rev", "rév": "Rev", "add": "Add", "corr": "Corr"}


class SymbolFinder:
    """Finds symbols; a word with a slash and no digit behind it is none."""

    def find(self, folded: str) -> list[tuple[int, int, str]]:
        """(start, end, normal symbol) of every symbol."""
        found = []
        for match in _SYMBOL.finditer(folded):
            if any(character.isdigit() for character in match.group().split("/", 1)[1]):
                found.append((match.start(), match.end(), self.normal(match.group())))
        return found

    @staticmethod
    def normal(folded: str) -> str:
        """The symbol as the body writes it, from its folded form."""
        text = folded
        for variant, plain in _CYRILLIC.items():
            text = text.replace(variant, plain)
        upper = text.upper()
        return normal_symbol(re.sub(r"\b(REV|RÉV|ADD|CORR)\b", lambda m: _SPELLINGS[m.group(1).lower()], upper))
