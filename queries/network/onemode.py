"""Networks of one kind of node: who agrees or disagrees with whom, or which texts go together."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.network.bounds import View
from councilgraph.queries.network.building import UNNAMED, bounds
from councilgraph.queries.network.incidence import DUPLICATES, book, chosen_from, incidence, side_of
from councilgraph.queries.network.ties import NORMALISATIONS, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from councilgraph.queries.network.building import Network

    OneMode = nx.Graph[str]
    Sources = dict[str, dict[str, list[dict[str, Any]]]]

OVER = ("holders", "targets")
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network of one mode is made; raises InvalidChoiceError for what is not on offer.

    `over`: "holders" or "targets". `relation`: "congruence", "conflict" or "difference". `normalisation`: "none",
    "average", "jaccard" or "cosine". `duplicates`: within what positions of one holder on one side of one target
    count once: "record", "item", "meeting", "all", or "each" of them counts. `weights`: "equal", "graded", or a
    weight for each stance. `possible`: keep ties that unnamed speakers alone could make, with weight 0.
    """

    over: str = "holders"
    relation: str = "congruence"
    normalisation: str = "none"
    duplicates: str = "record"
    weights: str | Mapping[str, float] = field(default="equal", hash=False)
    possible: bool = False

    def __post_init__(self) -> None:
        """Refuses what is not on offer."""
        chosen_from("kind of node", self.over, OVER)
        chosen_from("relation", self.relation, RELATIONS)
        chosen_from("normalisation", self.normalisation, NORMALISATIONS)
        chosen_from("way to count duplicates", self.duplicates, DUPLICATES)
        if isinstance(self.weights, str):
            chosen_from("set of weights", self.weights, book()["weights"])

    def described(self) -> dict[str, str]:
        """The recipe as attributes of a graph."""
        weights = self.weights
        if not isinstance(weights, str):
            weights = ", ".join(f"{stance}={weight:g}" for stance, weight in sorted(weights.items()))
        return {
            "over": self.over,
            "relation": self.relation,
            "normalisation": self.normalisation,
            "duplicates": self.duplicates,
            "weights": weights,
        }


def project(network: Network, recipe: Recipe | None = None) -> OneMode:
    """The network of named holders, or of targets, that follows from a two-mode one.

    Nodes are those who take a side, with `activity` (the sum of their weights). Edges have `weight`, `lower` and
    `upper` (see `bounds`), `congruence`, `conflict`, `shared` (on how many things both take a side), `records`,
    and `facts` (IRIs of the positions behind them). Unnamed groups are no nodes: they widen the bounds, and the
    graph tells how many there are and for how many they stand, how many positions nobody has checked and how many
    take no side (`unnamedGroups`, `unnamed`, `unreviewed`, `neutral`).
    """
    recipe = recipe or Recipe()
    view = View(incidence(network, duplicates=recipe.duplicates, weights=recipe.weights), recipe.over)
    graph: OneMode = nx.Graph()
    for node in (node for node in network if node in view.read):
        weight = sum(map(sum, view.read[node].values()))
        graph.add_node(node, **network.nodes[node], activity=tidy(weight))
    sources = sources_of(network, recipe.over)
    for one, other in itertools.combinations(graph, 2):
        tie = tie_of(view, one, other, recipe) if recipe.possible or view.shared(one, other) else {}
        if tie:
            graph.add_edge(one, other, **tie, **between(sources, one, other))
    graph.graph.update(network.graph | recipe.described() | unnamed_mass(network))
    return graph


def tie_of(view: View, one: str, other: str, recipe: Recipe) -> dict[str, float]:
    """The tie of two nodes, nothing where there is none."""
    read = view.sums(one, other)
    agree, oppose = read.congruence, read.conflict
    made = {"congruence": agree, "conflict": oppose, "difference": agree + oppose}[recipe.relation]
    if not (made or recipe.possible):
        return {}
    found = view.bounds(one, other, recipe.relation, recipe.normalisation, read)
    if not (made or found.lower or found.upper):
        return {}
    tie = {"weight": found.weight, "lower": found.lower, "upper": found.upper}
    return {name: tidy(value) for name, value in (tie | {"congruence": agree, "conflict": oppose}).items()}


def sources_of(network: Network, over: str) -> Sources:
    """The positions that take a side: node → what it shares with others → links."""
    found: Sources = {}
    for holder, target, data in network.edges(data=True):
        if side_of(data["stance"]) is not None:
            node, thing = (holder, target) if over == "holders" else (target, holder)
            found.setdefault(node, {}).setdefault(thing, []).append(data)
    return found


def between(sources: Sources, one: str, other: str) -> dict[str, Any]:
    """On how many things two nodes both take a side, where that stands, and which positions say so."""
    shared = [thing for thing in sources.get(one, {}) if thing in sources.get(other, {})]
    links = [data for thing in shared for node in (one, other) for data in sources[node][thing]]
    places = dict.fromkeys(f"{data['record']} § {data['paragraph']}" for data in links)
    facts = dict.fromkeys(str(data["fact"]) for data in links)
    return {"shared": len(shared), "records": ", ".join(places), "facts": " ".join(facts)}


def unnamed_mass(network: Network) -> dict[str, Any]:
    """How much of a network has no name, was never checked, or takes no side."""
    groups = [data for _, data in network.nodes(data=True) if data["type"] == UNNAMED]
    least = sum(int(data.get("minimum", 1)) for data in groups)
    known = all("maximum" in data for data in groups)
    most = sum(int(data["maximum"]) for data in groups) if known else None
    links = list(links_of(network))
    return {
        "positions": len({data["fact"] for data in links}),
        "unnamedGroups": len(groups),
        "unnamed": bounds(least, most) or "0",
        "unreviewed": len({data["fact"] for data in links if not data["checked"]}),
        "neutral": len({data["fact"] for data in links if side_of(data["stance"]) is None}),
    }


def links_of(network: Network) -> Iterator[dict[str, Any]]:
    """The attributes of all links."""
    return (data for _, _, data in network.edges(data=True))


def tidy(number: float) -> float:
    """A number without the dust of floating point.

    >>> tidy(0.1 + 0.2), tidy(-0.0)
    (0.3, 0.0)
    """
    return round(number, DIGITS) + 0.0
