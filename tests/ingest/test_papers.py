"""Papers: who submitted them, what they revise, and which of their passages somebody speaks of."""

from __future__ import annotations

import pytest
from councilgraph.ingest.reader import read_text
from councilgraph.ontology.terms import CG

from .reading import read

SUBMITTED = {
    ("en", "The councillor from Egypt introduced Document C25/30, submitted by the Arab States."): {"Arab States"},
    ("en", "The councillor from Chile introduced Document C25/30, a joint contribution by Chile and Peru."): {
        "CHL",
        "PER",
    },
    ("fr", "Le conseiller de l'Égypte présente le Document C25/30, soumis par les États arabes."): {"Arab States"},
    ("es", "El consejero de Egipto presentó el Documento C25/30, sometido por los Estados Árabes."): {"Arab States"},
    ("ru", "Советник от Египта представил Документ C25/30, внесенный Чили и Перу."): {"CHL", "PER"},
    ("ar", "وعرض مستشار مصر الوثيقة C25/30 المقدمة من الدول العربية."): {"Arab States"},
    ("zh", "埃及理事介绍了智利和秘鲁提交的C25/30号文件。"): {"CHL", "PER"},
    ("en", "Document C25/30 was introduced by the councillor from Egypt."): set(),
    ("en", "The councillor from Egypt, speaking on behalf of Chile, introduced Document C25/30."): set(),
}
TITLES = {
    ("en", "Contribution by Switzerland"): {"CHE"},
    ("fr", "Contribution de la Suisse"): {"CHE"},
    ("es", "Contribución de Suiza"): {"CHE"},
    ("ru", "Вклад Швейцарии"): {"CHE"},
    ("ar", "مساهمة من سويسرا"): {"CHE"},
    ("zh", "瑞士的文稿"): {"CHE"},
    ("en", "Financial contributions of Switzerland"): set(),
}
PASSAGES = {
    ("en", "The councillor from France could not accept resolves 2 of the amendments."): ["2"],
    ("en", "The councillor from France opposed operative paragraphs 2 and 3 of the draft resolution."): ["2", "3"],
    ("fr", "Le conseiller de la France s'oppose au paragraphe 2 du dispositif du projet de résolution."): ["2"],
    ("es", "El consejero de Francia se opuso al párrafo 2 de la parte dispositiva del proyecto de resolución."): ["2"],
    ("ru", "Советник от Франции возразил против пункта 2 постановляющей части проекта резолюции."): ["2"],
    ("ar", "واعترض مستشار فرنسا على الفقرة 2 من منطوق مشروع القرار."): ["2"],
    ("zh", "法国理事反对决议草案执行部分第2段。"): ["2"],
    ("en", "The councillor from France opposed the draft resolution, recalling paragraph 7 of Document C25/30."): [],
    ("en", "The councillor from France opposed the draft resolution."): [],
}
TABLED = {
    "en": "The councillor from Kenya introduced Document C25/30, which contained a draft new resolution.",
    "fr": "Le conseiller du Kenya présente le Document C25/30, qui contient un projet de nouvelle résolution.",
    "es": "El consejero de Kenya presentó el Documento C25/30, que contenía un proyecto de nueva resolución.",
    "ru": "Советник от Кении представил Документ C25/30, содержащий проект новой резолюции.",
    "ar": "وعرض مستشار كينيا الوثيقة C25/30 التي تتضمن مشروع قرار جديد.",
    "zh": "肯尼亚理事介绍了C25/30号文件，其中载有一项新决议草案。",
}


@pytest.mark.parametrize(("said", "parties"), SUBMITTED.items(), ids=lambda value: str(value)[:40])
def test_a_paper_is_submitted_by_those_of_whom_the_words_say_so(said: tuple[str, str], parties: set[str]) -> None:
    assert {ref.key for symbol, ref in read(*said).submitted if symbol == "C25/30"} == parties


@pytest.mark.parametrize(("title", "parties"), TITLES.items(), ids=lambda value: str(value)[:40])
def test_the_title_of_an_item_may_say_whose_paper_it_is(title: tuple[str, str], parties: set[str]) -> None:
    language, words = title
    facts = read(language, TABLED[language], heading=f"1\t{words} (C25/30)\n")
    assert {ref.key for symbol, ref in facts.submitted} == parties


@pytest.mark.parametrize(("said", "passages"), PASSAGES.items(), ids=lambda value: str(value)[:40])
def test_a_stance_on_a_passage_is_not_one_on_the_whole(said: tuple[str, str], passages: list[str]) -> None:
    language, words = said
    facts = read(language, TABLED[language], words)
    stances = [act for one in facts.interventions if one.speaker.key == "state:FRA" for act in one.acts]
    assert [act.parts for act in stances] == [passages]


def test_later_papers_and_records_name_what_they_change() -> None:
    text = """Document C25/9(Rev.2)-E
SUMMARY RECORD OF THE FIRST PLENARY MEETING
1\tX (Documents C25/30(Rev.1), C25/31(Add.1) and C25/32(Corr.1))
1.1\tThe councillor from Chile introduced Document C25/30(Rev.1).
1.2\tThe councillor from Peru supported Document C25/30(Rev.1).
"""
    graph = read_text(text, path="en.txt").graph
    links = {
        (term.rpartition("#")[2], str(later).rpartition("/id/")[2], str(former).rpartition("/id/")[2])
        for term in (CG.revises, CG.supplements, CG.rectifies)
        for later, former in graph.subject_objects(term)
    }
    assert links == {
        ("revises", "record/ITU-C/C25/9/rev2", "record/ITU-C/C25/9/rev1"),
        ("revises", "document/ITU-C/C25/30/rev1", "document/ITU-C/C25/30"),
        ("supplements", "document/ITU-C/C25/31/add1", "document/ITU-C/C25/31"),
        ("rectifies", "document/ITU-C/C25/32/corr1", "document/ITU-C/C25/32"),
    }
