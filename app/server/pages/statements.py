"""Every position of a store, read once and held in memory: networks are made of these without another query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from councilgraph.queries import labels
from councilgraph.queries.answering import ENGLISH, Answer, Section, answer, labelled, reach, section, values_of
from councilgraph.queries.catalogue import questions
from councilgraph.queries.labels import Labels
from councilgraph.queries.network.building import QUESTION
from councilgraph.queries.substitution import with_values
from councilgraph.queries.table import Table
from councilgraph.server.pages.rendering import sparql

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from councilgraph.queries.answering import Values
    from councilgraph.queries.labels import Facts
    from councilgraph.queries.table import Row
    from councilgraph.server.source import Source
    from rdflib.term import Identifier

    Topics = dict[tuple[Identifier | None, Identifier | None], set[Identifier]]

COLUMNS = ("stance", "session", "record", "target")
"""Columns that must be one of the terms chosen."""
KEPT = 64
"""Choices of which a worker keeps the terms that are meant."""


@dataclass(frozen=True, slots=True)
class Statements:
    """The rows of the question in all languages, in its order.

    `spoken` has the languages in which a fact is quoted, `topics` those of a paragraph of a record, `facts` what
    everything in the rows is called, `called` the labels of each language, made as they are asked for.
    """

    table: Table
    spoken: dict[Identifier | None, frozenset[str]]
    topics: Topics
    facts: Facts
    called: dict[str, Labels]

    def chosen(self, values: Values) -> list[Row]:
        """The rows of the terms chosen: `target` beside the parameters, all where nothing is."""
        places = {name: place for place, name in enumerate(self.table.columns)}
        wanted = [(places[name], frozenset(values[name])) for name in COLUMNS if values.get(name)]
        topics = frozenset(values.get("topic", ()))
        record, paragraph = places["record"], places["paragraph"]
        return [
            row
            for row in self.in_language(language_of(values))
            if all(row[place] in terms for place, terms in wanted)
            and (not topics or not topics.isdisjoint(self.topics[row[record], row[paragraph]]))
        ]

    def in_language(self, language: str) -> Iterator[Row]:
        """The rows that quote each fact in this language, else in English or whatever there is."""
        fact, quote = (self.table.columns.index(name) for name in ("fact", "quote"))
        for row in self.table.rows:
            if (getattr(row[quote], "language", None) or "") in preferred(self.spoken[row[fact]], language):
                yield row

    def labels(self, language: str) -> Labels:
        """What things are called in a language."""
        return self.called.setdefault(language, Labels(self.facts, language))


@cache
def preferred(spoken: frozenset[str], language: str) -> frozenset[str]:
    """Of the languages of quotes, those that the question takes: the one that is wanted, else the first.

    >>> sorted(preferred(frozenset({"en", "zh"}), "zh")), sorted(preferred(frozenset({"en", "zh"}), "fr"))
    (['zh'], ['en'])
    """
    ranks = {one: "" if one == language else one for one in spoken}
    return frozenset(one for one in spoken if ranks[one] == min(ranks.values()))


def language_of(values: Values) -> str:
    """The language that is chosen."""
    return str(values.get("language", [ENGLISH])[0])


def held(store: Source) -> Statements:
    """All statements of a store, read when they are first asked for."""
    return store.remember("statements", "", lambda: read(store))


def read(store: Source) -> Statements:
    """The same from the store."""
    table = section(store.select, questions()[QUESTION].sections[0], {"language": []}).table
    spoken: defaultdict[Identifier | None, set[str]] = defaultdict(set)
    for fact, quote in zip(table.column("fact"), table.column("quote"), strict=True):
        spoken[fact].add(getattr(quote, "language", None) or "")
    topics: Topics = defaultdict(set)
    for record, paragraph, topic in store.select(sparql("topics-of-places")).rows:
        if topic is not None:
            topics[record, paragraph].add(topic)
    facts = labels.fetch(store.select, {*labelled(table)}, "en").facts
    return Statements(table, {fact: frozenset(tongues) for fact, tongues in spoken.items()}, topics, facts, {})


def meant(store: Source, given: Mapping[str, list[str]]) -> Values:
    """The terms that the fields of the question were taken for; raises CouncilgraphError."""
    key = repr(sorted(given.items()))
    return store.remember("meant", key, lambda: values_of(store.select, questions()[QUESTION], given), most=KEPT)


def asked(store: Source, given: Mapping[str, list[str]], records: list[Identifier]) -> Answer:
    """The answer to the question, from some records alone where any are given; raises CouncilgraphError."""
    apart = {"record": records} if records else {}
    if not store.held:
        return answer(lambda text: store.select(with_values(text, apart)), QUESTION, **given)
    values, known = meant(store, given), held(store)
    part = questions()[QUESTION].sections[0]
    rows = known.chosen(values | reach(store.select, values) | apart)
    new = {term for terms in values.values() for term in terms} - known.facts.keys()
    known.facts.update(labels.fetch(store.select, new, "en").facts)
    shown = Section(part.name, part.title, part.description, Table(known.table.columns, rows))
    return Answer(questions()[QUESTION], values, (shown,), known.labels(language_of(values)))
