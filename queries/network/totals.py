"""Sums over everything that two nodes meet on, without a look at what is the same for all.

On most things most nodes are alike: they are not named there. What two such nodes come to is the same for all, so
it is summed up once; each node then adds how it differs from them, and each pair what both of them change.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Generic, TypeVar

from councilgraph.queries.network.ties import NOTHING, Sums, less

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

Stand = TypeVar("Stand", bound="Hashable")
DIGITS = 10
"""To how many digits sums are kept: what is beyond is the dust of adding and taking away."""


class Totals(Generic[Stand]):
    """Sums for pairs of nodes over all `things`.

    `stands` has how a node stands to the things on which it differs from the others of its `kind`; `usual` tells how
    one of a kind stands to a thing else. `adds` are the sums of two stands.
    """

    def __init__(
        self,
        things: Collection[str],
        stands: Mapping[str, Mapping[str, Stand]],
        kind: Callable[[str], Hashable],
        usual: Callable[[Hashable, str], Stand],
        adds: Callable[[Stand, Stand], Sums],
    ) -> None:
        self.things, self.stands, self.kind, self.usual, self.adds = things, stands, kind, usual, adds
        self.same: dict[tuple[Hashable, Hashable], Sums] = {}
        self.own: dict[tuple[str, Hashable, bool], Sums] = {}
        self.met: dict[tuple[Stand, Stand, Stand, Stand], Sums] = {}

    def of(self, one: str, other: str, shared: Iterable[str]) -> Sums:
        """The sums of two nodes, given the things on which both differ from others."""
        kinds = self.kind(one), self.kind(other)
        parts = [self.both(thing, one, other, kinds) for thing in shared]
        parts += [self.usually(kinds), self.alone(one, kinds[1], True), self.alone(other, kinds[0], False)]
        return tidied(added(parts))

    def usually(self, kinds: tuple[Hashable, Hashable]) -> Sums:
        """The sums of two who differ from the others of their kinds on nothing."""
        if kinds not in self.same:
            one, other = kinds
            self.same[kinds] = added(self.adds(self.usual(one, x), self.usual(other, x)) for x in self.things)
        return self.same[kinds]

    def alone(self, node: str, kind: Hashable, first: bool) -> Sums:
        """What a node adds by itself, beside (as the `first` or the second) one who differs on nothing."""
        key = node, kind, first
        if key not in self.own:
            own = self.kind(node)
            parts = []
            for thing, stand in self.stands[node].items():
                usual, theirs = self.usual(own, thing), self.usual(kind, thing)
                pairs = ((stand, theirs), (usual, theirs)) if first else ((theirs, stand), (theirs, usual))
                parts.append(less(*(self.adds(*pair) for pair in pairs)))
            self.own[key] = added(parts)
        return self.own[key]

    def both(self, thing: str, one: str, other: str, kinds: tuple[Hashable, Hashable]) -> Sums:
        """What two add together on one thing, beside what each of them adds by itself."""
        mine, theirs = self.stands[one][thing], self.stands[other][thing]
        usual, usual_there = self.usual(kinds[0], thing), self.usual(kinds[1], thing)
        key = mine, theirs, usual, usual_there
        if key not in self.met:
            apart = self.adds(mine, usual_there), less(self.adds(usual, theirs), self.adds(usual, usual_there))
            self.met[key] = less(self.adds(mine, theirs), *apart)
        return self.met[key]


def added(parts: Iterable[Sums]) -> Sums:
    """The sums of all parts."""
    return Sums(*map(sum, zip(NOTHING, *parts, strict=True)))


def tidied(sums: Sums) -> Sums:
    """Sums without dust."""
    return Sums(*map(round, sums, repeat(DIGITS)))
