"""Rows of an answer, made equal on every store: same terms, same order."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from rdflib import XSD, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rdflib.term import Identifier

    Row = tuple[Identifier | None, ...]

DIGITS = re.compile(r"\d+")
LAST = chr(sys.maxunicode)
NUMERIC = {XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.long, XSD.nonNegativeInteger}


@dataclass(slots=True)
class Table:
    """What one SELECT returned: `rows` hold one term per column, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)

    def column(self, name: str) -> list[Identifier | None]:
        """All values of one column, in row order."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> list[dict[str, Identifier | None]]:
        """Each row as a dictionary of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


if TYPE_CHECKING:
    Select = Callable[[str], Table]


def canonical(term: Identifier | None) -> Identifier | None:
    """One form for terms that stores write differently: xsd:string, "0.90" and "0.9", case of language tags.

    >>> canonical(Literal("0.90", datatype=XSD.decimal))
    rdflib.term.Literal('0.9', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#decimal'))
    """
    if not isinstance(term, Literal):
        return term
    if term.language:
        return term if term.language.islower() else Literal(str(term), lang=term.language.lower())
    if term.datatype == XSD.string:
        return Literal(str(term))
    if term.datatype in NUMERIC:
        return Literal(plain_number(str(term)), datatype=term.datatype)
    return term


def plain_number(lexical: str) -> str:
    """The shortest decimal form of a number, or the text itself where it is none.

    >>> plain_number("3.50"), plain_number("007"), plain_number("1E2"), plain_number("NaN")
    ('3.5', '7', '100', 'NaN')
    """
    try:
        number = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if not number.is_finite():
        return lexical
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else str(int(number))) or "0"


def natural(term: Identifier | None) -> str:
    """A sort key that puts paragraph 1.10 after 1.2, and what is unbound last: before each number stands its length.

    >>> natural(Literal("1.2")) < natural(Literal("1.10")) < natural(None)
    True
    """
    return LAST if term is None else DIGITS.sub(_counted, str(term))


def _counted(found: re.Match[str]) -> str:
    digits = str(int(found[0]))
    return f"\0{chr(len(digits))}{digits}"


def ordered(table: Table, by: Sequence[str]) -> Table:
    """The distinct canonical rows, sorted by the columns `by` and then by all others.

    Most terms stand in many rows: each is looked at once, and rows are compared by the places of their terms.
    """
    first = [table.columns.index(name) for name in by if name in table.columns]
    columns = first + [place for place in range(len(table.columns)) if place not in first]
    terms = {id(term): term for row in table.rows for term in row}
    forms = {identity: canonical(term) for identity, term in terms.items()}
    known = sorted(set(forms.values()), key=term_key)
    ranks = {term: rank for rank, term in enumerate(known)}
    rank = {identity: ranks[form] for identity, form in forms.items()}
    rows = {tuple([rank[id(term)] for term in row]) for row in table.rows}
    sorted_rows = sorted(rows, key=lambda row: [row[column] for column in columns])
    return Table(table.columns, [tuple([known[place] for place in row]) for row in sorted_rows])


def row_key(terms: Iterable[Identifier | None]) -> tuple[tuple[object, ...], ...]:
    """Sorts rows term by term."""
    return tuple(map(term_key, terms))


def term_key(term: Identifier | None) -> tuple[str, bool, str, str, str]:
    """Natural order first; kind, language and datatype settle what reads alike."""
    language, datatype = (term.language, term.datatype) if isinstance(term, Literal) else (None, None)
    return natural(term), isinstance(term, URIRef), str(term), str(datatype or ""), language or ""
