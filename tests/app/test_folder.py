"""A store on disk: one writer, many readers, and a record wholly there or wholly as before."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from councilgraph.store import Change, StoreError, default_place, embedded, open_store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("small_reference")
NAME = "https://w3id.org/councilgraph/id/record/X/1/graph/en"
MANY = 60
WRITER = f"""
import sys, time
from councilgraph.store import open_store
store = open_store(sys.argv[1])
def version(kind):
    return "".join(f"<http://a/s{{n}}> <http://a/p> <http://a/{{kind}}> .\\n" for n in range({MANY})).encode()

print("ready", flush=True)
while True:
    for kind in "ab":
        store.replace("{NAME}", version(kind))
        time.sleep(0.1)  # readers replay what the writer has not put in its tables yet
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "store"


def fact(number: int) -> bytes:
    return f"<http://a/s> <http://a/p> <http://a/{number}> .\n".encode()


@pytest.fixture
def writer(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def test_what_was_stored_is_there_the_next_time(folder: Path) -> None:
    with open_store(folder) as store:
        assert store.replace(NAME, fact(1)) is Change.ADDED
    with open_store(folder) as store:
        assert store.replace(NAME, fact(1)) is Change.UNCHANGED
    with open_store(folder, read_only=True) as store:
        assert store.content(NAME) == fact(1)


def test_a_second_writer_gets_one_clear_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    with open_store(folder), pytest.raises(StoreError, match="another process is writing") as caught:
        open_store(folder)
    assert str(folder) in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_record_is_whole_after_a_crash_at_any_instant(folder: Path, writer: subprocess.Popen[str]) -> None:
    end(writer)
    seen = set()
    for delay in (0.05, 0.12, 0.2):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        end(process)
        with open_store(folder) as store:
            objects = store.select(f"SELECT ?o (COUNT(?s) AS ?n) WHERE {{ GRAPH <{NAME}> {{ ?s ?p ?o }} }} GROUP BY ?o")
            union = store.select("SELECT ?o (COUNT(?s) AS ?n) WHERE { ?s <http://a/p> ?o } GROUP BY ?o")
        assert objects.rows == union.rows
        assert [str(count) for _, count in objects.rows] == [str(MANY)]
        seen.add(str(objects.rows[0][0]))
    assert seen <= {"http://a/a", "http://a/b"}


def test_a_reader_sees_whole_records_while_another_process_writes(folder: Path, writer: subprocess.Popen[str]) -> None:
    try:
        for _ in range(4):
            with open_store(folder, read_only=True) as store:
                counts = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s <http://a/p> ?o }")
            assert str(counts.rows[0][0]) in ("0", str(MANY))
    finally:
        end(writer)


def test_a_store_opened_for_reading_is_not_changed(folder: Path) -> None:
    with open_store(folder) as store:
        store.replace(NAME, fact(1))
    with open_store(folder, read_only=True) as store:
        with pytest.raises(StoreError, match="opened for reading"):
            store.replace(NAME, fact(2))
        assert store.content(NAME) == fact(1)


def test_a_full_disk_gives_one_line_and_leaves_the_record_as_it_was(folder: Path) -> None:
    with open_store(folder) as store:
        store.replace(NAME, fact(1))
    child = os.fork()
    if not child:
        os._exit(_write_on_a_full_disk(folder))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with open_store(folder) as store:
        assert store.content(NAME) == fact(1)
        assert store.replace(NAME, fact(2)) is Change.REPLACED


def _write_on_a_full_disk(folder: Path) -> int:
    """0 when the store says in one line that it cannot write; a limit on file sizes stands for the disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    big = b"".join(fact(number) for number in range(30_000))
    try:
        with open_store(folder) as store:
            store.replace(NAME, big)
    except StoreError as error:
        return 0 if "cannot be written" in str(error) and "\n" not in str(error) else 3
    except BaseException:
        return 4
    return 2


@pytest.mark.parametrize(
    ("made", "problem"),
    [("file", "this is a file"), ("other", "holds other files"), ("broken", "cannot be opened")],
)
def test_places_that_are_no_store_are_refused_untouched(tmp_path: Path, made: str, problem: str) -> None:
    place = tmp_path / "place"
    if made == "file":
        place.write_text("a letter")
    else:
        place.mkdir()
        (place / ("letter.txt" if made == "other" else "CURRENT")).write_text("a letter")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(StoreError, match=problem):
        open_store(place)
    if made != "broken":
        assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_reading_where_nothing_was_stored_says_what_to_do(folder: Path) -> None:
    with pytest.raises(StoreError, match="councilgraph read"):
        open_store(folder, read_only=True)
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_gets_one_line() -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store("/dev/null/store")


def test_places_of_an_unknown_kind_are_refused() -> None:
    with pytest.raises(StoreError, match="neither a folder nor"):
        open_store("ftp://host/store")


@pytest.mark.parametrize(
    ("system", "variable", "tail"),
    [
        ("linux", "XDG_DATA_HOME", "councilgraph/store"),
        ("win32", "LOCALAPPDATA", "councilgraph/store"),
        ("darwin", "HOME", "Library/Application Support/councilgraph/store"),
    ],
)
def test_the_default_place_is_where_the_system_keeps_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, variable: str, tail: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv(variable, str(tmp_path))
    assert default_place() == tmp_path / tail


def test_the_environment_names_the_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCILGRAPH_STORE", str(folder))
    with open_store() as store:
        assert store.where == str(folder)
