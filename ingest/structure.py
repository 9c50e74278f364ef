"""Lines → record: agenda table, items, numbered paragraphs and signature, by their numbers.

A line is what lies between two line ends of the raw text. A number opens a paragraph only where it carries
on the count, so that figures at the head of a line are not taken for paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .fold import fold
from .lines import (
    DOTTED,
    ITEM,
    LONGEST_HEADING,
    LONGEST_SIGNATURE,
    SENTENCE_END,
    Line,
    after,
    read_lines,
    signature_start,
)
from .model import Header, Item, Paragraph, Record
from .sections import read_sections

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .profile import Profile
    from .symbols import SymbolFinder

BRACKETED = re.compile(r"\(((?:[^()]|\([^()]{1,12}\)){1,200})\)$")
SMALLEST_GAP = 4
FEWEST_DOTTED = 2


def read_structure(raw: str, lexicon: Lexicon, profile: Profile, symbols: SymbolFinder) -> Record:
    """The record that the lines make up; without numbered paragraphs its list of paragraphs is empty."""
    lines = read_lines(raw, profile)
    marks = _dotted_marks(raw, lines) if profile.numbering in ("dotted", "any") else []
    if len(marks) < FEWEST_DOTTED:
        last = max((i for i, line in enumerate(lines) if len(line.folded) > LONGEST_SIGNATURE), default=0)
        end = signature_start(lines, last, lexicon)
        return read_sections(raw, lines, profile, symbols, end)
    record = Record(raw, Header(), [], [])
    last = signature_start(lines, marks[-1][0], lexicon)
    starts = [index for index, _, _ in marks]
    headings = _item_headings(lines, marks)
    items: dict[str, Item] = {}
    for place, (index, number, offset) in enumerate(marks):
        stop = starts[place + 1] if place + 1 < len(starts) else last
        stop = _before_heading(lines, index, stop, headings)
        item_number = number.split(".")[0]
        item = items.get(item_number) or _new_item(items, item_number, headings, lines, raw, symbols)
        tail = next((line for line in reversed(lines[index:stop]) if line.end > line.start), lines[index])
        record.paragraphs.append(Paragraph(number, item, after(raw, lines[index], offset), tail.end))
    record.items = list(items.values())
    _add_table(record, lines[: min([*headings.values(), starts[0]])], lexicon, symbols)
    return record


def _dotted_marks(raw: str, lines: list[Line]) -> list[tuple[int, str, int]]:
    """(line, number, offset of the text) of each paragraph 1.1, 1.2 … whose number carries on the count."""
    marks: list[tuple[int, str, int]] = []
    item, paragraph = 0, 0
    for index, line in enumerate(lines):
        found = DOTTED.match(line.folded)
        if not found or _goes_on(raw, line, found.end()):
            continue
        major, minor = (int(part) for part in found.group(1).split("."))
        same = major == item and paragraph < minor <= paragraph + SMALLEST_GAP
        following = major > item and minor <= 2 and (major <= item + SMALLEST_GAP or not marks)
        if same or following:
            marks.append((index, found.group(1), found.end()))
            item, paragraph = major, minor
    return marks


def _goes_on(raw: str, line: Line, offset: int) -> bool:
    """Whether a number at the head of a line is a figure of the sentence before: "1.5 million …"."""
    return raw[after(raw, line, offset)].islower()


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
    items: dict[str, Item],
    number: str,
    headings: dict[str, int],
    lines: list[Line],
    raw: str,
    symbols: SymbolFinder,
) -> Item:
    item = Item(number, "")
    if number in headings:
        line = lines[headings[number]]
        mark = ITEM.match(line.folded)
        item.title = raw[line.start + (mark.end() if mark else 0) : line.end].strip()
        item.documents = _listed(fold(item.title).text, symbols)
    items[number] = item
    return item


def _listed(folded: str, symbols: SymbolFinder) -> list[str]:
    """The documents that a heading names, last in brackets: "(Documents 55(Rev.1) and 41)", "(55(Rev.1), 41)"."""
    found = [symbol for _, _, symbol in symbols.find(folded)]
    bracketed = BRACKETED.search(folded)
    listed = symbols.column(bracketed.group(1)) if bracketed and not found else []
    return found or (listed if len(listed) > 1 else [])


def _add_table(record: Record, lines: list[Line], lexicon: Lexicon, symbols: SymbolFinder) -> None:
    """Take up the documents that the table of subjects lists beside each item, and items without paragraphs."""
    known = {item.number: item for item in record.items}
    current: Item | None = None
    papers = lexicon.finder("header", "documents")
    has_column = False
    for line in lines:
        has_column = has_column or papers.search(line.folded) is not None
        found = ITEM.match(line.folded)
        if found and (found.group(1) in known or current):
            current = known.get(found.group(1))
        if current is not None:
            _, tab, last = record.raw[line.start : line.end].rpartition("\t")
            cell = fold(last.strip()).text if tab or not found else ""
            listed = _listed(line.folded, symbols) or (symbols.column(cell) if has_column else [])
            current.documents += [symbol for symbol in listed if symbol not in current.documents]
            if not current.title and not listed and line.folded:
                current.title = record.raw[line.start : line.end]
