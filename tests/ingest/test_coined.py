"""Bodies that a record names itself: the acronym in brackets is their key, below the record."""

from __future__ import annotations

import pytest
from councilgraph.ingest import ReadOptions, read_text
from councilgraph.ingest.lexicon import load_lexicon
from councilgraph.ontology.terms import CG
from rdflib.namespace import SKOS

from .reading import acts, read

CASES = {
    "en": "The Chair of the Committee on Budget and Administration (CBA) introduced Document C25/30.",
    "fr": "La présidente du Comité du budget et de l'administration (CBA) présente le Document C25/30.",
    "es": "La Presidenta del Comité de Presupuesto y Administración (CBA) presenta el Documento C25/30.",
    "ru": "Председатель Комитета по бюджету и администрации (CBA) представил Документ C25/30.",
    "ar": "عرض رئيس لجنة الميزانية والإدارة (CBA) الوثيقة C25/30.",
    "zh": "预算与行政委员会（CBA）主席介绍了C25/30号文件。",
}


@pytest.mark.parametrize("language", CASES)
def test_the_chair_of_a_body_that_the_record_names_is_no_chair_of_the_meeting(language: str) -> None:
    assert load_lexicon(language).words("speakers", "group_nouns")
    assert acts(read(language, CASES[language])) == ["1.1 body:CBA:group-chair introduces"]


def test_a_body_of_the_record_alone_is_named_below_it() -> None:
    text = f"1\tX (C25/30)\n1.1\t{CASES['en']}\n1.2\tThe CBA was asked to report to the next session.\n"
    graph = read_text(text, options=ReadOptions(language="en", profile="itu-council")).graph
    node = next(graph.objects(None, CG.madeBy))
    assert "/record/" in str(node)
    assert str(graph.value(node, SKOS.notation)) == "CBA"
    assert str(graph.value(node, SKOS.prefLabel)) == "Committee on Budget and Administration"
