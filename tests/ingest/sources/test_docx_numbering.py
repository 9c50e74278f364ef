"""Automatic numbers of Word paragraphs, as Word shows them."""

from __future__ import annotations

import pytest
from councilgraph.ingest.sources.docx import read_docx

from tests.ingest.sources.conftest import definition, numbered, p, row, table, word_file, word_list

OUTLINE = definition(1, ("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))


def labels(body: str, **parts: str) -> list[str]:
    """The labels of the lines of a Word file, "" where there is none."""
    lines = read_docx(word_file(body, **parts)).text.splitlines()
    return [line.partition("\t")[0] if "\t" in line else "" for line in lines]


def outline(*levels: int, list_id: int = 1) -> str:
    """Paragraphs of the outline at these levels."""
    return "".join(numbered("words", list_id, level) for level in levels)


def test_levels_count_and_start_again() -> None:
    found = labels(outline(0, 1, 1, 0, 1, 2, 2, 1, 2), numbering=OUTLINE + word_list(1, 1))
    assert found == ["1", "1.1", "1.2", "2", "2.1", "(a)", "(b)", "2.2", "(a)"]


def test_a_level_without_its_parent_takes_the_parents_start() -> None:
    assert labels(outline(1, 1, 0), numbering=OUTLINE + word_list(1, 1)) == ["1.1", "1.2", "2"]


def test_lists_of_one_definition_count_on() -> None:
    body = outline(0) + outline(0, list_id=2) + outline(0)
    assert labels(body, numbering=OUTLINE + word_list(1, 1) + word_list(2, 1)) == ["1", "2", "3"]


def test_a_start_override_restarts_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = outline(0, 0) + outline(0, 0, 1, list_id=2) + outline(0)
    found = labels(body, numbering=OUTLINE + word_list(1, 1) + word_list(2, 1, start))
    assert found == ["1", "2", "5", "6", "6.1", "7"]


def test_a_level_override_has_its_own_label() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
    )
    assert labels(outline(0, 0), numbering=OUTLINE + word_list(1, 1, own)) == ["III)", "IV)"]


def test_legal_labels_are_all_decimal() -> None:
    levels = definition(1, ("upperRoman", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3", "<w:isLgl/>"))
    assert labels(outline(0, 1, 2), numbering=levels + word_list(1, 1)) == ["I.", "I.1", "1.1.1"]


@pytest.mark.parametrize(("restart", "last"), [("0", "(b)"), ("1", "(b)"), ("2", "(a)")])
def test_restarting_only_after_a_given_level(restart: str, last: str) -> None:
    levels = definition(
        1,
        ("decimal", "%1"),
        ("decimal", "%1.%2"),
        ("lowerLetter", "(%3)", f'<w:lvlRestart w:val="{restart}"/>'),
    )
    assert labels(outline(0, 1, 2, 1, 2), numbering=levels + word_list(1, 1))[-1] == last


def test_bullets_and_hidden_levels_have_no_label() -> None:
    levels = definition(1, ("bullet", "•"), ("none", ""))
    assert labels(outline(0, 1), numbering=levels + word_list(1, 1)) == ["", ""]


@pytest.mark.parametrize(
    ("style", "label"), [("chineseCounting", "第二章"), ("decimalZero", "第02章"), ("hindiNumbers", "第٢章")]
)
def test_labels_in_other_scripts(style: str, label: str) -> None:
    numbering = definition(1, (style, "第%1章")) + word_list(1, 1)
    assert labels(outline(0, 0), numbering=numbering)[1] == label


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Para"><w:basedOn w:val="Item"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kin"><w:basedOn w:val="Para"/></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>
"""


def styled(style: str, more: str = "") -> str:
    """A paragraph in a style."""
    return p("words", f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_number_and_hand_on_their_number() -> None:
    body = styled("Item") + styled("Para") + styled("Kin") + styled("Circle") + styled("Unknown")
    found = labels(body, styles=STYLES, numbering=OUTLINE + word_list(1, 1))
    assert found == ["1", "1.1", "1.2", "", ""]


def test_a_level_linked_to_the_style_comes_first() -> None:
    linked = definition(1, ("decimal", "%1"), ("decimal", "%1.%2", '<w:pStyle w:val="Item"/>')) + word_list(1, 1)
    assert labels(styled("Item"), styles=STYLES, numbering=linked) == ["1.1"]


def test_list_zero_turns_the_styles_number_off() -> None:
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = styled("Item") + styled("Item", off) + styled("Item")
    assert labels(body, styles=STYLES, numbering=OUTLINE + word_list(1, 1)) == ["1", "", "2"]


def test_a_definition_may_stand_in_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Outline">'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
    numbering = OUTLINE + link + word_list(7, 1) + word_list(1, 2)
    assert labels(outline(0, 1), styles=styles, numbering=numbering) == ["1", "1.1"]


def test_a_number_that_was_typed_as_well_stands_once() -> None:
    body = numbered("1.  The chair opened.", 1)
    text = read_docx(word_file(body, numbering=OUTLINE + word_list(1, 1))).text
    assert text == "1.  The chair opened.\n"


def test_deleted_and_hidden_paragraphs_do_not_count() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", f"{number}<w:rPr><w:del/></w:rPr>")
    unseen = p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>", f"{number}<w:rPr><w:vanish/></w:rPr>")
    body = outline(0) + gone + unseen + outline(0)
    assert labels(body, numbering=OUTLINE + word_list(1, 1)) == ["1", "2"]


def test_the_numbers_of_a_changed_paragraph_are_the_new_ones() -> None:
    change = (
        '<w:pPrChange w:id="1" w:author="x"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:pPrChange>"
    )
    assert labels(p("words", change), numbering=OUTLINE + word_list(1, 1)) == [""]


def test_numbers_alone_in_the_cells_of_a_table() -> None:
    body = table(*(row(f"<w:tc>{numbered('', 1)}</w:tc>", title, "C24/8(Rev.1)") for title in ("One", "Two")))
    text = read_docx(word_file(body, numbering=OUTLINE + word_list(1, 1))).text
    assert text == "1\tOne\tC24/8(Rev.1)\n2\tTwo\tC24/8(Rev.1)\n"


@pytest.mark.parametrize(
    "numbering",
    ["", word_list(1, 9), definition(1) + word_list(1, 1), OUTLINE + '<w:num w:numId="1"/>'],
    ids=["no list", "no definition", "no levels", "no link"],
)
def test_broken_lists_number_nothing(numbering: str) -> None:
    assert labels(outline(0), numbering=numbering) == [""]
