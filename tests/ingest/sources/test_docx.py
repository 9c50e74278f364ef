"""Word files: what a person reads on the page, and nothing else."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from councilgraph.ingest.sources.docx import read_docx

from tests.ingest.sources.conftest import SENTENCES, STRICT, W, p, row, run, table, word_file

HIDDEN_STYLES = """
<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Seen"><w:basedOn w:val="Unseen"/>
  <w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Remark"><w:rPr><w:vanish/></w:rPr></w:style>
"""


def text_of(body: str, **parts: str) -> str:
    """The text of a Word file with this body."""
    return read_docx(word_file(body, **parts)).text


def notes_of(body: str, **parts: str) -> tuple[str, ...]:
    """What a person is told about a Word file with this body."""
    return read_docx(word_file(body, **parts)).notes


@pytest.mark.parametrize("language", SENTENCES)
def test_words_of_every_language_in_logical_order(language: str) -> None:
    assert text_of(p(SENTENCES[language])) == SENTENCES[language] + "\n"


RUNS = {
    "tabs and breaks": ("<w:r><w:t>1.1</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "1.1\ta\nb"),
    "hyphens": (
        "<w:r><w:t>WSIS</w:t><w:noBreakHyphen/><w:t>20 co</w:t><w:softHyphen/><w:t>op</w:t></w:r>",
        "WSIS‑20 co\xadop",
    ),
    "spaces are kept when preserved": (run("a ") + run("b"), "a b"),
    "spaces are trimmed otherwise": ("<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", "ab"),
    "line ends in the XML are spaces": (run("a\nb"), "a b"),
    "symbols": (
        '<w:r><w:sym w:font="Symbol" w:char="F0B1"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        "±✓",
    ),
    "symbols of plain fonts": ('<w:r><w:sym w:font="Arial" w:char="00A7"/></w:r>', "§"),
    "links": (f'<w:hyperlink r:id="rId9">{run("text")}</w:hyperlink>', "text"),
    "smart tags": (f"<w:smartTag><w:smartTag>{run('Geneva')}</w:smartTag></w:smartTag>", "Geneva"),
    "bookmarks": (
        f'{run("a")}<w:bookmarkStart w:id="0" w:name="_Hlk1"/>{run("b")}<w:bookmarkEnd w:id="0"/>',
        "ab",
    ),
    "directions": (f"<w:bdo w:val='rtl'>{run('نعم')}</w:bdo>", "نعم"),
    "content controls": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('held')}</w:sdtContent></w:sdt>", "held"),
    "formulas": ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "x"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('zhu')}</w:rt><w:rubyBase>{run('主')}</w:rubyBase></w:ruby></w:r>",
        "主",
    ),
    "insertions": (f'<w:ins w:id="1">{run("new")}</w:ins>', "new"),
    "moves": (
        f"<w:moveFrom w:id='1'>{run('moved')}</w:moveFrom><w:moveTo w:id='2'>{run('moved')}</w:moveTo>",
        "moved",
    ),
    "a choice is read once": (
        "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>new</w:t></mc:Choice>"
        "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "new",
    ),
    "simple fields": (f'<w:fldSimple w:instr=" REF a ">{run("3")}</w:fldSimple>', "3"),
}


@pytest.mark.parametrize(("xml", "expected"), RUNS.values(), ids=RUNS)
def test_what_stands_in_a_paragraph(xml: str, expected: str) -> None:
    assert text_of(p(xml)) == expected + "\n"


def test_deletions_are_left_out_and_counted() -> None:
    body = p(f"{run('The ')}<w:del w:id='1'><w:r><w:delText>old</w:delText></w:r></w:del>{run('text')}")
    assert text_of(body) == "The text\n"
    assert notes_of(body) == ("1 deleted passage was left out.",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p(run("first "), "<w:rPr><w:del w:id='1'/></w:rPr>") + p("second") + p("third")
    assert text_of(body) == "first second\nthird\n"


def test_a_deleted_last_mark_loses_no_words() -> None:
    assert text_of(p("a") + p("b", "<w:rPr><w:del w:id='1'/></w:rPr>")) == "a\nb\n"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run("seen") + run("unseen", "<w:vanish/>"), "seen"),
        (run("seen", '<w:vanish w:val="0"/>') + run("unseen", '<w:vanish w:val="1"/>'), "seen"),
        (run("a") + run("unseen", '<w:rStyle w:val="Unseen"/>') + run("b", '<w:rStyle w:val="Seen"/>'), "ab"),
    ],
)
def test_hidden_words_are_left_out(xml: str, expected: str) -> None:
    assert text_of(p(xml), styles=HIDDEN_STYLES) == expected + "\n"
    assert any("hidden" in note for note in notes_of(p(xml), styles=HIDDEN_STYLES))


def test_a_hidden_paragraph_leaves_no_line() -> None:
    body = p("before") + p("remark", '<w:pStyle w:val="Remark"/>') + p("after")
    assert text_of(body, styles=HIDDEN_STYLES) == "before\nafter\n"


def test_a_hidden_mark_and_a_drop_cap_run_into_the_next_paragraph() -> None:
    run_in = p(run("Heading. "), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("Text.")
    cap = p("T", '<w:framePr w:dropCap="drop"/>') + p("he chair")
    assert text_of(run_in + cap) == "Heading. Text.\nThe chair\n"


def field(instruction: str, result: str) -> str:
    """The runs of a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    inner = field("PAGEREF x", run("7"))
    assert text_of(p(run("see ") + field('HYPERLINK "x"', run("page ") + inner))) == "see page 7\n"


def test_page_numbers_and_tables_of_contents_are_left_out() -> None:
    begin, end = field('TOC \\o "1-3"', "|").split("|")
    contents = p(begin + run("1 Opening")) + p(run("2 Closing")) + p(end)
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    )
    body = p("Before") + contents + control + p(run("Page ") + field("PAGE", run("3"))) + p("After")
    assert text_of(body) == "Before\n\nPage\nAfter\n"


def test_a_field_that_never_ends_hides_nothing() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("kept")) + p("too")
    assert text_of(body) == "kept\ntoo\n"


def test_a_prompt_that_nobody_filled_in_is_no_text() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Held')}</w:sdtContent></w:sdt>"
    )
    assert text_of(body) == "Held\n"


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    first = run("word") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("s stay whole.")
    second = run("End") + '<w:r><w:endnoteReference w:id="1"/></w:r>'
    own = run("Own") + '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("line")}</w:footnote>'
        f'<w:footnote w:id="2">{p(run("One."))}{p(run("Two."))}</w:footnote>'
        f'<w:footnote w:id="3">{p("Star.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="1">{p("Late.")}</w:endnote>'
    found = text_of(p(first) + p(second) + p(own) + p("Last."), footnotes=footnotes, endnotes=endnotes)
    assert found == "words stay whole.\n[1] One. Two.\nEnd\n[i] Late.\nOwn\n[*] Star.\nLast.\n"


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    cited = '<w:r><w:t>word</w:t><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p(cited)}</w:footnote>'
    assert text_of(p(cited), footnotes=note) == "word\n[1] word\n"


def test_a_table_row_is_a_line_of_cells() -> None:
    body = table(row("", "Subjects", "Documents"), row("1", "Report of the group", "C24/8(Rev.1)"), row("", "", ""))
    assert text_of(p("Before") + body + p("After")) == (
        "Before\n\tSubjects\tDocuments\n1\tReport of the group\tC24/8(Rev.1)\nAfter\n"
    )


def cell(content: str, properties: str = "") -> str:
    """A table cell of XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_merged_cells_are_read_once() -> None:
    body = table(
        row(cell(p("wide"), '<w:gridSpan w:val="2"/>'), "last"),
        row(cell(p("tall"), '<w:vMerge w:val="restart"/>'), "a"),
        row(cell(p("tall again"), "<w:vMerge/>"), "b"),
        row(cell(p("old"), '<w:hMerge w:val="restart"/>'), cell(p(""), "<w:hMerge/>"), "c"),
    )
    assert text_of(body) == "wide\tlast\ntall\ta\n\tb\nold\tc\n"


def test_a_cell_of_several_paragraphs_stays_on_its_line() -> None:
    inner = table(row("x", "y"))
    body = table(row(cell(p("C24/60") + p("<w:r><w:t>C24</w:t><w:tab/><w:t>/82</w:t></w:r>")), cell(inner + p())))
    assert text_of(body) == "C24/60 C24 /82\tx y\n"


def test_a_frame_of_one_cell_keeps_its_paragraphs() -> None:
    assert text_of(table(row(cell(p("one") + p("two") + table(row("a", "b")))))) == "one\ntwo\na\tb\n"


def test_a_layout_table_of_running_text_keeps_its_paragraphs() -> None:
    long = "".join(p(f"1.{number} {SENTENCES['en'] * 10}") for number in range(3))
    assert len(text_of(table(row("side", cell(long)))).splitlines()) == 4


def test_rows_and_cells_in_wrappers_and_deleted_ones() -> None:
    kept = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('a', 'b')}</w:sdtContent></w:sdt>"
    held = f"<w:tr><w:sdt><w:sdtPr/><w:sdtContent>{cell(p('c'))}</w:sdtContent></w:sdt>{cell(p('d'))}</w:tr>"
    gone = row("x", "y", properties="<w:del w:id='1'/>")
    unseen = row("x", "y", properties="<w:hidden/>")
    body = table(kept, held, gone, unseen)
    assert text_of(body) == "a\tb\nc\td\n"
    assert notes_of(body) == ("1 deleted table row was left out.",)


def test_a_note_in_a_table_follows_its_row() -> None:
    cited = cell(p('<w:r><w:t>1</w:t><w:footnoteReference w:id="2"/></w:r>'))
    notes = f'<w:footnote w:id="2">{p("Note.")}</w:footnote>'
    assert text_of(table(row(cited, "a"), row("2", "b")), footnotes=notes) == "1\ta\n[1] Note.\n2\tb\n"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box')}{p('Second')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(p(run("Anchor") + drawing) + p("Next")) == "Anchor\nIn the box\nSecond\nNext\n"


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    '<w:headerReference w:type="first" r:id="header2"/>'
    '<w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
)


@pytest.mark.parametrize(
    ("title_page", "expected"),
    [("<w:titlePg/>", "10 June 2024\nDocument C24/125\nBody\n"), ("", "Document C24/125\nBody\n")],
)
def test_the_first_sections_headers_come_first_and_footers_not_at_all(title_page: str, expected: str) -> None:
    found = text_of(
        p("Body") + SECTION.format(title_page),
        header1=p("Document C24/125") + p(run("– ") + field("PAGE", run("2")) + run(" –")),
        header2=p("10 June 2024") + p("Document C24/125"),
        footer1=p("Foot"),
    )
    assert found == expected


def test_comments_and_embedded_files_are_counted() -> None:
    found = notes_of(p("a") + '<w:altChunk r:id="x"/>', comments=f'<w:comment w:id="1">{p("why?")}</w:comment>')
    assert found == ("1 embedded file was left out.", "1 comment was left out.")


def test_a_symbol_without_a_plain_character_is_counted() -> None:
    body = p(run("a") + '<w:r><w:sym w:font="Webdings" w:char="F04E"/></w:r>')
    assert text_of(body) == "a\n"
    assert notes_of(body) == ("1 unknown symbol was left out.",)


def test_strict_files_read_the_same() -> None:
    data = word_file(p(run("kept") + run("unseen", "<w:vanish/>")))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), STRICT.encode()))
    assert read_docx(strict.getvalue()).text == "kept\n"


def test_a_file_of_python_docx_reads_as_written() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "C24/999"
    document.add_heading("Opening", 1)
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    grid = document.add_table(2, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "tall"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "wide"
    grid.cell(1, 2).text = "last"
    buffer = io.BytesIO()
    document.save(buffer)
    expected = "C24/999\nOpening\n1.\tfirst\n2.\tsecond\ntall\twide\n\t\tlast\n"
    assert read_docx(buffer.getvalue()).text == expected
