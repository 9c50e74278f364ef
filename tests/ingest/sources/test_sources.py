"""The door of the readers: content decides, and whatever is given is read or refused in one clear line."""

from __future__ import annotations

import hashlib
import os
import pickle
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from councilgraph.ingest import sources
from councilgraph.ingest.sources import (
    SUFFIXES,
    EmptySourceError,
    ForeignSourceError,
    OversizedSourceError,
    ProtectedSourceError,
    SourceError,
    UnreachableSourceError,
    read_source,
)
from councilgraph.ingest.sources.formats import formats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import require
from tests.ingest.sources.conftest import p, pdf_file, word_file, zipped

WORDS = "1.1 The chair opened the meeting."
MADE = {
    "docx": word_file(p(WORDS)),
    "pdf": pdf_file([(50, 700, WORDS)]),
    "html": f"<!doctype html><p>{WORDS}</p>".encode(),
    "text": WORDS.encode() + b"\n",
}


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".HTML", ".txt", ".odd", ""])
def test_content_decides_and_a_wrong_name_is_said(tmp_path: Path, name: str, suffix: str) -> None:
    path = written(tmp_path, f"record{suffix}", MADE[name])
    source = read_source(path)
    assert source.text == WORDS + "\n"
    assert source.media_type == formats()[name].media_type
    assert source.sha256 == hashlib.sha256(MADE[name]).hexdigest()
    assert source.path == str(path)
    right = suffix.lower() in formats()[name].suffixes or suffix in (".odd", "")
    assert source.notes == (() if right else source.notes)
    assert bool(source.notes) is not right


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    assert read_source(str(written(tmp_path, "a.txt", b"a"))).text == "a"


def test_the_same_bytes_read_the_same(tmp_path: Path) -> None:
    for name, data in MADE.items():
        first, second = (read_source(written(tmp_path, place, data)) for place in ("a", "b"))
        assert (first.text, first.notes, first.sha256) == (second.text, second.notes, second.sha256), name


def test_suffixes_are_those_of_the_readers() -> None:
    assert {".docx", ".docm", ".pdf", ".html", ".htm", ".txt"} <= set(SUFFIXES)
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)
    assert set(sources.READERS) == set(formats())


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
REFUSED = {
    "an old Word document": (
        OLE + "WordDocument".encode("utf-16-le"),
        ForeignSourceError,
        "Word 97-2003.*docx",
    ),
    "a protected one": (OLE + "EncryptedPackage".encode("utf-16-le"), ProtectedSourceError, "password"),
    "another old file": (OLE, ForeignSourceError, "old Office"),
    "rich text": (b"{\\rtf1 a}", ForeignSourceError, "Rich Text"),
    "a picture": (b"\x89PNG\r\n\x1a\n....", ForeignSourceError, "PNG.*OCR"),
    "gzip": (b"\x1f\x8b\x08\x00....", ForeignSourceError, "gzip"),
    "a workbook": (zipped({"xl/workbook.xml": "<w/>"}), ForeignSourceError, "Excel"),
    "other XML": (b'<?xml version="1.0"?><akomaNtoso/>', ForeignSourceError, "XML"),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\0" * 99, ForeignSourceError, "not text"),
    "nothing": (b"", EmptySourceError, "empty"),
    "blanks": (b" \n", EmptySourceError, "no words"),
}


@pytest.mark.parametrize(("data", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_and_why(tmp_path: Path, data: bytes, error: type[SourceError], words: str) -> None:
    path = written(tmp_path, "record.docx", data)
    with pytest.raises(error, match=f"(?s){words}") as caught:
        read_source(path)
    assert caught.value.path == str(path)
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_wrong_name_is_part_of_the_refusal(tmp_path: Path) -> None:
    with pytest.raises(ForeignSourceError, match=r"not text, although the name ends in \.docx \(a Word document\)"):
        read_source(written(tmp_path, "record.docx", b"\0\1\2" * 99))


def test_paths_that_lead_to_no_file(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        (tmp_path / "a.txt" / "b", "no such file|cannot be opened"),
        (tmp_path / ("x" * 300), "cannot be opened"),
        ("a\0b", "cannot be opened"),
    ):
        written(tmp_path, "a.txt", b"a")
        with pytest.raises(UnreachableSourceError, match=words):
            read_source(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreachableSourceError, match="ordinary"):
        read_source(tmp_path / "pipe")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", b"a")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreachableSourceError, match="not permitted"):
        read_source(path)


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 2**20)
    assert read_source(written(tmp_path, "a.txt", b"a" * 2**20)).text
    with pytest.raises(OversizedSourceError, match="at most 1 MiB"):
        read_source(written(tmp_path, "a.txt", b"a" * (2**20 + 1)))


def test_errors_travel_between_processes() -> None:
    error = OversizedSourceError("It is too large", "a.txt", "Split it.")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.problem, again.path, again.remedy) == (
        OversizedSourceError,
        "It is too large",
        "a.txt",
        "Split it.",
    )


@pytest.mark.parametrize("user", ["secret", ""])
def test_a_pdf_behind_a_password(tmp_path: Path, user: str) -> None:
    require("fpdf2", find_spec("fpdf") is not None)
    pdf = import_module("fpdf").FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text=WORDS)
    pdf.set_encryption(owner_password="owner", user_password=user)
    path = written(tmp_path, "a.pdf", bytes(pdf.output()))
    if not user:
        assert read_source(path).text == WORDS + "\n"
        return
    with pytest.raises(ProtectedSourceError, match="password"):
        read_source(path)


HEADS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"<html>",
    b"<p>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    *(data[:60] for data in MADE.values()),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from(HEADS), data=st.binary(max_size=400), suffix=st.sampled_from([*SUFFIXES, "", ".zip"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, head: bytes, data: bytes, suffix: str) -> None:
    read_or_refused(written(tmp_path, f"any{suffix}", head + data))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(MADE)), place=st.floats(0, 1), data=st.binary(min_size=1, max_size=12))
def test_any_damage_is_read_or_refused(tmp_path: Path, name: str, place: float, data: bytes) -> None:
    made = bytearray(MADE[name])
    start = int(place * len(made))
    made[start : start + len(data)] = data
    read_or_refused(written(tmp_path, "damaged", bytes(made)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=200), suffix=st.sampled_from([*SUFFIXES, ""]))
def test_any_text_is_read_or_refused(tmp_path: Path, words: str, suffix: str) -> None:
    read_or_refused(written(tmp_path, f"text{suffix}", words.encode("utf-8", "replace")))


def read_or_refused(path: Path) -> None:
    """Read a file; only a `SourceError` with all its parts is as good as a text."""
    try:
        source = read_source(path)
    except SourceError as error:
        refusal = error
    else:
        assert source.text.strip()
        assert "\r" not in source.text
        assert all(0 <= start < end <= len(source.text) for start, end in source.low_confidence)
        return
    assert all((refusal.problem, refusal.path == str(path), refusal.remedy, "\n" not in str(refusal)))
