"""The rows of a PDF page: characters on one baseline, column by column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from .pdf_bidi import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pdf_glyphs import Glyph

SAME_LINE = 0.45
WORD_GAP = 0.15
STOP_GAP = 0.5
AT_STOP = 0.75
EVEN = 1.25
EVEN_GAPS = 3
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
"""The left and right edges of words or cells, in points, in the order of reading."""


@dataclass(slots=True)
class Row:
    """Characters on one baseline within one column: 0 on a page of one column, else 1 or 2."""

    glyphs: list[Glyph]
    column: int
    rtl: bool
    size: float = field(init=False)
    words: Edges = field(init=False)
    labelled: bool = field(init=False)
    hanging: bool = False

    def __post_init__(self) -> None:
        self.size = size_of(self.glyphs)
        self.words = word_edges(self.glyphs, WORD_GAP * self.size)
        if self.rtl:
            self.words.reverse()
        self.labelled = LABEL.fullmatch(self.first_word()) is not None

    def first_word(self) -> str:
        """The first word, in file order, without spaces."""
        left, right = self.words[0]
        inside = [glyph.character for glyph in self.glyphs if left <= glyph.middle <= right]
        return "".join("".join(inside).split())

    def gap(self, word: int) -> float:
        """The gap before a word, in font sizes."""
        before, after = self.words[word - 1], self.words[word]
        return (before[0] - after[1] if self.rtl else after[0] - before[1]) / self.size

    def start(self, word: int) -> float:
        """Where a word starts, in points."""
        return self.words[word][1 if self.rtl else 0]

    def is_even(self) -> bool:
        """Whether the gaps between its words are much the same, as in a line stretched to its margins."""
        gaps = [self.gap(word) for word in range(2 if self.labelled else 1, len(self.words))]
        return len(gaps) >= EVEN_GAPS and max(gaps) <= EVEN * min(gaps)

    def starts(self, gap: float, stops: Sequence[float] = ()) -> list[int]:
        """The words that start a cell behind the first: behind a gap, or behind a narrower one at a stop."""
        even = self.is_even()
        return [
            word
            for word in range(1, len(self.words))
            if (word == 1 and self.hanging)
            or (not (even and word > self.labelled) and (self.gap(word) > gap or self.at_stop(word, stops)))
        ]

    def at_stop(self, word: int, stops: Sequence[float]) -> bool:
        """Whether a word starts at a stop, behind a gap that words in a line seldom have."""
        return self.gap(word) > STOP_GAP and any(abs(self.start(word) - stop) < AT_STOP for stop in stops)

    def crosses(self, place: float) -> bool:
        """Whether text stands across a place."""
        cells = [0, *self.starts(STOP_GAP), len(self.words)]
        return any(
            min(left for left, _ in self.words[first:end]) < place - AT_STOP
            and max(right for _, right in self.words[first:end]) > place + AT_STOP
            for first, end in pairwise(cells)
        )

    def cells(self, gap: float, stops: Sequence[float]) -> list[list[Glyph]]:
        """The characters of each cell in file order, cells in the order of reading."""
        firsts = [0, *self.starts(gap, stops)]
        edges = sorted(
            (min(left for left, _ in self.words[first:end]), place)
            for place, (first, end) in enumerate(zip(firsts, [*firsts[1:], len(self.words)], strict=True))
        )
        lefts = [left for left, _ in edges]
        found: list[list[Glyph]] = [[] for _ in firsts]
        for glyph in self.glyphs:
            found[edges[max(0, bisect_right(lefts, glyph.middle) - 1)][1]].append(glyph)
        return found


def word_edges(glyphs: list[Glyph], gap: float) -> Edges:
    """The edges of the words among characters, left to right."""
    edges: Edges = []
    for glyph in sorted((g for g in glyphs if not g.character.isspace()), key=lambda glyph: glyph.left):
        if edges and glyph.left - edges[-1][1] <= gap:
            edges[-1] = (edges[-1][0], max(edges[-1][1], glyph.right))
        else:
            edges.append((glyph.left, glyph.right))
    return edges


def ordered_rows(glyphs: Sequence[Glyph], *, rtl: bool) -> list[Row]:
    """The rows of a page in reading order, column by column between the rows that go across."""
    rows = group_rows(glyphs)
    gutter = find_gutter(rows)
    ordered: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        halves = split_at(row, gutter)
        if len(halves) == 1:
            ordered += [*waiting, Row(row, 0, rtl)]
            waiting = []
        else:
            first, second = reversed(halves) if rtl else halves
            ordered += [Row(first, 1, rtl)] if first else []
            waiting += [Row(second, 2, rtl)] if second else []
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
