"""Lines and cells of a PDF page, and table rows whose cells are centred beside one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from .pdf_rows import LABEL

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


@dataclass(frozen=True, slots=True)
class Centred:
    """A table whose cells are centred: its column of numbers, that of its words, and its rows from top to bottom,
    each as the highest and the lowest baseline in it."""

    spine: float
    rows: list[tuple[float, float]]


def realigned(lines: list[Line]) -> list[Line]:
    """The lines of a page with the cells of centred table rows moved up to the first line of their row."""
    table = find_centred(lines)
    if table is None:
        return lines
    found: list[Line] = []
    done: set[int] = set()
    for line in lines:
        place = next((n for n, (top, low) in enumerate(table.rows) if low <= line.baseline <= top), None)
        if place is None:
            found.append(line)
        elif place not in done:
            done.add(place)
            top, low = table.rows[place]
            inside = [other for other in lines if low <= other.baseline <= top]
            found += [replace(other, stacked=place + 1) for other in stack(inside, table.spine)]
    return found


def stack(lines: list[Line], spine: float) -> list[Line]:
    """The lines of one table row, the cells of each column from the top."""
    columns: dict[int, list[Cell]] = {}
    for line in lines:
        for cell in line.cells:
            key = next((key for key in columns if abs(key - cell.start) < ALIGNED), round(cell.start))
            columns.setdefault(key, []).append(cell)
    heights = [line.baseline for line in lines if has_cell(line, spine)] or [lines[0].baseline]
    ordered = [columns[key] for key in sorted(columns)]
    return [
        replace(
            lines[0],
            cells=[column[place] for column in ordered if place < len(column)],
            baseline=heights[min(place, len(heights) - 1)],
        )
        for place in range(max(map(len, ordered)))
    ]


def find_centred(lines: list[Line]) -> Centred | None:
    """The table of a page whose numbers stand half way down rows of several lines; None when there is none."""
    numbers = [line for line in lines if LABEL.fullmatch(line.cells[0].text) and line.text[:1].isalnum()]
    margins = Counter(round(line.start) for line in numbers)
    if not margins or margins.most_common(1)[0][1] < 2:
        return None
    margin = margins.most_common(1)[0][0]
    anchors = [line.baseline for line in numbers if abs(line.start - margin) < ALIGNED]
    spine = spine_of(lines, margin, anchors)
    if spine is None:
        return None
    heights = [line.baseline for line in lines if has_cell(line, spine)]
    above = [height for height in heights if height > anchors[0]][-MOST_ABOVE:]
    for first in above:
        rows = symmetric_rows(heights, anchors, first)
        if rows is not None:
            return Centred(spine, rows)
    return None


def spine_of(lines: list[Line], margin: float, anchors: list[float]) -> float | None:
    """Where the column of words starts: the commonest start of cells right of the numbers, among their rows."""
    starts = Counter(
        round(cell.start)
        for line in lines
        if anchors[-1] <= line.baseline
        for cell in line.cells
        if cell.start > margin + ALIGNED
    )
    return starts.most_common(1)[0][0] if starts else None


def has_cell(line: Line, start: float) -> bool:
    """Whether a cell of a line starts in a column."""
    return any(abs(cell.start - start) < ALIGNED for cell in line.cells)


def symmetric_rows(heights: list[float], anchors: list[float], first: float) -> list[tuple[float, float]] | None:
    """The rows of a centred table whose first line of words is at `first`.

    Each row reaches as far below its number as above it. None where the lines do not bear that out, or no row
    has a line above its number.
    """
    below = [height for height in heights if height <= first]
    steps = sorted(high - low for high, low in pairwise(below))
    slack = EVEN * steps[len(steps) // 2] if steps else 0.0
    rows: list[tuple[float, float]] = []
    for anchor in anchors:
        if not below or below[0] < anchor - slack:
            return None
        offset = below[0] - anchor
        inside = [height for height in below if height >= anchor - offset - slack]
        if abs(inside[-1] - (anchor - offset)) > slack:
            return None
        rows.append((below[0] + slack, inside[-1] - slack))
        below = below[len(inside) :]
    return rows if any(high - low > 3 * slack for high, low in rows) else None
