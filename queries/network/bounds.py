"""Between what and what a tie lies, since many speakers have no name and much is unchecked.

- `lower` counts only positions that a person checked, against the activity as read: what is certain.
- `weight` is what the records say of named holders.
- `upper` is the tie in the case that suits it best: of the unnamed groups at a place, those states are members
  that would add to it, as far as the group has room for both, for one, or for anybody. Members are sought among
  the states that are named somewhere in the network.

The bounds are outer ones: no reading of the same positions by name gives a tie beyond `upper` when it is not
normalised. The difference has the bounds of its two parts, each at its worst.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.queries.network.incidence import AGAINST, FOR
from councilgraph.queries.network.ties import NORMALISATIONS, RELATIONS, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from councilgraph.queries.network.incidence import Incidence, Vector

    Pair = tuple[float, float]
    Chance = tuple[float, float, float, float, bool, bool]
    """For as named, for at most, against as named, against at most; whether two can be unnamed on each side."""
    Vectors = tuple[Vector, Vector]

SIDES = (FOR, AGAINST)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A tie as read, and between what and what it lies."""

    lower: float
    weight: float
    upper: float


class View:
    """The table seen from one of its sides: `over` is "holders" or "targets"."""

    def __init__(self, table: Incidence, over: str) -> None:
        self.table = table
        self.over = over
        named = {holder: table.read(holder) for holder in table.named}
        checked = {holder: table.checked(holder) for holder in table.named}
        self.read = named if over == "holders" else turned(named)
        self.checked = checked if over == "holders" else turned(checked)
        if over == "targets":
            self.read |= {place[0]: {} for place in table.unnamed if place[0] not in self.read}
        self.crowded = sorted({target for target, _ in table.room})
        self.near = self.by_holder() if over == "holders" else self.by_target()

    def bounds(self, one: str, other: str, relation: str, normalisation: str) -> Bounds:
        """The tie of two nodes and its bounds."""
        if relation == "difference":
            agree = self.bounds(one, other, "congruence", normalisation)
            oppose = self.bounds(one, other, "conflict", normalisation)
            return Bounds(agree.lower - oppose.upper, agree.weight - oppose.weight, agree.upper - oppose.lower)
        measure, scale = RELATIONS[relation], NORMALISATIONS[normalisation]
        read = self.read[one], self.read[other]
        sure = self.checked.get(one, {}), self.checked.get(other, {})
        best = self.favourable(one, other, relation)
        weight = ratio(measure(*read), scale(*read))
        lower = ratio(measure(*sure), scale(*read))
        return Bounds(lower, weight, max(weight, ratio(measure(*best), scale(*best))))

    def favourable(self, one: str, other: str, relation: str) -> Vectors:
        """The two vectors in the case that suits their tie best."""
        vectors = dict(self.read[one]), dict(self.read[other])
        if self.over == "holders":
            for target, mine, theirs in zip(self.crowded, self.near[one], self.near[other], strict=True):
                found = improved(mine, theirs, relation)
                if found:
                    fill(vectors, target, found)
            return vectors
        for holder, found in self.joining(one, other, relation):
            fill(vectors, holder, found)
        return vectors

    def joining(self, one: str, other: str, relation: str) -> Iterable[tuple[str, list[Pair]]]:
        """The states that, as members of the unnamed at two targets, would tie these most; as many as may be."""
        most = sum(self.table.room.get((target, side), 0.0) for target in (one, other) for side in SIDES)
        gains = []
        for holder, mine, theirs in zip(sorted(self.table.states), self.near[one], self.near[other], strict=True):
            found = improved(mine, theirs, relation) if most else None
            if found:
                gain = score(found, relation) - score(named(mine, theirs), relation)
                gains.append((gain, holder, found))
        gains.sort(key=lambda entry: (-entry[0], entry[1]))
        return [(holder, found) for _, holder, found in (gains if math.isinf(most) else gains[: int(most)])]

    def by_holder(self) -> dict[str, list[Chance]]:
        """The chances of each holder at each crowded target, in their order."""
        return {holder: [self.chance(holder, target) for target in self.crowded] for holder in self.read}

    def by_target(self) -> dict[str, list[Chance]]:
        """The chances at each target of each state, in their order; two texts can always share whom they want."""
        states = sorted(self.table.states)
        return {target: [(*self.chance(holder, target)[:4], True, True) for holder in states] for target in self.read}

    def chance(self, holder: str, target: str) -> Chance:
        """What a holder weighs at a target, what it would as one of the unnamed, and whether they are several."""
        pro, contra = (target, FOR), (target, AGAINST)
        room = self.table.room.get(pro, 0.0), self.table.room.get(contra, 0.0)
        tallies = self.table.named[holder]
        read = sum(tallies.get(pro, {}).values()), sum(tallies.get(contra, {}).values())
        free = holder in self.table.states
        joined = self.table.joined(holder, pro) if free and room[0] else read[0]
        joined_against = self.table.joined(holder, contra) if free and room[1] else read[1]
        return read[0], joined, read[1], joined_against, room[0] >= 2, room[1] >= 2


def turned(vectors: dict[str, Vector]) -> dict[str, Vector]:
    """The same weights by target: its place is (holder, side).

    >>> turned({"CHE": {("text", "for"): 1.0}})
    {'text': {('CHE', 'for'): 1.0}}
    """
    found: dict[str, Vector] = {}
    for holder, vector in vectors.items():
        for (target, side), weight in vector.items():
            found.setdefault(target, {})[holder, side] = weight
    return found


def named(mine: Chance, theirs: Chance) -> list[Pair]:
    """The weights of two for and against one thing, as they are named."""
    return [(mine[0], theirs[0]), (mine[2], theirs[2])]


def improved(mine: Chance, theirs: Chance, relation: str) -> list[Pair] | None:
    """The weights (for, against) of two on one thing that tie them most; None where the named ones do.

    >>> improved((0, 1, 0, 0, False, True), (1, 1, 0, 0, False, True), "congruence")
    [(1, 1), (0, 0)]
    >>> improved((0, 1, 0, 0, False, True), (0, 1, 0, 0, False, True), "congruence")
    """
    if mine[0] == mine[1] and mine[2] == mine[3] and theirs[0] == theirs[1] and theirs[2] == theirs[3]:
        return None
    least = named(mine, theirs)
    if score([(mine[1], theirs[1]), (mine[3], theirs[3])], relation) == score(least, relation):
        return None
    sides = [
        choices(least[0], (mine[1], theirs[1]), mine[4]),
        choices(least[1], (mine[3], theirs[3]), mine[5]),
    ]
    found, value = least, score(least, relation)
    for pro in sides[0]:
        for contra in sides[1]:
            reached = score([pro, contra], relation)
            if reached > value:
                found, value = [pro, contra], reached
    return None if found is least else found


def choices(least: Pair, most: Pair, both: bool) -> list[Pair]:
    """What two may weigh on one side, the least first: as named, or one or both of them among the unnamed."""
    if least == most:
        return [least]
    found = [least, (most[0], least[1]), (least[0], most[1])]
    return [*found, most] if both else found


def score(pairs: list[Pair], relation: str) -> float:
    """The tie that two have by one thing, given their weights for and against it."""
    (one, other), (one_against, other_against) = pairs
    if relation == "congruence":
        return one * other + one_against * other_against
    return one * other_against + one_against * other


def fill(vectors: Vectors, thing: str, pairs: list[Pair]) -> None:
    """Writes the weights on one thing into the vectors; what weighs nothing is absent."""
    for side, pair in zip(SIDES, pairs, strict=True):
        for vector, weight in zip(vectors, pair, strict=True):
            if weight:
                vector[thing, side] = weight
