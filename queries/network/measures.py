"""What stands out in a network of one mode: who is central, who forms a camp, who bridges them, what holds it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.network.incidence import chosen_from
from councilgraph.queries.network.onemode import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from councilgraph.queries.network.onemode import OneMode

    Camps = list[set[str]]

SEED = 1
FIRM, ITERATIONS = 1e-9, 10000


def measure(graph: OneMode, *, communities: str = "louvain") -> OneMode:
    """A copy of a network of one mode whose nodes carry their measures; only ties above 0 count.

    `degree`; `strength` (sum of weights); `betweenness` (paths through ties, a tie being as long as 1 / weight:
    Newman 2001, "Scientific collaboration networks II"); `closeness` (likewise); `eigenvector`; `community`
    (1 is the largest); `participation` (1 - Σc (kc / k)², kc the weight towards community c: near 0 for those
    who keep to one camp: Guimerà and Amaral 2005, "Functional cartography of complex metabolic networks").
    Those who bridge camps are high in `betweenness` and `participation`. The graph has `modularity` and the
    number of `communities`, which are found by "louvain" (Blondel et al. 2008, a fixed seed) or "greedy"
    (Clauset, Newman and Moore 2004). Raises InvalidChoiceError.
    """
    chosen_from("way to find communities", communities, COMMUNITIES)
    ties = friendly(graph)
    camps = ranked(COMMUNITIES[communities](ties), ties) if len(ties) else []
    home = {node: number for number, camp in enumerate(camps, start=1) for node in camp}
    measured = graph.copy()
    for name, values in centrality(ties).items():
        nx.set_node_attributes(measured, {node: tidy(value) for node, value in values.items()}, name)
    nx.set_node_attributes(measured, dict(ties.degree()), "degree")
    nx.set_node_attributes(measured, home, "community")
    nx.set_node_attributes(measured, {node: tidy(participation(ties, node, home)) for node in ties}, "participation")
    held = nx.community.modularity(ties, camps, weight="weight") if ties.number_of_edges() else 0.0
    measured.graph.update(communities=len(camps), modularity=tidy(held))
    return measured


def friendly(graph: OneMode) -> OneMode:
    """The nodes and the ties above 0, each with its length."""
    ties: OneMode = nx.Graph()
    ties.add_nodes_from(graph)
    for one, other, data in graph.edges(data=True):
        weight = float(data["weight"])
        if weight > 0:
            ties.add_edge(one, other, weight=weight, length=1 / weight)
    return ties


def centrality(ties: OneMode) -> dict[str, dict[str, float]]:
    """Measures of each node, by name."""
    found: dict[str, Any] = {
        "strength": dict(ties.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(ties, weight="length"),
        "closeness": nx.closeness_centrality(ties, distance="length"),
    }
    if ties.number_of_edges():
        found["eigenvector"] = nx.eigenvector_centrality(ties, weight="weight", max_iter=ITERATIONS, tol=FIRM)
    return found


def participation(ties: OneMode, node: str, home: dict[str, int]) -> float:
    """How evenly the ties of a node are spread over the communities; 0 for one without ties."""
    towards: dict[int, float] = {}
    for other, data in ties[node].items():
        towards[home[other]] = towards.get(home[other], 0.0) + data["weight"]
    total = sum(towards.values())
    return 1 - sum((weight / total) ** 2 for weight in towards.values()) if total else 0.0


def louvain(ties: OneMode) -> Iterable[Iterable[str]]:
    """Communities after Blondel et al. 2008."""
    found: Iterable[Iterable[str]] = nx.community.louvain_communities(ties, weight="weight", seed=SEED)
    return found


def greedy(ties: OneMode) -> Iterable[Iterable[str]]:
    """Communities after Clauset, Newman and Moore 2004."""
    if not ties.number_of_edges():
        return [[node] for node in ties]
    found: Iterable[Iterable[str]] = nx.community.greedy_modularity_communities(ties, weight="weight")
    return found


def ranked(camps: Iterable[Iterable[str]], ties: OneMode) -> Camps:
    """Communities by size; those of one size in the order of their first nodes."""
    place = {node: number for number, node in enumerate(ties)}
    return sorted(map(set, camps), key=lambda camp: (-len(camp), min(place[node] for node in camp)))


def backbone(graph: OneMode, level: float) -> OneMode:
    """The ties that stand out against chance at a `level` of significance (0 to 1), each with its `alpha`.

    The disparity filter of Serrano, Boguñá and Vespignani 2009, "Extracting the multiscale backbone of complex
    weighted networks": a tie of weight w at a node of strength s and degree k has α = (1 - w / s)^(k - 1); it
    stays where the smaller α of its two ends is below the level. A node with one tie says nothing about it.
    Ties of 0 and less are left out; all nodes stay.
    """
    ties = friendly(graph)
    kept = graph.copy()
    kept.remove_edges_from(list(graph.edges()))
    for one, other, data in graph.edges(data=True):
        if ties.has_edge(one, other):
            alpha = min(disparity(ties, node, data["weight"]) for node in (one, other))
            if alpha < level:
                kept.add_edge(one, other, **data, alpha=tidy(alpha))
    kept.graph["backbone"] = level
    return kept


def disparity(ties: OneMode, node: str, weight: float) -> float:
    """The probability that chance alone gives a node a tie of this weight; 1 for its only tie."""
    degree = ties.degree(node)
    if degree < 2:
        return 1.0
    return math.pow(max(0.0, 1 - weight / ties.degree(node, weight="weight")), degree - 1)


COMMUNITIES: dict[str, Callable[[OneMode], Iterable[Iterable[str]]]] = {"louvain": louvain, "greedy": greedy}
