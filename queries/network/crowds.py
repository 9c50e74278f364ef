"""What unnamed speakers could add to the tie of two nodes: of two holders, or of two targets."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from councilgraph.queries.network.chances import FIXED, Chance, gain
from councilgraph.queries.network.incidence import AGAINST, FOR
from councilgraph.queries.network.ties import NOTHING, Sums
from councilgraph.queries.network.totals import Totals, added

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from councilgraph.queries.network.incidence import Incidence, Place, Tally
    from councilgraph.queries.network.ties import Sides

    Chances = dict[str, dict[str, Chance]]
    Read = Mapping[str, Mapping[str, Sides]]
    Gain = Callable[[Chance, Chance], Sums]

PARTS = ("congruence", "conflict")


class HolderCrowds:
    """What the unnamed could add to ties of holders: one, both or none of them, target by target."""

    def __init__(self, table: Incidence, read: Read) -> None:
        crowded = sorted({target for target, _ in table.room})
        self.nobody = {target: chance(table, {}, target) for target in crowded}
        self.states = table.states
        chances: Chances = {
            holder: {
                target: chance(table, table.named[holder], target, holder in self.states)
                for target in targets
                if target in self.nobody
            }
            for holder, targets in read.items()
        }
        self.chances = chances
        self.totals = {
            part: Totals(crowded, chances, self.states.__contains__, self.usual, gains(part)) for part in PARTS
        }

    def usual(self, free: Hashable, target: str) -> Chance:
        """The chance at a target of a holder who is not named there."""
        return self.nobody[target] if free else FIXED

    def gain(self, one: str, other: str, relation: str) -> Sums:
        """What the best case adds to the sums of two holders."""
        shared = self.chances[one].keys() & self.chances[other].keys()
        return self.totals[relation].of(one, other, shared)


class TargetCrowds:
    """What the unnamed could add to ties of targets: any states, but not more than are unnamed at the two."""

    def __init__(self, table: Incidence, read: Read) -> None:
        self.usual = {target: anybody(chance(table, {}, target)) for target in read}
        self.room = {target: sum(table.room.get((target, side), 0.0) for side in (FOR, AGAINST)) for target in read}
        self.states = len(table.states)
        self.chances: Chances = {
            target: {
                holder: anybody(chance(table, table.named[holder], target))
                for holder in holders
                if holder in table.states
            }
            for target, holders in read.items()
        }
        self.tallies = {target: Counter(chances.values()) for target, chances in self.chances.items()}
        self.gains = {part: gains(part) for part in PARTS}

    def gain(self, one: str, other: str, relation: str) -> Sums:
        """What those states add to the sums of two targets who, as their unnamed, would tie them most."""
        room = self.room[one] + self.room[other]
        if not room:
            return NOTHING
        more = self.gains[relation]
        met = ((more(*pair), count) for pair, count in self.met(one, other).items() if count)
        found = [(sums, count) for sums, count in met if sums is not NOTHING]
        found.sort(key=lambda entry: (-getattr(entry[0], relation), entry[0]))
        return added(map(times, *zip(*limited(found, room), strict=True))) if found else NOTHING

    def met(self, one: str, other: str) -> Counter[tuple[Chance, Chance]]:
        """How many states have which chances at two targets."""
        mine, theirs, usual = self.chances[one], self.chances[other], (self.usual[one], self.usual[other])
        shared = mine.keys() & theirs.keys()
        found = Counter({usual: self.states - len(mine) - len(theirs) + len(shared)})
        for known, count in self.tallies[one].items():
            found[known, usual[1]] += count
        for known, count in self.tallies[other].items():
            found[usual[0], known] += count
        for state in shared:
            found[mine[state], theirs[state]] += 1
            found[mine[state], usual[1]] -= 1
            found[usual[0], theirs[state]] -= 1
        return found


def limited(found: Iterable[tuple[Sums, int]], room: float) -> Iterator[tuple[Sums, float]]:
    """The first of them, as many as there is room for."""
    for sums, count in found:
        if room <= 0:
            return
        yield sums, min(count, room)
        room -= count


def times(sums: Sums, count: float) -> Sums:
    """Sums so many times over."""
    return Sums(*(value * count for value in sums))


def gains(relation: str) -> Gain:
    """What the best case adds on one thing, worked out once for any two chances."""
    return cache(partial(gain, relation=relation))


def anybody(known: Chance) -> Chance:
    """The chance of a state at a target: two targets can share whom they want."""
    return known._replace(two=True, two_against=True)


def chance(table: Incidence, tallies: Mapping[Place, Tally], target: str, free: bool = True) -> Chance:
    """What one of these tallies weighs at a target, what it would as one of the unnamed, and whether two can be."""
    pro, contra = (weights(table, tallies, (target, side), free) for side in (FOR, AGAINST))
    two, two_against = (table.room.get((target, side), 0.0) >= 2 for side in (FOR, AGAINST))
    return Chance(*pro, *contra, two, two_against)


def weights(table: Incidence, tallies: Mapping[Place, Tally], place: Place, free: bool) -> tuple[float, float]:
    """What tallies weigh at a place as named, and at most."""
    tally = tallies.get(place, {})
    read = sum(tally.values())
    return read, table.joined(tally, place) if free and table.room.get(place) else read
