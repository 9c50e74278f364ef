"""A network in slices of time: by session, by year, or by so many meetings at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
from councilgraph.queries.errors import InvalidChoiceError
from councilgraph.queries.network.incidence import chosen_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilgraph.queries.network.building import Network

    Data = Mapping[str, Any]

BY = ("session", "year", "meetings")
UNDATED = "undated"
NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of time: `label` names it, `time` is its place on a time line (a year, or 1, 2, 3, …)."""

    label: str
    time: int


def windows(network: Network, by: str, *, size: int = 5, step: int = 1) -> list[tuple[Window, Network]]:
    """The links of a two-mode network in windows, in order of time, each with the nodes it needs.

    `by` is "session", "year" or "meetings": a window of `size` meetings that moves on by `step` of them, as the
    event windows of Discourse Network Analyzer do. Links without a session stand under their year, those without a
    time in a last window of their own.
    Raises InvalidChoiceError.
    """
    chosen_from("window", by, BY)
    for what, number in (("window size", size), ("window step", step)):
        if number < 1:
            raise InvalidChoiceError(what, str(number), ("a whole number from 1 on",))
    slots = sorted({slot(data, by) for _, _, data in network.edges(data=True)})
    spans = sliding(slots, size, step) if by == "meetings" else [(one,) for one in slots]
    years = [span[0][0] for span in spans]
    dated = by != "meetings" and len(set(years)) == len(years) and NEVER not in years
    return [
        (Window(label_of(span), span[0][0] if dated else number), within(network, by, span))
        for number, span in enumerate(spans, start=1)
    ]


def slot(data: Data, by: str) -> tuple[int, str, int, str]:
    """Where a link stands in time: year, session, number of the meeting, name."""
    year = year_of(data)
    known = UNDATED if year == NEVER else str(year)
    if by == "year":
        return year, "", 0, known
    session = str(data.get("session", ""))
    if by == "session":
        return year, session, 0, session or known
    return year, session, int(data.get("meetingNumber", NEVER)), str(data.get("meeting", known))


def year_of(data: Data) -> int:
    """The year of a link's session, else of its record; NEVER where neither is known.

    >>> year_of({"year": 2024}), year_of({"date": "2023-07-11"}), year_of({}) == NEVER
    (2024, 2023, True)
    """
    if "year" in data:
        return int(data["year"])
    return int(str(data["date"])[:4]) if "date" in data else NEVER


def sliding(slots: list[Any], size: int, step: int) -> list[tuple[Any, ...]]:
    """Windows of `size` that begin `step` apart and hold every slot; one shorter window where there are fewer.

    >>> sliding([1, 2, 3, 4], 2, 1), sliding([1, 2, 3, 4], 3, 2), sliding([1], 5, 1)
    ([(1, 2), (2, 3), (3, 4)], [(1, 2, 3), (3, 4)], [(1,)])
    """
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(slots), step):
        found.append(tuple(slots[start : start + size]))
        if start + size >= len(slots):
            break
    return found


def label_of(span: tuple[Any, ...]) -> str:
    """What a window is called: its slot, or the first and the last of them."""
    first, last = span[0][-1], span[-1][-1]
    return first if first == last else f"{first}–{last}"


def between(network: Network, since: int | None, until: int | None) -> Network:
    """The part of a network from one year to another, both included; links without a year are in none."""
    first, last = since or 0, until or NEVER - 1
    span = sorted({slot(data, "year") for _, _, data in network.edges(data=True) if first <= year_of(data) <= last})
    part = within(network, "year", tuple(span)) if span else nx.MultiDiGraph(**{**network.graph, "records": ""})
    years = "–".join(dict.fromkeys(str(year or "…") for year in (since, until)))
    part.graph["asked"] = "; ".join(filter(None, (network.graph.get("asked"), f"years: {years}")))
    return part


def within(network: Network, by: str, span: tuple[Any, ...]) -> Network:
    """The part of a network whose links stand in the slots of a window."""
    chosen = set(span)
    part: Network = nx.MultiDiGraph()
    links = [link for link in network.edges(keys=True, data=True) if slot(link[3], by) in chosen]
    used = {node for source, target, _, _ in links for node in (source, target)}
    part.add_nodes_from((node, dict(data)) for node, data in network.nodes(data=True) if node in used)
    for source, target, key, data in links:
        part.add_edge(source, target, key=key, **data)
    records = dict.fromkeys(str(data["record"]) for _, _, _, data in links)
    part.graph.update(network.graph, records=", ".join(records), window=label_of(span))
    return part
