"""Lines → record: agenda table, items, numbered paragraphs and signature, by their numbers.

A line is what lies between two line ends of the raw text. A number opens a paragraph only where it carries
on the count, so that figures at the head of a line are not taken for paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .fold import fold
from .model import Header, Item, Paragraph, Record

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .profile import Profile
    from .symbols import SymbolFinder

DOTTED = re.compile(r"(\d{1,2}[.]\d{1,3})[.)]?\s+(?=\S)")
PLAIN = re.compile(r"(\d{1,4})[.)]?\s+(?=\S)")
ITEM = re.compile(r"(\d{1,2})[.)]?(?:\s+(?=\S)|\s*$)")
SENTENCE_END = tuple(".。!?؟！？;；:：")
LONGEST_HEADING = 300
LONGEST_SIGNATURE = 160
SMALLEST_GAP = 4


class Line(NamedTuple):
    """A line without blanks and noise at its ends; `folded` has the same length as the raw slice or less."""

    start: int
    end: int
    folded: str


def read_lines(raw: str, profile: Profile) -> list[Line]:
    """The lines of a text, split on line feeds alone; leading noise is skipped."""
    lines, position = [], 0
    for piece in raw.split("\n"):
        start, end = position, position + len(piece)
        position = end + 1
        while profile.noise and (noise := profile.noise.match(raw, _skip(raw, start, end), end)):
            start = noise.end()
        start, stop = _skip(raw, start, end), end
        while stop > start and raw[stop - 1].isspace():
            stop -= 1
        lines.append(Line(start, stop, fold(raw[start:stop]).text))
    return lines


def _skip(raw: str, start: int, end: int) -> int:
    while start < end and (raw[start].isspace() or raw[start] in "\ufeff\u200e\u200f\u202a\u202b\u202c"):
        start += 1
    return start


def read_structure(raw: str, lexicon: Lexicon, profile: Profile, symbols: SymbolFinder) -> Record:
    """The record that the lines make up; without numbered paragraphs its list of paragraphs is empty."""
    lines = read_lines(raw, profile)
    dotted = profile.numbering != "plain" and sum(bool(DOTTED.match(line.folded)) for line in lines) > 1
    marks = _dotted_marks(lines) if dotted else _plain_marks(lines)
    record = Record(raw, Header(), [], [])
    if not marks:
        return record
    last = _signature_start(lines, marks[-1][0], lexicon)
    starts = [index for index, _, _ in marks]
    headings = _item_headings(lines, marks) if dotted else {}
    items: dict[str, Item] = {}
    for place, (index, number, offset) in enumerate(marks):
        stop = starts[place + 1] if place + 1 < len(starts) else last
        stop = _before_heading(lines, index, stop, headings)
        item_number = number.split(".")[0] if dotted else "1"
        item = items.get(item_number) or _new_item(items, item_number, headings, lines, raw, symbols)
        tail = next((line for line in reversed(lines[index:stop]) if line.end > line.start), lines[index])
        record.paragraphs.append(Paragraph(number, item, lines[index].start + offset, max(tail.end, tail.start)))
    record.items = list(items.values())
    _add_table(record, lines[: min([*headings.values(), starts[0]])], lexicon, symbols)
    return record


def _dotted_marks(lines: list[Line]) -> list[tuple[int, str, int]]:
    """(line, number, offset of the text) of each paragraph 1.1, 1.2 … whose number carries on the count."""
    marks: list[tuple[int, str, int]] = []
    item, paragraph = 0, 0
    for index, line in enumerate(lines):
        found = DOTTED.match(line.folded)
        if not found:
            continue
        major, minor = (int(part) for part in found.group(1).split("."))
        same = major == item and paragraph < minor <= paragraph + SMALLEST_GAP
        following = major > item and minor <= 2 and (major <= item + SMALLEST_GAP or not marks)
        if same or following:
            marks.append((index, found.group(1), found.end()))
            item, paragraph = major, minor
    return marks


def _plain_marks(lines: list[Line]) -> list[tuple[int, str, int]]:
    """The same for paragraphs 1, 2, 3 … numbered through."""
    marks: list[tuple[int, str, int]] = []
    count = 0
    for index, line in enumerate(lines):
        found = PLAIN.match(line.folded)
        if found and len(line.folded) > 40 and count < int(found.group(1)) <= (count or 400) + SMALLEST_GAP:
            count = int(found.group(1))
            marks.append((index, found.group(1), found.end()))
    return marks


def _item_headings(lines: list[Line], marks: list[tuple[int, str, int]]) -> dict[str, int]:
    """Item number → line of its heading: the last line that opens with the number before its paragraphs."""
    headings: dict[str, int] = {}
    previous = 0
    for index, number, _ in marks:
        item = number.split(".")[0]
        if item in headings:
            previous = index + 1
            continue
        for candidate in range(index - 1, previous - 1, -1):
            found = ITEM.match(lines[candidate].folded)
            if found and found.group(1) == item and len(lines[candidate].folded) <= LONGEST_HEADING * 2:
                headings[item] = candidate
                break
        previous = index + 1
    return headings


def _before_heading(lines: list[Line], start: int, stop: int, headings: dict[str, int]) -> int:
    """Where a paragraph ends: at the next item's heading, and without short lines that head what follows."""
    stop = min([line for line in headings.values() if start < line < stop], default=stop)
    while stop - 1 > start and _is_heading(lines[stop - 1]):
        stop -= 1
    return stop


def _is_heading(line: Line) -> bool:
    text = line.folded
    return not text or (len(text) < LONGEST_HEADING and not text.endswith(SENTENCE_END) and text[0] not in "-•*")


def _new_item(
    items: dict[str, Item], number: str, headings: dict[str, int], lines: list[Line], raw: str, symbols: SymbolFinder
) -> Item:
    item = Item(number, "")
    if number in headings:
        line = lines[headings[number]]
        mark = ITEM.match(line.folded)
        item.title = raw[line.start + (mark.end() if mark else 0) : line.end].strip()
        item.documents = [symbol for _, _, symbol in symbols.find(fold(item.title).text)]
    items[number] = item
    return item


def _add_table(record: Record, lines: list[Line], lexicon: Lexicon, symbols: SymbolFinder) -> None:
    """Take up the documents that the table of subjects lists beside each item, and items without paragraphs."""
    known = {item.number: item for item in record.items}
    current: Item | None = None
    for line in lines:
        found = ITEM.match(line.folded)
        if found and (found.group(1) in known or current):
            current = known.get(found.group(1))
        if current is not None:
            listed = [symbol for _, _, symbol in symbols.find(line.folded)]
            current.documents += [symbol for symbol in listed if symbol not in current.documents]
            if not current.title and not listed and line.folded:
                current.title = record.raw[line.start : line.end]


def _signature_start(lines: list[Line], last_mark: int, lexicon: Lexicon) -> int:
    """The line after the last paragraph: where the signature block, or nothing more, begins."""
    signs = (lexicon.finder("header", "chair"), lexicon.finder("header", "secretary"))
    for index in range(last_mark + 1, len(lines)):
        text = lines[index].folded
        signed = any(sign.search(text) for sign in signs)
        if text and len(text) <= LONGEST_SIGNATURE and signed and not text.endswith(SENTENCE_END[:6]):
            return index
        if text and len(text) <= LONGEST_SIGNATURE and signed and text.endswith((":", "：")):
            return index
    return len(lines)
