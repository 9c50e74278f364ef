"""From the lines of pages to paragraphs: what is furniture, what goes on, what starts anew."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from .pdf_glyphs import LINE_END_HYPHEN
from .pdf_lines import CJK, IS_CJK, ends_in_hyphen

if TYPE_CHECKING:
    from .model import Span
    from .pdf_tables import Line

EDGE_LINES = 3
BEFORE = -1
SHORT = 40
APART = 2.0
FEW_PAGES = 3
REPEATED = 0.4
SAME_HEIGHT = 8.0
PAGE_NUMBER = re.compile(r"\W{0,8}(\d{1,4})(?:\s*/\s*\d{1,4})?\W{0,8}")
NUMBERED = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})+[.)]?(?=\s)")
ITEMIZED = re.compile(r"(?:\d{1,3}[.)]|\([a-zA-Z\d]{1,4}\)|[a-zA-Z]\)|[•‣◦▪●–—])\s")
NOTE = re.compile(r"\[[\d*]{1,4}\] ")
OPENING = ("(", "[", "«", "“", "„", "/")
SENTENCE_END = ".:;?!。：；？！؟؛…"
LETTER = rf"[^\W\d_{CJK}]"
WORD = re.compile(rf"{LETTER}+(?:-{LETTER}+)*")
WORD_AT_END = re.compile(rf"{LETTER}*$")
WORD_AT_START = re.compile(rf"{LETTER}*")
WIDE_GAP = 1.3
NOTE_SIZE = 0.93
SIZE_CHANGE = 0.08
INDENT = 0.5
ALIGNED = 0.6
CJK_SLACK = 2.2
SLACK = 0.5


@dataclass(slots=True)
class Measures:
    """What is usual in a document: the step from line to line, and where the lines of each column end."""

    step: float
    size: float
    ends: dict[int, float]
    words: Counter[str]


@dataclass(slots=True)
class Paragraph:
    """A paragraph or table row that is open: its lines, and for each cell the pieces of text so far."""

    lines: list[Line]
    cells: list[list[tuple[str, bool]]] = field(default_factory=list)

    def text(self) -> tuple[str, list[Span]]:
        """The text, and the spans in it that are unsure."""
        text, spans = "", []
        for place, pieces in enumerate(self.cells):
            text += "\t" if place else ""
            for piece, unsure in pieces:
                if unsure and piece:
                    spans.append((len(text), len(text) + len(piece)))
                text += piece
        return text, spans


def drop_furniture(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without running heads and feet, and how many of their lines were dropped.

    Furniture is what returns at the edge of pages with other numbers. Each head is kept once, where the first
    page has it or else before the first page, since it may be all that tells the document's number and date.
    """
    repeated = repeated_keys(pages)
    seen = {furniture_key(line) for lines in pages[:1] for line in lines}
    kept, heads, dropped = [], [], 0
    for number, lines in enumerate(pages):
        ordered = sorted(lines, key=lambda line: -line.baseline)
        few = len(pages) < FEW_PAGES
        top = edge(ordered, repeated, number, few=few) if number else []
        gone = {id(line) for line in top + edge(ordered[::-1], repeated, number, few=few)}
        kept.append([line for line in lines if id(line) not in gone])
        dropped += len(gone)
        for line in top:
            if furniture_key(line) not in seen and not PAGE_NUMBER.fullmatch(line.text):
                seen.add(furniture_key(line))
                heads.append(replace(line, page=BEFORE))
    return [heads, *kept], dropped


def edge(lines: list[Line], repeated: set[str], page: int, *, few: bool) -> list[Line]:
    """The furniture among the lines from one edge of a page inwards.

    Where pages are too `few` for lines to return, a short line beside the page number that stands well apart
    from the next one is furniture as well.
    """
    found: list[Line] = []
    for line, following in zip(lines[:EDGE_LINES], [*lines[1:], None], strict=False):
        number = PAGE_NUMBER.fullmatch(line.text)
        numbered = number is not None and int(number[1]) == page + 1
        apart = following is not None and abs(line.baseline - following.baseline) > APART * line.size
        beside = few and bool(found) and len(line.text) <= SHORT and apart
        if not (numbered or beside or furniture_key(line) in repeated):
            break
        found.append(line)
    return found


def repeated_keys(pages: list[list[Line]]) -> set[str]:
    """The keys of lines that stand at one height near the edge of several pages."""
    heights: dict[str, list[float]] = defaultdict(list)
    for lines in pages:
        ordered = sorted(lines, key=lambda line: -line.baseline)
        near = {furniture_key(line): line.baseline for line in ordered[:EDGE_LINES] + ordered[-EDGE_LINES:]}
        for key, height in near.items():
            heights[key].append(height)
    least = max(2.0, REPEATED * len(pages))
    return {key for key, found in heights.items() if len(found) >= least and at_one_height(found)}


def at_one_height(heights: list[float]) -> bool:
    """Whether most places are near their median."""
    middle = median(heights)
    return sum(abs(height - middle) < SAME_HEIGHT for height in heights) * 2 > len(heights)


def furniture_key(line: Line) -> str:
    """The words of a line in alphabetical order, digits masked: left and right pages get the same key."""
    return " ".join(sorted(re.sub(r"\d", "#", line.text).split()))


def join_lines(pages: list[list[Line]]) -> list[tuple[str, list[Span]]]:
    """The paragraphs of a document in order, each with its unsure spans.

    Footnotes follow the paragraph that the foot of their page interrupts.
    """
    measures = measure([line for lines in pages for line in lines])
    done: list[Paragraph] = []
    notes: list[Paragraph] = []
    for lines in pages:
        body, foot = split_notes(lines, measures)
        for line in body:
            if not (done and goes_on(done[-1], line, measures)):
                done += notes
                notes = []
                done.append(Paragraph([]))
            extend(done[-1], line, measures)
        notes += gather(foot, measures)
    return [paragraph.text() for paragraph in done + notes]


def gather(lines: list[Line], measures: Measures) -> list[Paragraph]:
    """The paragraphs of lines that stand together."""
    found: list[Paragraph] = []
    for line in lines:
        if not (found and goes_on(found[-1], line, measures)):
            found.append(Paragraph([]))
        extend(found[-1], line, measures)
    return found


def measure(lines: list[Line]) -> Measures:
    """The usual step, size and line ends of a document, and its words."""
    steps = [
        before.baseline - line.baseline
        for before, line in pairwise(lines)
        if before.page == line.page and 0 < before.baseline - line.baseline < 2.2 * line.size
    ]
    ends: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        ends[line.column].append(line.end)
    size = median([line.size for line in lines for _ in range(len(line.text))] or [1.0])
    words = Counter(part for line in lines for word in WORD.findall(line.text) for part in parts(word.lower()))
    outer = {column: sorted(found)[int(0.97 * (len(found) - 1))] for column, found in ends.items()}
    return Measures(median(steps or [size * 1.2]), size, outer, words)


def parts(word: str) -> set[str]:
    """A word, and the words that hyphens join in it."""
    return {word, *word.split("-")}


def split_notes(lines: list[Line], measures: Measures) -> tuple[list[Line], list[Line]]:
    """The lines of a page, and its footnotes: small lines at the end, the first with a note's number."""
    start = len(lines)
    while start and lines[start - 1].size < NOTE_SIZE * measures.size:
        start -= 1
    while start < len(lines) and not NOTE.match(lines[start].text):
        start += 1
    return lines[:start], lines[start:]


def goes_on(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    """Whether a line goes on with the open paragraph or table row."""
    before = paragraph.lines[-1]
    if before.page == BEFORE:
        return False
    if line.stacked or before.stacked:
        return line.stacked == before.stacked and line.page == before.page
    together = before.page == line.page and before.column == line.column
    if together and not 0 < before.baseline - line.baseline < WIDE_GAP * measures.step:
        return False
    if abs(before.size - line.size) > SIZE_CHANGE * measures.size or starts_item(before, line, measures):
        return False
    if len(paragraph.lines[0].cells) > 1:
        return cells_below(paragraph, line) is not None
    if len(line.cells) > 1:
        return False
    return not (leaves_room(before, line, measures) or is_indented(paragraph, line))


def starts_item(before: Line, line: Line, measures: Measures) -> bool:
    """Whether a line starts with the number or the sign of a paragraph of its own."""
    if NUMBERED.match(line.text) or NOTE.match(line.text):
        return True
    if not ITEMIZED.match(line.text):
        return False
    return leaves_room(before, line, measures) or before.text.endswith(tuple(SENTENCE_END))


def leaves_room(before: Line, line: Line, measures: Measures) -> bool:
    """Whether the first word of a line would have stood in the line before it, so that its end was meant."""
    room = measures.ends.get(before.column, before.end) - before.end
    slack = CJK_SLACK if IS_CJK.match(line.text) else SLACK
    return room > line.cells[0].first + slack * line.size


def is_indented(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line's start differs from those before it as that of a new paragraph does."""
    before, place = paragraph.lines[-1], line.start - paragraph.lines[-1].start
    if before.page != line.page or before.column != line.column:
        return False
    second = len(paragraph.lines) == 1
    if place > INDENT * line.size:
        return not (second and before.labelled)
    return place < -INDENT * line.size and not second


def cells_below(paragraph: Paragraph, line: Line) -> list[int] | None:
    """Which cells of an open table row the cells of a line go on with; None when it is another row."""
    starts = [cell.start for cell in paragraph.lines[0].cells]
    found = []
    for cell in line.cells:
        near = [place for place, start in enumerate(starts) if abs(start - cell.start) < ALIGNED * line.size]
        if not near or near[0] == 0:
            return None
        found.append(near[0])
    return found


def extend(paragraph: Paragraph, line: Line, measures: Measures) -> None:
    """Add a line to a paragraph, or to the cells of a table row above it."""
    places = list(range(len(line.cells)))
    if paragraph.lines and len(paragraph.lines[0].cells) > 1:
        places = cells_below(paragraph, line) or places
    paragraph.lines.append(line)
    for place, cell in zip(places, line.cells, strict=True):
        while len(paragraph.cells) <= place:
            paragraph.cells.append([])
        pieces = paragraph.cells[place]
        if pieces:
            join(pieces, cell.text, measures)
        pieces.append((cell.text.replace(LINE_END_HYPHEN, "-"), cell.unsure))


def join(pieces: list[tuple[str, bool]], text: str, measures: Measures) -> None:
    """Prepare the end of a cell's text for the line that follows: a space, nothing, or a hyphen less."""
    last, unsure = pieces[-1]
    if not ends_in_hyphen(last):
        spaced = bool(last) and not (IS_CJK.match(last[-1]) or IS_CJK.match(text) or last.endswith(OPENING))
        among_cjk = spaced and IS_CJK.search(last + text) is not None
        broken = among_cjk and is_broken_word(last, text, measures)
        pieces.append((" " if spaced and not broken else "", among_cjk and not broken))
        return
    first, second = word_at_end(last[:-1]), word_at_start(text)
    whole, compound = measures.words[first + second], measures.words[f"{first}-{second}"]
    if last.endswith("\N{SOFT HYPHEN}") or (whole > compound and first and second):
        pieces[-1] = (last[:-1], unsure)
    elif not compound and first and second:
        pieces[-1] = (last, True)


def is_broken_word(last: str, text: str, measures: Measures) -> bool:
    """Whether a line of Chinese breaks within a number, or within a word that the document has whole."""
    first, second = word_at_end(last), word_at_start(text)
    if first and second:
        return measures.words[first + second] > 0
    return last[-1].isdigit() and text[:1].isdigit()


def word_at_end(text: str) -> str:
    """The letters that a text ends with, in lower case."""
    return WORD_AT_END.search(text)[0].lower()  # type: ignore[index]


def word_at_start(text: str) -> str:
    """The letters that a text starts with, in lower case."""
    return WORD_AT_START.match(text)[0].lower()  # type: ignore[index]
