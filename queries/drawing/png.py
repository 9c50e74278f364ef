"""The drawing as a PNG, made from the very SVG by resvg, with the fonts of this machine."""

from __future__ import annotations

import unicodedata
from functools import cache
from html import escape, unescape

from councilgraph.queries.drawing.svg import FONTS
from councilgraph.queries.errors import DrawingError
from resvg_py import svg_to_bytes

PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">'
    '<text y="48" font-family="{fonts}" font-size="48">{character}</text></svg>'
)
NO_FONT_DRAWS = "\U0010fffd"
MARGIN_OF_ZOOM = (0.1, 10.0)


def rasterise(svg: str, *, scale: float = 2.0, strict: bool = True) -> bytes:
    """A PNG of the SVG at `scale` times its size (0.1 to 10).

    Raises DrawingError where resvg cannot read the SVG and, if `strict`, where no font of this machine draws
    some of its words: they would be missing from the picture.
    """
    missing = unwritable(svg) if strict else ()
    if missing:
        raise DrawingError(
            f"no font on this machine draws {', '.join(missing)}",
            remedy="Install a font for it (the Noto fonts draw all scripts), or take the SVG instead.",
        )
    least, most = MARGIN_OF_ZOOM
    try:
        return bytes(svg_to_bytes(svg_string=svg, zoom=min(max(scale, least), most), background="#ffffff"))
    except ValueError as error:
        problem = f"the drawing cannot be made a PNG ({error})"
        raise DrawingError(problem, remedy="Take the SVG instead.") from error


def unwritable(svg: str) -> tuple[str, ...]:
    """The scripts ("CJK", "ARABIC") of which some letter in the SVG has no glyph in any font here."""
    letters = {character for character in unescape(svg) if unicodedata.category(character).startswith("L")}
    missing = {script(letter) for letter in letters if not letter.isascii() and not has_glyph(letter)}
    return tuple(sorted(missing))


def script(letter: str) -> str:
    """The first word of a letter's name, which is its script."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


@cache
def has_glyph(character: str) -> bool:
    """Whether a character leaves ink: one that no font knows is drawn like one that none can know."""
    return probe(character) != probe(NO_FONT_DRAWS)


@cache
def probe(character: str) -> bytes:
    """A small picture of one character."""
    return bytes(svg_to_bytes(svg_string=PROBE.format(fonts=FONTS, character=escape(character))))
