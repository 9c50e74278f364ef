"""Where those who are charged report back: a session by its year, another body, a later plenary."""

from __future__ import annotations

import pytest

from .reading import read

CASES = {
    ("en", "The Council instructed the secretariat to revise the table and to report to the 2026 session."): "C26",
    ("fr", "Le Conseil charge le secrétariat de réviser le tableau et de faire rapport à la session de 2026."): "C26",
    ("es", "El Consejo encargó a la Secretaría que revisara el cuadro e informara a la reunión de 2026."): "C26",
    ("ru", "Совет поручил секретариату пересмотреть таблицу и представить отчет сессии Совета 2026 года."): "C26",
    ("zh", "理事会责成秘书处修订该表，并向理事会2026年会议报告。"): "C26",
    ("ar", "وكلف المجلس الأمانة بمراجعة الجدول وتقديم تقرير إلى دورة المجلس لعام 2026."): "C26",
    ("en", "The Council instructed the secretariat to revise the table and to report to CWG-FHR."): "body:CWG-FHR",
    ("zh", "理事会责成秘书处修订该表，并向CWG-FHR报告。"): "body:CWG-FHR",
    ("en", "The Council invited the councillor from Chile to hold consultations and report to a later plenary."): (
        "future-plenary"
    ),
    ("en", "The Council instructed the secretariat to revise the table."): "",
}


@pytest.mark.parametrize(("said", "forum"), CASES.items(), ids=lambda value: str(value)[:40])
def test_a_mandate_says_where_it_is_reported_on(said: tuple[str, str], forum: str) -> None:
    mandates = [mandate for outcome in read(*said).outcomes for mandate in outcome.mandates]
    assert [mandate.reports_to for mandate in mandates][:1] == [forum]
