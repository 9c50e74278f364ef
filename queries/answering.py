"""Asking: from a question's name and a user's values to sections of sorted, labelled rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.catalogue import question_named
from councilgraph.queries.errors import MissingParameterError, UnknownParameterError
from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import ordered
from councilgraph.queries.values import resolve
from rdflib import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from councilgraph.queries.catalogue import Part, Question
    from councilgraph.queries.labels import Labels
    from councilgraph.queries.table import Select, Table
    from pandas import DataFrame
    from rdflib.term import Identifier

    Values = dict[str, list[Identifier]]

ENGLISH = Literal("en")
UNLABELLED = frozenset({"fact", "otherFact", "coalitionFact", "earlier", "mandate"})


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an answer: `table` holds terms, what they are called is known to the answer's `labels`."""

    name: str
    title: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph says to a question; `parameters` are the terms that the user's values were taken for."""

    question: Question
    parameters: Values
    sections: tuple[Section, ...]
    labels: Labels

    def __len__(self) -> int:
        """Number of rows in all sections."""
        return sum(len(section.table) for section in self.sections)

    def render(self, form: str = "table", width: int | None = None) -> str:
        """The answer as text: "table", "csv", "json" or "markdown"; `width` in columns, for tables alone."""
        from councilgraph.queries.render import render

        return render(self, form, width=width)

    def to_pandas(self) -> DataFrame:
        """The answer as one pandas table, the columns of its CSV; raises MissingExtraError without pandas."""
        from councilgraph.queries.frames import frame
        from councilgraph.queries.render import flat

        columns, rows = flat(self)
        return frame(columns, [{name: plain(term) for name, term in row.items()} for row in rows])


def answer(select: Select, name: str, **parameters: str | Iterable[str] | None) -> Answer:
    """Answers the question `name`; `select` runs one SPARQL SELECT on the union of all named graphs.

    A parameter is what a user would write, or several such values; one that is None counts as not given, and
    what is not given means everything (or the default that stands in the query). Raises UnknownQuestionError,
    UnknownParameterError, MissingParameterError, UnknownValueError or InvalidValueError.
    """
    return answered(select, name, {key: value for key, value in parameters.items() if value is not None})


def answered(
    select: Select,
    name: str,
    given: Mapping[str, str | Iterable[str]],
    read: Callable[[Table], Table] = lambda table: table,
) -> Answer:
    """The same, where only what `read` leaves of each table will be called by its name."""
    question = question_named(name)
    values = values_of(select, question, given)
    reached = values | reach(select, values)
    sections = tuple(section(select, part, reached) for part in question.sections)
    things = {term for terms in values.values() for term in terms}
    things.update(term for part in sections for term in labelled(read(part.table)))
    language = str(values.get("language", [ENGLISH])[0])
    return Answer(question, values, sections, labels.fetch(select, things, language))


def plain(term: Identifier) -> str | int | float | bool:
    """A term as Python has it: numbers and truth values as such, all else as text.

    >>> plain(Literal(3)), plain(Literal("x", lang="en"))
    (3, 'x')
    """
    value = term.toPython() if isinstance(term, Literal) else str(term)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, bool | int | float) else str(term)


def section(select: Select, part: Part, values: Values) -> Section:
    """One part, answered."""
    table = ordered(select(with_values(part.unsorted, values)), part.order)
    return Section(part.name, part.title, part.description, table)


def labelled(table: Table) -> Iterable[Identifier]:
    """The terms of a table that a person reads, and so wants to see by name."""
    names = (name for name in table.columns if name not in UNLABELLED)
    return (term for name in names for term in table.column(name) if term is not None)


def reach(select: Select, values: Values) -> Values:
    """What else is meant by a text: the changes proposed to it, what a paper holds, and the parts of all these."""
    if not values.get("text"):
        return {}
    return {"target": [term for term in select(with_values(labels.lookup("reach"), values)).column("target") if term]}


def values_of(select: Select, question: Question, given: Mapping[str, str | Iterable[str]]) -> Values:
    """The terms of each parameter that was given."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise UnknownParameterError(name, question.name, tuple(known))
    for parameter in question.parameters:
        if parameter.required and parameter.name not in given:
            raise MissingParameterError(parameter.name, question.name, parameter.description)
    values: Values = {}
    for name, value in given.items():
        texts = [value] if isinstance(value, str) else list(value)
        terms = [term for text in texts for term in resolve(select, known[name], text)]
        values[name] = list(dict.fromkeys(terms))
    return values
