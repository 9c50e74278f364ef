"""Make the Word, HTML and PDF forms of the example records from their plain texts.

    python tools/make_examples.py                  # every form, beside its text
    python tools/make_examples.py --out /tmp/x     # the same, elsewhere
    python tools/make_examples.py --check          # do the checked-in Word files still hold their texts?

The same text gives the same bytes: no clock, no machine name, no order of a set gets into a file.
Needs python-docx and, for PDF, fpdf2 with the DejaVu fonts (Debian: fonts-dejavu-core).
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from fpdf import FPDF

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FONTS = Path("/usr/share/fonts/truetype/dejavu")
STAMP = datetime(2024, 6, 18, tzinfo=UTC)
ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
RIGHT_TO_LEFT = frozenset({"ar"})
PDF_LANGUAGES = frozenset({"en", "es", "fr", "ru"})
LANGUAGES = PDF_LANGUAGES | {"ar", "zh"}
ITEM, PARAGRAPH = re.compile(r"\d+\t"), re.compile(r"\d+\.\d+\t")
SYMBOL = re.compile(r"\b[A-Z]+\d+/\d+-[A-Z]\b")
NUMBERING_ID = 77
AFTER_DIRECTION = ("w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


class ExampleError(ValueError):
    """A text that is not laid out as the examples are; says which file and which block."""


@dataclass(frozen=True, slots=True)
class Example:
    """One record in one language, cut into the parts that each format sets in its own way."""

    language: str
    notice: str
    header: tuple[tuple[str, ...], ...]
    subjects: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]
    signature: tuple[tuple[str, ...], ...]

    @property
    def symbol(self) -> str:
        """The document number of the record, with its language letter."""
        found = SYMBOL.search("\n".join("\n".join(block) for block in self.header))
        return found.group() if found else ""

    @property
    def title_at(self) -> int:
        """Which block of the header is the title: the one after the document number."""
        return 1 + next(n for n, block in enumerate(self.header) if self.symbol in "\n".join(block))

    @property
    def rtl(self) -> bool:
        return self.language in RIGHT_TO_LEFT


def is_item(number: str) -> bool:
    return "." not in number


def read_example(path: Path) -> Example:
    """Cut the text at `path` into its parts; blocks are parted by blank lines, cells by tabs."""
    text = path.read_text(encoding="utf-8").strip("\n")
    blocks = [tuple(block.split("\n")) for block in text.split("\n\n")]
    table = next((n for n, block in enumerate(blocks) if block[0].startswith("\t")), None)
    if table is None:
        raise ExampleError(f"{path}: no table of subjects; give it a block that begins with a tab")
    body = blocks[table + 1 : -1]
    for block in body:
        if len(block) != 1 or not (ITEM.match(block[0]) or PARAGRAPH.match(block[0])):
            raise ExampleError(f"{path}: not a numbered item or paragraph: {block[0][:40]!r}")
    return Example(
        language=path.stem,
        notice=blocks[0][0],
        header=tuple(blocks[1:table]),
        subjects=tuple(_cells(line, 3, path) for line in blocks[table]),
        body=tuple(_cells(block[0], 2, path) for block in body),
        signature=tuple(_cells(line, 2, path) for line in blocks[-1]),
    )


def _cells(line: str, count: int, path: Path) -> tuple[str, ...]:
    cells = tuple(line.split("\t"))
    if len(cells) != count:
        raise ExampleError(f"{path}: {count} cells parted by tabs expected: {line[:40]!r}")
    return cells


# Word


def make_docx(example: Example) -> bytes:
    """The Word form: items and paragraphs carry automatic numbers, so no number is in their text."""
    word = docx.Document()
    _describe(word, example)
    _set_styles(word, example)
    _set_page_header(word, example)
    word.add_paragraph(example.notice, style="Notice")
    for n, block in enumerate(example.header):
        for line in block:
            word.add_paragraph(line, style="Title line" if n == example.title_at else "Header line")
    _add_subjects(word, example)
    for number, text in example.body:
        if is_item(number):
            word.add_paragraph(text, style="Agenda item")
        else:
            _number(word.add_paragraph(text, style="Body Text")._p.get_or_add_pPr(), level=1)
    for left, right in example.signature:
        word.add_paragraph(f"{left}\t{right}", style="Signature line")
    if example.rtl:
        _turn(word)
    stream = BytesIO()
    word.save(stream)
    return _still(stream.getvalue())


def _describe(word: Document, example: Example) -> None:
    about = word.core_properties
    about.author = about.last_modified_by = "councilgraph"
    about.title, about.language, about.comments = example.symbol, example.language, example.notice
    about.created = about.modified = STAMP.replace(tzinfo=None)
    about.revision = 1


def _set_styles(word: Document, example: Example) -> None:
    """Styles of the record; the item style is numbered itself, paragraphs are numbered one by one."""
    _add_numbering(word)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    _set_language(normal.element.get_or_add_rPr(), example)
    for name in ("Notice", "Header line", "Title line", "Agenda item", "Signature line"):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.bold = normal, name in ("Title line", "Agenda item")
        style.paragraph_format.space_after = Pt(6)
    word.styles["Notice"].font.italic = True
    word.styles["Title line"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.styles["Signature line"].paragraph_format.tab_stops.add_tab_stop(Cm(10))
    _number(word.styles["Agenda item"].element.get_or_add_pPr(), level=0)


def _set_language(properties: BaseOxmlElement, example: Example) -> None:
    properties.append(_element("w:lang", val=example.language, eastAsia="zh-CN", bidi="ar-SA"))


def _add_numbering(word: Document) -> None:
    """A list of two levels, 1 and 1.1, as Word keeps them: the numbers are nowhere in the text."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
        for level, text in enumerate(("%1", "%1.%2"))
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering = word.part.numbering_part.element
    # Word refuses a file whose lists are defined after the numbers that use them.
    numbering.insert(0, abstract)
    numbering.append(_element("w:num", numId=NUMBERING_ID))
    numbering[-1].append(_element("w:abstractNumId", val=NUMBERING_ID))


def _element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _number(properties: BaseOxmlElement, *, level: int) -> None:
    """Give a paragraph or a style its automatic number, at the place the schema asks for."""
    number = _element("w:numPr")
    number.append(_element("w:ilvl", val=level))
    number.append(_element("w:numId", val=NUMBERING_ID))
    properties.insert_element_before(number, "w:tabs", *AFTER_DIRECTION)


def _set_page_header(word: Document, example: Example) -> None:
    """Number of the page and symbol of the document, above every page but the first."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line._p.append(_element("w:fldSimple", instr="PAGE"))
    line.add_run().add_break()
    line.add_run(example.symbol)


def _add_subjects(word: Document, example: Example) -> None:
    table = word.add_table(rows=0, cols=3)
    table.style, table.autofit = "Table Grid", False
    widths = (Cm(1), Cm(11), Cm(4))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    if example.rtl:
        table._tbl.tblPr.insert_element_before(OxmlElement("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLook")
    for texts in example.subjects:
        row = table.add_row()
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = text, width
    word.add_paragraph()


def _turn(word: Document) -> None:
    """Set every paragraph and run from right to left."""
    for paragraph in word.element.body.iter(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_DIRECTION)
    for run in word.element.body.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _still(package: bytes) -> bytes:
    """The same zip package, with the clock taken out of it."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as moving,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as still,
    ):
        for name in moving.namelist():
            entry = zipfile.ZipInfo(name, ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            still.writestr(entry, moving.read(name))
    return stream.getvalue()


# HTML


def make_html(example: Example) -> bytes:
    """The HTML form: numbers are text, the subjects are a table, items are headings."""
    direction = "rtl" if example.rtl else "ltr"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{example.language}" dir="{direction}">',
        f'<head><meta charset="utf-8"><title>{escape(example.symbol)}</title></head>',
        "<body>",
        f"<p><em>{escape(example.notice)}</em></p>",
        "<header>",
    ]
    for n, block in enumerate(example.header):
        if n == example.title_at:
            parts.append(f"<h1>{'<br>'.join(escape(line) for line in block)}</h1>")
        else:
            parts += [f"<p>{escape(line)}</p>" for line in block]
    parts += ["</header>", *_html_subjects(example), "<main>"]
    for number, text in example.body:
        tag = "h2" if is_item(number) else "p"
        parts.append(f'<{tag} id="p{number}"><span>{number}</span> {escape(text)}</{tag}>')
    parts += ["</main>", "<footer>"]
    parts += [f"<p>{escape(left)}&emsp;{escape(right)}</p>" for left, right in example.signature]
    parts += ["</footer>", "</body>", "</html>", ""]
    return "\n".join(parts).encode()


def _html_subjects(example: Example) -> list[str]:
    heads, *rows = example.subjects
    lines = ["<table>", "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in heads) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return [*lines, "</table>"]


# PDF


def make_pdf(example: Example, fonts: Path = FONTS) -> bytes:
    """The PDF form, with the glyphs it uses embedded; every page but the first has a running head."""
    sheet = _open_sheet(example, fonts)
    _write(sheet, example.notice, size=8, after=4)
    for n, block in enumerate(example.header):
        title = n == example.title_at
        align, size = ("C", 12) if title else ("L", 10)
        _write(sheet, "\n".join(block), bold=title, size=size, align=align, after=4)
    with sheet.table(col_widths=(8, 108, 44), text_align="LEFT", line_height=5.2) as table:
        for row in example.subjects:
            table.row(row)
    sheet.ln(6)
    for number, text in example.body:
        item = is_item(number)
        _write(sheet, f"{number}   {text}", bold=item, align="L" if item else "J")
    sheet.ln(8)
    for left, right in example.signature:
        sheet.cell(90, 6, left)
        sheet.cell(0, 6, right, new_x="LMARGIN", new_y="NEXT")
    return bytes(sheet.output())


def _open_sheet(example: Example, fonts: Path) -> FPDF:
    from fpdf import FPDF

    class Sheet(FPDF):
        def header(self) -> None:
            if self.page_no() > 1:
                _write(self, f"{self.page_no()}\n{example.symbol}", size=9, align="C", after=4)

    sheet = Sheet(format="A4")
    sheet.set_creation_date(STAMP)
    sheet.set_title(example.symbol)
    sheet.set_lang(example.language)
    sheet.add_font("serif", "", fonts / "DejaVuSerif.ttf")
    sheet.add_font("serif", "B", fonts / "DejaVuSerif-Bold.ttf")
    sheet.set_margin(25)
    sheet.add_page()
    return sheet


def _write(sheet: FPDF, text: str, *, bold: bool = False, size: float = 10, align: str = "L", after: float = 2) -> None:
    sheet.set_font("serif", "B" if bold else "", size)
    sheet.multi_cell(0, size * 0.52, text, align=align, new_x="LMARGIN", new_y="NEXT")
    sheet.ln(after)


# the command


def sources(folder: Path = EXAMPLES) -> list[Path]:
    """The texts from which the other forms are made."""
    return [path for path in sorted(folder.glob("*/*.txt")) if path.stem in LANGUAGES]


def make_all(out: Path | None = None, fonts: Path = FONTS) -> list[Path]:
    """Write every form of every example, beside its text or under `out`; return what was written."""
    written = []
    for path in sources():
        example = read_example(path)
        folder = path.parent if out is None else out / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        forms = {"docx": make_docx(example), "html": make_html(example)}
        if example.language in PDF_LANGUAGES:
            forms["pdf"] = make_pdf(example, fonts)
        for suffix, content in forms.items():
            target = folder / f"{path.stem}.{suffix}"
            target.write_bytes(content)
            written.append(target)
    return written


def stale() -> list[Path]:
    """Word files that stand beside their text but no longer say what it says."""
    built = {path: path.with_suffix(".docx") for path in sources()}
    return [
        word
        for path, word in built.items()
        if word.exists() and _parts(word.read_bytes()) != _parts(make_docx(read_example(path)))
    ]


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as members:
        return {name: members.read(name) for name in members.namelist()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="folder to write to (default: beside each text)")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder of the DejaVu fonts, for PDF")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a Word file is stale")
    options = parser.parse_args(arguments)
    if options.check:
        behind = stale()
        for path in behind:
            print(f"{path}: out of date; run tools/make_examples.py", file=sys.stderr)
        return 1 if behind else 0
    for path in make_all(options.out, options.fonts):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
