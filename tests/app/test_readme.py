"""What the README promises: two commands first, and every option and example that it shows exists."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from councilgraph.bundled import example

from tests.conftest import require

if TYPE_CHECKING:
    from tests.app.conftest import Cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


def test_two_commands_come_first_and_do_their_own_set_up() -> None:
    setup = "python3 -m venv .venv && .venv/bin/pip install -q "
    assert [line.startswith(setup) for line in COMMANDS] == [True, True] + [False] * (len(COMMANDS) - 2)
    assert COMMANDS[0].endswith("councilgraph demo")
    assert COMMANDS[1].endswith("pytest -q")


def test_it_opens_with_one_sentence() -> None:
    title, sentence, *_ = README.split("\n\n")
    assert title == "# councilgraph"
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")


@pytest.mark.parametrize("line", [line for line in COMMANDS[2:] if "evaluate" not in line])  # it takes long
def test_the_commands_shown_are_understood(
    cli: Cli, line: str, filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").mkdir()
    for name, version in {"plenary.txt": "en.txt", "records/en.txt": "en.txt", "records/zh.txt": "zh.txt"}.items():
        (tmp_path / name).write_bytes(example(version).read_bytes())
    (tmp_path / "question.rq").write_text("SELECT ?s { ?s a cg:Meeting }")
    program, verb, *arguments = shlex.split(line, comments=True)
    monkeypatch.setenv("COUNCILGRAPH_STORE", str(tmp_path / "store" if verb == "read" else filled_folder))
    ran = cli(verb, *arguments)
    assert program == "councilgraph"
    # Of the files that the first line names, some are here.
    assert ran.code == (3 if "plenary.pdf" in line else 0), ran.err


def test_the_example_in_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    first, second = (text for kind, text in BLOCKS if kind == "python")
    exec(compile(first.replace("examples/c24-retold/zh.docx", str(example("zh.docx"))), "README.md", "exec"), names)
    assert "Counted by the record, not named" in capsys.readouterr().out
    require("pandas", find_spec("pandas") is not None)
    exec(compile(second, "README.md", "exec"), names)
    assert {"nodes", "edges"} <= set(names)


def test_files_that_it_names_exist() -> None:
    named = re.findall(r"`((?:ingest|queries|shapes|tests|docs|benchmarks|ontology)/[\w./-]*)`", README)
    assert len(named) > 8
    missing = [name for name in named if "NAME" not in name and "CODE" not in name and not (ROOT / name).exists()]
    assert missing == []


def test_the_changelog_has_an_open_section() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
