"""The text of a Word file, in the order in which a person reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .docx_fields import Fields, is_left_out, read_symbol
from .docx_package import attribute, first, is_on, name_of
from .model import is_frame, with_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from .docx_numbering import Numbering
    from .docx_styles import Styles

WRAPPERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "dir", "bdo", "rubyBase"})
REMOVED = frozenset({"del", "moveFrom"})
MATHS = frozenset({"?oMath", "?oMathPara"})
BOXES = frozenset({"drawing", "pict", "object"})
REFERENCES = frozenset({"footnoteReference", "endnoteReference"})
CONTENTS_GALLERY = "Table of Contents"
CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}
BLANKS = " \t\n"
AS_SPACES = str.maketrans("\r\n", "  ")
IN_CELLS = str.maketrans("\t\n", "  ")


@dataclass(slots=True)
class Line:
    """One paragraph while it is read: its text so far, the notes it refers to, the text boxes it holds."""

    hidden: bool = False
    label: str = ""
    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def says(self) -> bool:
        """Whether any word of its own is in it."""
        return bool("".join(self.pieces).strip(BLANKS))


@dataclass(slots=True)
class Lines:
    """Lines of text, each with the lines that belong after it: its notes and its text boxes."""

    text: list[str] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=list)

    def add(self, text: str, after: list[str]) -> None:
        """Append one line; blank ones are kept, as one for several, to tell blocks apart."""
        if text or after or (self.text and self.text[-1]):
            self.text.append(text)
            self.after.append(after)

    def flat(self) -> list[str]:
        """All lines in reading order."""
        return [line for text, after in zip(self.text, self.after, strict=True) for line in (text, *after)]


@dataclass(slots=True)
class Story:
    """The reader of one Word file's text. `left_out` counts what is not in the text, by kind."""

    styles: Styles
    numbering: Numbering
    fields: Fields
    note_texts: dict[str, dict[str, _Element]]
    write_mark: Callable[[str, int], str]
    left_out: Counter[str] = field(default_factory=Counter)
    cited: Counter[str] = field(default_factory=Counter)
    open_notes: set[_Element] = field(default_factory=set)
    carried: Line | None = None

    def read(self, container: _Element) -> Lines:
        """The lines of everything in a body, cell, note, header or text box."""
        lines = Lines()
        outer, self.carried = self.carried, None
        self.blocks(container, lines)
        if self.carried is not None and (self.carried.says() or self.carried.notes or self.carried.boxes):
            self.finish(self.carried, lines)
        self.carried = outer
        return lines

    def blocks(self, container: _Element, lines: Lines) -> None:
        """Add the lines of the paragraphs and tables in a container."""
        for element in self.children(container):
            name = name_of(element)
            if name == "p":
                self.paragraph(element, lines)
            elif name == "tbl":
                self.table(element, lines)
            elif name == "altChunk":
                self.left_out["embedded file"] += 1

    def children(self, container: _Element) -> Iterator[_Element]:
        """The children of an element, those inside content controls and other wrappers in their place."""
        for element in container:
            name = name_of(element)
            if name in WRAPPERS:
                yield from self.children(element)
            elif name == "sdt":
                content = self.control(element)
                if content is not None:
                    yield from self.children(content)
            elif name == "?AlternateContent":
                branch = choose_branch(element)
                if branch is not None:
                    yield from self.children(branch)
            elif name in REMOVED:
                self.count_removed(element)
            elif name:
                yield element

    def control(self, element: _Element) -> _Element | None:
        """What a content control holds; None for a table of contents and for a prompt nobody filled in."""
        properties = first(element, "sdtPr")
        gallery = first(properties, "docPartObj", "docPartGallery")
        if attribute(gallery, "val") == CONTENTS_GALLERY or is_on(first(properties, "showingPlcHdr")):
            return None
        return first(element, "sdtContent")

    def count_removed(self, element: _Element) -> None:
        """Count a deletion that held words; what moved away is read where it went."""
        if name_of(element) == "del" and any(piece.text for piece in element.iter("{*}delText")):
            self.left_out["deleted passage"] += 1

    def paragraph(self, element: _Element, lines: Lines) -> None:
        """Add the line of one `w:p`, or keep it for the paragraph that it runs into."""
        properties, mark = first(element, "pPr"), first(element, "pPr", "rPr")
        style = attribute(first(properties, "pStyle"), "val") or self.styles.default
        line = Line(hidden=self.styles.hides(style))
        self.inline(element, line)
        concealed = self.is_hidden(mark, line.hidden)
        removed = first(mark, "del") is not None or first(mark, "moveFrom") is not None
        furniture = not (line.says() or self.fields.show())
        if not (removed or furniture or (concealed and not line.says())):
            line.label = self.numbering.label(properties)
        line = joined(self.carried, line)
        self.carried = None
        if removed or concealed or furniture or is_drop_cap(properties):
            self.carried = line
        else:
            self.finish(line, lines)

    def finish(self, line: Line, lines: Lines) -> None:
        """Add a whole line, its automatic number before it, its notes and boxes after it."""
        text = with_label(line.label, "".join(line.pieces).strip(BLANKS))
        after = list(line.notes)
        for box in line.boxes:
            after += self.aside(box).flat()
        lines.add(text, after)

    def aside(self, container: _Element) -> Lines:
        """The lines of a text flow of its own, which the fields open around it do not touch."""
        outer = self.fields
        self.fields = Fields(outer.unmatched)
        lines = self.read(container)
        self.fields = outer
        return lines

    def inline(self, container: _Element, line: Line) -> None:
        """Add the text of the runs in a paragraph to its line."""
        for element in self.children(container):
            name = name_of(element)
            if name == "r":
                self.run(element, line)
            elif name == "fldSimple":
                if not is_left_out(attribute(element, "instr") or ""):
                    self.inline(element, line)
            elif name in MATHS:
                line.pieces.extend((piece.text or "").translate(AS_SPACES) for piece in element.iter("{*}t"))

    def run(self, element: _Element, line: Line) -> None:
        """Add the text of one run, unless it is hidden."""
        hidden = self.is_hidden(first(element, "rPr"), line.hidden)
        mark: list[str] | None = None
        for child in run_parts(element):
            name = name_of(child)
            if name == "fldChar":
                self.fields.meet(child)
            elif name == "instrText":
                self.fields.instruct(child.text or "")
            elif hidden:
                self.left_out["hidden passage"] += bool(name == "t" and child.text)
            elif not self.fields.show():
                continue
            elif name in REFERENCES:
                mark = self.cite(child, line)
            elif name == "ruby":
                self.inline(child, line)
            elif name in BOXES:
                line.boxes.extend(find_boxes(child))
            else:
                (line.pieces if mark is None else mark).append(self.piece(child, name))
        if mark:
            line.notes[-1] = line.notes[-1].replace("[]", f"[{''.join(mark).strip()}]", 1)

    def is_hidden(self, properties: _Element | None, inherited: bool) -> bool:
        """Whether a run or a paragraph mark is hidden: by itself, its style, or its paragraph's style."""
        own = first(properties, "vanish")
        if own is not None:
            return is_on(own)
        style = attribute(first(properties, "rStyle"), "val")
        return inherited or self.styles.hides(style)

    def piece(self, element: _Element, name: str) -> str:
        """The characters of one child of a run; "" for what is not text."""
        if name == "t":
            text = (element.text or "").translate(AS_SPACES)
            kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            return text if kept else text.strip(BLANKS)
        if name == "sym":
            symbol = read_symbol(element)
            self.left_out["unknown symbol"] += symbol is None
            return symbol or ""
        return CHARACTERS.get(name, "")

    def cite(self, reference: _Element, line: Line) -> list[str] | None:
        """Add the note that a reference points to; a list to collect its mark when the author typed one."""
        kind = name_of(reference).removesuffix("Reference")
        typed = attribute(reference, "customMarkFollows") in ("1", "true", "on")
        self.cited[kind] += not typed
        body = self.note_texts.get(kind, {}).get(attribute(reference, "id") or "")
        if body is None or body in self.open_notes:
            return [] if typed else None
        mark = "" if typed else self.write_mark(kind, self.cited[kind])
        self.open_notes.add(body)
        words = " ".join(filter(None, self.aside(body).flat())).translate(IN_CELLS)
        self.open_notes.discard(body)
        line.notes.append(f"[{mark}] {words}")
        return [] if typed else None

    def table(self, element: _Element, lines: Lines) -> None:
        """Add one line a row; a row of one cell is a frame around paragraphs, which stay lines."""
        for row in self.children(element):
            if name_of(row) != "tr" or self.skips_row(row):
                continue
            cells = [cell for cell in self.children(row) if name_of(cell) == "tc" and not skips_cell(cell)]
            read = [Lines() if is_continued(cell) else self.read(cell) for cell in cells]
            if is_frame([cell.text for cell in read]):
                for cell in read:
                    for text, after in zip(cell.text, cell.after, strict=True):
                        lines.add(text, after)
                continue
            texts = [" ".join(filter(None, cell.text)).translate(IN_CELLS).strip() for cell in read]
            notes = [line for cell in read for after in cell.after for line in after]
            if any(texts) or notes:
                lines.add("\t".join(texts).rstrip(BLANKS), notes)

    def skips_row(self, row: _Element) -> bool:
        """Whether a row is deleted or hidden."""
        properties = first(row, "trPr")
        deleted = first(properties, "del") is not None
        self.left_out["deleted table row"] += deleted
        return deleted or is_on(first(properties, "hidden"))


def joined(before: Line | None, line: Line) -> Line:
    """A line behind one that runs into it; the first number of the two stays."""
    if before is None:
        return line
    return Line(
        label=before.label or line.label,
        pieces=before.pieces + line.pieces,
        notes=before.notes + line.notes,
        boxes=before.boxes + line.boxes,
    )


def run_parts(element: _Element) -> Iterator[_Element]:
    """The children of a run, one branch of each choice in its place."""
    for child in element:
        if name_of(child) == "?AlternateContent":
            branch = choose_branch(child)
            if branch is not None:
                yield from run_parts(branch)
        else:
            yield child


def is_drop_cap(properties: _Element | None) -> bool:
    """Whether a paragraph is the large first letter of the next one."""
    return attribute(first(properties, "framePr"), "dropCap") in ("drop", "margin")


def skips_cell(cell: _Element) -> bool:
    """Whether a cell is deleted, or the rest of one merged to its left."""
    properties = first(cell, "tcPr")
    deleted = first(properties, "cellDel") is not None
    merged = first(properties, "hMerge")
    return deleted or (merged is not None and attribute(merged, "val") != "restart")


def is_continued(cell: _Element) -> bool:
    """Whether a cell continues the one above it, where its text stands."""
    merged = first(cell, "tcPr", "vMerge")
    return merged is not None and attribute(merged, "val") != "restart"


def choose_branch(element: _Element) -> _Element | None:
    """The branch of an `mc:AlternateContent` to read: the first that holds text, else the first."""
    branches = [child for child in element if name_of(child) in ("?Choice", "?Fallback")]
    return next((branch for branch in branches if has_text(branch)), branches[0] if branches else None)


def has_text(element: _Element) -> bool:
    """Whether any text stands below an element."""
    return next(element.iter("{*}t"), None) is not None


def find_boxes(element: _Element) -> Iterator[_Element]:
    """The contents of the outermost text boxes below an element, one branch of each choice."""
    name = name_of(element)
    if name == "txbxContent":
        yield element
    elif name == "?AlternateContent":
        branch = choose_branch(element)
        if branch is not None:
            yield from find_boxes(branch)
    else:
        for child in element:
            yield from find_boxes(child)
