"""Invented two-mode networks, drawn by lot, small enough to be counted by hand."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

STANCES = (
    *("proposes", "supports", "supports-with-reservation", "does-not-object", "has-reservations"),
    *("seeks-deferral", "opposes", "abstains"),
)


def debate(seed: int, states: int = 5, targets: int = 4, links: int = 30, groups: int = 3) -> Any:
    """A debate over several meetings, with a coalition, unnamed groups and a few checked positions."""
    chance = random.Random(seed)
    graph: Any = nx.MultiDiGraph(question="", asked="", records="R", language="en")
    holders = [(f"s{number}", "state", {}) for number in range(states)] + [("c", "coalition", {})]
    sizes = [{"minimum": 1, "maximum": 1}, {"minimum": 2, "maximum": 2}, {"minimum": 3}]
    holders += [(f"g{number}", "group", chance.choice(sizes)) for number in range(groups)]
    for name, kind, counts in holders:
        graph.add_node(name, kind="holder", type=kind, label=f"holder {name}", **counts)
    for number in range(targets):
        graph.add_node(f"t{number}", kind="target", type="document", label=f"text {number}")
    named = [name for name, kind, _ in holders if kind != "group"]
    spoken = [chance.choice(named) for _ in range(links)] + [name for name, kind, _ in holders if kind == "group"]
    for number, holder in enumerate(spoken):
        graph.add_edge(holder, f"t{chance.randrange(targets)}", key=f"e{number}", **position(chance, number))
    return graph


def position(chance: random.Random, number: int) -> dict[str, Any]:
    """The attributes of a link, somewhere in three sessions of two meetings each."""
    session, meeting, item = chance.randrange(3), chance.randrange(2), chance.randrange(2)
    place = f"S{session}/{meeting}"
    stance = chance.choice(STANCES)
    return {
        "stance": stance,
        "stanceLabel": stance,
        "session": f"S{session}",
        "year": 2020 + session,
        "meeting": place,
        "meetingNumber": meeting,
        "meetingIRI": f"meeting:{place}",
        "record": f"R{place}",
        "recordIRI": f"record:{place}",
        "itemIRI": f"item:{place}/{item}",
        "paragraph": str(number),
        "quote": "q",
        "checked": chance.random() < 0.3,
        "fact": f"fact:{number}",
    }


@pytest.fixture(scope="session")
def debates() -> Callable[..., Any]:
    """Makes an invented debate from a seed."""
    return debate
