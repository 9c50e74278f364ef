"""Networks of one mode, held against the definitions written out a second time as loops over all there is."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import InvalidChoiceError
from councilgraph.queries.network import Recipe, project

if TYPE_CHECKING:
    from collections.abc import Callable

FOR = {"proposes", "supports", "supports-with-reservation"}
AGAINST = {"has-reservations", "seeks-deferral", "opposes"}
GRADED = {
    "proposes": 1,
    "supports": 1,
    "supports-with-reservation": 0.5,
    "has-reservations": 0.5,
    "seeks-deferral": 0.25,
    "opposes": 1,
}
RELATIONS = ("congruence", "conflict", "difference")
NORMALISATIONS = ("none", "average", "jaccard", "cosine")
RANGES = {"record": "recordIRI", "item": "itemIRI", "meeting": "meetingIRI"}


def array(graph: Any, nodes: list[str], things: list[str], over: str, duplicates: str, weights: Any) -> Any:
    """x[node][thing][side] as nested lists, each duplicate looked for among all positions before it."""
    best: dict[tuple[Any, ...], float] = {}
    for number, (holder, target, data) in enumerate(graph.edges(data=True)):
        side = 0 if data["stance"] in FOR else 1 if data["stance"] in AGAINST else None
        if side is None or graph.nodes[holder]["type"] == "group":
            continue
        once = {"each": number, "all": 0}.get(duplicates, data.get(RANGES.get(duplicates, "")))
        pair = (holder, target) if over == "holders" else (target, holder)
        cell = (*pair, side, once)
        best[cell] = max(best.get(cell, 0), weights[data["stance"]])
    return [
        [[sum(w for cell, w in best.items() if cell[:3] == (node, thing, side)) for side in (0, 1)] for thing in things]
        for node in nodes
    ]


def tie(x: Any, y: Any, relation: str) -> float:
    """Congruence, conflict or their difference of two rows of the array."""
    same = sum(a[k] * b[k] for a, b in zip(x, y, strict=True) for k in (0, 1))
    opposite = sum(a[k] * b[1 - k] for a, b in zip(x, y, strict=True) for k in (0, 1))
    return {"congruence": same, "conflict": opposite, "difference": same - opposite}[relation]


def scale(x: Any, y: Any, normalisation: str) -> float:
    """What the tie is divided by."""
    a, b = ([cell for row in rows for cell in row] for rows in (x, y))
    both = list(zip(a, b, strict=True))
    return {
        "none": 1.0,
        "average": (sum(a) + sum(b)) / 2,
        "jaccard": sum(p for p, q in both if q == 0) + sum(q for p, q in both if p == 0) + sum(p * q for p, q in both),
        "cosine": math.sqrt(sum(p**2 for p in a) * sum(q**2 for q in b)),
    }[normalisation]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("over", ["holders", "targets"])
@pytest.mark.parametrize("duplicates", ["each", "item", "record", "meeting", "all"])
@pytest.mark.parametrize("weights", ["equal", "graded"])
def test_ties_are_those_of_the_definitions(
    debates: Callable[..., Any], seed: int, over: str, duplicates: str, weights: str
) -> None:
    graph = debates(seed)
    sides = [[n for n, data in graph.nodes(data=True) if data["kind"] == kind] for kind in ("holder", "target")]
    nodes, things = sides if over == "holders" else sides[::-1]
    heavy = GRADED if weights == "graded" else dict.fromkeys(FOR | AGAINST, 1)
    x = dict(zip(nodes, array(graph, nodes, things, over, duplicates, heavy), strict=True))
    for relation, normalisation in itertools.product(RELATIONS, NORMALISATIONS):
        made = project(graph, Recipe(over, relation, normalisation, duplicates, weights))
        for one, other in itertools.combinations(nodes, 2):
            value = tie(x[one], x[other], relation)
            divisor = scale(x[one], x[other], normalisation)
            expected = value / divisor if divisor else 0.0
            weight = made.get_edge_data(one, other, {"weight": 0.0})["weight"]
            assert weight == pytest.approx(expected), (one, other, relation, normalisation)


def named(*links: tuple[str, str, str]) -> Any:
    """A network of the positions (holder, target, stance), all in one record."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph(records="R")
    for number, (holder, target, stance) in enumerate(links):
        graph.add_node(holder, kind="holder", type="state", label=holder)
        graph.add_node(target, kind="target", type="document", label=target)
        place = {"record": "R", "recordIRI": "R", "paragraph": str(number)}
        graph.add_edge(holder, target, key=str(number), stance=stance, checked=True, fact=str(number), **place)
    return graph


def test_a_small_debate_counted_by_hand() -> None:
    """A and B share two sides and differ on one text; A said four things, B three, and they agree on two of five."""
    graph = named(
        *(("A", "t1", "supports"), ("A", "t2", "supports"), ("A", "t3", "opposes"), ("A", "t4", "proposes")),
        *(("B", "t1", "supports"), ("B", "t2", "proposes"), ("B", "t3", "supports"), ("C", "t4", "abstains")),
    )
    expected = {
        "congruence": {"none": 2, "average": 2 / 3.5, "jaccard": 2 / 5, "cosine": 2 / math.sqrt(12)},
        "conflict": {"none": 1, "average": 1 / 3.5, "jaccard": 1 / 5, "cosine": 1 / math.sqrt(12)},
        "difference": {"none": 1, "average": 1 / 3.5, "jaccard": 1 / 5, "cosine": 1 / math.sqrt(12)},
    }
    for relation, normalisation in itertools.product(RELATIONS, NORMALISATIONS):
        made = project(graph, Recipe(relation=relation, normalisation=normalisation))
        assert set(made) == {"A", "B"}
        tied = made["A"]["B"]
        assert tied["weight"] == pytest.approx(expected[relation][normalisation])
        assert (tied["congruence"], tied["conflict"], tied["shared"]) == (2.0, 1.0, 3)
        assert tied["lower"] == tied["weight"] == tied["upper"], "all is named and checked"
    assert made.graph["neutral"] == 1


def test_a_tie_names_the_positions_behind_it() -> None:
    graph = named(("A", "t1", "supports"), ("B", "t1", "supports"), ("A", "t2", "opposes"), ("B", "t2", "abstains"))
    tied = project(graph)["A"]["B"]
    assert (tied["records"], tied["facts"]) == ("R § 0, R § 1", "0 1")


def test_weights_of_ones_own() -> None:
    graph = named(("A", "t1", "has-reservations"), ("B", "t1", "opposes"))
    made = project(graph, Recipe(weights={"has-reservations": 0.25}))
    assert made["A"]["B"]["weight"] == 0.25
    assert not project(graph, Recipe(weights={"has-reservations": 0})).edges


@pytest.mark.parametrize(
    "settings",
    [
        {"over": "texts"},
        {"relation": "love"},
        {"normalisation": "max"},
        {"duplicates": "week"},
        {"weights": "heavy"},
        {"weights": {"abstains": 1.0}},
        {"weights": {"opposes": -1.0}},
        {"weights": {"opposes": math.nan}},
    ],
)
def test_what_is_not_on_offer_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidChoiceError, match="Choose one of"):
        project(named(("A", "t1", "supports")), Recipe(**settings))
