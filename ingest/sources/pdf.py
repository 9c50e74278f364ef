"""PDF files: the paragraphs of the text layer, in reading order, without running heads and feet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from .errors import DamagedSourceError, OversizedSourceError, ProtectedSourceError, TextlessSourceError
from .model import Content, counted
from .pdf_bidi import is_rtl
from .pdf_glyphs import PageGlyphs, read_glyphs
from .pdf_lines import read_lines
from .pdf_paragraphs import drop_furniture, join_lines

if TYPE_CHECKING:
    from .model import Span

TAIL = 4096
MAX_CHARACTERS = 30_000_000
COPY_AGAIN = "Copy or download it again."


def read_pdf(data: bytes) -> Content:
    """The text of a PDF file's text layer, one paragraph or table row a line.

    Lines that mix directions, and characters that a font does not name, are of low confidence. Raises
    `ProtectedSourceError` behind a password, `TextlessSourceError` for scans, `DamagedSourceError` for a file
    that is cut short.
    """
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-TAIL:]:
        raise DamagedSourceError("The PDF file is cut short: its end is missing", remedy=COPY_AGAIN)
    pages = read_pages(data)
    empty = [number for number, page in enumerate(pages, 1) if not has_text(page)]
    if len(empty) == len(pages):
        raise TextlessSourceError("The PDF file has no text layer", remedy="Run OCR on it first.")
    rtl = is_rtl("".join(glyph.character for page in pages for glyph in page.glyphs))
    kept, dropped = drop_furniture(read_lines(pages, rtl=rtl))
    text, spans = assemble(join_lines(kept))
    return Content(text, spans, page_notes(pages, empty, dropped))


def has_text(page: PageGlyphs) -> bool:
    """Whether any character of a page is more than a space."""
    return any(not glyph.character.isspace() for glyph in page.glyphs)


def read_pages(data: bytes) -> list[PageGlyphs]:
    """The characters of every page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise opening_error(error) from error
    try:
        pages: list[PageGlyphs] = []
        for number in range(len(document)):
            pages.append(read_page(document, number))
            if sum(len(page.glyphs) for page in pages) > MAX_CHARACTERS:
                raise OversizedSourceError(
                    f"The PDF file has over {MAX_CHARACTERS} characters", remedy="Split it into its records."
                )
        return pages
    finally:
        document.close()


def read_page(document: pypdfium2.PdfDocument, number: int) -> PageGlyphs:
    """The characters of one page, counted from 0."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        problem = f"Page {number + 1} of the PDF file is damaged"
        raise DamagedSourceError(problem, remedy=COPY_AGAIN) from error
    try:
        return read_glyphs(page)
    finally:
        page.close()


def opening_error(error: pypdfium2.PdfiumError) -> ProtectedSourceError | DamagedSourceError:
    """The error for a file that PDFium does not open."""
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return ProtectedSourceError(
            "The PDF file is protected by a password", remedy="Save a copy without the password."
        )
    return DamagedSourceError("The PDF file is damaged", remedy=COPY_AGAIN)


def assemble(paragraphs: list[tuple[str, list[Span]]]) -> tuple[str, tuple[Span, ...]]:
    """One text of all paragraphs, a line each, and the unsure spans in it."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for text, unsure in paragraphs:
        spans += [(length + start, length + end) for start, end in unsure]
        parts.append(text + "\n")
        length += len(text) + 1
    return "".join(parts), tuple(spans)


def page_notes(pages: list[PageGlyphs], empty: list[int], dropped: int) -> tuple[str, ...]:
    """What a person should know about the pages."""
    notes = []
    if empty:
        listed = ", ".join(map(str, empty))
        found = counted(len(empty), "page has", "pages have")
        notes.append(f"{found} no text layer ({listed}): run OCR on scans.")
    if dropped:
        found = counted(dropped, "running head or foot was", "running heads and feet were")
        notes.append(f"{found} left out.")
    if sideways := sum(bool(page.sideways) for page in pages):
        notes.append(f"Text that stands sideways was left out on {counted(sideways, 'page', 'pages')}.")
    return tuple(notes)
