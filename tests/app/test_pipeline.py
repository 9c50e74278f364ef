"""Files to the store: the same order and outcome with any number of workers, and no file stops the others."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from councilgraph import pipeline, report
from councilgraph.bundled import example
from councilgraph.ingest import ReadOptions
from councilgraph.pipeline import Outcome, Status, exit_code, read_files, read_one, store_all
from councilgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

OPTIONS = ReadOptions()
EN, ZH = str(example("en.txt")), str(example("zh.txt"))


@pytest.fixture
def batch(tmp_path: Path) -> list[str]:
    """Good files between bad ones."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "no-record.txt").write_text("Dear all, the meeting is over. " * 20)
    return [
        str(tmp_path / "empty.txt"),
        EN,
        str(tmp_path / "no-record.txt"),
        str(tmp_path / "missing.txt"),
        ZH,
    ]


def essence(outcomes: Iterable[Outcome]) -> list[tuple[object, ...]]:
    return [(o.path, o.status, o.graph, o.counts, o.content, o.problem, o.exit_code) for o in outcomes]


def test_every_number_of_workers_gives_the_same(batch: list[str]) -> None:
    alone = essence(read_files(batch, OPTIONS, workers=1))
    assert essence(read_files(batch, OPTIONS, workers=3)) == alone
    assert [row[1] for row in alone] == [
        Status.UNREADABLE,
        Status.PASSED,
        Status.UNREADABLE,
        Status.UNREADABLE,
        Status.PASSED,
    ]


def test_a_bad_file_is_named_in_one_line(batch: list[str]) -> None:
    for outcome in read_files(batch, OPTIONS):
        if outcome.status is Status.UNREADABLE:
            assert outcome.path in outcome.problem
            assert "\n" not in outcome.problem
            assert outcome.exit_code == 3


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        first = [outcome.status for outcome in store_all(read_files([EN, ZH], OPTIONS), store)]
        before = {name: store.content(name) for name in store.graphs()}
        again = [outcome.status for outcome in store_all(read_files([EN, ZH], OPTIONS), store)]
        assert {name: store.content(name) for name in store.graphs()} == before
    assert first == [Status.ADDED, Status.ADDED]
    assert again == [Status.UNCHANGED, Status.UNCHANGED]


def test_a_new_version_of_a_file_replaces_its_graph(tmp_path: Path) -> None:
    file = tmp_path / "record.txt"
    text = Path(EN).read_text("utf-8")
    file.write_text(text, "utf-8")
    with open_store("memory:") as store:
        list(store_all(read_files([str(file)], OPTIONS), store))
        file.write_text(text + "\n", "utf-8")
        outcomes = list(store_all(read_files([str(file)], OPTIONS), store))
        assert [outcome.status for outcome in outcomes] == [Status.REPLACED]
        assert len(store.graphs()) == 1


def test_two_files_of_one_record_are_told(tmp_path: Path) -> None:
    with open_store("memory:") as store:
        first, second = store_all(read_files([str(example("en.docx")), EN], OPTIONS), store)
    assert first.status is Status.ADDED
    assert second.status is Status.REPLACED
    assert f"the same record in the same language as {first.path}" in second.warnings[-1]


def test_what_the_gate_refuses_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = refused(monkeypatch)
    with open_store("memory:") as store:
        (stored,) = store_all([outcome], store)
        assert store.graphs() == ()
    assert stored.status is Status.REFUSED
    (line,) = [line for line in report.complaints(stored) if "refused" in line][:1]
    assert line.startswith(f"{EN}: refused, violation in ")


def refused(monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """A record whose paragraphs lost their numbers on the way to the gate."""
    from councilgraph import ingest
    from councilgraph.ontology.terms import CG

    read = ingest.read_record

    def spoilt(path: str, options: ReadOptions) -> ingest.RecordReading:
        reading = read(path, options)
        reading.graph.remove((None, CG.paragraphNumber, None))
        return reading

    monkeypatch.setattr(ingest, "read_record", spoilt)
    return read_one(EN, OPTIONS, shacl=True)


def test_reports_of_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = refused(monkeypatch)
    assert exit_code([outcome]) == 4
    assert "1 refused" in report.text([outcome])
    assert '"severity": "violation"' in report.as_json([outcome])
    assert "sh:ValidationReport" in report.turtle([outcome])


def test_an_error_nobody_foresaw_is_one_line_with_its_traceback_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(path: str, options: ReadOptions) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("councilgraph.ingest.read_record", fails)
    outcome = read_one(EN, OPTIONS)
    assert outcome.problem == f"{EN}: unexpected KeyError: 'surprise'. Please report it with the file."
    assert "Traceback" in outcome.trace
    assert exit_code([outcome]) == 1


def test_want_of_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: str, options: ReadOptions) -> None:
        raise MemoryError

    monkeypatch.setattr("councilgraph.ingest.read_record", fails)
    assert "more memory than there is" in read_one(EN, OPTIONS).problem


DEADLY = """
import os, signal
from councilgraph.pipeline import Outcome, Status

def read(path):
    if path == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(path, Status.PASSED)
"""


def test_a_file_that_kills_its_process_is_lost_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deadly_reader.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(str(tmp_path))
    read = importlib.import_module("deadly_reader").read
    paths = ["a", "b", "deadly", "c", "d"]
    outcomes = list(pipeline._in_processes(read, paths, 2))
    assert [outcome.path for outcome in outcomes] == paths
    assert [outcome.status is Status.PASSED for outcome in outcomes] == [True, True, False, True, True]
    assert "was killed" in outcomes[2].problem


@pytest.mark.parametrize(("codes", "expected"), [([], 0), ([0, 0], 0), ([4, 0, 3], 3), ([4, 0], 4), ([4, 3, 1], 1)])
def test_the_gravest_outcome_is_the_exit_code(codes: list[int], expected: int) -> None:
    assert exit_code(Outcome("x", Status.UNREADABLE, exit_code=code) for code in codes) == expected
