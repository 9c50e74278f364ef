"""How wide a text is, and where it may be broken, without asking a font."""

from __future__ import annotations

import re
import unicodedata

WIDE_RANGES = "⺀-鿿가-힣豈-﫿＀-￯"
OPENING, CLOSING = "（《「『【“", "，。、；：）》」』】”"
PIECE = re.compile(f"[{OPENING}]*(?:[^\\s{WIDE_RANGES}]+|[{WIDE_RANGES}])[{CLOSING}]*")
ISOLATE, END_ISOLATE = "\u2067", "\u2069"
NARROW = frozenset("iljtfrI.,:;'!|()[] /-")
BROAD = frozenset("mwMW@%—…")
WIDE, CAPITAL, PLAIN, SLIM = 1.0, 0.71, 0.6, 0.36


def directed(line: str) -> str:
    """A line that reads from right to left, marked so that numbers and symbols in it stand where they belong."""
    strong = (unicodedata.bidirectional(character) for character in line)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return line if first == "L" else f"{ISOLATE}{line}{END_ISOLATE}"


def width(text: str, size: float) -> float:
    """About how many pixels a text takes at a font size; a little too much rather than too little."""
    return size * sum(em(character) for character in text)


def em(character: str) -> float:
    """The width of one character in units of the font size."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or character in BROAD:
        return WIDE
    if character in NARROW:
        return SLIM
    return CAPITAL if character.isupper() else PLAIN


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in lines no wider than `room` pixels; nothing is left out, a word too long is cut in two.

    >>> wrap("amendment to Resolution 7", 90, 10)
    ['amendment to', 'Resolution 7']
    """
    lines, end = [""], 0
    for piece in PIECE.finditer(text):
        gap = " " if piece.start() > end and lines[-1] else ""
        end = piece.end()
        if width(lines[-1] + gap + piece[0], size) <= room:
            lines[-1] += gap + piece[0]
            continue
        lines += cut(piece[0], room, size)
    return [line for line in lines if line] or [""]


def cut(word: str, room: float, size: float) -> list[str]:
    """A word in as many parts as it needs to fit."""
    parts = [""]
    for character in word:
        if parts[-1] and width(parts[-1] + character, size) > room:
            parts.append("")
        parts[-1] += character
    return parts
