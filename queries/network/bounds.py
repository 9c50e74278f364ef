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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.queries.network.crowds import PARTS, HolderCrowds, TargetCrowds
from councilgraph.queries.network.incidence import AGAINST, FOR
from councilgraph.queries.network.ties import NORMALISATIONS, NOTHING, NOWHERE, Sums, on_one_thing, ratio
from councilgraph.queries.network.totals import Totals, added

if TYPE_CHECKING:
    from collections.abc import Collection

    from councilgraph.queries.network.incidence import Incidence, Vector
    from councilgraph.queries.network.ties import Sides

    Stands = dict[str, dict[str, Sides]]

HOLDERS = "holders"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A tie as read, and between what and what it lies."""

    lower: float
    weight: float
    upper: float


class View:
    """The table seen from one of its sides: `over` is "holders" or "targets"."""

    def __init__(self, table: Incidence, over: str) -> None:
        self.read = seen({holder: table.read(holder) for holder in table.named}, over)
        if over != HOLDERS:
            self.read |= {target: {} for target, _ in table.unnamed if target not in self.read}
        self.checked = seen({holder: table.checked(holder) for holder in table.named}, over)
        self.said, self.sure = totals(self.read), totals(self.checked)
        self.crowds = (HolderCrowds if over == HOLDERS else TargetCrowds)(table, self.read)

    def shared(self, one: str, other: str) -> Collection[str]:
        """The things on which two nodes both take a side."""
        return self.read[one].keys() & self.read[other].keys()

    def sums(self, one: str, other: str) -> Sums:
        """What two nodes come to, as the records were read."""
        return self.said.of(one, other, self.shared(one, other))

    def bounds(self, one: str, other: str, relation: str, normalisation: str, read: Sums) -> Bounds:
        """The tie of two nodes and its bounds, given their sums."""
        if relation == "difference":
            agree, oppose = (self.bounds(one, other, part, normalisation, read) for part in PARTS)
            return Bounds(agree.lower - oppose.upper, agree.weight - oppose.weight, agree.upper - oppose.lower)
        scale = NORMALISATIONS[normalisation]
        best = added([read, self.crowds.gain(one, other, relation)])
        weight = ratio(getattr(read, relation), scale(read))
        lower = ratio(getattr(self.certain(one, other), relation), scale(read))
        return Bounds(lower, weight, max(weight, ratio(getattr(best, relation), scale(best))))

    def certain(self, one: str, other: str) -> Sums:
        """What two nodes come to by checked positions alone; nothing where these do not meet."""
        both = self.checked.get(one, {}).keys() & self.checked.get(other, {}).keys()
        return self.sure.of(one, other, both) if both else NOTHING


def seen(vectors: dict[str, Vector], over: str) -> Stands:
    """The weights of each node on each thing.

    >>> seen({"CHE": {("text", "for"): 1.0}}, "targets")
    {'text': {'CHE': (1.0, 0.0)}}
    """
    found: Stands = {} if over != HOLDERS else {holder: {} for holder in vectors}
    for holder, vector in vectors.items():
        for target in {target: None for target, _ in vector}:
            node, thing = (holder, target) if over == HOLDERS else (target, holder)
            sides = vector.get((target, FOR), 0.0), vector.get((target, AGAINST), 0.0)
            found.setdefault(node, {})[thing] = sides
    return found


def totals(stands: Stands) -> Totals[Sides]:
    """The sums of what nodes weigh: where a node takes no side, it adds nothing."""
    return Totals((), stands, lambda _: None, lambda _, thing: NOWHERE, on_one_thing)
