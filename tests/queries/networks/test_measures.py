"""Measures, held against their definitions: all paths enumerated, integrals summed, modularity written out."""

from __future__ import annotations

import itertools
import math
import random
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from councilgraph.queries import InvalidChoiceError
from councilgraph.queries.network import Recipe, backbone, measure, polarisation, project

if TYPE_CHECKING:
    from collections.abc import Callable


def lot(seed: int, size: int = 7, ties: float = 0.5) -> Any:
    """Weighted ties drawn by lot."""
    chance = random.Random(seed)
    graph: Any = nx.Graph()
    graph.add_nodes_from((f"n{number}", {"label": f"n{number}"}) for number in range(size))
    for one, other in itertools.combinations(list(graph), 2):
        if chance.random() < ties:
            graph.add_edge(one, other, weight=chance.choice([0.25, 0.5, 1.0, 2.0, 3.0]))
    return graph


def shortest(graph: Any, one: str, other: str) -> list[list[str]]:
    """All shortest paths between two nodes, found among all paths there are; a tie is 1 / weight long."""
    paths = list(nx.all_simple_paths(graph, one, other))
    lengths = [sum(1 / graph[a][b]["weight"] for a, b in itertools.pairwise(path)) for path in paths]
    return [path for path, length in zip(paths, lengths, strict=True) if math.isclose(length, min(lengths))]


@pytest.mark.parametrize("seed", range(8))
def test_betweenness_counts_shortest_paths(seed: int) -> None:
    graph = lot(seed)
    measured = measure(graph)
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    for node in graph:
        through = 0.0
        for one, other in itertools.combinations([name for name in graph if name != node], 2):
            paths = shortest(graph, one, other)
            through += sum(node in path for path in paths) / len(paths) if paths else 0.0
        assert measured.nodes[node]["betweenness"] == pytest.approx(through / pairs)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("communities", ["louvain", "greedy"])
def test_participation_and_modularity_are_those_of_the_definitions(seed: int, communities: str) -> None:
    graph = lot(seed)
    measured = measure(graph, communities=communities)
    home = {node: data["community"] for node, data in measured.nodes(data=True)}
    assert set(home.values()) == set(range(1, measured.graph["communities"] + 1))
    total = sum(weight for _, _, weight in graph.edges(data="weight"))
    strength = {node: sum(data["weight"] for data in graph[node].values()) for node in graph}
    modularity = 0.0
    for one, other in itertools.product(graph, graph):
        if home[one] == home[other]:
            weight = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
            modularity += (weight - strength[one] * strength[other] / (2 * total)) / (2 * total)
    assert measured.graph["modularity"] == pytest.approx(modularity)
    for node in graph:
        towards = [
            sum(data["weight"] for other, data in graph[node].items() if home[other] == camp)
            for camp in set(home.values())
        ]
        expected = 1 - sum((weight / strength[node]) ** 2 for weight in towards) if strength[node] else 0.0
        assert measured.nodes[node]["participation"] == pytest.approx(expected)
        assert measured.nodes[node]["strength"] == pytest.approx(strength[node])
        assert measured.nodes[node]["degree"] == len(graph[node])


def camps(bridge: str = "c") -> Any:
    """Two camps of four in which all agree, and one who agrees a little with one of each."""
    graph: Any = nx.Graph()
    for camp in ("a", "b"):
        graph.add_edges_from(itertools.combinations([f"{camp}{number}" for number in range(4)], 2), weight=3.0)
    graph.add_edge(bridge, "a0", weight=1.0)
    graph.add_edge(bridge, "b0", weight=1.0)
    nx.set_node_attributes(graph, {node: node for node in graph}, "label")
    return graph


@pytest.mark.parametrize("communities", ["louvain", "greedy"])
def test_camps_are_found_and_the_bridge_between_them(communities: str) -> None:
    measured = measure(camps(), communities=communities)
    home = {node: data["community"] for node, data in measured.nodes(data=True)}
    assert len({home[f"a{number}"] for number in range(4)}) == len({home[f"b{number}"] for number in range(4)}) == 1
    assert home["a0"] != home["b0"]
    for name in ("betweenness", "participation"):
        values = {node: data[name] for node, data in measured.nodes(data=True)}
        assert max(values, key=lambda node: values[node]) == "c"


def test_the_same_seed_gives_the_same_camps() -> None:
    graph = lot(5, size=40, ties=0.1)
    one, other = measure(graph), measure(graph)
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))


def test_what_divides_is_no_tie() -> None:
    graph = camps()
    graph.add_edge("a1", "b1", weight=-3.0)
    measured = measure(graph)
    assert measured.nodes["a1"]["degree"] == 3
    assert measured.has_edge("a1", "b1")


@pytest.mark.parametrize("nodes", [[], ["one"], ["one", "two"]])
def test_networks_without_ties_can_be_measured(nodes: list[str]) -> None:
    graph: Any = nx.Graph()
    graph.add_nodes_from(nodes, label="x")
    measured = measure(graph)
    assert (measured.graph["communities"], measured.graph["modularity"]) == (len(nodes), 0.0)


def by_chance(share: float, degree: int) -> float:
    """How likely a tie of at least this share is where a node's strength is cut at random: an integral, summed."""
    steps = 20000
    width = share / steps
    below = sum((1 - (step + 0.5) * width) ** (degree - 2) * width for step in range(steps))
    return 1 - (degree - 1) * below


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("level", [0.05, 0.3, 1.0])
def test_the_backbone_is_what_the_disparity_filter_keeps(seed: int, level: float) -> None:
    graph = lot(seed, size=9)
    kept = backbone(graph, level)
    assert set(kept) == set(graph)
    strength = {node: sum(data["weight"] for data in graph[node].values()) for node in graph}
    for one, other, weight in graph.edges(data="weight"):
        alphas = [by_chance(weight / strength[n], len(graph[n])) for n in (one, other) if len(graph[n]) > 1]
        alpha = min(alphas, default=1.0)
        assert kept.has_edge(one, other) == (alpha < level - 1e-9)
        if kept.has_edge(one, other):
            assert kept[one][other]["alpha"] == pytest.approx(alpha, abs=1e-6)


def test_the_backbone_has_no_ties_of_nothing() -> None:
    graph = camps()
    graph.add_edge("a1", "b1", weight=-3.0)
    assert not backbone(graph, 1.0).has_edge("a1", "b1")


def test_an_unknown_way_to_find_communities_is_refused() -> None:
    with pytest.raises(InvalidChoiceError, match="louvain, greedy"):
        measure(camps(), communities="leiden")


@pytest.mark.parametrize("seed", range(6))
def test_polarisation_is_the_variance_of_sides(debates: Callable[..., Any], seed: int) -> None:
    """For each text: everybody for it a 1, everybody against a 0; four times the variance of these numbers."""
    graph = debates(seed, links=20, groups=5)
    pro, contra = (
        {"proposes", "supports", "supports-with-reservation"},
        {"has-reservations", "seeks-deferral", "opposes"},
    )
    rows = {row["target"]: row for row in polarisation(graph)}
    assert len(rows) == len({target for _, target in graph.edges()})
    for target, row in rows.items():
        found: list[set[tuple[str, int]]] = [set(), set()]
        for holder, _, data in graph.in_edges(target, data=True):
            for side, stances in enumerate((pro, contra)):
                if data["stance"] in stances:
                    found[side].add((holder, graph.nodes[holder].get("minimum", 1)))
        numbers = [1 - side for side in (0, 1) for _, count in found[side] for _ in range(count)]
        if not numbers:
            assert "polarisation" not in row
            continue
        mean = sum(numbers) / len(numbers)
        variance = sum((number - mean) ** 2 for number in numbers) / len(numbers)
        assert row["polarisation"] == pytest.approx(4 * variance)
        assert row["lower"] <= row["polarisation"] <= row["upper"]


def test_bounds_of_polarisation_let_groups_grow(debates: Callable[..., Any]) -> None:
    for seed in range(6):
        for row in polarisation(debates(seed, links=12, groups=6)):
            if "polarisation" not in row or not {"unnamedForMost", "unnamedAgainstMost"} <= row.keys():
                continue
            sizes = itertools.product(
                range(row["unnamedForLeast"], row["unnamedForMost"] + 1),
                range(row["unnamedAgainstLeast"], row["unnamedAgainstMost"] + 1),
            )
            shares = [(row["for"] + a) / (row["for"] + row["against"] + a + b) for a, b in sizes]
            values = [4 * share * (1 - share) for share in shares]
            assert row["lower"] <= min(values) + 1e-9
            assert row["upper"] >= max(values) - 1e-9


def test_measures_of_a_debate_stand_beside_what_nodes_are(debates: Callable[..., Any]) -> None:
    measured = measure(project(debates(1), Recipe(relation="difference")))
    for _, data in measured.nodes(data=True):
        assert {"label", "kind", "type", "activity", "community", "betweenness"} <= data.keys()
