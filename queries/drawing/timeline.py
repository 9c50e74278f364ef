"""The thread of a text: meetings across, in order, what was done about it down, a sign for each fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.circle import shortened
from councilgraph.queries.drawing.page import page, render, titled, words
from councilgraph.queries.drawing.text import width
from councilgraph.queries.network.incidence import AGAINST, FOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    Sign = dict[str, Any]

LEFT, COLUMN, STEP, SIGN, PER_ROW = 330.0, 84.0, 18.0, 7.0, 4
LANE_GAP, LEGEND_ROOM, HEAD_ROOM = 16.0, 34.0, 96.0
DECIDED, NEITHER = "decided", "neither"
KINDS = (FOR, AGAINST, NEITHER, DECIDED)


@dataclass(frozen=True, slots=True)
class Event:
    """Something said or done about a text: `lane` is the heading it stands under, `when` the meeting.

    `kind` is "for", "against", "neither" or "decided"; `title` tells who, what, and in which words.
    """

    lane: str
    when: str
    kind: str
    title: str


def draw_timeline(events: Sequence[Event], *, meetings: Sequence[str], name: str, language: str | None = None) -> str:
    """The events about the text `name`, as SVG text: lanes in the order of the events, `meetings` in their own.

    Filled circles are for, hollow ones against, lines neither, squares what the body decided: a grey print tells
    them apart. The page grows with meetings and events.
    """
    said = words(language or "en")
    cells = gathered(events)
    lanes = {lane: max(len(found) for (one, _), found in cells.items() if one == lane) for lane, _ in cells}
    tops, high = stacked(lanes)
    breadth = max(layout.PAGE, LEFT + COLUMN * len(meetings) + HEAD_ROOM)
    caption = [said["timeline-counts"].format(events=len(events), meetings=len(meetings))]
    around = page(titled(said["timeline"], name), caption, said["language"], breadth, LEGEND_ROOM + HEAD_ROOM + high)
    head = around.top + LEGEND_ROOM + HEAD_ROOM
    return render(
        "timeline.svg.j2",
        page=around,
        left=LEFT,
        breadth=COLUMN * len(meetings),
        head=head,
        columns=[{"x": LEFT + COLUMN * (place + 0.5), "text": one} for place, one in enumerate(meetings)],
        lanes=[
            {"y": head + top, "high": high_of(lanes[lane]), "text": shortened(lane, LEFT - layout.MARGIN - 16)}
            for lane, top in tops.items()
        ],
        signs=[
            sign for cell, own in cells.items() for sign in signs(own, meetings.index(cell[1]), head + tops[cell[0]])
        ],
        legend=legend(said, around.top),
    )


def gathered(events: Sequence[Event]) -> dict[tuple[str, str], list[Event]]:
    """The events of each lane and meeting, lanes in the order in which they first appear."""
    found: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        found.setdefault((event.lane, event.when), []).append(event)
    return found


def high_of(most: int) -> float:
    """The height of a lane whose fullest cell has so many signs."""
    return STEP * (-(-most // PER_ROW)) + LANE_GAP


def stacked(lanes: dict[str, int]) -> tuple[dict[str, float], float]:
    """Where each lane begins below the head, and where the last one ends."""
    tops, y = {}, 0.0
    for lane, most in lanes.items():
        tops[lane] = y
        y += high_of(most)
    return tops, y


def signs(events: Sequence[Event], column: int, top: float) -> list[Sign]:
    """The signs of one cell, a few in a row."""
    start = LEFT + COLUMN * (column + 0.5) - STEP * (min(len(events), PER_ROW) - 1) / 2
    return [
        {
            "x": start + STEP * (number % PER_ROW),
            "y": top + LANE_GAP / 2 + STEP * (number // PER_ROW + 0.5),
            "kind": event.kind,
            "title": event.title,
        }
        for number, event in enumerate(events)
    ]


def legend(said: dict[str, str], y: float) -> list[Sign]:
    """A sample of each sign."""
    x, found = layout.MARGIN + SIGN, []
    for kind in KINDS:
        found.append({"x": x, "y": y - 5, "kind": kind, "text": said[kind]})
        x += 16 + width(said[kind], layout.FONT) + 40
    return found
