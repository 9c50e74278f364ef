"""What the store covers: records down, languages across, a sign where a language was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.queries.coverage import LANGUAGES
from councilgraph.queries.drawing import layout
from councilgraph.queries.drawing.circle import shortened
from councilgraph.queries.drawing.page import page, render, words
from councilgraph.queries.drawing.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.coverage import Covered

    Sign = dict[str, Any]

LEFT, ROW, COLUMN, SIGN, GAP = 330.0, 22.0, 74.0, 12.0, 12.0
LEGEND_ROOM, HEAD_ROOM = 34.0, 30.0
KINDS = ("read", "not-read", "no-record")


def draw_coverage(covered: Sequence[Covered], *, language: str | None = None) -> str:
    """Which meetings and languages are there, as SVG text.

    Filled squares are versions that were read, hollow ones versions that were not; a line across stands for a
    meeting or session of which there is no record at all: a grey print tells them apart. Sessions stand apart.
    """
    said = words(language or "en")
    steps = heights(covered)
    high = LEGEND_ROOM + HEAD_ROOM + (steps[-1] if steps else 0.0) + ROW
    around = page(said["coverage"], [captioned(covered, said)], said["language"], layout.PAGE, high)
    head = around.top + LEGEND_ROOM + HEAD_ROOM
    lines = [(one, head + step) for one, step in zip(covered, steps, strict=True)]
    return render(
        "coverage.svg.j2",
        page=around,
        left=LEFT,
        breadth=COLUMN * len(LANGUAGES),
        head=head,
        columns=[{"x": middle(number), "text": tag} for number, tag in enumerate(LANGUAGES)],
        rows=[{"y": y, "text": shortened(named(one), LEFT - layout.MARGIN - 16)} for one, y in lines],
        signs=[sign for one, y in lines for sign in signs(one, y, said)],
        legend=legend(said, around.top),
    )


def heights(covered: Sequence[Covered]) -> list[float]:
    """How far below the head each row stands: sessions have a gap between them."""
    found, y, session = [], ROW / 2, None
    for one in covered:
        y += GAP if session not in (None, one.session) else 0.0
        session = one.session
        found.append(y)
        y += ROW
    return found


def named(one: Covered) -> str:
    """What a row is called: meeting, record, date."""
    return " · ".join(dict.fromkeys(filter(None, (one.label, one.record, one.date))))


def middle(column: int) -> float:
    """Where the middle of a column is."""
    return LEFT + COLUMN * (column + 0.5)


def signs(one: Covered, y: float, said: dict[str, str]) -> list[Sign]:
    """The signs of a row, each with what it stands for."""
    if not one.record:
        title = f"{named(one)}: {said['no-record']}"
        return [{"kind": "no-record", "x": LEFT + 10, "y": y, "wide": COLUMN * len(LANGUAGES) - 20, "title": title}]
    kinds = ["read" if tag in one.languages else "not-read" for tag in LANGUAGES]
    return [
        {"kind": kind, "x": middle(number), "y": y, "wide": SIGN, "title": f"{named(one)}, {tag}: {said[kind]}"}
        for number, (tag, kind) in enumerate(zip(LANGUAGES, kinds, strict=True))
    ]


def captioned(covered: Sequence[Covered], said: dict[str, str]) -> str:
    """How much there is, and how much is missing."""
    records = [one for one in covered if one.record]
    versions = sum(len(one.languages) for one in records)
    return said["coverage-counts"].format(records=len(records), versions=versions, lacking=len(covered) - len(records))


def legend(said: dict[str, str], y: float) -> list[Sign]:
    """A sample of each sign."""
    x, found = layout.MARGIN + SIGN, []
    for kind in KINDS:
        wide = 3 * SIGN if kind == "no-record" else SIGN
        found.append({"kind": kind, "x": x, "y": y - 5, "wide": wide, "text": said[kind], "words": x + wide + 8})
        x += wide + width(said[kind], layout.FONT) + 44
    return found
