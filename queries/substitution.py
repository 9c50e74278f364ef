"""Setting the parameters of a query: terms go in as rdflib writes them, never as a user typed them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from councilgraph.queries.catalogue import NO_VALUE, VALUES
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib.term import Identifier

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
YEAR = re.compile(r"\d{4}")
HINT = re.compile(r"^( *)# with (\w+): (.*)$", re.MULTILINE)
"""A pattern that says nothing new, so that stores start from what was asked for: only read where it was."""


def with_values(sparql: str, values: Mapping[str, Sequence[Identifier]]) -> str:
    """The query with each `VALUES ?name { … }` line of a given name holding the given terms.

    A line `# with name: pattern` becomes part of the query where the name is given. Terms are put in in one
    pass over the file's own text: what is put in is never looked at again.

    >>> with_values('VALUES ?topic { UNDEF }', {"topic": [URIRef("https://example.org/t")]})
    'VALUES ?topic { <https://example.org/t> }'
    """

    def line(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        terms = " ".join(written(term) for term in values[found[1]]) or NO_VALUE
        return f"VALUES ?{found[1]} {{ {terms} }}"

    hinted = HINT.sub(lambda found: found[1] + found[3] if values.get(found[2]) else found[0], sparql)
    return VALUES.sub(line, hinted)


def written(term: Identifier) -> str:
    """A term in SPARQL syntax; raises TypeError for blank nodes and variables, which mean nothing outside."""
    if isinstance(term, URIRef | Literal):
        return term.n3()
    raise TypeError(f"{term!r} cannot be a parameter")


def words(text: str) -> Literal:
    """Free text as a literal, without control characters and backslashes.

    SPARQL expands \\uXXXX in a query before it looks for quotation marks, so a backslash could change where
    a string ends; nobody searches a record for one.
    """
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs"} or c == "\\" else c for c in text)
    return Literal(" ".join("".join(kept).split()))
