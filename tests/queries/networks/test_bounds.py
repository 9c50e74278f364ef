"""Bounds of ties, held against every way in which two states can be among the unnamed."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries.network import Recipe, project

if TYPE_CHECKING:
    from collections.abc import Callable

FOR = {"proposes", "supports", "supports-with-reservation"}
AGAINST = {"has-reservations", "seeks-deferral", "opposes"}
RELATIONS = ("congruence", "conflict", "difference")


def said(graph: Any, *, checked: bool = False) -> tuple[set[tuple[str, str, bool]], list[tuple[str, str, bool, float]]]:
    """Named positions (holder, target, for it?), and those of groups with the most they stand for."""
    named, unnamed = set(), []
    for holder, target, data in graph.edges(data=True):
        if data["stance"] in FOR | AGAINST and (data["checked"] or not checked):
            if graph.nodes[holder]["type"] == "group":
                most = graph.nodes[holder].get("maximum", math.inf)
                unnamed.append((holder, target, data["stance"] in FOR, most))
            else:
                named.add((holder, target, data["stance"] in FOR))
    return named, unnamed


def tie(positions: set[tuple[str, str, bool]], one: str, other: str, relation: str) -> int:
    """The tie of two holders, position by position."""
    pairs = [
        side == opposite
        for (holder, target, side), (rival, text, opposite) in itertools.product(positions, positions)
        if (holder, rival, target) == (one, other, text)
    ]
    same = sum(pairs)
    return {"congruence": same, "conflict": len(pairs) - same, "difference": 2 * same - len(pairs)}[relation]


def memberships(unnamed: list[Any], one: str, other: str) -> Any:
    """Every set of positions that two states can hold as members of the groups."""
    choices = []
    for _, target, side, most in unnamed:
        subsets = [(), (one,), (other,), (one, other)]
        choices.append([{(name, target, side) for name in subset} for subset in subsets if len(subset) <= most])
    return ({position for part in parts for position in part} for parts in itertools.product(*choices))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("relation", RELATIONS)
def test_the_upper_bound_is_the_best_case(debates: Callable[..., Any], seed: int, relation: str) -> None:
    graph = debates(seed, links=14, groups=5)
    made = project(graph, Recipe(relation=relation, duplicates="all", possible=True))
    named, unnamed = said(graph)
    for one, other in itertools.combinations([node for node in made if node.startswith("s")], 2):
        ties = [tie(named | more, one, other, relation) for more in memberships(unnamed, one, other)]
        found = made.get_edge_data(one, other, {"lower": 0, "weight": 0, "upper": 0})
        assert found["weight"] == tie(named, one, other, relation)
        assert found["lower"] <= min(ties)
        if relation == "difference":
            assert found["upper"] >= max(ties)
        else:
            assert found["upper"] == max(ties)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("relation", ["congruence", "conflict"])
def test_the_lower_bound_is_what_was_checked(debates: Callable[..., Any], seed: int, relation: str) -> None:
    graph = debates(seed, links=90)
    named, _ = said(graph, checked=True)
    made = project(graph, Recipe(relation=relation, duplicates="all"))
    assert any(lower for _, _, lower in made.edges(data="lower"))
    for one, other, lower in made.edges(data="lower"):
        assert lower == tie(named, one, other, relation)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("over", ["holders", "targets"])
@pytest.mark.parametrize("normalisation", ["none", "average", "jaccard", "cosine"])
def test_every_tie_lies_between_its_bounds(
    debates: Callable[..., Any], seed: int, over: str, normalisation: str
) -> None:
    for relation, duplicates in itertools.product(RELATIONS, ("each", "record", "all")):
        made = project(debates(seed), Recipe(over, relation, normalisation, duplicates))
        assert made.number_of_edges()
        for _, _, data in made.edges(data=True):
            assert data["lower"] <= data["weight"] <= data["upper"]
            if normalisation in ("jaccard", "cosine") and duplicates == "all":
                assert data["upper"] <= 1.0


def texts(graph: Any, positions: set[tuple[str, str, bool]], one: str, other: str, relation: str) -> int:
    """The tie of two texts, position by position."""
    return tie({(target, holder, side) for holder, target, side in positions}, one, other, relation)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("relation", ["congruence", "conflict"])
def test_no_membership_ties_texts_more_than_the_bound(debates: Callable[..., Any], seed: int, relation: str) -> None:
    graph = debates(seed, states=3, targets=3, links=7, groups=3)
    made = project(graph, Recipe("targets", relation, duplicates="all", possible=True))
    named, unnamed = said(graph)
    states = [node for node in graph if node.startswith("s") and any(node == holder for holder, _, _ in named)]
    choices = []
    for _, target, side, most in unnamed:
        subsets = [c for size in range(len(states) + 1) if size <= most for c in itertools.combinations(states, size)]
        choices.append([{(name, target, side) for name in subset} for subset in subsets])
    for one, other in itertools.combinations([node for node in graph if node.startswith("t")], 2):
        most = max(
            texts(graph, named | {p for part in parts for p in part}, one, other, relation)
            for parts in itertools.product(*choices)
        )
        assert made.get_edge_data(one, other, {"upper": 0})["upper"] >= most


def test_one_unnamed_speaker_cannot_be_two(council_select: Any) -> None:
    """Two councillors objected to the amendment: any two may be they; nobody is named on the other texts."""
    from councilgraph.queries import network

    made = project(network.build(council_select), Recipe(relation="conflict"))
    base = "https://w3id.org/councilgraph/id/state/"
    assert made[base + "CHE"][base + "FRA"]["upper"] == 2.0
    assert {made.graph[name] for name in ("unnamedGroups", "unnamed", "unreviewed", "neutral")} == {4, "≥8", 15, 1}


def test_ties_of_the_unnamed_alone_are_shown_when_asked_for(debates: Callable[..., Any]) -> None:
    graph = debates(3, links=6, groups=6)
    sure, all_of_them = project(graph), project(graph, Recipe(possible=True))
    assert set(sure.edges) < set(all_of_them.edges)
    for one, other in set(all_of_them.edges) - set(sure.edges):
        tied = all_of_them[one][other]
        assert (tied["weight"], tied["lower"]) == (0.0, 0.0)
        assert tied["upper"] > 0
