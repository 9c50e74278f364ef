"""Paths, folders and globs: every file once, in one order, and what hinders is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from councilgraph.inputs import find

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".docx", ".txt")
FILES = ("b.txt", "a.txt", "deep/c.DOCX", "deep/d.jpg", ".hidden.txt", "~$open.docx", "e.TXT")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    return tmp_path


def names(folder: Path, *paths: str) -> list[str]:
    found = find([folder / path for path in paths], SUFFIXES)
    assert not found.problems
    return [str(os.path.relpath(path, folder)) for path in found.files]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ((".",), ["a.txt", "b.txt", "deep/c.DOCX", "e.TXT"]),
        (("b.txt", "a.txt"), ["a.txt", "b.txt"]),
        (("b.txt", ".", "b.txt"), ["a.txt", "b.txt", "deep/c.DOCX", "e.TXT"]),
        (("*.txt",), ["a.txt", "b.txt"]),
        (("**/*.jpg",), ["deep/d.jpg"]),
        (("d*",), ["deep/c.DOCX"]),
        (("deep/d.jpg",), ["deep/d.jpg"]),
        (("missing.txt",), ["missing.txt"]),
    ],
)
def test_what_is_found(folder: Path, paths: tuple[str, ...], expected: list[str]) -> None:
    assert names(folder, *paths) == expected


def test_a_name_with_brackets_is_a_name_first(folder: Path) -> None:
    (folder / "C24[1].txt").write_text("x")
    assert names(folder, "C24[1].txt") == ["C24[1].txt"]


def test_other_files_in_a_folder_are_counted(folder: Path) -> None:
    assert find([folder], SUFFIXES).passed_over == 1


@pytest.mark.parametrize(("path", "problem"), [("*.pdf", "no file matches"), ("empty", "holds no record")])
def test_nothing_found_is_said(folder: Path, path: str, problem: str) -> None:
    (folder / "empty").mkdir()
    found = find([folder / path, folder / "a.txt"], SUFFIXES)
    assert [str(folder / path) in str(error) and problem in str(error) for error in found.problems] == [True]
    assert found.files == [str(folder / "a.txt")]


def test_a_folder_that_cannot_be_read_is_said_and_the_rest_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refusing(path: str) -> object:  # root may read any folder, so the refusal is played
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = find([folder], SUFFIXES)
    assert [str(error) for error in found.problems] == [
        f"{folder / 'deep'}: the folder cannot be read (Permission denied). Check its access rights."
    ]
    assert len(found.files) == 3
