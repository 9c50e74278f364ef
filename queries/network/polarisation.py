"""How far each text divides the body, and how far it might, given those whom no record names."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from councilgraph.queries.network.building import UNNAMED
from councilgraph.queries.network.incidence import AGAINST, FOR, side_of
from councilgraph.queries.network.onemode import tidy

if TYPE_CHECKING:
    from councilgraph.queries.network.building import Network

COLUMNS = (
    *("target", "targetLabel", "type", "polarisation", "lower", "upper", "for", "against", "neither"),
    *("unnamedForLeast", "unnamedForMost", "unnamedAgainstLeast", "unnamedAgainstMost"),
)


@dataclass(slots=True)
class Camp:
    """Who stands on one side of a text: named holders, and groups with the least and most they stand for."""

    named: set[str] = field(default_factory=set)
    groups: dict[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def least(self) -> int:
        """The fewest of the unnamed."""
        return sum(least for least, _ in self.groups.values())

    @property
    def most(self) -> float:
        """The most of the unnamed, infinite where a record leaves it open."""
        return sum(most for _, most in self.groups.values())


def polarisation(network: Network) -> list[dict[str, Any]]:
    """One row for each target of a two-mode network, the most divisive first; COLUMNS names the cells.

    `polarisation` is 4 p (1 - p), p being the part of those on a side who are for it: 0 when all agree, 1 when
    they are halved (the variance of a variable with two values, over its greatest). Everybody counts once on
    each side taken, unnamed groups with the least they stand for; `lower` and `upper` let them stand for
    anything up to their most. A cell is absent where nobody takes a side, a most where it is open.
    """
    camps: dict[str, dict[str | None, Camp]] = {}
    for holder, target, data in network.edges(data=True):
        camp = camps.setdefault(target, {}).setdefault(side_of(data["stance"]), Camp())
        node = network.nodes[holder]
        if node["type"] == UNNAMED:
            camp.groups[holder] = int(node.get("minimum", 1)), float(node.get("maximum", math.inf))
        else:
            camp.named.add(holder)
    rows = [row(network, target, found) for target, found in camps.items()]
    return sorted(rows, key=lambda one: -one.get("polarisation", -1.0))


def row(network: Network, target: str, camps: dict[str | None, Camp]) -> dict[str, Any]:
    """The row of one target."""
    pro, contra, neither = (camps.get(side, Camp()) for side in (FOR, AGAINST, None))
    found = {
        "target": target,
        "targetLabel": network.nodes[target]["label"],
        "type": network.nodes[target]["type"],
        "for": len(pro.named),
        "against": len(contra.named),
        "neither": len(neither.named) + len(neither.groups),
        "unnamedForLeast": pro.least,
        "unnamedForMost": None if math.isinf(pro.most) else int(pro.most),
        "unnamedAgainstLeast": contra.least,
        "unnamedAgainstMost": None if math.isinf(contra.most) else int(contra.most),
    }
    least = len(pro.named) + pro.least, len(contra.named) + contra.least
    if any(least):
        most = len(pro.named) + pro.most, len(contra.named) + contra.most
        lower, upper = divided_between(least, most)
        found |= {"polarisation": tidy(divided(share(*least))), "lower": tidy(lower), "upper": tidy(upper)}
    return {name: found[name] for name in COLUMNS if found.get(name) is not None}


def share(one: float, other: float) -> float:
    """The part that one is of both.

    >>> share(1, 3), share(1, math.inf), share(math.inf, 2)
    (0.25, 0.0, 1.0)
    """
    return 1.0 if math.isinf(one) else one / (one + other) if one + other else 0.0


def divided(part: float) -> float:
    """0 where all are on one side, 1 where they are halved."""
    return 4 * part * (1 - part)


def divided_between(least: tuple[float, float], most: tuple[float, float]) -> tuple[float, float]:
    """The least and most division that camps between these sizes can have.

    >>> divided_between((3, 1), (3, 1)), divided_between((3, 1), (3, 5)), divided_between((1, 0), (math.inf, 0))
    ((0.75, 0.75), (0.75, 1.0), (0.0, 0.0))
    """
    low, high = share(least[0], most[1]), share(most[0], least[1])
    ends = divided(low), divided(high)
    return min(ends), 1.0 if low <= 0.5 <= high else max(ends)
