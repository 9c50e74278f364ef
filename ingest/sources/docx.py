"""Word files (.docx, .docm): paragraphs with automatic numbers, tables as lines, changes as accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .counting import write_number
from .docx_fields import Fields, find_unmatched
from .docx_numbering import read_numbering
from .docx_package import Package, attribute, first, is_on, name_of, open_package, wrong_main
from .docx_story import Story
from .docx_styles import read_styles
from .errors import DamagedSourceError, EmptySourceError
from .model import Content, counted

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from lxml.etree import _Element

MARK_STYLES = {"footnote": "decimal", "endnote": "lowerRoman"}
LEFT_OUT = {
    "deleted passage": "deleted passages",
    "deleted table row": "deleted table rows",
    "hidden passage": "hidden passages",
    "unknown symbol": "unknown symbols",
    "embedded file": "embedded files",
    "comment": "comments",
}


def read_docx(data: bytes) -> Content:
    """The text of a Word file, as it reads with all changes accepted.

    The header of the first section comes first, once; footers, comments, hidden text and tables of contents
    are left out. A paragraph is a line, "1.1\\ttext" when Word numbers it; a table row is a line of cells
    separated by tabs; a note is a line "[1] text" after the paragraph that refers to it. Raises a
    `SourceError` for what is broken, protected, too large or no Word file.
    """
    package, main = open_package(data)
    root = package.xml(main)
    if root is None or name_of(root) != "document":
        raise wrong_main(package)
    body = first(root, "body")
    if body is None:
        raise DamagedSourceError("The Word file has no body", remedy="Open it in Word and save it again.")
    try:
        return read_body(package, main, body)
    except RecursionError as error:
        raise DamagedSourceError("The Word file is nested too deep", remedy="Save it as text.") from error


def read_body(package: Package, main: str, body: _Element) -> Content:
    """The text of the main part, behind the first section's header."""
    story = open_story(package, main, body)
    lines = list(read_headers(package, main, body, story))
    lines += story.read(body).flat()
    story.left_out["comment"] = count_comments(package, main)
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise EmptySourceError("The Word file holds no words", remedy="Check that the right file was saved.")
    return Content(text + "\n", notes=left_out_notes(story.left_out))


def open_story(package: Package, main: str, body: _Element) -> Story:
    """A reader for the text flows of a file."""
    styles = read_styles(related_xml(package, main, "/styles"))
    notes = {kind: read_notes(related_xml(package, main, f"/{kind}s"), kind) for kind in MARK_STYLES}
    elements = [body, *(element for bodies in notes.values() for element in bodies.values())]
    return Story(
        styles=styles,
        numbering=read_numbering(related_xml(package, main, "/numbering"), styles),
        fields=Fields(frozenset().union(*map(find_unmatched, elements))),
        note_texts=notes,
        write_mark=lambda kind, number: write_number(number, MARK_STYLES[kind]),
    )


def related_xml(package: Package, main: str, kind: str) -> _Element | None:
    """The root of the part that the main part has for this purpose."""
    part = package.related(main, kind)
    return None if part is None else package.xml(part)


def read_notes(root: _Element | None, kind: str) -> dict[str, _Element]:
    """The footnotes or endnotes by id, without the lines that separate them from the page."""
    return {
        identifier: element
        for element in (root if root is not None else ())
        if name_of(element) == kind
        and (identifier := attribute(element, "id")) is not None
        and attribute(element, "type") in (None, "normal")
    }


def read_headers(package: Package, main: str, body: _Element, story: Story) -> Iterator[str]:
    """The lines of the first section's headers, each once: the first page's, then that of the others.

    A line of punctuation alone, which a page number left, is not one.
    """
    seen: set[str] = set()
    for part in header_parts(package, main, body):
        root = package.xml(part)
        if root is None:
            continue
        outer = story.fields
        story.fields = Fields(find_unmatched(root))
        lines = story.read(root).flat()
        story.fields = outer
        for line in lines:
            if line not in seen and any(character.isalnum() for character in line):
                seen.add(line)
                yield line


def header_parts(package: Package, main: str, body: _Element) -> list[str]:
    """The parts of the first section's headers, the first page's first."""
    section = next(body.iter("{*}sectPr"), None)
    kinds = ("first", "default") if is_on(first(section, "titlePg")) else ("default",)
    found = {
        attribute(child, "type") or "default": attribute(child, "id") or ""
        for child in (section if section is not None else ())
        if name_of(child) == "headerReference"
    }
    parts = (package.relation(main, found[kind]) for kind in kinds if kind in found)
    return [part for part in parts if part is not None]


def count_comments(package: Package, main: str) -> int:
    """How many comments readers left in the file."""
    root = related_xml(package, main, "/comments")
    return sum(name_of(element) == "comment" for element in (root if root is not None else ()))


def left_out_notes(left_out: Counter[str]) -> tuple[str, ...]:
    """One sentence for each kind of thing that is in the file and not in the text."""
    return tuple(
        f"{counted(left_out[one], f'{one} was', f'{many} were')} left out."
        for one, many in LEFT_OUT.items()
        if left_out[one]
    )
