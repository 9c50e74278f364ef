"""Measuring the reader: our counting is that of the public scorer, and the reports say what was measured."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.evaluation import Gold, GoldError, Score, bundled_gold, facts_of, find_gold, load_gold, score
from councilgraph.evaluation.attested import Worth, worth
from councilgraph.evaluation.report import COMMAND, markdown
from councilgraph.evaluation.running import Evaluated, Evaluation
from councilgraph.evaluation.scoring import KINDS, NAMED, TARGETS, Result
from councilgraph.ingest import read_record
from councilgraph.ontology.terms import CG
from rdflib import Graph

if TYPE_CHECKING:
    from tests.app.conftest import Cli

ROOT = Path(__file__).resolve().parents[2]
GOLD = {record.name: record for record in bundled_gold()}
RETOLD = GOLD["c24-retold"]
CASES = [(name, language) for name, record in GOLD.items() for language in record.versions]
PAIRED = ("speakers", "acts", "positions", "on behalf of", "outcomes", "mandates")


@cache
def graph_of(path: Path) -> Graph:
    return read_record(path).graph


@pytest.fixture(scope="module")
def scorer(shared: Path) -> Any:
    """The public scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_against(scorer: Any, graph: Graph, gold: Path) -> None:
    """Figures and rows are the scorer's, kind by kind."""
    table, errors = scorer.score(graph, json.loads(gold.read_text("utf-8")))
    ours = score(facts_of(graph), load_gold(gold))
    targets, expected = ours.pop(TARGETS).score, table.pop("targets")
    assert (targets.right, targets.right + targets.missed) == (expected["tp"], expected["of"])
    assert targets.f1 == pytest.approx(expected["f1"])
    ours.pop(NAMED, None)
    assert list(ours) == list(table)
    for kind, result in ours.items():
        counted = result.score
        figures = {"tp": counted.right, "fp": counted.extra, "fn": counted.missed}
        figures |= {"p": counted.precision, "r": counted.recall, "f1": counted.f1}
        assert figures == pytest.approx(table[kind]), kind
        between = " | " if kind in PAIRED else " "
        for rows, listed in ((result.missed, "missed"), (result.extra, "extra")):
            assert sorted(map(between.join, rows)) == errors[kind][listed], kind


def test_the_real_record_is_counted_as_by_the_scorer(scorer: Any, shared: Path) -> None:
    records = shared / "records"
    check_against(scorer, graph_of(records / "c24-plenary.zh.txt"), records / "c24-plenary.gold.json")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_examples_are_counted_as_by_the_scorer(scorer: Any, name: str, language: str) -> None:
    check_against(scorer, graph_of(GOLD[name].versions[language]), GOLD[name].path)


@pytest.mark.parametrize("name", [name for name in GOLD if name != "c24-retold"])
def test_wrong_graphs_are_counted_as_by_the_scorer(scorer: Any, name: str) -> None:
    check_against(scorer, graph_of(RETOLD.versions["en"]), GOLD[name].path)
    check_against(scorer, graph_of(GOLD[name].versions["zh"]), RETOLD.path)


def test_an_empty_graph_scores_nothing(scorer: Any) -> None:
    check_against(scorer, Graph(), RETOLD.path)
    results = score(facts_of(Graph()), load_gold(RETOLD.path))
    assert {result.score.f1 for result in results.values()} == {0.0}


def test_credit_given_to_the_wrong_state_lowers_the_precision_of_named_positions() -> None:
    gold = load_gold(RETOLD.path)
    graph = Graph() + graph_of(RETOLD.versions["en"])
    before = score(facts_of(graph), gold)[NAMED].score
    states = set(graph.subjects(CG.iso3))
    positions = sorted(graph.subject_objects(CG.expressedIn), key=str)
    intervention, holder = next(
        (intervention, holder)
        for _, intervention in positions
        if (holder := graph.value(intervention, CG.madeBy)) in states
    )
    graph.set((intervention, CG.madeBy, min(states - {holder}, key=str)))
    after = score(facts_of(graph), gold)[NAMED].score
    assert after.precision < before.precision
    assert after.right < before.right


def test_the_gold_set_is_found_and_one_record_is_held_out() -> None:
    assert [name for name, record in GOLD.items() if record.held_out] == ["working-group-report"]
    assert {tuple(record.versions) for record in GOLD.values()} == {("ar", "en", "es", "fr", "ru", "zh")}
    assert {file.suffix for record in GOLD.values() for file in record.versions.values()} == {".txt"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A gold record of one's own, named in the other way, with English and a language nobody reads."""
    shutil.copy(RETOLD.path, tmp_path / "plenary.gold.json")
    shutil.copy(RETOLD.versions["en"], tmp_path / "plenary.en.txt")
    shutil.copy(RETOLD.versions["en"], tmp_path / "plenary.la.txt")
    return tmp_path


def test_both_ways_of_naming_are_found(own: Path) -> None:
    (record,) = find_gold([own])
    assert (record.name, list(record.versions), record.held_out) == ("plenary", ["en", "la"], False)
    assert find_gold([own, record.path]) == [record]
    (own / "gold.toml").write_text('held_out = ["plenary"]')
    assert [found.held_out for found in find_gold([record.path])] == [True]


def test_a_language_without_lexicon_is_skipped_with_a_line(cli: Cli, own: Path) -> None:
    ran = cli("evaluate", own)
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert "no lexicon for the language 'la'" in ran.err
    assert cli("evaluate", own, "--quiet").err == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "expected form"),
        ('{"acts": [{"p": "1.1"}]}', "'who'"),
        ('{"items": [{"number": "1"}]}', "'documents'"),
    ],
)
def test_a_gold_file_that_is_none_is_one_line(cli: Cli, own: Path, content: str, said: str) -> None:
    (own / "plenary.gold.json").write_text(content)
    ran = cli("evaluate", own)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_gold_that_is_not_there_is_one_line(cli: Cli, own: Path, tmp_path: Path) -> None:
    assert "cannot be read" in cli("evaluate", tmp_path / "none.gold.json").err
    for file in own.glob("*.txt"):
        file.unlink()
    assert "no language version" in cli("evaluate", own).err
    (own / "plenary.gold.json").unlink()
    ran = cli("evaluate", own)
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "no gold file" in ran.err
    (own / "gold.toml").write_text("held_out =")
    with pytest.raises(GoldError, match="no TOML"):
        find_gold([own / "x.gold.json"])


def test_a_version_that_cannot_be_read_leaves_the_others(cli: Cli, own: Path) -> None:
    (own / "plenary.zh.txt").write_text("空")
    ran = cli("evaluate", own, "-f", "json", "--quiet")
    assert ran.code == 3
    assert "plenary.zh.txt" in ran.err
    assert list(json.loads(ran.out)["records"][0]["languages"]) == ["en"]


def test_every_form_holds_the_same_figures(cli: Cli, own: Path) -> None:
    forms = {form: cli("evaluate", own, "-q", "-f", form).out for form in ("table", "json", "markdown", "csv")}
    figures = json.loads(forms["json"])["records"][0]["languages"]["en"]
    expected = score(facts_of(graph_of(RETOLD.versions["en"])), load_gold(RETOLD.path))
    assert {kind: (one["right"], one["extra"], one["missed"]) for kind, one in figures.items()} == {
        kind: (result.score.right, result.score.extra, result.score.missed) for kind, result in expected.items()
    }
    rows = [row for row in csv.DictReader(io.StringIO(forms["csv"])) if row["record"]]
    assert {row["fact"]: float(row["f1"]) for row in rows} == {kind: one["f1"] for kind, one in figures.items()}
    assert "| paragraphs | 100 100 100 |" in forms["markdown"]
    assert "paragraphs" in forms["table"]
    assert COMMAND not in forms["markdown"]


def evaluation() -> Evaluation:
    """Two records with made figures, one of them held out."""
    wrong = Result(Score(3, 1, 1), missed=(("1.10", "state:CHE:councillor"),), extra=(("1.2", "office:chair"),))
    right = Result(Score(4, 0, 0))
    open_, held = GOLD["c24-retold"], GOLD["working-group-report"]
    return Evaluation(
        [
            Evaluated(open_, {"en": {"speakers": wrong}, "zh": {"speakers": right}}),
            Evaluated(held, {"en": {"speakers": Result(Score(1, 1, 1), missed=(("9.9", "state:FRA:delegate"),))}}),
        ]
    )


def test_what_is_held_out_is_reported_apart_with_the_difference() -> None:
    page = markdown(evaluation(), bundled=True)
    assert f"`{COMMAND}`" in page
    assert "| speakers | 75.0 75.0 75.0 | 100 100 100 | 25.0 |" in page
    assert "| speakers | 75.0 50.0 -25.0 | -25.0 |" in page
    assert "working-group-report (held out)" in page


def test_misses_are_listed_by_paragraph_and_never_those_of_what_is_held_out() -> None:
    page = markdown(evaluation(), misses=True)
    misses = page[page.index("## Misses") :]
    assert misses.index("| 1.2 | speakers | extra | office:chair | en |") < misses.index("| 1.10 | speakers | missed |")
    assert "FRA" not in misses
    assert "Not listed for what is held out: working-group-report." in misses


def test_csv_with_misses_is_one_line_a_row(cli: Cli, own: Path) -> None:
    text = RETOLD.versions["en"].read_text("utf-8").replace("1.6\t", "1.7\t")
    (own / "plenary.en.txt").write_text(text, "utf-8")
    ran = cli("evaluate", own, "-q", "-f", "csv", "--misses")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(ran.out))]
    assert ("plenary", "en", "1.6", "paragraphs", "missed", "1.6") in rows
    assert ("plenary", "en", "1.7", "paragraphs", "extra", "1.7") in rows


def test_pooling_adds_up_rows() -> None:
    scores = evaluation().pool(held_out=False)
    assert scores == {"en": {"speakers": Score(3, 1, 1)}, "zh": {"speakers": Score(4, 0, 0)}}
    assert Score(3, 1, 1) + Score(1, 1, 1) == Score(4, 2, 2)


def test_what_agreement_is_worth_is_counted() -> None:
    gold = load_gold(RETOLD.path)
    english, chinese = (read_record(RETOLD.versions[language]) for language in ("en", "zh"))
    assert worth({"en": english}, gold) == {}
    both = worth({"en": english, "zh": chinese}, gold)
    said = [row for kind in ("acts", "outcomes", "mandates") for row in gold.rows[kind].elements()]
    assert both[(2, 2)].right >= 0.9 * len(said)
    nothing = worth({"en": english, "zh": chinese}, Gold())
    assert {place: (one.facts, one.right) for place, one in nothing.items()} == {
        place: (one.facts, 0) for place, one in both.items()
    }


def test_what_agreement_is_worth_is_reported() -> None:
    found = evaluation()
    found.records[0].worth = {(2, 2): Worth(4, 3, 3.8), (1, 2): Worth(1, 0, 0.5)}
    found.records[1].worth = {(2, 2): Worth(2, 2, 1.9)}
    page = markdown(found)
    assert "| 2 of 2 | 4 | 75.0 | 95.0 | 2 | 100 | 95.0 |" in page
    assert "| 1 of 2 | 1 | 0.0 | 50.0 |  |  |  |" in page


def test_the_page_on_accuracy_is_that_of_the_command() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    assert f"`{COMMAND}`" in page
    assert [kind for kind in (*KINDS, TARGETS, NAMED) if f"| {kind} |" not in page] == []
    assert [name for name in GOLD if f"### {name}" not in page] == []
