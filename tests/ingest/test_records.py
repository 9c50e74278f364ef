"""Whole records: scores on gold, one wordless graph for all languages, and evidence that reproduces its quote."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.ingest import RecordReading, read_record
from councilgraph.ingest.lexicon import languages
from councilgraph.ontology.terms import CG
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "examples" / "c24-retold"
STRUCTURE = ("items", "paragraphs", "item documents", "references")
FLOORS = {"speakers": 0.97, "acts": 0.93, "positions": 0.95, "outcomes": 0.95, "targets": 0.90, "topics": 0.85}
RETOLD_FLOORS = {"speakers": 0.93, "acts": 0.93, "positions": 0.95, "outcomes": 0.95, "targets": 0.90, "topics": 0.85}
WORDS = {CG.text, CG.quote, CG.asPrinted, CG.reason, CG.condition, CG.startOffset, CG.endOffset, CG.lexiconEntry}
LANGUAGE_BOUND = {DCTERMS.title, DCTERMS.language, SKOS.prefLabel, CG.confidence, CG.evidence, PROV.wasGeneratedBy}


@cache
def reading(path: Path) -> RecordReading:
    return read_record(path)


def scores(shared: Path, path: Path, gold: Path) -> dict[str, Any]:
    """The table of the shared scorer for one record."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    table, _ = module.score(reading(path).graph, json.loads(gold.read_text("utf-8")))
    return {kind: row["f1"] for kind, row in table.items()}


def wordless(graph: Graph) -> set[tuple[object, object, object]]:
    """A graph without texts, quotes, labels, and the nodes that belong to one language version."""
    bound = {node for kind in (CG.Evidence, CG.Reading) for node in graph.subjects(RDF.type, kind)}
    drop = WORDS | LANGUAGE_BOUND
    return {triple for triple in graph if triple[0] not in bound and triple[1] not in drop}


def test_the_real_record_is_read_as_its_gold_says(shared: Path) -> None:
    records = shared / "records"
    found = scores(shared, records / "c24-plenary.zh.txt", records / "c24-plenary.gold.json")
    assert {kind: found[kind] for kind in STRUCTURE} == dict.fromkeys(STRUCTURE, 1.0)
    assert {kind: score for kind, score in found.items() if score < FLOORS.get(kind, 0)} == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_retold_record_scores_as_high(shared: Path, language: str) -> None:
    found = scores(shared, EXAMPLE / f"{language}.txt", EXAMPLE / "gold.json")
    assert {kind: found[kind] for kind in STRUCTURE} == dict.fromkeys(STRUCTURE, 1.0)
    assert {kind: score for kind, score in found.items() if score < RETOLD_FLOORS.get(kind, 0)} == {}


def test_the_session_of_a_record_without_header_is_inferred_and_marked(shared: Path) -> None:
    graph = reading(shared / "records" / "c24-plenary.zh.txt").graph
    session = next(graph.objects(None, CG.partOfSession))
    assert str(graph.value(session, SKOS.notation)) == "C24"
    assert graph.value(session, CG.isInferred).toPython() is True


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_english_and_chinese_give_one_wordless_graph(suffix: str) -> None:
    english, chinese = (wordless(reading(EXAMPLE / f"{code}.{suffix}").graph) for code in ("en", "zh"))
    assert english ^ chinese == set()


def test_word_and_text_forms_of_one_record_give_the_same_facts() -> None:
    word, text = (wordless(reading(EXAMPLE / f"en.{suffix}").graph) for suffix in ("docx", "txt"))
    assert word ^ text == set()


def every_record(shared: Path) -> list[Path]:
    return [shared / "records" / "c24-plenary.zh.txt", *sorted(EXAMPLE.glob("*.txt"))]


def test_every_fact_has_words_whose_offsets_reproduce_its_quote(shared: Path) -> None:
    facts = 0
    for path in every_record(shared):
        if path.stem.split(".")[-1] not in languages():
            continue
        raw, graph = path.read_text("utf-8"), reading(path).graph
        for kind in (CG.Intervention, CG.SpeechAct, CG.Position, CG.Outcome, CG.Mandate):
            for fact in graph.subjects(RDF.type, kind):
                facts += 1
                check_evidence(graph, fact, raw)
    assert facts > 100


def check_evidence(graph: Graph, fact: object, raw: str) -> None:
    assert isinstance(fact, URIRef)
    evidence = graph.value(fact, CG.evidence)
    assert evidence is not None, fact
    start, end = (graph.value(evidence, term).toPython() for term in (CG.startOffset, CG.endOffset))
    assert raw[start:end] == str(graph.value(evidence, CG.quote)) != ""


def test_the_same_bytes_give_the_same_triples(shared: Path) -> None:
    path = shared / "records" / "c24-plenary.zh.txt"
    assert set(read_record(path).graph) == set(read_record(path).graph)
