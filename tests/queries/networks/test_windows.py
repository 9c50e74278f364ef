"""Windows of time: every link stands where it belongs, and none is lost."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import InvalidChoiceError
from councilgraph.queries.network import Window, windows

if TYPE_CHECKING:
    from collections.abc import Callable


def keys(graph: Any) -> set[str]:
    """The links of a network."""
    return {key for _, _, key in graph.edges(keys=True)}


@pytest.mark.parametrize(("by", "field"), [("session", "session"), ("year", "year")])
def test_each_link_stands_in_the_window_of_its_session_or_year(
    debates: Callable[..., Any], by: str, field: str
) -> None:
    graph = debates(2)
    found = windows(graph, by)
    assert [window.time for window, _ in found] == [2020, 2021, 2022]
    for window, part in found:
        assert {str(data[field]) for _, _, data in part.edges(data=True)} == {window.label}
        assert part.graph["window"] == window.label
        assert all(part.degree(node) for node in part)
    assert set().union(*(keys(part) for _, part in found)) == keys(graph)
    assert sum(len(keys(part)) for _, part in found) == len(keys(graph))


def test_windows_of_meetings_move_on(debates: Callable[..., Any]) -> None:
    graph = debates(2, links=60)
    found = windows(graph, "meetings", size=2)
    meetings = ["S0/0", "S0/1", "S1/0", "S1/1", "S2/0", "S2/1"]
    expected = [Window(f"{one}–{two}", n) for n, (one, two) in enumerate(itertools.pairwise(meetings), 1)]
    assert [window for window, _ in found] == expected
    for number, (_, part) in enumerate(found):
        assert {data["meeting"] for _, _, data in part.edges(data=True)} == set(meetings[number : number + 2])
    assert [window.label for window, _ in windows(graph, "meetings", size=4, step=4)] == ["S0/0–S1/1", "S2/0–S2/1"]
    assert len(windows(graph, "meetings", size=99)) == 1


@pytest.mark.parametrize("by", ["session", "year", "meetings"])
def test_links_without_a_time_are_not_lost(debates: Callable[..., Any], by: str) -> None:
    graph = debates(2)
    for _, _, key, data in graph.edges(keys=True, data=True):
        if key == "e0":
            for name in ("session", "year", "meeting", "meetingNumber"):
                del data[name]
    found = windows(graph, by, size=1)
    assert (found[-1][0].label, keys(found[-1][1])) == ("undated", {"e0"})
    assert [window.time for window, _ in found] == list(range(1, len(found) + 1))


def test_a_date_stands_in_for_a_year(debates: Callable[..., Any]) -> None:
    graph = debates(2)
    for _, _, data in graph.edges(data=True):
        data["date"] = f"{data.pop('year')}-06-10"
    assert [window.label for window, _ in windows(graph, "year")] == ["2020", "2021", "2022"]


def test_a_network_without_links_has_no_windows(debates: Callable[..., Any]) -> None:
    graph = debates(2)
    graph.remove_edges_from(list(graph.edges(keys=True)))
    assert windows(graph, "session") == []


@pytest.mark.parametrize(("by", "options"), [("week", {}), ("meetings", {"size": 0}), ("meetings", {"step": 0})])
def test_what_is_no_window_is_refused(debates: Callable[..., Any], by: str, options: dict[str, int]) -> None:
    with pytest.raises(InvalidChoiceError, match="Choose one of"):
        windows(debates(2), by, **options)
