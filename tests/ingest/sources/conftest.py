"""Files made for the tests of the readers: Word packages from raw parts, PDF pages from placed words."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES = {
    "en": "Several councillors voiced support – “with some hesitation” – for the draft.",
    "fr": "Plusieurs conseillers ont exprimé leurs réserves à l’égard de la proposition révisée.",
    "es": "Varios consejeros expresaron reservas sobre la resolución del señor Muñoz.",
    "ru": "Несколько советников поддержали предложенную поправку к Резолюции 1332.",
    "ar": "أعرب عدد من أعضاء المجلس عن تأييدهم للتعديل المقترح.",
    "zh": "多位理事对拟议修正案表示支持，主席建议将该文件记录在案。",
}

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header1": "hdr",
    "header2": "hdr",
    "footer1": "ftr",
}
TYPES = {
    "xml": "application/xml",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
}


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with this XML in its body; other parts by name, without their root element."""
    files = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            (name, name.rstrip("0123456789"), f"{name}.xml") for name in parts
        ),
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = part(ROOTS[name], content)
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def part(root: str, content: str) -> str:
    """An XML part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def content_types() -> str:
    """The list of content types of a package."""
    rows = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in TYPES.items())
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rows}</Types>'


def relationships(rows: Iterable[tuple[str, str, str]]) -> str:
    """A part of relationships from (id, kind, target) rows."""
    written = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for identifier, kind, target in rows
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    )


def p(content: str = "", properties: str = "") -> str:
    """A paragraph: plain words, or runs when it starts with a tag."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def run(words: str, properties: str = "") -> str:
    """A run of words."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{words}</w:t></w:r>'


def numbered(words: str, list_id: int, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def definition(identifier: int, *levels: tuple[str, str] | tuple[str, str, str]) -> str:
    """An abstract list from (format, label text, further XML) for each level."""
    rows = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level[0]}"/>'
        f'{level[2] if len(level) > 2 else ""}<w:lvlText w:val="{level[1]}"/></w:lvl>'
        for place, level in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{identifier}">{rows}</w:abstractNum>'


def word_list(identifier: int, abstract: int, overrides: str = "") -> str:
    """A list of an abstract list."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def row(*cells: str, properties: str = "") -> str:
    """A table row; a cell is words, or XML when it starts with a tag."""
    written = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{p(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{written}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


Words = tuple[float, float, str] | tuple[float, float, str, float]


def pdf_file(*pages: list[Words], ligatures: dict[str, str] | None = None, extra: str = "") -> bytes:
    """A PDF file of pages of placed words: (x, y, words as they are drawn from the left, font size or 12).

    A letter is half as wide as the font size, one of Chinese as wide. `ligatures` maps a character to the
    letters that its shape stands for. The text layer is as real files have it; no font is embedded.
    """
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 /W [11904 65535 1000] "
        "/FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 800 /Descent -200 "
        "/FontBBox [0 -200 1000 800] /ItalicAngle 0 /CapHeight 700 /StemV 80 >> "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(to_unicode(ligatures or {})),
    ]
    for number, page in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {7 + 2 * number} 0 R {extra} "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        bodies.append(stream("\n".join(draw(*words) for words in page)))
    return assembled(bodies)


def draw(x: float, y: float, words: str, size: float = 12) -> str:
    """The operators that draw words."""
    return f"BT /F {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def to_unicode(ligatures: dict[str, str]) -> str:
    """The map from codes to letters: each code is its letter, but for ligatures."""
    rows = "".join(
        f"<{sign.encode('utf-16-be').hex()}> <{letters.encode('utf-16-be').hex()}>\n"
        for sign, letters in ligatures.items()
    )
    chars = f"{len(ligatures)} beginbfchar\n{rows}endbfchar\n" if ligatures else ""
    ranges = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(100))
    more = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(100, 200))
    last = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(200, 256))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"100 beginbfrange\n{ranges}\nendbfrange\n100 beginbfrange\n{more}\nendbfrange\n"
        f"56 beginbfrange\n{last}\nendbfrange\n{chars}endcmap end end"
    )


def stream(content: str) -> str:
    """A stream object."""
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def assembled(bodies: list[str]) -> bytes:
    """A PDF file of these objects, numbered from 1."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table_at = len(data)
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF\n"
    return data + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}{trailer}".encode("latin-1")
