"""What a reader of a file format hands on: raw text, and what a person should know about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

FRAMED_LINES = 3
FRAMED_CHARACTERS = 2000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read.

    `text` is what is cited later: offsets count its characters. A line ends with "\\n" alone, and only where
    the file had the end of a line, a paragraph or a table row. `sha256` is the hexadecimal hash of the bytes.
    `low_confidence` lists spans of `text`, in order, whose characters or word order may differ from the page.
    `notes` are whole sentences for a person: what was left out, guessed or found odd.
    """

    path: str
    text: str
    media_type: str
    sha256: str
    low_confidence: tuple[Span, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader finds in the bytes of one file; see `Source` for the fields."""

    text: str
    low_confidence: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `counted(3, "deleted passage was", "deleted passages were")`.

    >>> counted(1, "page was", "pages were")
    '1 page was'
    """
    return f"{number} {one if number == 1 else many}"


def with_label(label: str, text: str) -> str:
    """A paragraph behind its automatic number, unless the same number was typed as well.

    >>> with_label("1.1", "The chair opened."), with_label("1.", "1. The chair opened.")
    ('1.1\\tThe chair opened.', '1. The chair opened.')
    """
    if not label or re.match(re.escape(label) + r"[.)]?(?:\s|$)", text):
        return text
    return f"{label}\t{text}"


def is_frame(cells: list[list[str]]) -> bool:
    """Whether a table row, given the lines of its cells, only lays out running text, which stays as it is."""
    return len(cells) == 1 or any(
        len(lines) >= FRAMED_LINES and sum(map(len, lines)) > FRAMED_CHARACTERS for lines in cells
    )
