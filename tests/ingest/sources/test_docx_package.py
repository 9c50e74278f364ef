"""Word files that are broken, hostile, protected, or no Word files: each is refused in one clear line."""

from __future__ import annotations

import io
import zipfile

import pytest
from councilgraph.ingest.sources import (
    DamagedSourceError,
    EmptySourceError,
    ForeignSourceError,
    OversizedSourceError,
    ProtectedSourceError,
    SourceError,
)
from councilgraph.ingest.sources.docx import read_docx
from councilgraph.ingest.sources.docx_package import parse_xml, resolve, word_name

from tests.ingest.sources.conftest import STRICT, W, p, part, relationships, word_file, zipped

ROOT_RELATIONS = relationships([("rId1", "officeDocument", "word/document.xml")])


def package(document: str | bytes, **others: str) -> bytes:
    """A package whose main part is exactly this."""
    return zipped({"_rels/.rels": ROOT_RELATIONS, "word/document.xml": document, **others})


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = package(part("document", f"<w:body>{p('A' * 60_000_000)}</w:body>"))
    assert len(bomb) < 200_000
    with pytest.raises(OversizedSourceError, match="unpacks to more"):
        read_docx(bomb)


def test_one_line_of_over_ten_megabytes_is_refused_in_one_line() -> None:
    words = "".join(f"{number:x} " for number in range(1_900_000))
    with pytest.raises(OversizedSourceError, match="10 MB in one piece") as caught:
        read_docx(word_file(p(words)))
    assert "\n" not in str(caught.value)


def test_a_long_line_below_that_is_read() -> None:
    words = "".join(f"{number:x} " for number in range(1_000_000))
    assert len(read_docx(word_file(p(words))).text) > 5_000_000


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 200 + p("a") + "</w:sdtContent></w:sdt>" * 200
    with pytest.raises(OversizedSourceError, match="255 deep"):
        read_docx(word_file(deep))


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(OversizedSourceError, match="tags"):
        parse_xml(b"<a>" + b"<b/>" * 6_100_000 + b"</a>", "word/document.xml")


DOCTYPE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
BODY = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;&y;</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_resolved(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    with pytest.raises(DamagedSourceError, match="document type"):
        read_docx(package((declared + DOCTYPE + BODY).encode(encoding)))


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "an Excel workbook"),
        ({"ppt/presentation.xml": "<p/>"}, "a PowerPoint presentation"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"},
            "an OpenDocument file",
        ),
        ({"META-INF/container.xml": "<c/>"}, "an EPUB book"),
        ({"a.txt": "a"}, "a zip archive and not a Word document"),
        ({}, "a zip archive and not a Word document"),
    ],
)
def test_other_archives_are_named(members: dict[str, str | bytes], kind: str) -> None:
    with pytest.raises(ForeignSourceError, match=kind):
        read_docx(zipped(members))


def test_a_workbook_with_its_relationship_is_named_too() -> None:
    relations = relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    with pytest.raises(ForeignSourceError, match="an Excel workbook"):
        read_docx(zipped({"_rels/.rels": relations, "xl/workbook.xml": "<workbook/>"}))


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_file_that_is_cut_short_is_damaged(kept: float) -> None:
    data = word_file(p("words " * 500))
    with pytest.raises(DamagedSourceError, match="damaged or cut short"):
        read_docx(data[: int(len(data) * kept)])


def test_a_spoiled_part_is_named() -> None:
    data = bytearray(word_file(p("words " * 500)))
    place = data.find(b"word/document.xml") + 60
    data[place : place + 20] = b"x" * 20
    with pytest.raises(DamagedSourceError, match=r"word/document\.xml cannot be unpacked"):
        read_docx(bytes(data))


@pytest.mark.parametrize("document", ["", "<w:document", "no XML", "<a>&undefined;</a>"])
def test_a_part_that_is_no_xml_is_named(document: str) -> None:
    with pytest.raises(DamagedSourceError, match=r"word/document\.xml is not well-formed"):
        read_docx(package(document))


def test_a_missing_main_part_is_named() -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": ROOT_RELATIONS, "word/styles.xml": "<s/>"})
    with pytest.raises(DamagedSourceError, match=r"lacks its main part word/document\.xml"):
        read_docx(data)


def test_a_file_without_a_body_or_words() -> None:
    with pytest.raises(DamagedSourceError, match="no body"):
        read_docx(package(part("document", "")))
    with pytest.raises(EmptySourceError):
        read_docx(word_file(p() + p(" ")))


def test_a_member_behind_a_zip_password_is_protected() -> None:
    data = bytearray(word_file(p("a")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    with pytest.raises(ProtectedSourceError):
        read_docx(bytes(data))


def test_a_member_packed_in_an_unusual_way() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("_rels/.rels", ROOT_RELATIONS)
    with pytest.raises(SourceError, match="packed in an unknown way"):
        read_docx(buffer.getvalue())


def test_a_package_without_relationships_is_read_by_custom() -> None:
    assert read_docx(zipped({"word/document.xml": part("document", f"<w:body>{p('a')}</w:body>")})).text == "a\n"


def test_relationships_lead_nowhere_outside() -> None:
    assert resolve("word/document.xml", "../../../../etc/passwd") == "etc/passwd"
    assert resolve("word/document.xml", "/word/styles.xml") == "word/styles.xml"
    external = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        "</Relationships>"
    )
    document = part("document", f"<w:body>{p('a')}</w:body>")
    assert read_docx(package(document, **{"word/_rels/document.xml.rels": external})).text == "a\n"


def test_both_vocabularies_have_the_same_names() -> None:
    assert word_name(f"{{{W}}}tbl") == word_name(f"{{{STRICT}}}tbl") == "tbl"
