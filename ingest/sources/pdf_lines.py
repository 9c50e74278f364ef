"""The lines of a PDF page: the text of its rows, cell by cell, in reading order."""

from __future__ import annotations

import re
from dataclasses import replace

from .pdf_bidi import is_mixed, is_rtl, kind_of, read_visually
from .pdf_glyphs import LINE_END_HYPHEN, Glyph, PageGlyphs
from .pdf_rows import LABEL, Row, base_of, ordered_rows, size_of
from .pdf_stops import CELL_GAP, Stops
from .pdf_tables import Cell, Line, realigned

PIECE_GAP = 0.2
CJK_GAP = 0.5
RAISED = 0.12
SMALL = 0.8
NO_WIDTH = 0.05
CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
CJK_SPACE = re.compile(f"(?<=[{CJK}]) +(?=[{CJK}“”‘’])|(?<=[{CJK}“”‘’]) +(?=[{CJK}])")
LEADERS = re.compile(r"\s*(?:[.·…]\s?){5,}\s*")
IS_CJK = re.compile(f"[{CJK}]")


def read_lines(pages: list[PageGlyphs], *, rtl: bool) -> list[list[Line]]:
    """The lines of each page of a document, in reading order."""
    found = []
    stops = Stops()
    for number, page in enumerate(pages):
        rows = ordered_rows(page.glyphs, rtl=rtl)
        near = stops.read_page(rows)
        lines = [make_line(row, page.width, number, places) for row, places in zip(rows, near, strict=True)]
        lines = [line for line in lines if line.text.strip()]
        found.append([with_label(line) for line in realigned(lines)])
    return found


def make_line(row: Row, width: float, page: int, stops: list[float]) -> Line:
    """One line from a row; `stops` are where the cells of rows near by start."""
    size, base = row.size, base_of(row.glyphs)
    parts = row.cells(CELL_GAP, stops)
    cells = [cell for part in parts if (cell := make_cell(part, width, size, base, rtl=row.rtl)).text]
    if not cells:
        return Line([Cell("", 0, 0, 0, False)], base, size, page)
    labelled = LABEL.fullmatch(cells[0].text.split()[0]) is not None
    return Line(cells, base, size, page, row.column, labelled)


def with_label(line: Line) -> Line:
    """The line; where its two cells are the number of a paragraph and its words, as one cell."""
    if len(line.cells) != 2 or LABEL.fullmatch(line.cells[0].text) is None:
        return line
    label, rest = line.cells
    unsure = label.unsure or rest.unsure
    return replace(line, cells=[Cell(f"{label.text}\t{rest.text}", label.start, rest.end, label.first, unsure)])


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
    for glyph in without_guessed_spaces(glyphs):
        before = pieces[-1][-1] if pieces else glyph
        size = max(glyph.size, before.size)
        if pieces and before.left - size <= glyph.left <= before.right + PIECE_GAP * size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    ordered: list[Glyph] = []
    for piece in sorted(pieces, key=lambda piece: piece[0].left):
        if ordered and stands_apart(ordered[-1], piece[0]):
            last = ordered[-1]
            ordered.append(Glyph(" ", last.right, piece[0].left, last.baseline, last.size))
        ordered += piece
    return ordered


def stands_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether the gap between two characters is a space; beside Chinese, only a wide one is."""
    among_cjk = IS_CJK.match(before.character) or IS_CJK.match(glyph.character)
    least = CJK_GAP if among_cjk else PIECE_GAP
    return glyph.left - before.right > least * max(before.size, glyph.size)


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
