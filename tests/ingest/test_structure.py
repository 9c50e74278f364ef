"""Lines → record: items, paragraphs, tables, headings and signatures, in the ways bodies write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from councilgraph.ingest import ReadError, ReadOptions, read_text
from councilgraph.ingest.fold import fold
from councilgraph.ingest.header import read_header
from councilgraph.ingest.instruments import Instruments
from councilgraph.ingest.language import detect_language
from councilgraph.ingest.lexicon import LanguageError, load_lexicon
from councilgraph.ingest.profile import ProfileError, load_profile, recognise_profile
from councilgraph.ingest.structure import read_structure
from councilgraph.ingest.symbols import symbol_finder
from councilgraph.ontology.terms import CG

if TYPE_CHECKING:
    from councilgraph.ingest import RecordReading
    from councilgraph.ingest.model import Record

DOTTED = """Subjects\tDocuments
1\tReport of the group\tC25/8(Rev.1)
2\tOther business\t-

1\tReport of the group (Document C25/8(Rev.1))
1.1\tThe Chair spoke.
1.2\tA councillor asked for
1.5 million Swiss francs.
2\tOther business
Oral report (Document C25/9)
2.1\tNothing was said.
The Secretary-General:\tThe Chair:
A. B.\tC. D.
"""
PLAIN = "AGENDA\n1. The Chair opened the meeting and welcomed all delegates.\n2. The delegate of Chile supported the proposal made.\nAny other business\n3. The delegate of Peru thanked the secretariat for its work.\n"  # noqa: E501
UNNUMBERED = """ HYPERLINK \\l "_Toc1" A.\tAdoption of the agenda\t PAGEREF _Toc1 \\h 1
 HYPERLINK \\l "_Toc2" B.\tNotifications (WT/COMTD/W/1)\t PAGEREF _Toc2 \\h 1
ADOPTION OF THE AGENDA
 The Chairman said that the agenda was in document WT/AIR/1.
The Committee adopted the agenda.
NOTIFICATIONS (WT/COMTD/W/1)
 The representative of Chile said that his delegation supported document WT/COMTD/W/1.
"""


def structure(text: str, profile: str = "itu-council", language: str = "en") -> Record:
    return read_structure(text, load_lexicon(language), load_profile(profile), symbol_finder(language))


def test_numbers_that_do_not_carry_on_the_count_open_no_paragraph() -> None:
    record = structure(DOTTED)
    assert [p.number for p in record.paragraphs] == ["1.1", "1.2", "2.1"]
    assert "1.5 million" in record.raw[record.paragraphs[1].start : record.paragraphs[1].end]


def test_items_take_titles_from_headings_and_documents_from_both() -> None:
    record = structure(DOTTED)
    assert [(item.number, item.documents) for item in record.items] == [("1", ["C25/8(Rev.1)"]), ("2", [])]
    assert record.items[0].title.startswith("Report of the group (")


def test_headings_and_signatures_belong_to_no_paragraph() -> None:
    record = structure(DOTTED)
    texts = [record.raw[p.start : p.end] for p in record.paragraphs]
    assert texts[2] == "Nothing was said."
    assert all("Oral report" not in text and "Secretary-General:" not in text for text in texts)


def test_paragraphs_numbered_through_stand_under_headings() -> None:
    record = structure(PLAIN, "generic")
    assert [p.number for p in record.paragraphs] == ["1", "2", "3"]
    assert [p.item.title for p in record.paragraphs if p.item] == ["AGENDA", "AGENDA", "Any other business"]


def test_unnumbered_minutes_are_counted_and_labelled_by_their_contents() -> None:
    record = structure(UNNUMBERED, "wto-minutes")
    assert [(p.number, p.item.number) for p in record.paragraphs if p.item] == [("1", "A"), ("2", "A"), ("3", "B")]
    assert record.items[1].documents == ["WT/COMTD/W/1"]


def test_artefacts_of_other_programs_are_left_out() -> None:
    record = structure("1\tX (C25/1)\n[bookmark: _Hlk1]1.1\tText.\n1.2\tMore.\n")
    assert record.raw[record.paragraphs[0].start : record.paragraphs[0].end] == "Text."


HEAD = """Council 2025
Geneva, 17–27 June 2025
Document C25/131-{letter}
27 June 2025
{title}
{day}
{chair}
1\tX (C25/8)
1.1\tY.
1.2\tZ.
"""
HEADS = {
    "en": ("SUMMARY RECORD OF THE FIFTH PLENARY MEETING", "Monday, 23 June 2025, from 0930 to 1230", "Chair: Ms A. B."),
    "zh": ("第五次全体会议摘要记录", "2025年6月23日（星期一），09:30-12:30", "主席：A. B."),
}


@pytest.mark.parametrize("language", HEADS)
def test_a_header_tells_symbol_session_meeting_date_and_chair(language: str) -> None:
    title, day, chair = HEADS[language]
    record = structure(HEAD.format(letter="E", title=title, day=day, chair=chair), language=language)
    read_header(record, load_lexicon(language), load_profile("itu-council"), ReadOptions())
    header = record.header
    assert (header.symbol, header.session, header.year, header.meeting) == ("C25/131", "C25", 2025, 5)
    assert header.date == dt.date(2025, 6, 23)
    assert header.chair.endswith("A. B.")
    assert not header.session_inferred


def test_what_the_user_states_wins_over_the_header() -> None:
    text = "1\tX (C25/8)\n1.1\tThe councillor from Japan spoke.\n1.2\tIt was so agreed.\n"
    options = ReadOptions(session="C25", meeting=3, date=dt.date(2025, 6, 20))
    reading = read_text(text, options=options)
    assert reading.record.endswith("/record/ITU-C/C25/meeting/3")
    assert reading.warnings == ()


def test_what_is_unknown_stays_unknown_and_is_said() -> None:
    reading = read_text("1\tX (C25/8)\n1.1\tThe councillor from Japan spoke of the work.\n1.2\tIt was so agreed.\n")
    assert "/record/sha256/" in reading.record
    assert [warning.split()[-1].rstrip(".") for warning in reading.warnings] == ["--session", "--meeting", "--date"]


def test_a_text_without_numbered_paragraphs_is_refused() -> None:
    with pytest.raises(ReadError, match="no numbered paragraphs"):
        read_text("The Council met and that was all that was said of the matter with them.\n")


def test_an_unknown_language_is_refused_with_those_that_are_read() -> None:
    german = "Der Rat nahm den Bericht zur Kenntnis und dankte dem Sekretariat für seine Arbeit. " * 5
    with pytest.raises(LanguageError, match="in no language that can be read"):
        detect_language(german)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1\tТема (C25/30)\n1.1\tСоветник от Японии поддержал поправку. Советник от Кубы выступил против.", "ru"),
        ("1\tX (C25/30)\n1.1\tأيد عضو المجلس من اليابان التعديل. وعارضه عضو المجلس من كوبا.", "ar"),
    ],
)
def test_a_short_record_in_a_script_of_its_own_is_told(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Представник України підтримав проект резолюції та висловив думку, що робоча група повинна працювати.",
        "نماینده ایران از پیش نویس قطعنامه حمایت کرد و گفت که این متن باید تصویب شود",
    ],
)
def test_other_languages_of_these_scripts_are_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        detect_language(text)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(ProfileError, match="generic"):
        load_profile("senate")


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("document c25/8 and c25/9", "itu-council"),
        ("document cwg-internet-21/4", "itu-working-group"),
        ("document wt/comtd/w/192", "wto-minutes"),
        ("document a/70/1", "generic"),
        ("conference (pp-26)\n\n1\tbudget (c26/70)\n1.1\tdocument c26/70", "itu-plenipotentiary"),
        ("conference (cmdt-29)\n\n1\tbudget (71)\n1.1\tdocument 71", "itu-development"),
        ("assembly (wtsa-28)\n\n1\tbudget (71)\n1.1\tdocument 71", "itu-standardization"),
        ("conference (вкр-31)\n\n1\tbudget (71)\n1.1\tdocument 71", "itu-radiocommunication"),
        ("document c26/119\n\n1\tpreparations for the conference (pp-26)\n1.1\tone", "itu-council"),
        ("document cwg-fhr-19/6\n\n1\tbudget (c24/70)\n1.1\tdocument c24/70 and c24/71", "itu-working-group"),
    ],
)
def test_the_profile_is_recognised_by_symbols(text: str, profile: str) -> None:
    assert recognise_profile(text).name == profile


CONFERENCE = """Subjects discussed\tDocuments
1\tCybersecurity\t55(Rev.1), 35(Add.4)
2\tInternet\t41, 78
3\tElection\t-
1\tCybersecurity (Documents 55(Rev.1) and 35(Add.4))
1.1\tOne.
1.2\tTwo.
2\tInternet
2.1\tThree.
3\tElection
3.1\tFour.
"""


def test_papers_are_known_by_number_where_a_conference_counts_its_own() -> None:
    record = structure(CONFERENCE)
    assert [item.documents for item in record.items] == [["55(Rev.1)", "35(Add.4)"], ["41", "78"], []]


def test_numbers_beside_titles_are_pages_where_no_column_of_documents_is_announced() -> None:
    text = CONFERENCE.replace("\tDocuments\n", "\tPage\n").replace(" (Documents 55(Rev.1) and 35(Add.4))", "")
    record = structure(text)
    assert [item.documents for item in record.items] == [[], [], []]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "see documents 41, 55(rev.1) and 78.", ["41", "55(Rev.1)", "78"]),
        ("en", "the document 2026 budget", []),
        ("fr", "les documents 55(rév.1) et 35(add.4)", ["55(Rev.1)", "35(Add.4)"]),
        ("es", "en los documentos 41 y 78", ["41", "78"]),
        ("ru", "в документах 41 и 78(испр.1)", ["41", "78(Corr.1)"]),
        ("ar", "في الوثيقتين 41 و78", ["41", "78"]),
        ("zh", "第55(rev.1)号、第41号和第35(add.4)号文件", ["55(Rev.1)", "41", "35(Add.4)"]),
    ],
)
def test_a_number_behind_the_word_for_papers_is_a_paper(language: str, text: str, found: list[str]) -> None:
    assert [symbol for _, _, symbol in symbol_finder(language).find(fold(text).text)] == found


NUMBERED = """Conference ({code})
Document 164-E
1\tInternet (Documents 41 and DT/3)
1.1\tThe delegate from Japan introduced Document 41.
1.2\tIt was so agreed.
"""


def papers(reading: RecordReading) -> set[str]:
    return {str(each).partition("/id/")[2] for each in reading.graph.objects(None, CG.considers)}


def test_papers_counted_anew_belong_to_their_conference() -> None:
    reading = read_text(NUMBERED.format(code="PP-26"))
    assert reading.record.endswith("/record/ITU-PP/PP-26/164")
    assert papers(reading) == {"document/ITU-PP/PP-26/41", "document/ITU-PP/PP-26/DT/3"}
    other = read_text(NUMBERED.format(code="WTDC-25"))
    assert other.record.endswith("/record/WTDC/WTDC-25/164")
    unknown = read_text(NUMBERED.format(code="COP-30"))
    assert unknown.record.endswith("/record/any/COP-30/164")
    assert papers(unknown) == {"document/any/COP-30/41", "document/any/COP-30/DT/3"}


@pytest.mark.parametrize(
    ("language", "cited", "issuer"),
    [
        ("en", "Resolution 37 (Rev. Kigali, 2022)", "WTDC"),
        ("en", "Resolution 140 (Rev. Bucharest, 2022)", "ITU-PP"),
        ("fr", "la Résolution 2 (Rév. Genève, 2022)", "WTSA"),
        ("ru", "Резолюция 37 (Пересм. Дубай, 2014 г.)", "WTDC"),
        ("ru", "Резолюция 37 (Пересм. Дубай, 2018 г.)", "ITU-PP"),
        ("zh", "第37号决议（2022年，基加利，修订版）", "WTDC"),
        ("ar", "القرار 37 (المراجَع في كيغالي، 2022)", "WTDC"),
        ("en", "Resolution 37 (Rev. Atlantis, 2031)", "ITU-PP"),
        ("en", "Resolution 37", "ITU-PP"),
    ],
)
def test_the_place_of_a_revision_tells_whose_conference_it_was(language: str, cited: str, issuer: str) -> None:
    found = Instruments(load_lexicon(language), load_profile("itu-council")).find(text := fold(cited).text, text, [])
    assert [mention.refs[0].key for mention in found] == [f"{issuer}/{re.findall(r'[0-9]+', cited)[0]}"]


def test_papers_counted_anew_belong_to_their_record_where_it_tells_no_session() -> None:
    first, second = (read_text(NUMBERED.format(code=code)) for code in ("one", "two"))
    assert "/record/sha256/" in first.record
    assert not {each for each in papers(first) & papers(second) if each.endswith("/41")}
