"""Versions side by side: known changes of a text are found, and agreement makes facts surer."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from councilgraph.bundled import example
from councilgraph.comparison import attest, compare, joint_confidence, recognise
from councilgraph.comparison.aligning import align
from councilgraph.comparison.versions import Statement, Version, version_of
from councilgraph.evaluation import bundled_gold
from councilgraph.ingest import ReadOptions, RecordReading, read_record

if TYPE_CHECKING:
    from pathlib import Path

    from councilgraph.comparison import Comparison, Difference

    from tests.app.conftest import Cli

EN, ZH = example("en.txt"), example("zh.txt")
FIRST_ITEM = "\n1\tCouncil Working Group on WSIS"


@pytest.fixture(scope="module")
def english() -> RecordReading:
    return read_record(EN)


@pytest.fixture(scope="module")
def chinese() -> RecordReading:
    return read_record(ZH)


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """The English record with some of its words exchanged."""
    text = EN.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "changed.txt"
    file.write_text(text, "utf-8")
    return file


def headless(folder: Path, name: str = "headless.txt") -> Path:
    """The English record without what stands before its first item."""
    text = EN.read_text("utf-8")
    file = folder / name
    file.write_text(text[text.rindex(FIRST_ITEM) + 1 :], "utf-8")
    return file


def only(readings: list[RecordReading]) -> Comparison:
    (found,) = compare(readings)
    return found


def test_english_and_chinese_are_one_work_that_agrees(english: RecordReading, chinese: RecordReading) -> None:
    found = only([chinese, english])
    assert found.work.recognised_by == "symbol"
    assert [version.label for version in found.work.versions] == ["en", "zh"]
    assert found.work.record == english.record
    assert found.differences == ()
    assert {fact.languages for fact in found.facts} == {("en", "zh")}
    assert all(fact.nodes["en"] == fact.nodes["zh"] for fact in found.facts)


@pytest.mark.parametrize(
    ("old", "new", "place", "about", "before", "after"),
    [
        (
            "A number of councillors spoke in favour",
            "Two councillors spoke in favour",
            "1.3",
            "quantifier",
            "group:councillor:several",
            "group:councillor:exact:2",
        ),
        (
            "The councillor from Switzerland then outlined",
            "The councillor from Norway then outlined",
            "2.2",
            "speaker",
            "state:CHE:councillor",
            "state:NOR:councillor",
        ),
        (
            "the observer from the Russian Federation proposed",
            "the councillor from the Russian Federation proposed",
            "2.3",
            "capacity",
            "state:RUS:observer",
            "state:RUS:councillor",
        ),
        (
            "A number of councillors spoke in favour of the proposed amendments",
            "A number of councillors opposed the proposed amendments",
            "1.3",
            "stance",
            "supports",
            "opposes",
        ),
        (
            "The Council noted the report, on the understanding",
            "The Council approved the report, on the understanding",
            "2.8",
            "outcome",
            "noted",
            "approved",
        ),
        (
            "summary of the event by its Chair, issued as Document C24/INF/18",
            "summary of the event by its Chair, issued as Document C24/INF/19",
            "2.2",
            "target",
            "doc:C24/INF/18",
            "doc:C24/INF/19",
        ),
        (
            "summary of the event by its Chair, issued as Document C24/INF/18",
            "summary of the event by its Chair, issued as Document C24/INF/19",
            "2.2",
            "references",
            "doc:C24/INF/18",
            "doc:C24/INF/19",
        ),
        ("Monday, 10 June 2024", "Tuesday, 11 June 2024", "header", "date", "2024-06-10", "2024-06-11"),
        ("\n1.6\tThe Council so agreed.\n", "\n", "1.6", "paragraph", "1.6", None),
    ],
)
def test_a_change_of_the_text_is_found(
    tmp_path: Path,
    english: RecordReading,
    old: str,
    new: str,
    place: str,
    about: str,
    before: str,
    after: str | None,
) -> None:
    found = only([english, read_record(changed(tmp_path, (old, new)))])
    difference = next(one for one in found.differences if (one.place, one.about) == (place, about))
    assert {label: telling.value for label, telling in difference.tellings.items()} == {
        "en (changed.txt)": after,
        "en (en.txt)": before,
    }


def words_of(found: Comparison, place: str, about: str) -> dict[str, str]:
    def meant(one: Difference) -> bool:
        return (one.place, one.about) == (place, about)

    (difference,) = filter(meant, found.differences)
    return {label: telling.words for label, telling in difference.tellings.items()}


def test_each_version_is_quoted(tmp_path: Path, english: RecordReading) -> None:
    change = ("The Council noted the report, on", "The Council approved the report, on")
    words = words_of(only([english, read_record(changed(tmp_path, change))]), "2.8", "outcome")
    assert words["en (changed.txt)"].startswith("The Council approved the report")
    assert words["en (en.txt)"].startswith("The Council noted the report")


def test_what_one_version_does_not_say_shows_its_paragraph(tmp_path: Path, english: RecordReading) -> None:
    sentence = "A third councillor urged Member States to contribute to the WSIS Trust Fund."
    found = only([english, read_record(changed(tmp_path, (sentence, "")))])
    words = words_of(found, "1.2", "missing act")
    assert words["en (en.txt)"] == sentence
    assert words["en (changed.txt)"].startswith("A large number of councillors praised")


def test_a_missing_paragraph_is_not_asked_for_its_facts(tmp_path: Path, english: RecordReading) -> None:
    found = only([english, read_record(changed(tmp_path, ("\n1.6\tThe Council so agreed.\n", "\n")))])
    assert [one.about for one in found.differences if one.place == "1.6"] == ["paragraph"]
    assert {fact.of for fact in found.facts if fact.paragraph == "1.6"} == {1}


def test_a_record_without_header_is_recognised_by_what_it_holds(tmp_path: Path, chinese: RecordReading) -> None:
    bare = read_record(headless(tmp_path))
    assert bare.record != chinese.record
    found = only([bare, chinese])
    assert found.work.recognised_by == "paragraph numbers and documents"
    assert found.work.record == chinese.record
    assert [one for one in found.differences if one.place == "header"] == []


def test_a_meeting_that_the_user_states_makes_one_work(tmp_path: Path, chinese: RecordReading) -> None:
    stated = read_record(headless(tmp_path), ReadOptions(session="C24", meeting=5))
    assert stated.record != chinese.record
    assert only([stated, chinese]).work.recognised_by == "session and meeting"


def test_another_meeting_is_another_work(tmp_path: Path, chinese: RecordReading) -> None:
    other = read_record(headless(tmp_path), ReadOptions(session="C24", meeting=6))
    assert [len(work.versions) for work in recognise([other, chinese])] == [1, 1]


def test_other_records_and_other_symbols_are_other_works(tmp_path: Path, english: RecordReading) -> None:
    records = [read_record(record.versions["en"]) for record in bundled_gold()]
    assert len(compare(records)) == len(records) == 4
    renumbered = read_record(changed(tmp_path, ("Document C24/139-E", "Document C24/140-E")))
    assert [len(work.versions) for work in recognise([english, renumbered])] == [1, 1]


def test_the_order_of_the_files_does_not_matter(tmp_path: Path, english: RecordReading, chinese: RecordReading) -> None:
    bare = read_record(headless(tmp_path))
    assert compare([english, chinese, bare]) == compare([bare, chinese, english])


def test_confidence_grows_with_every_version_and_falls_with_every_silent_one() -> None:
    growing = [joint_confidence([0.8] * number) for number in range(8)]
    assert growing[0] == 0
    assert growing[1] == pytest.approx(0.8)
    assert all(one < other for one, other in pairwise(growing))
    falling = [joint_confidence([0.8, 0.8], silent) for silent in range(5)]
    assert all(one > other > 0 for one, other in pairwise(falling))
    assert joint_confidence([1.0] * 3) < 1
    assert joint_confidence([0.5, 0.5]) == pytest.approx(2 / 3)


def test_two_files_in_one_language_are_one_witness(tmp_path: Path, english: RecordReading) -> None:
    word = read_record(example("en.docx"))
    facts = only([english, word]).facts
    assert {(fact.languages, fact.of) for fact in facts} == {(("en",), 1)}
    alone = attest([version_of(english)])
    assert [fact.confidence for fact in facts] == [fact.confidence for fact in alone]


def test_versions_that_disagree_attest_a_fact_each(tmp_path: Path, english: RecordReading) -> None:
    change = ("A number of councillors spoke in favour of", "A number of councillors opposed")
    other = replace(read_record(changed(tmp_path, change)), language="zz")
    facts = [fact for fact in only([english, other]).facts if fact.paragraph == "1.3"]
    assert sorted((fact.did, fact.languages, fact.of) for fact in facts) == [
        ("opposes", ("zz",), 2),
        ("supports", ("en",), 2),
    ]
    shared = next(fact for fact in only([english, other]).facts if fact.paragraph == "1.1")
    assert min(fact.confidence for fact in facts) < max(fact.confidence for fact in facts) + 1e-9 < shared.confidence


def test_targets_carry_how_many_say_so(tmp_path: Path, english: RecordReading) -> None:
    change = ("issued as Document C24/INF/18", "issued as Document C24/INF/19")
    other = replace(read_record(changed(tmp_path, change)), language="zz")
    fact = next(one for one in only([english, other]).facts if one.paragraph == "2.2" and "CHE" in one.who)
    assert fact.languages == ("en", "zz")
    assert dict(fact.targets) == {"doc:C24/INF/18": 1, "doc:C24/INF/19": 1}


def test_differences_do_not_change_how_the_command_ends(cli: Cli, tmp_path: Path) -> None:
    file = changed(tmp_path, ("The Council noted the report, on", "The Council approved the report, on"))
    forms = {form: cli("compare", EN, file, "-f", form) for form in ("table", "json", "markdown", "csv")}
    assert {(ran.code, ran.err) for ran in forms.values()} == {(0, "")}
    (work,) = json.loads(forms["json"].out)
    one = next(one for one in work["differences"] if one["about"] == "outcome")
    assert {label: said["value"] for label, said in one["versions"].items()} == {
        "en (changed.txt)": "approved",
        "en (en.txt)": "noted",
    }
    rows = [row for row in csv.DictReader(io.StringIO(forms["csv"].out)) if row["about"] == "outcome"]
    assert [(row["place"], row["language"], row["value"]) for row in rows] == [
        ("2.8", "en", "approved"),
        ("2.8", "en", "noted"),
    ]
    assert "| 2.8 | outcome | en (changed.txt) | approved |" in forms["markdown"].out
    assert "approved" in forms["table"].out


def test_facts_are_listed_when_asked(cli: Cli) -> None:
    assert "2 of 2" in cli("compare", EN, ZH).out
    page = cli("compare", EN, ZH, "--facts", "-f", "markdown").out
    assert "| 1.3 | group:councillor:several | supports | amd:ITU-C/1332 | 2 of 2 | 0.947 |" in page
    rows = list(csv.DictReader(io.StringIO(cli("compare", EN, ZH, "--facts", "-f", "csv").out)))
    (work,) = json.loads(cli("compare", EN, ZH, "-f", "json").out)
    assert len(rows) == len(work["facts"]) > 30
    assert {row["languages"] for row in rows} == {"en zh"}


def test_folders_are_searched_and_lone_records_named(cli: Cli, tmp_path: Path) -> None:
    changed(tmp_path, ("Document C24/139-E", "Document C24/140-E"))
    (tmp_path / "en.txt").write_bytes(EN.read_bytes())
    (tmp_path / "zh.txt").write_bytes(ZH.read_bytes())
    ran = cli("compare", tmp_path, "-f", "json")
    assert ran.code == 0
    assert [len(work["versions"]) for work in json.loads(ran.out)] == [2]
    assert "changed.txt: nothing to compare" in ran.err
    assert cli("compare", tmp_path, "-q").err == ""


def test_nothing_to_compare_is_one_line(cli: Cli) -> None:
    ran = cli("compare", EN, "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert "no two of these files" in ran.err
    assert ran.err.count("\n") == 1


def test_a_file_that_cannot_be_read_leaves_the_others(cli: Cli, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("nothing here")
    ran = cli("compare", EN, ZH, empty, tmp_path / "missing.txt", "-f", "json")
    assert ran.code == 3
    assert len(json.loads(ran.out)) == 1
    assert "empty.txt" in ran.err
    assert "missing.txt" in ran.err
    assert "Traceback" not in ran.err


def test_usage_that_is_wrong_is_one_line(cli: Cli) -> None:
    ran = cli("compare", EN, ZH, "-f", "xml")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [
        (("state:CHE:councillor", "supports", "doc:A"), ("state:CHE:councillor", "opposes", "doc:A"), True),
        (("state:CHE:councillor", "supports", "doc:A"), ("state:CHE:councillor", "supports", "doc:B"), True),
        (("state:CHE:councillor", "supports", "doc:A"), ("state:NOR:councillor", "supports", "doc:A"), True),
        (("group:councillor:some", "supports", "doc:A"), ("group:councillor:many", "supports", "doc:B"), True),
        (("group:councillor:some", "supports", "doc:A"), ("group:councillor:many", "opposes", "doc:A"), False),
        (("state:CHE:councillor", "supports", "doc:A"), ("state:CHE:councillor", "opposes", "doc:B"), False),
        (("state:CHE:councillor", "supports", "doc:A"), ("state:NOR:councillor", "supports", "doc:B"), False),
        (("state:CHE:councillor", "supports", "doc:A"), ("state:NOR:councillor", "opposes", "doc:A"), False),
    ],
)
def test_statements_are_one_fact_when_they_agree_in_two_things_of_three(
    english: RecordReading, one: tuple[str, str, str], other: tuple[str, str, str], paired: bool
) -> None:
    version = version_of(english)
    versions = [
        replace(
            version, label=label, statements=(Statement("said", "1.1", who, did, frozenset({target}), "", "", 0.9),)
        )
        for label, (who, did, target) in (("a", one), ("b", other))
    ]
    assert len(align(versions)) == (1 if paired else 2)


def test_the_most_alike_are_paired_first(english: RecordReading) -> None:
    def stating(label: str, *whos: str) -> Version:
        statements = [Statement("said", "1.1", who, "supports", frozenset({"doc:A"}), who, "", 0.9) for who in whos]
        return replace(version_of(english), label=label, statements=tuple(statements))

    some, one = "group:councillor:some", "group:councillor:one"
    facts = align([stating("a", one, some), stating("b", some, one), stating("c", one)])
    assert [{label: said.who for label, said in fact.statements.items()} for fact in facts] == [
        {"a": one, "b": one, "c": one},
        {"a": some, "b": some},
    ]
