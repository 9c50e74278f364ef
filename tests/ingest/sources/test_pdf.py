"""PDF files: paragraphs in reading order from letters that only have places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from councilgraph.ingest.sources import DamagedSourceError, TextlessSourceError
from councilgraph.ingest.sources.pdf import read_pdf

from tests.ingest.sources.conftest import SENTENCES, pdf_file

if TYPE_CHECKING:
    from tests.ingest.sources.conftest import Words

FULL = "abcd efgh ijkl mnop qrst uvwx yzab cdef ghij klmn opqr stuv wxyz "
"""Words of 65 letters: as wide as a line from 50 to 440 points."""
TOP = 760


def column(*lines: str, left: float = 50, top: float = TOP, step: float = 15, size: float = 12) -> list[Words]:
    """Lines one under the other; a tab shifts what follows by 200 points."""
    placed: list[Words] = []
    for number, line in enumerate(lines):
        for place, piece in enumerate(line.split("\t")):
            placed.append((left + 200 * place, top - step * number, piece, size))
    return placed


def text_of(*pages: list[Words], ligatures: dict[str, str] | None = None) -> str:
    """The text of a PDF file of these pages."""
    return read_pdf(pdf_file(*pages, ligatures=ligatures)).text


def drawn(words: str) -> str:
    """Right-to-left words as they stand on the page, from the left."""
    return words[::-1]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_words_of_every_language(language: str) -> None:
    assert text_of(column(SENTENCES[language][:40])) == SENTENCES[language][:40].rstrip() + "\n"


def test_lines_of_one_paragraph_are_one_line() -> None:
    page = column("1.1 " + FULL[:60], FULL, "the end.", "1.2 " + FULL[:60], "short.")
    assert text_of(page) == f"1.1 {FULL[:60]}{FULL}the end.\n1.2 {FULL[:60]}short.\n".replace("  ", " ")


def test_a_number_starts_a_paragraph_even_behind_a_full_line() -> None:
    assert text_of(column(FULL, "1.2 " + FULL[:50])).count("\n") == 2


def test_a_resolution_number_at_the_start_of_a_line_does_not() -> None:
    page = column("1.1 " + FULL[:61], "1332 (C11) was amended " + FULL[:40], FULL)
    assert text_of(page).count("\n") == 1


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    assert text_of(column(FULL, "Heading", FULL, FULL)).splitlines()[0].endswith("Heading")
    assert text_of(column("Heading", FULL, FULL)).splitlines()[0] == "Heading"


def test_a_first_line_indent_starts_a_paragraph() -> None:
    page = column(FULL, FULL) + column(FULL[:60], left=80, top=TOP - 30) + column(FULL, top=TOP - 45)
    assert text_of(page).count("\n") == 2


def test_a_hanging_number_keeps_its_lines() -> None:
    page = column("1.1", left=50) + column(FULL[:57], FULL[:57], left=100)
    assert text_of(page) == f"1.1\t{FULL[:57].strip()} {FULL[:57].strip()}\n"


def test_a_wide_gap_between_lines_starts_a_paragraph() -> None:
    page = column(FULL, FULL) + column(FULL, FULL, top=TOP - 45)
    assert text_of(page).count("\n") == 2


def test_chinese_lines_join_without_a_space() -> None:
    words = SENTENCES["zh"]
    others = words[::-1]
    assert text_of(column(words, others, "C24/8(Rev.1)号文件。")) == f"{words}{others}C24/8(Rev.1)号文件。\n"


def test_table_rows_and_their_wrapped_cells() -> None:
    rows = column("1\tReport of the group\tC24/8(Rev.1)", "2\tAnother report\tC24/60") + column(
        "with a long title", left=250, top=TOP - 30
    )
    page = rows + column(FULL, FULL, top=TOP - 90)
    assert text_of(page).splitlines()[:2] == [
        "1\tReport of the group\tC24/8(Rev.1)",
        "2\tAnother report with a long title\tC24/60",
    ]


def test_leaders_part_a_name_from_its_place() -> None:
    assert text_of(column("China . . . . . . . . Mr. Sun")) == "China\tMr. Sun\n"


FILLED = [FULL[:36].strip()] * 12


def test_two_columns_are_read_one_after_the_other() -> None:
    title = column("A title that goes right across the page over both columns of it", size=14)
    body = column(*FILLED, "left end.", top=700) + column(*FILLED, "right end.", left=290, top=700)
    found = text_of(title + body).splitlines()
    assert found[0].startswith("A title")
    assert [line[-10:] for line in found[1:]] == ["left end.".rjust(10), "right end."] or (
        " ".join(found[1:]).index("left end.") < " ".join(found[1:]).index("right end.")
    )
    assert "\t" not in "".join(found)


def test_right_to_left_columns_begin_at_the_right() -> None:
    words = drawn(SENTENCES["ar"])[-36:]
    body = column(*[words] * 12, left=290, top=700) + column(*[words] * 11, drawn("النهاية"), left=50, top=700)
    assert text_of(body).rstrip().endswith("النهاية")


def test_a_table_of_two_columns_is_no_page_of_two() -> None:
    page = [words for number in range(12) for words in column(f"{number} a\tb", top=TOP - 15 * number)]
    assert text_of(page).splitlines()[0] == "0 a\tb"


ARABIC = "أعرب الأعضاء عن تأييدهم للقرار 1332 (المراجع) في الوثيقة C24/8(Rev.1)، في 10 يونيو."


def arabic_as_drawn() -> str:
    """The sentence as a page shows it: letters from the right, symbols from the left, brackets turned."""
    visual = ARABIC[::-1].translate(str.maketrans("()", ")("))
    for symbol in ("1332", "C24/8(Rev.1)", "10"):
        visual = visual.replace(symbol[::-1].translate(str.maketrans("()", ")(")), symbol)
    return visual


def test_arabic_is_read_from_the_right_and_its_symbols_from_the_left() -> None:
    content = read_pdf(pdf_file(column(arabic_as_drawn())))
    assert content.text == ARABIC + "\n"


def test_the_order_of_drawing_does_not_matter() -> None:
    words = arabic_as_drawn()
    half = len(words) // 2
    page: list[Words] = [(50 + 6 * half, TOP, words[half:]), (50, TOP, words[:half])]
    assert text_of(page) == ARABIC + "\n"


def test_lam_and_alef_in_one_shape_keep_their_order() -> None:
    ligatures = {"\ue001": "لأ", "\ue002": "لا"}
    page = column(drawn("ا\ue001عضاء \ue002 يؤيدون"))
    assert text_of(page, ligatures=ligatures) == "الأعضاء لا يؤيدون\n"


def test_presentation_forms_are_letters() -> None:
    assert text_of(column(drawn("ﻗﺮﺍﺭ ﻻ"))) == "قرار لا\n"
    assert text_of(column("ﬁnal")) == "final\n"


def test_lines_that_mix_directions_are_of_low_confidence() -> None:
    page = column(drawn(SENTENCES["ar"]), arabic_as_drawn(), drawn(SENTENCES["ar"]), step=40)
    content = read_pdf(pdf_file(page))
    assert [content.text[start:end] for start, end in content.low_confidence] == [ARABIC]


def test_a_left_to_right_page_may_quote_arabic() -> None:
    page = column(f"The words {drawn('مشروع القرار')} were quoted.", FULL)
    assert text_of(page).startswith("The words مشروع القرار were quoted.")


@pytest.mark.parametrize(
    ("lines", "expected", "unsure"),
    [
        (("the consul-", "tation of consultation"), "consultation of", False),
        (("the follow-", "up and another follow-up"), "follow-up and", False),
        (("the consul-", "tation of all"), "consul-tation of", True),
        (("in 2011-", "2012 and later"), "2011-2012 and", False),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, str], expected: str, unsure: bool) -> None:
    first = (FULL + lines[0])[-65:]
    content = read_pdf(pdf_file(column(first, lines[1], FULL)))
    assert expected in content.text
    assert bool(content.low_confidence) is unsure


def running(number: int, *words: str) -> list[Words]:
    """A page with a running head and foot, which change places on left and right pages."""
    head = f"S/PV.10054 Peace {number + 10}/11/2025" if number % 2 else f"{number + 10}/11/2025 Peace S/PV.10054"
    return [
        *column(head, top=780),
        *column(*words, top=700),
        *column(f"{number}/3 25-3282{number}", top=30),
    ]


def test_running_heads_and_feet_are_left_out_but_for_the_first_head() -> None:
    pages = [
        running(1, FULL, FULL[5:]),
        running(2, FULL[10:] + "and more", FULL[15:]),
        running(3, "the end."),
    ]
    content = read_pdf(pdf_file(*pages))
    assert content.text.splitlines()[0] == "S/PV.10054 Peace 11/11/2025"
    assert content.text.count("S/PV") == 1
    assert "25-3282" not in content.text
    assert content.text.splitlines()[-1] == "the end."
    assert content.notes == ("5 running heads and feet were left out.",)


def test_a_head_that_the_first_page_lacks_comes_first() -> None:
    bodies = [column(FULL[number:], FULL[number + 5 :], top=700) for number in (0, 9, 13, 17)]
    heads = [column(f"{number}\tC24/125", top=780) if number > 1 else [] for number in (1, 2, 3, 4)]
    found = text_of(*(head + body for head, body in zip(heads, bodies, strict=True)))
    assert found.startswith("2\tC24/125\nabcd")
    assert found.count("C24/125") == 1


def test_on_two_pages_a_head_is_known_by_its_page_number() -> None:
    second = column("– 2 –", "C24/125", top=790) + column("goes on.", FULL[:30], top=700)
    assert text_of(column(FULL), second).splitlines()[0] == "C24/125"
    assert "C24/125 goes" not in text_of(column(FULL), second)


def test_words_and_numbers_that_a_chinese_line_breaks_are_whole_again() -> None:
    page = column(
        "主席介绍了信息社会世界峰会WSIS进程",
        "理事会审议了WSIS进程的文件和决议WS",
        "IS进程的修正案并记录在案文件号码13",
        "32号决议。",
    )
    assert text_of(page) == (
        "主席介绍了信息社会世界峰会WSIS进程理事会审议了WSIS进程的文件和决议WSIS进程的修正案并记录在案文件号码1332号决议。\n"
    )


def test_a_narrow_gap_parts_cells_where_other_rows_have_a_stop() -> None:
    page = [
        *column("1\tShort title", "2\tAnother title that runs on up to"),
        *column("C24/8", "C24/60", left=454),
    ]
    assert text_of(page) == "1\tShort title\tC24/8\n2\tAnother title that runs on up to\tC24/60\n"


def test_a_table_goes_on_over_the_page() -> None:
    first = column("1\tFirst title\tC24/8", "2\tTitle that runs on\tC24/60", top=90)
    second = column("over the page", left=250) + column("3\tThird title", top=TOP - 30)
    second += column("C24/15", left=450, top=TOP - 30)
    assert text_of(first, second).splitlines()[:3] == [
        "1\tFirst title\tC24/8",
        "2\tTitle that runs on over the page\tC24/60",
        "3\tThird title\tC24/15",
    ]


def test_rows_whose_cells_are_centred() -> None:
    words = [
        *column("one of three lines", "that are beside", "the number", left=100, step=16),
        *column("1", top=TOP - 16, left=60),
        *column("C24/8", top=TOP - 16, left=400),
        *column("two of two lines", "around it", left=100, top=TOP - 48, step=16),
        *column("2", top=TOP - 56, left=60),
        *column("C24/60,", "C24/82", left=400, top=TOP - 48, step=16),
        *column("3", top=TOP - 96, left=60),
        *column("a single line", top=TOP - 96, left=100),
        *column("C24/15,", "C24/102", left=400, top=TOP - 88, step=16),
    ]
    head = [*column("Subjects", left=100, top=TOP + 16), *column("Documents", left=400, top=TOP + 16)]
    assert text_of(head + words).splitlines() == [
        "Subjects\tDocuments",
        "1\tone of three lines that are beside the number\tC24/8",
        "2\ttwo of two lines around it\tC24/60, C24/82",
        "3\ta single line\tC24/15, C24/102",
    ]


def test_a_line_stretched_to_its_margins_is_no_table_row() -> None:
    stretched: list[Words] = [(50 + 95 * place, TOP - 15, "fourteen", 12) for place in range(5)]
    assert "\t" not in text_of(column(FULL) + stretched + column(FULL, top=TOP - 30))


def test_strokes_that_stretch_arabic_words_are_no_letters() -> None:
    assert text_of(column(drawn("المعلوم__ات والقم\u0640ة"))) == "المعلومات والقمة\n"


def test_marks_stay_with_their_letters() -> None:
    assert text_of(column(drawn("رئيسة\u064b للفريق"))) == "رئيسة\u064b للفريق\n"


@pytest.mark.parametrize(
    ("words", "visual"),
    [
        ("(الوثيقة C24/8(Rev.1))", ")C24/8(Rev.1) ةقيثولا("),
        ("جنيف، 4-14 يونيو", "وينوي 14-4 ،فينج"),
        ("القرار 1332 (C11)، مجلس", "سلجم ،)C11( 1332 رارقلا"),
        ("في القمة WSIS Forum 2024 أيضا وأيضا", "اضيأو اضيأ WSIS Forum 2024 ةمقلا يف"),
        ("نسبة 2,5 من 8–10 أعضاء", "ءاضعأ 10–8 نم 2,5 ةبسن"),
        ("فريق (CWG-", "CWG-( قيرف"),
    ],
)
def test_numbers_and_brackets_within_arabic(words: str, visual: str) -> None:
    assert text_of(column(visual)) == words + "\n"


def test_a_lone_page_number_is_furniture_and_other_numbers_are_not() -> None:
    assert text_of(column(FULL) + column("– 1 –", top=30)) == FULL.strip() + "\n"
    assert "1332" in text_of(column(FULL) + column("1332", top=30))


def test_marks_of_notes_are_dropped_and_notes_follow_their_paragraph() -> None:
    raised: list[Words] = [(50 + 65 * 6, TOP + 4, "1", 7)]
    note: list[Words] = [(50, 53, "1", 5), *column("See the report.", left=60, top=50, size=8)]
    first = column(FULL[:60] + "words", FULL) + raised + note
    second = column("goes on overleaf.", *[FULL] * 3, top=700)
    lines = text_of(first, second).splitlines()
    assert "words abcd" in lines[0]
    assert lines[0].endswith("goes on overleaf.")
    assert lines[1] == "[1] See the report."


def test_powers_and_ordinals_stay() -> None:
    page: list[Words] = [
        (50, TOP, "the 21", 12),
        (86, TOP + 4, "st", 7),
        (100, TOP, "of 10", 12),
        (130, TOP + 4, "6", 7),
    ]
    assert text_of(page) == "the 21st of 106\n"


@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 500 300"), (270, "0 -1 1 0 300 500")]
)
def test_a_page_that_is_shown_turned_is_read(turn: int, matrix: str) -> None:
    data = pdf_file(column("upright when shown"), extra=f"/Rotate {turn}")
    turned = data.replace(f"50 {TOP} Td".encode(), f"{matrix} Tm".encode())
    content = read_pdf(turned)
    assert content.text == "upright when shown\n"


def test_text_that_stands_sideways_is_left_out_and_said() -> None:
    data = pdf_file(column("kept") + column("aside", left=51))
    content = read_pdf(data.replace(b"51 760 Td", b"0 1 -1 0 300 100 Tm"))
    assert content.text == "kept\n"
    assert content.notes == ("Text that stands sideways was left out on 1 page.",)


def test_scans_have_no_text_layer() -> None:
    with pytest.raises(TextlessSourceError, match="OCR"):
        read_pdf(pdf_file([], []))


def test_a_scanned_page_among_others_is_said() -> None:
    assert read_pdf(pdf_file(column("a"), [], [])).notes == ("2 pages have no text layer (2, 3): run OCR on scans.",)


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.98])
def test_a_file_that_is_cut_short_is_damaged(kept: float) -> None:
    data = pdf_file(*[column(FULL)] * 3)
    with pytest.raises(DamagedSourceError, match="cut short"):
        read_pdf(data[: int(len(data) * kept)])


def test_a_file_of_nonsense_between_head_and_end() -> None:
    with pytest.raises(DamagedSourceError, match="damaged"):
        read_pdf(b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n")


@pytest.mark.parametrize("tail", [b"\0" * 9000, b"\r\n\r\n", b"stray words"])
def test_what_follows_the_end_does_no_harm(tail: bytes) -> None:
    assert read_pdf(pdf_file(column("a")) + tail).text == "a\n"
