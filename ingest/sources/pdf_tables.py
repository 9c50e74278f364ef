"""Lines and cells of a PDF page, and table rows whose cells are centred beside one another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
ALIGNED = 2.0
EVEN = 0.3
MOST_ABOVE = 12


@dataclass(slots=True)
class Cell:
    """Text without a wide gap.

    `start` and `end` are points from the side where reading starts, `first` is the width of its first word;
    it is `unsure` when its order or its characters may be wrong.
    """

    text: str
    start: float
    end: float
    first: float
    unsure: bool


@dataclass(slots=True)
class Line:
    """One line of one column: its cells in reading order, and where it stands on its page.

    Lines of one table row whose cells were centred have the same number other than 0 in `stacked`.
    """

    cells: list[Cell]
    baseline: float
    size: float
    page: int
    column: int = 0
    labelled: bool = False
    stacked: int = 0

    @property
    def start(self) -> float:
        """Where its first word starts."""
        return self.cells[0].start

    @property
    def end(self) -> float:
        """Where its last word ends."""
        return self.cells[-1].end

    @property
    def text(self) -> str:
        """Its cells, separated by tabs."""
        return "\t".join(cell.text for cell in self.cells)


Extent = tuple[float, float]
"""The highest and the lowest baseline of a table row, a little widened."""


def realigned(lines: list[Line]) -> list[Line]:
    """The lines of a page with the cells of centred table rows moved up to the first line of their row."""
    rows = centred_rows(lines)
    found: list[Line] = []
    done: set[int] = set()
    for line in lines:
        place = next((n for n, (top, low) in enumerate(rows) if low <= line.baseline <= top), None)
        if place is None:
            found.append(line)
        elif place not in done:
            done.add(place)
            top, low = rows[place]
            inside = [other for other in lines if low <= other.baseline <= top]
            found += [replace(other, stacked=place + 1) for other in stack(inside)]
    return found


def stack(lines: list[Line]) -> list[Line]:
    """The lines of one table row, the cells of each column from the top."""
    columns: dict[float, list[Cell]] = {}
    for line in lines:
        for cell in line.cells:
            key = next((key for key in columns if abs(key - cell.start) < ALIGNED), cell.start)
            columns.setdefault(key, []).append(cell)
    ordered = [columns[key] for key in sorted(columns)]
    return [
        replace(
            lines[min(place, len(lines) - 1)],
            cells=[column[place] for column in ordered if place < len(column)],
        )
        for place in range(max(map(len, ordered)))
    ]


def centred_rows(lines: list[Line]) -> list[Extent]:
    """The rows of a table whose numbers stand half way down their rows; none where nothing shows that.

    What shows it is a number between two lines of words, which no row that is aligned at its top has.
    """
    numbers = [line for line in lines if ROW_NUMBER.fullmatch(line.cells[0].text)]
    margins = Counter(round(line.start) for line in numbers).most_common(1)
    if not margins or margins[0][1] < 2:
        return []
    anchors = [line for line in numbers if abs(line.start - margins[0][0]) < ALIGNED]
    spine = spine_start(lines, anchors)
    if all(has_cell(line, spine) for line in anchors):
        return []
    heights = [line.baseline for line in lines if line.cells[-1].start > anchors[0].start + ALIGNED]
    above = [height for height in heights if height > anchors[0].baseline]
    for first in above[: -MOST_ABOVE - 1 : -1]:
        if rows := symmetric_rows(heights, [line.baseline for line in anchors], first):
            return rows
    return []


def spine_start(lines: list[Line], anchors: list[Line]) -> float:
    """Where the column of words starts: the commonest start of cells right of the numbers, among their rows."""
    starts = Counter(
        round(cell.start)
        for line in lines
        if anchors[-1].baseline <= line.baseline <= anchors[0].baseline
        for cell in line.cells
        if cell.start > anchors[0].start + ALIGNED
    )
    return float(min(starts, key=lambda start: (-starts[start], start), default=0))


def has_cell(line: Line, start: float) -> bool:
    """Whether a cell of a line starts in a column."""
    return any(abs(cell.start - start) < ALIGNED for cell in line.cells)


def symmetric_rows(heights: list[float], anchors: list[float], first: float) -> list[Extent]:
    """The rows of a centred table whose first line is at `first`; none where the lines do not bear that out.

    Each row reaches as far below its number as above it.
    """
    below = [height for height in heights if height <= first]
    slack = EVEN * min((high - low for high, low in pairwise(below) if high - low > 1), default=0.0)
    rows: list[Extent] = []
    for anchor in anchors:
        if not below or below[0] < anchor - slack:
            return []
        offset = below[0] - anchor
        inside = [height for height in below if height >= anchor - offset - slack]
        if abs(inside[-1] - (anchor - offset)) > slack:
            return []
        if len(inside) > 1:
            rows.append((below[0] + slack, inside[-1] - slack))
        below = below[len(inside) :]
    return rows
