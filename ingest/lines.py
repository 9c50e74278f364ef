"""The lines of a raw text, and the forms by which a line shows what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .fold import fold

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .profile import Profile

DOTTED = re.compile(r"(\d{1,2}[.]\d{1,3})[.)]?\s+(?=\S)")
PLAIN = re.compile(r"(\d{1,4})[.)]?\s+(?=\S)")
ITEM = re.compile(r"(\d{1,2})[.)]?(?:\s+(?=\S)|\s*$)")
SENTENCE_END = tuple(".。!?؟！？;；:：")
INVISIBLE = frozenset("\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_HEADING = 300
LONGEST_SIGNATURE = 160


class Line(NamedTuple):
    """A line without blanks and noise at its ends; `folded` starts at the character raw[start]."""

    start: int
    end: int
    folded: str


def read_lines(raw: str, profile: Profile) -> list[Line]:
    """The lines of a text, split on line feeds alone; blanks and noise at the ends are left out."""
    lines, position = [], 0
    for piece in raw.split("\n"):
        start, end = position, position + len(piece)
        position = end + 1
        start = _skip(raw, start, end)
        while profile.noise and (noise := profile.noise.match(raw, start, end)):
            start = _skip(raw, noise.end(), end)
        while end > start and (raw[end - 1].isspace() or raw[end - 1] in INVISIBLE):
            end -= 1
        lines.append(Line(start, end, fold(raw[start:end]).text))
    return lines


def after(raw: str, line: Line, folded_offset: int) -> int:
    """The raw offset of a folded offset near the head of a line, blanks behind it skipped."""
    start, _ = fold(raw[line.start : line.end]).raw(folded_offset, folded_offset + 1)
    return _skip(raw, line.start + start, line.end)


def signature_start(lines: list[Line], last_mark: int, lexicon: Lexicon) -> int:
    """The line after the last paragraph where the signature block, or nothing more, begins."""
    signs = (lexicon.finder("header", "chair"), lexicon.finder("header", "secretary"))
    for index in range(last_mark + 1, len(lines)):
        text = lines[index].folded
        short = bool(text) and len(text) <= LONGEST_SIGNATURE
        closed = text.endswith(SENTENCE_END) and not text.endswith((":", "："))
        if short and not closed and any(sign.search(text) for sign in signs):
            return index
    return len(lines)


def _skip(raw: str, start: int, end: int) -> int:
    while start < end and (raw[start].isspace() or raw[start] in INVISIBLE):
        start += 1
    return start
