"""Tables for pandas: what stands in them, and what is said where pandas is missing."""

from __future__ import annotations

from importlib import util
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import MissingExtraError, answer, frames
from councilgraph.queries.network import Design, Recipe, study

from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def pandas() -> None:
    """Says that a test needs pandas."""
    require("pandas", util.find_spec("pandas") is not None)


def test_a_missing_pandas_is_named(debates: Callable[..., Any], council_select: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(frames, "PACKAGE", "no_such_pandas")
    for table in (study(debates(1)), answer(council_select, "who-had-reservations")):
        with pytest.raises(MissingExtraError, match=r"pip install 'councilgraph\[notebook\]'"):
            table.to_pandas()


@pytest.mark.usefixtures("pandas")
def test_an_answer_is_one_table(council_select: Any) -> None:
    found = answer(council_select, "which-links-make-the-network")
    table = found.to_pandas()
    assert len(table) == len(found) == 17
    assert {"holder", "holderLabel", "quote"} <= set(table.columns)
    assert table["confidence"].tolist() == [0.8] * 17
    assert table["minimum"].dropna().tolist() == [2.0, 3.0, 2.0, 1.0]
    assert not table["checked"].any()


@pytest.mark.usefixtures("pandas")
@pytest.mark.parametrize("design", [Design(), Design(Recipe()), Design(Recipe(), window="session")])
def test_a_network_is_two_tables(debates: Callable[..., Any], design: Design) -> None:
    found = study(debates(1), design)
    nodes, edges = found.to_pandas()
    assert len(nodes) == sum(len(graph) for _, graph in found.slices)
    assert len(edges) == sum(graph.number_of_edges() for _, graph in found.slices)
    assert ("window" in nodes.columns) == ("window" in edges.columns) == (design.window is not None)
    if design.recipe:
        assert edges["weight"].sum() == sum(w for _, g in found.slices for _, _, w in g.edges(data="weight"))
