"""What two would come to on one thing if they were among the unnamed there as suits their tie best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from councilgraph.queries.network.ties import NOTHING, less, on_one_thing

if TYPE_CHECKING:
    from councilgraph.queries.network.ties import Sides, Sums

    Pair = tuple[float, float]


class Chance(NamedTuple):
    """What a node weighs for and against a thing as named, and what at most if it were among the unnamed there.

    `two` and `two_against` tell whether two can be among them on each side.
    """

    named: float
    most: float
    named_against: float
    most_against: float
    two: bool
    two_against: bool


FIXED = Chance(0.0, 0.0, 0.0, 0.0, False, False)


def gain(mine: Chance, theirs: Chance, relation: str) -> Sums:
    """What the best case adds to the sums of two on one thing; nothing where the named ones are the best.

    >>> gain(Chance(0, 1, 0, 0, False, True), Chance(1, 1, 0, 0, False, True), "congruence").congruence
    1
    >>> gain(Chance(0, 1, 0, 0, False, True), Chance(0, 1, 0, 0, False, True), "congruence") == NOTHING
    True
    """
    as_named = (mine.named, mine.named_against), (theirs.named, theirs.named_against)
    least = getattr(on_one_thing(*as_named), relation)
    best = best_case(mine, theirs, relation)
    reached = on_one_thing(*best)
    return less(reached, on_one_thing(*as_named)) if getattr(reached, relation) > least else NOTHING


def best_case(mine: Chance, theirs: Chance, relation: str) -> tuple[Sides, Sides]:
    """The weights (for, against) of two on one thing that tie them most, the first of several."""
    sides = (
        choices((mine.named, theirs.named), (mine.most, theirs.most), mine.two),
        choices((mine.named_against, theirs.named_against), (mine.most_against, theirs.most_against), mine.two_against),
    )
    cases = [((pro[0], contra[0]), (pro[1], contra[1])) for pro in sides[0] for contra in sides[1]]
    best: tuple[Sides, Sides] = max(cases, key=lambda case: getattr(on_one_thing(*case), relation))
    return best


def choices(least: Pair, most: Pair, both: bool) -> list[Pair]:
    """What two may weigh on one side, the least first: as named, or one or both of them among the unnamed."""
    if least == most:
        return [least]
    found = [least, (most[0], least[1]), (least[0], most[1])]
    return [*found, most] if both else found
