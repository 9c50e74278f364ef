"""The rows of a PDF page: characters on one baseline, column by column, and where cells of tables start."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from .pdf_bidi import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pdf_glyphs import Glyph

SAME_LINE = 0.45
CELL_GAP = 1.6
STOP_GAP = 0.5
AT_STOP = 0.75
NEARBY = 6
RECURRING = 3
NEAR = 3.0
MIDDLE = range(35, 66)
INDENTED = 0.2
COLUMN_LINES = 8
COLUMN_SHARE = 0.6
COLUMN_FILL = 0.7
COLUMN_WIDTH = 10
LABEL = re.compile(r"(?:\(?\d+(?:\.\d+)*[.)]?|\(?[a-zA-Z][.)]|\([ivxlc]+\)|[•‣◦▪●–—-])")

Gutter = tuple[float, float]
"""The left and the right edge of the gap between two columns, in points."""

Edges = list[tuple[float, float]]
"""The left and right edges of the cells of a row, left to right, in points."""


@dataclass(frozen=True, slots=True)
class Row:
    """Characters on one baseline within one column: 0 on a page of one column, else 1 or 2."""

    glyphs: list[Glyph]
    column: int

    def is_labelled(self, edges: Edges, *, rtl: bool) -> bool:
        """Whether its two cells are the number of a paragraph and its first words."""
        if len(edges) != 2:
            return False
        left, right = edges[-1 if rtl else 0]
        first = "".join(glyph.character for glyph in self.glyphs if left <= glyph.middle <= right)
        return LABEL.fullmatch("".join(first.split())) is not None


def read_rows(glyphs: Sequence[Glyph], *, rtl: bool) -> list[tuple[Row, list[float]]]:
    """The rows of a page in reading order, each with the stops where cells near by start."""
    rows = [row for row in ordered_rows(glyphs, rtl=rtl) if row.glyphs]
    stops = [wide | fine for wide, fine in zip(wide_stops(rows, rtl=rtl), fine_stops(rows, rtl=rtl), strict=True)]
    return [(row, sorted(found)) for row, found in zip(rows, stops, strict=True)]


def wide_stops(rows: list[Row], *, rtl: bool) -> list[set[float]]:
    """For each row, where cells of rows near by start behind a wide gap."""
    found: list[set[float]] = [set() for _ in rows]
    for place, row in enumerate(rows):
        edges = cell_edges(row.glyphs, [], CELL_GAP, rtl=rtl)
        if not row.is_labelled(edges, rtl=rtl):
            for near in found[max(0, place - NEARBY) : place + NEARBY + 1]:
                near.update(starts_of(edges, rtl=rtl))
    return found


def fine_stops(rows: list[Row], *, rtl: bool) -> list[set[float]]:
    """For each row, where at least `RECURRING` rows near by start a cell and none has text across."""
    edges = [cell_edges(row.glyphs, [], STOP_GAP, rtl=rtl) for row in rows]
    starts = sorted((x, place) for place, found in enumerate(edges) for x in starts_of(found, rtl=rtl))
    stops: list[set[float]] = [set() for _ in rows]
    for aligned in runs_of(starts, AT_STOP):
        stop = aligned[0][0]
        for block in runs_of(sorted((float(place), place) for _, place in aligned), NEARBY):
            first, last = block[0][1], block[-1][1]
            clear = not any(crosses(edges[place], stop) for place in range(first, last + 1))
            if len(block) >= RECURRING and clear:
                for place in range(first, last + 1):
                    stops[place].add(stop)
    return stops


def runs_of(values: list[tuple[float, int]], step: float) -> list[list[tuple[float, int]]]:
    """Sorted values in runs within which each is at most a step behind the one before."""
    runs: list[list[tuple[float, int]]] = []
    for value in values:
        if runs and value[0] - runs[-1][-1][0] <= step:
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def starts_of(edges: Edges, *, rtl: bool) -> list[float]:
    """Where the cells behind the first one start."""
    return [right for _, right in edges[:-1]] if rtl else [left for left, _ in edges[1:]]


def crosses(edges: Edges, place: float) -> bool:
    """Whether a cell stands across a place."""
    return any(left < place - AT_STOP and right > place + AT_STOP for left, right in edges)


def cell_edges(row: list[Glyph], stops: list[float], gap: float, *, rtl: bool) -> Edges:
    """The edges of a row's cells, which a gap of `gap` font sizes parts, or a narrower one before a stop."""
    size = size_of(row)
    edges: Edges = []
    for glyph in sorted((g for g in row if not g.character.isspace()), key=lambda glyph: glyph.left):
        left, right = edges[-1] if edges else (glyph.left, glyph.left)
        width = (glyph.left - right) / size
        start = right if rtl else glyph.left
        at_stop = width > STOP_GAP and any(abs(start - stop) < AT_STOP for stop in stops)
        if edges and width <= gap and not at_stop:
            edges[-1] = (left, max(right, glyph.right))
        else:
            edges.append((glyph.left, glyph.right))
    return edges


def split_cells(row: list[Glyph], edges: Edges) -> list[list[Glyph]]:
    """The characters between each pair of edges, in file order."""
    starts = [left for left, _ in edges]
    cells: list[list[Glyph]] = [[] for _ in edges]
    for glyph in row:
        place = bisect_right(starts, glyph.middle) - 1
        if place >= 0 and glyph.middle <= edges[place][1]:
            cells[place].append(glyph)
    return cells


def ordered_rows(glyphs: Sequence[Glyph], *, rtl: bool) -> list[Row]:
    """The rows of a page in reading order, column by column between the rows that go across."""
    rows = group_rows(glyphs)
    gutter = find_gutter(rows)
    ordered: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        halves = split_at(row, gutter)
        if len(halves) == 1:
            ordered += [*waiting, Row(row, 0)]
            waiting = []
        else:
            first, second = reversed(halves) if rtl else halves
            ordered.append(Row(first, 1))
            waiting.append(Row(second, 2))
    return ordered + waiting


def group_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand on one baseline or are raised from it, top line first, each in file order."""
    order = {id(glyph): place for place, glyph in enumerate(glyphs)}
    rows: list[list[Glyph]] = []
    main: list[Glyph] = []
    for band in bands([glyph for glyph in glyphs if kind_of(glyph.character) != "M"]):
        if rows and is_one_row(main, band):
            rows[-1] += band
            main = max(main, band, key=len)
        else:
            rows.append(band[:])
            main = band
    rows = [row for row in rows if any(not glyph.character.isspace() for glyph in row)]
    add_marks(rows, [glyph for glyph in glyphs if kind_of(glyph.character) == "M"])
    return [sorted(row, key=lambda glyph: order[id(glyph)]) for row in rows]


def add_marks(rows: list[list[Glyph]], marks: list[Glyph]) -> None:
    """Put each mark into the row whose baseline is nearest."""
    heights = [-base_of(row) for row in rows]
    for mark in marks if rows else ():
        after = bisect_left(heights, -mark.baseline)
        near = [place for place in (after - 1, after) if 0 <= place < len(rows)]
        rows[min(near, key=lambda place: abs(heights[place] + mark.baseline))].append(mark)


def bands(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters on exactly one baseline, the highest first."""
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        found.setdefault(round(glyph.baseline * 2), []).append(glyph)
    return [found[key] for key in sorted(found, reverse=True)]


def is_one_row(main: list[Glyph], band: list[Glyph]) -> bool:
    """Whether a band of characters belongs to the row above it, whose largest band is `main`."""
    least = SAME_LINE * max(size_of(main), size_of(band))
    return abs(main[0].baseline - band[0].baseline) < least


def base_of(row: Sequence[Glyph]) -> float:
    """The baseline of most of a row's characters."""
    return median(glyph.baseline for glyph in row)


def size_of(row: Sequence[Glyph]) -> float:
    """The font size of most of a row's characters, in points; spaces that the reader added do not count."""
    return median([glyph.size for glyph in row if not glyph.character.isspace()] or [1.0])


def find_gutter(rows: list[list[Glyph]]) -> Gutter | None:
    """The gap between two columns of running text; None on a page of one column, or of tables."""
    solid = [[glyph for glyph in row if not glyph.character.isspace()] for row in rows]
    if len(solid) < COLUMN_LINES:
        return None
    left = min(glyph.left for row in solid for glyph in row)
    right = max(glyph.right for row in solid for glyph in row)
    places = [left + (right - left) * percent / 100 for percent in MIDDLE]
    best = max(places, key=lambda place: sum(stands_beside(row, place) for row in solid))
    beside = [row for row in solid if stands_beside(row, best)]
    if len(beside) < max(COLUMN_LINES, COLUMN_SHARE * len(solid)):
        return None
    ends = sorted(max(glyph.right for glyph in row if glyph.right <= best) for row in beside)
    starts = sorted(min(glyph.left for glyph in row if glyph.left >= best) for row in beside)
    gutter = ends[len(ends) * 9 // 10], starts[len(starts) // 10]
    far = median(max(glyph.right for glyph in row) for row in beside)
    first, second = gutter[0] - left, right - gutter[1]
    if min(first, second) < COLUMN_WIDTH * median(size_of(row) for row in beside):
        return None
    dense = median(ends) - left > COLUMN_FILL * first and far - gutter[1] > COLUMN_FILL * second
    return gutter if dense and median(starts) - gutter[1] < INDENTED * second else None


def stands_beside(row: list[Glyph], place: float) -> bool:
    """Whether a row has text on both sides of a place and none near it."""
    lefts = rights = False
    for glyph in row:
        if glyph.right <= place - NEAR:
            lefts = True
        elif glyph.left >= place + NEAR:
            rights = True
        else:
            return False
    return lefts and rights


def split_at(row: list[Glyph], gutter: Gutter | None) -> list[list[Glyph]]:
    """The left and right half of a row, either perhaps empty; the row itself when it goes across."""
    if gutter is None:
        return [row]
    margin = (gutter[1] - gutter[0]) / 5
    low, high = gutter[0] + margin, gutter[1] - margin
    if any(glyph.left < high and glyph.right > low and not glyph.character.isspace() for glyph in row):
        return [row]
    middle = (low + high) / 2
    return [
        [glyph for glyph in row if glyph.middle < middle],
        [glyph for glyph in row if glyph.middle >= middle],
    ]
