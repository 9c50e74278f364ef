"""The lines of a PDF page: characters on one baseline, in reading order, column by column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from .pdf_bidi import is_mixed, is_rtl, kind_of, read_visually
from .pdf_glyphs import LINE_END_HYPHEN, Glyph, PageGlyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_LINE = 0.45
CELL_GAP = 1.6
STOP_GAP = 0.5
AT_STOP = 1.5
NEARBY = 5
JOIN_GAP = 0.15
NEAR = 3.0
MIDDLE = range(35, 66)
INDENTED = 0.2
COLUMN_LINES = 8
COLUMN_SHARE = 0.6
COLUMN_FILL = 0.7
COLUMN_WIDTH = 10
RAISED = 0.12
NO_WIDTH = 0.05
SMALL = 0.8
CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
CJK_SPACE = re.compile(f"(?<=[{CJK}]) +(?=[{CJK}])")
LEADERS = re.compile(r"\s*(?:[.·…]\s?){5,}\s*")
IS_CJK = re.compile(f"[{CJK}]")
LABEL = re.compile(r"(?:\(?\d+(?:\.\d+)*[.)]?|\(?[a-zA-Z][.)]|\([ivxlc]+\)|[•‣◦▪●–—-])")

Gutter = tuple[float, float]
"""The left and the right edge of the gap between two columns, in points."""


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
    """One line of one column: its cells in reading order, and where it stands on its page."""

    cells: list[Cell]
    baseline: float
    size: float
    page: int
    column: int = 0
    labelled: bool = False

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


def read_lines(page: PageGlyphs, number: int, *, rtl: bool) -> list[Line]:
    """The lines of page `number`, in reading order."""
    rows = [row for row in ordered_rows(page.glyphs, rtl=rtl) if row.glyphs]
    stops = [row.stops(rtl=rtl) for row in rows]
    lines = []
    for place, row in enumerate(rows):
        near = [
            stop for stops_of_row in stops[max(0, place - NEARBY) : place + NEARBY] for stop in stops_of_row
        ]
        lines.append(make_line(row, page.width, number, near, rtl=rtl))
    return [line for line in lines if line.text.strip()]


@dataclass(frozen=True, slots=True)
class Row:
    """Characters on one baseline within one column: 0 on a page of one column, else 1 or 2."""

    glyphs: list[Glyph]
    column: int

    def stops(self, *, rtl: bool) -> list[float]:
        """Where cells behind the first start, in points, as far as wide gaps tell."""
        edges = cell_edges(self.glyphs, size_of(self.glyphs), [], rtl=rtl)
        return [right for _, right in edges[:-1]] if rtl else [left for left, _ in edges[1:]]


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


def make_line(row: Row, width: float, page: int, stops: list[float], *, rtl: bool) -> Line:
    """One line from a row; `stops` are where the cells of rows near by start."""
    size, base = size_of(row.glyphs), base_of(row.glyphs)
    parts = split_cells(row.glyphs, cell_edges(row.glyphs, size, stops, rtl=rtl))
    cells = [make_cell(part, width, size, base, rtl=rtl) for part in parts]
    cells = [cell for cell in (cells[::-1] if rtl else cells) if cell.text]
    if not cells:
        return Line([Cell("", 0, 0, 0, False)], base, size, page)
    labelled = len(cells) > 1 and LABEL.fullmatch(cells[0].text) is not None
    if labelled and len(cells) == 2:
        label, rest = cells
        unsure = label.unsure or rest.unsure
        cells = [Cell(f"{label.text}\t{rest.text}", label.start, rest.end, label.first, unsure)]
    labelled = labelled or LABEL.fullmatch(cells[0].text.split()[0]) is not None
    return Line(cells, base, size, page, row.column, labelled)


def cell_edges(row: list[Glyph], size: float, stops: list[float], *, rtl: bool) -> list[tuple[float, float]]:
    """The left and right edges of a row's cells, left to right.

    A gap of `CELL_GAP` font sizes parts two cells, a narrower one where the next cell starts at a stop.
    """
    edges: list[tuple[float, float]] = []
    for glyph in sorted((g for g in row if not g.character.isspace()), key=lambda glyph: glyph.left):
        left, right = edges[-1] if edges else (glyph.left, glyph.left)
        gap = (glyph.left - right) / size
        start = right if rtl else glyph.left
        at_stop = gap > STOP_GAP and any(abs(start - stop) < AT_STOP for stop in stops)
        if edges and gap <= CELL_GAP and not at_stop:
            edges[-1] = (left, max(right, glyph.right))
        else:
            edges.append((glyph.left, glyph.right))
    return edges


def split_cells(row: list[Glyph], edges: list[tuple[float, float]]) -> list[list[Glyph]]:
    """The characters between each pair of edges, in file order."""
    starts = [left for left, _ in edges]
    cells: list[list[Glyph]] = [[] for _ in edges]
    for glyph in row:
        place = bisect_right(starts, glyph.middle) - 1
        if place >= 0 and glyph.middle <= edges[place][1]:
            cells[place].append(glyph)
    return cells


def make_cell(glyphs: list[Glyph], width: float, size: float, base: float, *, rtl: bool) -> Cell:
    """One cell from its characters in file order."""
    solid = [glyph for glyph in glyphs if not glyph.character.isspace()]
    if any(kind_of(glyph.character) == "R" for glyph in glyphs):
        ordered = read_visually(glyphs, rtl=rtl or is_rtl("".join(glyph.character for glyph in glyphs)))
    else:
        ordered = read_as_drawn(glyphs)
    ordered = without_note_marks(ordered, size, base)
    text = "".join(glyph.character for glyph in ordered)
    left, right = min(g.left for g in solid), max(g.right for g in solid)
    return Cell(
        text=LEADERS.sub("\t", CJK_SPACE.sub("", " ".join(text.split()))).strip(),
        start=width - right if rtl else left,
        end=width - left if rtl else right,
        first=first_width(ordered),
        unsure=is_mixed(text) or any(glyph.unsure for glyph in ordered),
    )


def read_as_drawn(glyphs: list[Glyph]) -> list[Glyph]:
    """Left-to-right characters in file order, pieces that were drawn out of order put in their places."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and glyph.left >= pieces[-1][-1].left - glyph.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    ordered: list[Glyph] = []
    pieces = [without_guessed_spaces(piece) for piece in pieces]
    for piece in sorted(pieces, key=lambda piece: piece[0].left):
        before = ordered[-1] if ordered else None
        if before and piece[0].left - before.right > JOIN_GAP * piece[0].size:
            ordered.append(Glyph(" ", before.right, piece[0].left, before.baseline, before.size))
        ordered += piece
    return ordered


def without_guessed_spaces(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without the spaces that PDFium put beside a sign of a script that has none."""
    kept = []
    least = NO_WIDTH * size_of(glyphs)
    for place, glyph in enumerate(glyphs):
        guessed = glyph.character.isspace() and glyph.right - glyph.left < least
        beside = glyphs[max(0, place - 1)].character, glyphs[min(place + 1, len(glyphs) - 1)].character
        if not (guessed and any(IS_CJK.match(character) for character in beside)):
            kept.append(glyph)
    return kept


def without_note_marks(glyphs: list[Glyph], size: float, base: float) -> list[Glyph]:
    """The characters without raised numbers behind words; at the start, such a number becomes "[1] "."""
    kept: list[Glyph] = []
    raised: list[Glyph] = []
    for glyph in glyphs:
        small = glyph.size < SMALL * size and glyph.baseline > base + RAISED * size
        if small and glyph.character in "0123456789*" and not (kept and kept[-1].character.isdigit()):
            raised.append(glyph)
            continue
        if not kept and glyph.character.isspace():
            continue
        if raised and not kept:
            signs = f"[{''.join(mark.character for mark in raised)}] "
            kept += [Glyph(sign, raised[0].left, raised[-1].right, base, size) for sign in signs]
        kept.append(glyph)
    return kept


def first_width(glyphs: list[Glyph]) -> float:
    """How wide the first word is, in points; the first sign where words are not spaced."""
    width = 0.0
    for glyph in glyphs:
        if glyph.character.isspace() and width:
            break
        width += glyph.right - glyph.left
        if IS_CJK.match(glyph.character):
            break
    return width


def page_is_rtl(page: PageGlyphs) -> bool:
    """Whether a page is read from right to left."""
    return is_rtl("".join(glyph.character for glyph in page.glyphs))


def ends_in_hyphen(text: str) -> bool:
    """Whether a line ends within a word, at a hyphen."""
    return text.endswith((LINE_END_HYPHEN, "\N{SOFT HYPHEN}", "-", "\N{HYPHEN}"))
