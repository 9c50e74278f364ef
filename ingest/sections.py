"""Lines → record where items are headings, not numbers: paragraphs are numbered through, or not at all.

Headings are told from paragraphs by their form (short, without a sentence end), and get their labels from
the table of contents where there is one, else by counting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .fold import fold
from .lines import LONGEST_HEADING, PLAIN, SENTENCE_END, Line
from .model import Header, Item, Paragraph, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from .profile import Profile
    from .symbols import SymbolFinder

LABEL = re.compile(r"([a-z]|[ivxl]{1,6}|\d{1,2})[.)]\s+(?=\S)|\(([ivxl]{1,6}|[a-z])\)\s*(?=\S)|([-–•])\s+(?=\S)")
AGENDA_ITEM = re.compile(r"[^\d]{0,24}?(\d{1,2})\s?[.:]?\s")
SHORTEST_PARAGRAPH = 30
LATEST_FIRST = 2


@dataclass
class _Contents:
    """Titles of the table of contents with their labels, and where the body begins."""

    labels: dict[str, str] = field(default_factory=dict)
    body: int = 0


def read_sections(raw: str, lines: list[Line], profile: Profile, symbols: SymbolFinder, end: int) -> Record:
    """The record of lines that are headings or paragraphs; `end` is the line where the signature begins."""
    contents = _read_contents(raw, lines, profile)
    numbered = sum(bool(PLAIN.match(line.folded)) for line in lines[contents.body : end]) > 2
    record = Record(raw, Header(), [], [])
    if not numbered and profile.numbering != "none":
        return record
    number = _plain_number if numbered else _counted
    labeller = _Labeller(contents.labels)
    item: Item | None = None
    for line in lines[contents.body : end]:
        if not line.folded:
            continue
        if line.folded in contents.labels or _is_title(line, numbered=numbered):
            item = labeller.item(raw, line, symbols, item)
        elif item is not None or contents.body or numbered:
            _add(record, line, number, item or labeller.opening())
    if numbered and not _is_numbered_through(record):
        record.paragraphs = []
    known: dict[int, Item] = {id(p.item): p.item for p in record.paragraphs if p.item}
    record.items = list(known.values())
    return record


def _is_numbered_through(record: Record) -> bool:
    """Whether the numbers found are those of paragraphs: from the first on, and over most of the text."""
    told = sum(paragraph.end - paragraph.start for paragraph in record.paragraphs)
    return bool(told) and int(record.paragraphs[0].number) <= LATEST_FIRST and told * 2 > len(record.raw)


def _read_contents(raw: str, lines: list[Line], profile: Profile) -> _Contents:
    """The table of contents by the profile's mark of its lines; the body begins at the first title after it."""
    found = _Contents()
    if profile.contents is None:
        return found
    for index, line in enumerate(lines):
        match = profile.contents.search(raw, raw.rfind("\n", 0, line.start) + 1, line.end)
        if match:
            label, title = match.group("label") or "-", fold(match.group("title")).text.strip()
            found.labels[title] = label
            found.body = index + 1
    return found


def _is_title(line: Line, *, numbered: bool) -> bool:
    text = line.folded.rstrip()
    if numbered and PLAIN.match(text) and text.endswith(SENTENCE_END):
        return False
    return len(text) < LONGEST_HEADING and not text.endswith(SENTENCE_END)


def _plain_number(line: Line, count: int) -> tuple[str, int] | None:
    found = PLAIN.match(line.folded)
    if found and count < int(found.group(1)) <= count + 5:
        return found.group(1), found.end()
    return None


def _counted(line: Line, count: int) -> tuple[str, int] | None:
    return str(count + 1), 0


def _add(record: Record, line: Line, number: Callable[[Line, int], tuple[str, int] | None], item: Item) -> None:
    """A new paragraph, or more lines of the one before it."""
    last = record.paragraphs[-1] if record.paragraphs else None
    count = int(last.number) if last else 0
    found = number(line, count)
    if found is None:
        if last and last.item is item:
            last.end = line.end
        return
    if found[1] == 0 and line.end - line.start < SHORTEST_PARAGRAPH // 2:
        return
    record.paragraphs.append(Paragraph(found[0], item, line.start + found[1], line.end))


class _Labeller:
    """Gives each heading its place: "A", then "A(i)", then "A(i)-1"."""

    def __init__(self, labels: dict[str, str]) -> None:
        self._labels = labels
        self._path: list[str] = []
        self._count = 0
        self._opening = Item("0", "")

    def opening(self) -> Item:
        """What stands before the first heading."""
        return self._opening

    def item(self, raw: str, line: Line, symbols: SymbolFinder, before: Item | None) -> Item:
        """The item that a heading opens."""
        title = raw[line.start : line.end].strip()
        number = self._number(line.folded.strip(), title)
        listed = list(dict.fromkeys(symbol for _, _, symbol in symbols.find(fold(title).text)))
        if before is not None and before.number == number:
            before.documents += [symbol for symbol in listed if symbol not in before.documents]
            return before
        return Item(number, title, listed)

    def _number(self, folded: str, title: str) -> str:
        label = LABEL.match(folded)
        own = self._labels.get(folded) or (label.group().strip() if label else "")
        letter = own.strip("().").upper()
        if own.startswith("("):
            self._path = [*self._path[:1], f"({letter.lower()})"]
        elif own[:1] in ("-", "–", "•"):
            self._count += 1
            self._path = [*[part for part in self._path if not part.startswith("-")], f"-{self._count}"]
        elif letter or title.isupper() or not self._path or not self._labels:
            self._path = [letter or str(int(self._path[0]) + 1 if self._top_is_number() else 1)]
            self._count = 0
        return "".join(self._path)

    def _top_is_number(self) -> bool:
        return bool(self._path) and self._path[0].isdigit()
