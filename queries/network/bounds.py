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
            for target in self.crowded:
                fill(vectors, target, self.best_on(target, one, other, relation))
            return vectors
        for holder, pairs in self.joining(one, other, relation):
            fill(vectors, holder, pairs)
        return vectors

    def best_on(self, target: str, one: str, other: str, relation: str) -> list[Pair]:
        """The weights of two holders for and against a target that suit their tie best."""
        choices = []
        for side in SIDES:
            place = target, side
            named = self.read[one].get(place, 0.0), self.read[other].get(place, 0.0)
            joined = self.joined(one, place), self.joined(other, place)
            room = self.table.room.get(place, 0.0)
            choices.append(options(named, joined, room >= 1, room >= 1, room >= 2))
        return best(choices, relation)

    def joining(self, one: str, other: str, relation: str) -> Iterable[tuple[str, list[Pair]]]:
        """The states that, as members of the unnamed at two targets, would tie these most; as many as may be."""
        room = {(target, side): self.table.room.get((target, side), 0.0) for target in (one, other) for side in SIDES}
        if not any(room.values()):
            return []
        gains = []
        for holder in sorted(self.table.states):
            choices = []
            for side in SIDES:
                places = (one, side), (other, side)
                named = self.read[one].get((holder, side), 0.0), self.read[other].get((holder, side), 0.0)
                joined = self.joined(holder, places[0]), self.joined(holder, places[1])
                here, there = room[places[0]] >= 1, room[places[1]] >= 1
                choices.append(options(named, joined, here, there, here and there))
            found = best(choices, relation)
            gain = score(found, relation) - score([choice[0] for choice in choices], relation)
            gains.append((gain, holder, found))
        gains.sort(key=lambda entry: (-entry[0], entry[1]))
        most = sum(room.values())
        chosen = gains if math.isinf(most) else gains[: int(most)]
        return [(holder, found) for gain, holder, found in chosen if gain > 0]

    def joined(self, holder: str, place: tuple[str, str]) -> float:
        """A holder's weight at a place if it were among the unnamed there, which only states can be."""
        if holder in self.table.states:
            return self.table.joined(holder, place)
        return sum(self.table.named[holder].get(place, {}).values())


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


def options(named: Pair, joined: Pair, first: bool, second: bool, both: bool) -> list[Pair]:
    """What the weights of two may be: as named, or with the first, the second or both in the unnamed groups."""
    found = [named]
    found += [(joined[0], named[1])] if first else []
    found += [(named[0], joined[1])] if second else []
    found += [joined] if both else []
    return found


def best(choices: list[list[Pair]], relation: str) -> list[Pair]:
    """The weights (for, against) that make the tie largest; the first of several."""
    return max(([one, other] for one in choices[0] for other in choices[1]), key=lambda pairs: score(pairs, relation))


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
