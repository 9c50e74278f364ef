r"""Any of some words looked for in a text: one pattern for all of them, which Oxigraph compiles once.

Word by word, each text is read as often as there are words, which takes ten times as long. Only the one way in which
the questions look for words is taken, and it means the same: what stands in a text, both in lower case.
"""

from __future__ import annotations

import re

from councilgraph.store.sparql import TOKEN

LITERAL = r'"[^"\\\n\r]*+"'
"""A word without escapes; with one, the query is left as it stands."""
ANY_OF = re.compile(
    rf"FILTER EXISTS \{{\s*VALUES \?(?P<word>\w+) \{{(?P<words>(?:\s+{LITERAL})++)\s*\}}"
    r"\s*FILTER\(CONTAINS\(LCASE\(STR\(\?(?P<text>\w+)\)\), LCASE\(\?(?P=word)\)\)\)\s*\}"
)
WORD = re.compile(LITERAL)
SPECIAL = re.compile(r"[.*+?^${}()|\[\]]")


def at_once(text: str) -> str:
    r"""The query with words looked for together.

    >>> print(at_once('FILTER EXISTS { VALUES ?w { "Duplic" "a.b" } FILTER(CONTAINS(LCASE(STR(?t)), LCASE(?w))) }'))
    FILTER(REGEX(LCASE(STR(?t)), "duplic|a\\.b"))
    """
    if not ANY_OF.search(text):
        return text
    places = {token.start() for token in TOKEN.finditer(text) if token.lastgroup == "word"}
    return ANY_OF.sub(lambda found: pattern(found) if found.start() in places else found[0], text)


def pattern(found: re.Match[str]) -> str:
    """The filter for what `ANY_OF` found."""
    words = (SPECIAL.sub(r"\\\\\g<0>", word[1:-1].lower()) for word in WORD.findall(found["words"]))
    return f'FILTER(REGEX(LCASE(STR(?{found["text"]})), "{"|".join(words)}"))'
