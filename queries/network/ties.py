"""How two nodes of one kind are tied, and against what that is held.

Congruence counts shared sides, conflict opposite ones, as in Leifeld (2017), "Discourse Network Analysis: Policy
Debates as Dynamic Networks", Oxford Handbook of Political Networks, and in the manual of Discourse Network
Analyzer (Leifeld, Gruber and Bossner 2018, section 2). With x[i, j, k] for the weight of holder i on side k of
target j, and y for the tie of i and i':

- congruence: y = Σj Σk x[i,j,k] x[i',j,k]
- conflict: y = Σj Σk x[i,j,k] x[i',j,k'] with k' the side opposite to k
- difference: congruence less conflict
- average activity: y / ½ (Σjk x[i,j,k] + Σjk x[i',j,k])
- Jaccard: y / (Σjk x[i,j,k] [x[i',j,k]=0] + Σjk x[i',j,k] [x[i,j,k]=0] + Σjk x[i,j,k] x[i',j,k])
- cosine: y / (√Σjk x[i,j,k]² √Σjk x[i',j,k]²)

Over targets, i and i' are two targets and j the holders. (The program itself divides, for cosine, by the product
of the two activities; here it is the cosine of the two vectors.)

All of these follow from sums over the things that two take sides on, so that each thing is looked at by itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Sides = tuple[float, float]
    """What one weighs for and against one thing."""


class Sums(NamedTuple):
    """What two come to on one thing, or on all of them.

    `activity` is the weight of both, `squared` and `other_squared` the squares of each, `alone` the weight on sides
    that only one of them takes.
    """

    congruence: float
    conflict: float
    activity: float
    squared: float
    other_squared: float
    alone: float


NOWHERE: Sides = (0.0, 0.0)
NOTHING = Sums(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def on_one_thing(mine: Sides, theirs: Sides) -> Sums:
    """What two come to on one thing.

    >>> on_one_thing((1.0, 0.0), (1.0, 2.0))
    Sums(congruence=1.0, conflict=2.0, activity=4.0, squared=1.0, other_squared=5.0, alone=2.0)
    """
    (pro, contra), (their_pro, their_contra) = mine, theirs
    return Sums(
        pro * their_pro + contra * their_contra,
        pro * their_contra + contra * their_pro,
        pro + contra + their_pro + their_contra,
        pro * pro + contra * contra,
        their_pro * their_pro + their_contra * their_contra,
        lonely(pro, their_pro) + lonely(contra, their_contra),
    )


def lonely(mine: float, theirs: float) -> float:
    """What stands on a side that only one of two takes."""
    return 0.0 if mine and theirs else mine + theirs


def less(sums: Sums, *others: Sums) -> Sums:
    """Sums without others."""
    return Sums(*(first - sum(rest) for first, *rest in zip(sums, *others, strict=True)))


def average_activity(sums: Sums) -> float:
    """The mean weight of all that the two said."""
    return sums.activity / 2


def jaccard(sums: Sums) -> float:
    """What only one of the two said, and what both did."""
    return sums.alone + sums.congruence


def cosine(sums: Sums) -> float:
    """The product of the lengths of the two vectors."""
    return math.sqrt(sums.squared) * math.sqrt(sums.other_squared)


def ratio(value: float, scale: float) -> float:
    """A value held against a scale; nothing held against nothing is nothing."""
    return value / scale if scale else 0.0


RELATIONS = ("congruence", "conflict", "difference")
NORMALISATIONS: dict[str, Callable[[Sums], float]] = {
    "none": lambda _: 1.0,
    "average": average_activity,
    "jaccard": jaccard,
    "cosine": cosine,
}
