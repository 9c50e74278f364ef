"""Who stood on which side of what, and how often: the table from which networks of one mode are made.

This is the three-way array of discourse network analysis: holders × targets × sides (Leifeld 2017, "Discourse
Network Analysis: Policy Debates as Dynamic Networks", Oxford Handbook of Political Networks). Positions that
nobody is named for stand beside it, as what any state may have been part of.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.queries.errors import InvalidChoiceError
from councilgraph.queries.network.building import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from councilgraph.queries.network.building import Network

    Place = tuple[str, str]
    Tally = dict[str, float]
    Vector = dict[Place, float]
    Tallies = defaultdict[Place, Tally]

FOR, AGAINST = "for", "against"
OTHER = {FOR: AGAINST, AGAINST: FOR}
DUPLICATES = {"each": "", "item": "itemIRI", "record": "recordIRI", "meeting": "meetingIRI", "all": ""}
"""How repeated positions count → the attribute within which they count once."""
MAY_BE_UNNAMED = "state"


@dataclass(slots=True)
class Incidence:
    """Positions by holder, target and side.

    `named` and `reviewed` (that part of it which a person checked) map a holder to its tallies, `unnamed` has
    those of groups: place (target, side) → bucket within which duplicates count once → weight. `room` is the
    most that the groups at a place stand for, infinite where a record leaves it open. `states` are the named
    holders who may be among the unnamed.
    """

    named: dict[str, Tallies] = field(default_factory=dict)
    reviewed: dict[str, Tallies] = field(default_factory=dict)
    unnamed: Tallies = field(default_factory=lambda: defaultdict(dict))
    room: dict[Place, float] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)

    def read(self, holder: str) -> Vector:
        """The weight of a named holder at each place, as the records were read."""
        return {place: sum(tally.values()) for place, tally in self.named[holder].items()}

    def checked(self, holder: str) -> Vector:
        """The same, from positions that a person checked."""
        return {place: sum(tally.values()) for place, tally in self.reviewed[holder].items()}

    def joined(self, tally: Tally, place: Place) -> float:
        """The weight a holder with this tally at a place would have there if it were in every unnamed group."""
        tally = dict(tally)
        for bucket, weight in self.unnamed.get(place, {}).items():
            tally[bucket] = max(tally.get(bucket, 0.0), weight)
        return sum(tally.values())


def incidence(
    network: Network, *, duplicates: str = "record", weights: str | Mapping[str, float] = "equal"
) -> Incidence:
    """The table of a two-mode network.

    `duplicates` says within what positions of one holder on one side of one target count once, the heaviest
    of them: "record", "item", "meeting", "all" (everything), or "each" (every position counts). `weights`
    names a set of weights of `sides.toml`, or gives the weight of each stance; a stance without one has none.
    Raises InvalidChoiceError.
    """
    chosen_from("duplicates", duplicates, DUPLICATES)
    heavy = weights_of(weights)
    found = Incidence()
    counted: set[tuple[str, Place]] = set()
    for number, (holder, target, data) in enumerate(network.edges(data=True)):
        side, weight = side_of(data["stance"]), heavy.get(data["stance"], 0.0)
        if side is None or not weight:
            continue
        place, bucket = (target, side), bucket_of(data, duplicates, number)
        if network.nodes[holder]["type"] == UNNAMED:
            add(found.unnamed, place, bucket, weight)
            if (holder, place) not in counted:
                counted.add((holder, place))
                found.room[place] = found.room.get(place, 0.0) + most(network.nodes[holder])
            continue
        add(tallies_of(found.named, holder), place, bucket, weight)
        reviewed = tallies_of(found.reviewed, holder)
        if data["checked"]:
            add(reviewed, place, bucket, weight)
    found.states = {name for name in found.named if network.nodes[name]["type"] == MAY_BE_UNNAMED}
    return found


def tallies_of(table: dict[str, Tallies], holder: str) -> Tallies:
    """The tallies of a holder, empty ones when it is new."""
    return table.setdefault(holder, defaultdict(dict))


def add(tallies: Tallies, place: Place, bucket: str, weight: float) -> None:
    """Counts a position once in its bucket; the heaviest stays."""
    tallies[place][bucket] = max(tallies[place].get(bucket, 0.0), weight)


def bucket_of(data: Mapping[str, Any], duplicates: str, number: int) -> str:
    """Within what a position counts once; a position outside any item or meeting is its own."""
    if duplicates == "all":
        return ""
    return str(data.get(DUPLICATES[duplicates], f"position {number}"))


def most(group: Mapping[str, Any]) -> float:
    """The most a group stands for; infinite where the record leaves it open."""
    return float(group.get("maximum", math.inf))


def side_of(stance: str) -> str | None:
    """The side of a stance, None for one that takes none.

    >>> side_of("seeks-deferral"), side_of("abstains")
    ('against', None)
    """
    side: str | None = book()["side"].get(stance)
    return side


def weights_of(weights: str | Mapping[str, float]) -> dict[str, float]:
    """The weight of each stance that takes a side."""
    known: dict[str, dict[str, float]] = book()["weights"]
    if isinstance(weights, str):
        chosen_from("weights", weights, known)
        return known[weights]
    for stance, weight in weights.items():
        chosen_from("stance to weigh", stance, book()["side"])
        if not (math.isfinite(weight) and weight >= 0):
            raise InvalidChoiceError(f"weight of {stance}", str(weight), ("a number from 0 on",))
    return known["equal"] | dict(weights)


def chosen_from(what: str, choice: str, known: Iterable[str]) -> None:
    """Refuses what is not on offer."""
    if choice not in known:
        raise InvalidChoiceError(what, choice, tuple(known))


@cache
def book() -> dict[str, Any]:
    """The sides and weights of stances."""
    return tomllib.loads(files(__package__).joinpath("sides.toml").read_text("utf-8"))
