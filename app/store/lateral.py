"""OPTIONAL read row by row: the same answers from Oxigraph, without looking through the whole store.

Oxigraph matches the pattern of an OPTIONAL against the whole store when it takes the rows before it for many, as it
does after a dozen triples. Inside LATERAL (SPARQL extension proposal 6, which Oxigraph reads) the pattern is matched
for each row. Both mean the same where what is optional within the pattern is well designed (Pérez, Arenas and
Gutierrez, Semantics and Complexity of SPARQL, 2009); any other is left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.store.sparql import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

BEYOND = frozenset({"SELECT", "MINUS", "BIND", "VALUES", "SERVICE", "GRAPH", "LATERAL", "UNION"})
"""What may read differently when it is given the rows before it."""
VARIABLE = re.compile(r"[?$](\w+)")


@dataclass(slots=True)
class Group:
    """A pair of braces in a query, with the places of its first and last letters.

    `used` are all variables in it and `matched` those of its patterns; `before` are the ones matched in the group
    around it before it opened. `words` are the keywords within.
    """

    start: int
    optional: bool
    around: Group | None
    before: frozenset[str]
    end: int = 0
    used: set[str] = field(default_factory=set)
    matched: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def chain(self) -> Iterator[Group]:
        """This group and those around it."""
        group: Group | None = self
        while group is not None:
            yield group
            group = group.around


@dataclass(slots=True)
class Outline:
    """The groups of a query, built up token by token."""

    groups: list[Group] = field(default_factory=list)
    here: Group | None = None
    optional: int | None = None
    word: str = ""
    depth: int = 0

    def read(self, place: int, kind: str | None, token: str) -> None:
        """Take the next token."""
        if variable := VARIABLE.fullmatch(token):
            self.name(variable[1])
        elif kind == "word":
            self.say(place, token.upper())
        elif token == "{":
            self.open(place)
        elif token == "}" and self.here:
            self.here.end = place + 1
            self.here = self.here.around
        elif token in "()" and self.word != "VALUES":
            self.depth += 1 if token == "(" else -1

    def name(self, variable: str) -> None:
        """A variable: matched by a pattern, unless it stands in an expression."""
        matched = not self.depth or self.word == "AS"
        for group in self.here.chain() if self.here else ():
            group.used.add(variable)
            if matched:
                group.matched.add(variable)

    def say(self, place: int, word: str) -> None:
        """A keyword."""
        self.word = word
        if word == "OPTIONAL":
            self.optional = place
        for group in self.here.chain() if self.here else ():
            group.words.add(word)

    def open(self, place: int) -> None:
        """An opening brace."""
        self.word = ""
        start = place if self.optional is None else self.optional
        before = frozenset(self.here.matched) if self.here else frozenset()
        self.here = Group(start, self.optional is not None, self.here, before)
        self.optional = None
        self.groups.append(self.here)

    def is_well_designed(self, group: Group) -> bool:
        """Whether the braces within the group know of the rows before it only by what they are joined with."""
        inner = (one for one in self.groups if group.start < one.start < group.end and one.around is not group.around)
        return all(one.used & group.before <= one.before for one in inner)


def by_row(text: str) -> str:
    """The query with each OPTIONAL matched row by row that may be.

    >>> by_row("SELECT * { ?a ?b ?c OPTIONAL { ?c ?d ?e } }")
    'SELECT * { ?a ?b ?c LATERAL { OPTIONAL { ?c ?d ?e } } }'
    """
    outline = Outline()
    for token in TOKEN.finditer(text):
        outline.read(token.start(), token.lastgroup, token.group())
    if outline.here or outline.depth:
        return text  # what does not close is for the parser to say
    marks: list[tuple[int, str]] = []
    for group in outline.groups:
        if group.optional and not group.words & BEYOND and outline.is_well_designed(group):
            marks += [(group.start, "LATERAL { "), (group.end, " }")]
    return with_marks(text, sorted(marks))


def with_marks(text: str, marks: list[tuple[int, str]]) -> str:
    """The text with each mark at its place."""
    pieces, at = [], 0
    for place, mark in marks:
        pieces += [text[at:place], mark]
        at = place
    return "".join(pieces) + text[at:]
