"""The characters of a PDF page, with the places where they are drawn."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END_HYPHEN = "\x02"
UPRIGHT = 5.0
COMPOSED = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Ligatures and presentation forms: shapes of letters, which fonts use as if they were letters."""


@dataclass(slots=True)
class Glyph:
    """One character. `left`, `right` and `baseline` are in points, seen as the page is shown, upwards;
    `size` is the height of its font. `unsure` when the font does not say what it stands for."""

    character: str
    left: float
    right: float
    baseline: float
    size: float
    unsure: bool = False

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The characters of a page in file order, its width in points, how many stand sideways, left out."""

    glyphs: list[Glyph]
    width: float
    sideways: int


def read_glyphs(page: Any) -> PageGlyphs:
    """The upright characters of a pypdfium2 page."""
    rotation = page.get_rotation() % 360
    width, height = page.get_size()
    sheet = (height, width) if rotation in (90, 270) else (width, height)
    text_page = page.get_textpage()
    try:
        glyphs = list(all_glyphs(text_page, rotation, sheet))
    finally:
        text_page.close()
    upright = [glyph for glyph in glyphs if glyph is not None]
    return PageGlyphs(upright, width, len(glyphs) - len(upright))


def all_glyphs(text_page: Any, rotation: int, sheet: tuple[float, float]) -> Iterator[Glyph | None]:
    """The characters of a text page; None for each that stands sideways."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, place)
        if code in (10, 13) or not pdfium.FPDFText_GetLooseCharBox(text_page, place, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
        scale, angle = 1.0, 0.0
        if pdfium.FPDFText_GetMatrix(text_page, place, matrix):
            scale = math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
        if abs((angle - rotation + 180) % 360 - 180) > UPRIGHT:
            yield None
            continue
        corners = shown(box.left, box.bottom, rotation, sheet), shown(box.right, box.top, rotation, sheet)
        yield from split_glyph(
            Glyph(
                character=chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "",
                left=min(corners[0][0], corners[1][0]),
                right=max(corners[0][0], corners[1][0]),
                baseline=shown(x.value, y.value, rotation, sheet)[1],
                size=pdfium.FPDFText_GetFontSize(text_page, place) * scale,
                unsure=pdfium.FPDFText_HasUnicodeMapError(text_page, place) == 1,
            )
        )


def shown(x: float, y: float, rotation: int, sheet: tuple[float, float]) -> tuple[float, float]:
    """A point of the sheet (width, height) where it is when the page is shown turned clockwise."""
    if rotation == 90:
        return y, sheet[0] - x
    if rotation == 180:
        return sheet[0] - x, sheet[1] - y
    if rotation == 270:
        return sheet[1] - y, x
    return x, y


def split_glyph(glyph: Glyph) -> Iterator[Glyph]:
    """A character, or the letters that one shape stands for, side by side in its place."""
    if not glyph.character or not any(low <= ord(glyph.character) <= high for low, high in COMPOSED):
        meaningless = unicodedata.category(glyph.character or "\0") in ("Co", "Cn", "Cc")
        if meaningless and glyph.character != LINE_END_HYPHEN:
            glyph.unsure = True
            glyph.character = "" if glyph.character < " " else glyph.character
        if glyph.character:
            yield glyph
        return
    for letter in unicodedata.normalize("NFKC", glyph.character):
        yield Glyph(letter, glyph.left, glyph.right, glyph.baseline, glyph.size, glyph.unsure)
