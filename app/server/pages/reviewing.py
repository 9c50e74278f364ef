"""What people found when they compared facts with the words, as pages tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from councilgraph.queries.labels import local
from councilgraph.review.finding import facts_named
from councilgraph.server.pages.rendering import sparql
from councilgraph.server.source import Source
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from councilgraph.server.pages.wording import Words
    from councilgraph.store import Store
    from rdflib.term import Identifier

    Reviews = dict[Identifier, list["Opinion"]]
    Called = Callable[[Identifier | None], str]


REJECT = "reject"


@dataclass(slots=True)
class Opinion:
    """What one reviewer found: `verdict` is "accept", "reject" or "correct".

    `right` is put in the place of what was read; the opinion is `current` as long as that stands.
    """

    verdict: str
    name: str
    when: str
    why: str
    weighed: set[Identifier] = field(default_factory=set)
    right: set[Identifier] = field(default_factory=set)
    current: bool = False

    def told(self, called: Called, words: Words) -> str:
        """The opinion in words."""
        right = ", ".join(sorted(map(called, self.right)))
        verdict = words.verdict(self.verdict)
        said = [f"{verdict} → {right}" if right else verdict, self.name, self.when, self.why]
        return " · ".join(filter(None, [*said, "" if self.current else words.reading_changed]))


def reviews(store: Store) -> Reviews:
    """All opinions by fact, the latest last; a worker looks them up once."""
    if not isinstance(store, Source):
        return looked_up(store)
    return store.remember("reviews", "", lambda: looked_up(store))


def looked_up(store: Store) -> Reviews:
    """The opinions that the store holds."""
    gathered: dict[Identifier, tuple[Identifier, Opinion]] = {}
    for row in store.select(sparql("reviews")).records():
        review, fact, verdict = row["review"], row["fact"], row["verdict"]
        if review is None or fact is None or verdict is None:
            continue
        opinion = Opinion(local(verdict), str(row["name"] or ""), str(row["when"])[:10], str(row["why"] or ""))
        _, opinion = gathered.setdefault(review, (fact, opinion))
        opinion.weighed |= {thing for thing in [row["weighed"]] if thing is not None}
        opinion.right |= {thing for thing in [row["right"]] if thing is not None}
    return standing(store, gathered.values())


def standing(store: Store, gathered: Iterable[tuple[Identifier, Opinion]]) -> Reviews:
    """The opinions by fact, each told whether the fact still says what was weighed."""
    found: Reviews = {}
    for fact, opinion in gathered:
        found.setdefault(fact, []).append(opinion)
    names = [fact for fact in found if isinstance(fact, URIRef)]
    said: dict[Identifier, frozenset[Identifier]] = {
        fact.iri: frozenset(fact.weighed) for fact in facts_named(store.select, names)
    }
    for fact, opinions in found.items():
        opinions.sort(key=lambda one: (one.when, one.verdict, one.name))
        for opinion in opinions:
            opinion.current = said.get(fact) == frozenset(opinion.weighed)
    return found


def is_rejected(opinions: Iterable[Opinion]) -> bool:
    """Whether all who judged a fact as it stands rejected it."""
    verdicts = {opinion.verdict for opinion in opinions if opinion.current}
    return verdicts == {REJECT}


def rejected(found: Reviews) -> frozenset[Identifier]:
    """The facts that were rejected."""
    return frozenset(fact for fact, opinions in found.items() if is_rejected(opinions))
