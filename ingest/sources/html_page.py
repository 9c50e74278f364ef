"""An HTML page while its nodes are walked through: the lines it makes, its lists and its tables."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from .counting import html_format, write_number
from .docx_styles import read_integer
from .model import is_frame, with_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

SPACES = re.compile(r"[ \t\n\r\f]+")
BLANKS = " \t\n"
IN_CELLS = str.maketrans("\t\n", "  ")
CONCEALED = ("display:none", "visibility:hidden", "mso-hide:all")
WORD_NUMBER = "mso-list:ignore"
NOTE_MARK = re.compile(r"\[[\dA-Za-z]{1,4}\]|\(\d{1,3}\)|[\d*†‡]{1,4}")
LIST_STYLE = re.compile(r"list-style(?:-type)?:([\w-]+)")
MOST_SPANNED = 1000


@cache
def elements(kind: str) -> frozenset[str]:
    """The elements of one list of `elements.toml`."""
    table = tomllib.loads(resources.files(__package__).joinpath("elements.toml").read_text("utf-8"))
    return frozenset(table[kind])


@dataclass(slots=True)
class Sink:
    """Where lines go: the page, or one cell of a table. `label` waits for the words that it numbers."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    label: str = ""
    holds_table: bool = False

    def write(self, text: str) -> None:
        """Add running text, in which white space counts as one space."""
        text = SPACES.sub(" ", text)
        if not self.pieces or self.pieces[-1][-1] in BLANKS:
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)

    def end_line(self) -> None:
        """End the line, if it has begun."""
        text = "".join(self.pieces).strip(BLANKS)
        self.pieces.clear()
        if text.strip():
            self.lines.append(with_label(self.label, text))
            self.label = ""


@dataclass(slots=True)
class Numbers:
    """One open list: how it numbers its items, and the number of the outer item that it stands in."""

    style: str
    path: str
    number: int
    step: int
    current: str = ""

    def count(self, value: int | None) -> str:
        """The label of the next item: "2", "2.1" inside item 2, "b." for letters, "" for bullets."""
        number = self.number if value is None else value
        self.number = number + self.step
        written = write_number(number, self.style)
        if self.style != "decimal":
            self.current = f"{written}." if written else ""
        else:
            self.current = f"{self.path}.{written}" if self.path else written
        return self.current


@dataclass(slots=True)
class Table:
    """One open table. `spanned` maps a column to how many rows below it a cell from above still fills."""

    spanned: dict[int, int] = field(default_factory=dict)
    column: int = 0
    cells: list[Sink | None] = field(default_factory=list)

    def skip_spanned(self) -> None:
        """Leave a place for each cell from above that stands next in this row."""
        while self.spanned.get(self.column):
            self.spanned[self.column] -= 1
            self.cells.append(None)
            self.column += 1

    def add(self, cell: Sink, node: LexborNode) -> None:
        """Put a cell into the row that is open."""
        self.skip_spanned()
        self.cells.append(cell)
        if (down := read_span(node, "rowspan")) > 1:
            self.spanned[self.column] = down - 1
        self.column += read_span(node, "colspan")

    def end_row(self) -> list[str]:
        """The lines of the row that was open: one, unless the row only lays out running text."""
        self.skip_spanned()
        cells, self.cells, self.column = self.cells, [], 0
        lines = [cell.lines if cell else [] for cell in cells]
        if is_frame(lines) or any(cell and cell.holds_table for cell in cells):
            return [line for cell in lines for line in cell]
        row = "\t".join(" ".join(cell).translate(IN_CELLS).strip() for cell in lines).rstrip(BLANKS)
        return [row] if row else []


@dataclass(slots=True)
class Page:
    """The page so far. `sinks` are the page and the open cells, innermost last."""

    sinks: list[Sink] = field(default_factory=lambda: [Sink()])
    tables: list[Table] = field(default_factory=list)
    lists: list[Numbers] = field(default_factory=list)
    preformatted: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def enter(self, node: LexborNode) -> bool:
        """Take in the start of a node; whether to go on into it."""
        if node.is_text_node:
            self.write(node.text_content or "")
            return False
        tag = node.tag or ""
        if not node.is_element_node or tag in elements("skipped") or is_note_mark(node, tag):
            return False
        if kind := left_out_kind(node, tag):
            self.left_out[kind] += bool(node.text().strip())
            return False
        if tag in elements("blocks"):
            self.sinks[-1].end_line()
        if tag in STARTS:
            STARTS[tag](self, node)
        return True

    def leave(self, node: LexborNode) -> None:
        """Take in the end of an element that was entered."""
        tag = node.tag or ""
        if tag in elements("blocks"):
            self.sinks[-1].end_line()
        elif WORD_NUMBER in style_of(node):
            self.sinks[-1].pieces[:] = ["".join(self.sinks[-1].pieces).rstrip(), "\t"]
        if tag in ENDS:
            ENDS[tag](self, node)

    def finish(self) -> list[str]:
        """All lines, once every node was met."""
        self.sinks[-1].end_line()
        return self.sinks[0].lines

    def write(self, text: str) -> None:
        """Add running text, or the lines of preformatted text."""
        if not self.preformatted:
            self.sinks[-1].write(text)
            return
        for place, line in enumerate(text.split("\n")):
            if place:
                self.sinks[-1].end_line()
            if line:
                self.sinks[-1].pieces.append(line)

    def start_list(self, node: LexborNode) -> None:
        """Open a list."""
        style = list_format(node)
        dotted = style == "decimal" and all(outer.style == "decimal" for outer in self.lists)
        path = self.lists[-1].current if self.lists and dotted else ""
        backwards = "reversed" in node.attributes
        start = read_integer(node.attributes.get("start"))
        if start is None:
            start = sum(child.tag == "li" for child in node.iter()) if backwards else 1
        self.lists.append(Numbers(style, path, start, -1 if backwards else 1))

    def end_list(self, node: LexborNode) -> None:
        """Close the innermost list."""
        self.lists.pop()

    def start_item(self, node: LexborNode) -> None:
        """Number an item of the innermost list."""
        if self.lists:
            self.sinks[-1].label = self.lists[-1].count(read_integer(node.attributes.get("value")))

    def end_item(self, node: LexborNode) -> None:
        """Forget the number of an item that had no words."""
        self.sinks[-1].label = ""

    def start_table(self, node: LexborNode) -> None:
        """Open a table."""
        self.sinks[-1].holds_table = True
        self.tables.append(Table())

    def end_table(self, node: LexborNode) -> None:
        """Close the innermost table."""
        self.tables.pop()

    def start_cell(self, node: LexborNode) -> None:
        """Collect the lines of a cell apart."""
        self.sinks.append(Sink())

    def end_cell(self, node: LexborNode) -> None:
        """Put a cell into its row."""
        self.tables[-1].add(self.sinks.pop(), node)

    def end_row(self, node: LexborNode) -> None:
        """Add the lines of a row where the table stands."""
        self.sinks[-1].lines.extend(self.tables[-1].end_row())

    def start_preformatted(self, node: LexborNode) -> None:
        """Keep white space and line ends from here on."""
        self.preformatted += 1

    def end_preformatted(self, node: LexborNode) -> None:
        """Let white space flow again."""
        self.preformatted -= 1


STARTS: dict[str, Callable[[Page, LexborNode], None]] = {
    "ol": Page.start_list,
    "ul": Page.start_list,
    "li": Page.start_item,
    "table": Page.start_table,
    "td": Page.start_cell,
    "th": Page.start_cell,
    "pre": Page.start_preformatted,
}
ENDS: dict[str, Callable[[Page, LexborNode], None]] = {
    "ol": Page.end_list,
    "ul": Page.end_list,
    "li": Page.end_item,
    "table": Page.end_table,
    "tr": Page.end_row,
    "td": Page.end_cell,
    "th": Page.end_cell,
    "pre": Page.end_preformatted,
}


def style_of(node: LexborNode) -> str:
    """The inline style of an element in lower case, without spaces."""
    return "".join((node.attributes.get("style") or "").lower().split())


def left_out_kind(node: LexborNode, tag: str) -> str:
    """Why an element is left out: "hidden" or "deleted"; "" when it is read."""
    if tag == "del":
        return "deleted"
    style = style_of(node)
    return "hidden" if "hidden" in node.attributes or any(word in style for word in CONCEALED) else ""


def is_note_mark(node: LexborNode, tag: str) -> bool:
    """Whether an element is the mark of a footnote, which would stick to the word before it."""
    if tag == "a":
        target = node.attributes.get("href") or ""
        if node.attributes.get("role") == "doc-noteref":
            return True
        text = node.text().strip()
        forth = target.startswith("#") and "ref" not in target
        return forth and text.startswith(("[", "(")) and bool(NOTE_MARK.fullmatch(text))
    if tag != "sup":
        return False
    link = node.css_first("a[href^='#']")
    return link is not None and bool(NOTE_MARK.fullmatch(node.text().strip()))


def list_format(node: LexborNode) -> str:
    """How a list numbers its items, by Word's name of the format."""
    if node.tag == "ul":
        return "bullet"
    styled = LIST_STYLE.search(style_of(node))
    named = html_format(styled[1]) if styled else None
    return named or html_format(node.attributes.get("type") or "1") or "decimal"


def read_span(node: LexborNode, name: str) -> int:
    """How many rows or columns a cell spans, from 1 to `MOST_SPANNED`."""
    return min(max(read_integer(node.attributes.get(name)) or 1, 1), MOST_SPANNED)
