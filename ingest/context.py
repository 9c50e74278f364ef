"""One paragraph under reading, and the way from its folded text back to the record's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .framing import Understood
    from .model import Paragraph, Speaker
    from .spans import Span
    from .targets import Discussion, Words


class Context(NamedTuple):
    """One paragraph under reading."""

    paragraph: Paragraph
    words: Words
    discussion: Discussion
    understood: Understood
    speakers: list[Speaker]


def raw_span(paragraph: Paragraph, span: Span) -> tuple[int, int]:
    """A folded span of a paragraph as offsets into the record's raw text, without blanks at its ends."""
    assert paragraph.folded is not None
    text = paragraph.folded.text
    start, end = span
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    first, last = paragraph.folded.raw(start, end)
    return paragraph.start + first, paragraph.start + last
