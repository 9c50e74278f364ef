"""How close two stand: what they share, what divides them, and against what that is held.

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
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from councilgraph.queries.network.incidence import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from councilgraph.queries.network.incidence import Vector

    Measure = Callable[[Vector, Vector], float]


def congruence(one: Vector, other: Vector) -> float:
    """How much two stand on the same sides.

    >>> congruence({("a", "for"): 1.0, ("b", "for"): 1.0}, {("a", "for"): 1.0, ("b", "against"): 1.0})
    1.0
    """
    return sum(weight * other[place] for place, weight in one.items() if place in other)


def conflict(one: Vector, other: Vector) -> float:
    """How much two stand on opposite sides.

    >>> conflict({("a", "for"): 1.0, ("b", "for"): 1.0}, {("a", "for"): 1.0, ("b", "against"): 1.0})
    1.0
    """
    return sum(weight * other.get((thing, OTHER[side]), 0.0) for (thing, side), weight in one.items())


def difference(one: Vector, other: Vector) -> float:
    """Congruence less conflict."""
    return congruence(one, other) - conflict(one, other)


def unscaled(one: Vector, other: Vector) -> float:
    """No normalisation."""
    return 1.0


def average_activity(one: Vector, other: Vector) -> float:
    """The mean weight of all that the two said."""
    return (sum(one.values()) + sum(other.values())) / 2


def jaccard(one: Vector, other: Vector) -> float:
    """What only one of the two said, and what both did."""
    alone = sum(weight for place, weight in one.items() if place not in other)
    alone += sum(weight for place, weight in other.items() if place not in one)
    return alone + congruence(one, other)


def cosine(one: Vector, other: Vector) -> float:
    """The product of the lengths of the two vectors."""
    return math.sqrt(sum(x * x for x in one.values())) * math.sqrt(sum(x * x for x in other.values()))


def ratio(value: float, scale: float) -> float:
    """A value held against a scale; nothing held against nothing is nothing."""
    return value / scale if scale else 0.0


RELATIONS: dict[str, Measure] = {"congruence": congruence, "conflict": conflict, "difference": difference}
NORMALISATIONS: dict[str, Measure] = {
    "none": unscaled,
    "average": average_activity,
    "jaccard": jaccard,
    "cosine": cosine,
}
