"""`councilgraph network`: each option does what it says, on the bundled record."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import networkx as nx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Cli


def rows(text: str) -> list[dict[str, str]]:
    """The lines of a table."""
    return list(csv.DictReader(io.StringIO(text)))


def test_ties_of_holders_and_of_texts(cli: Cli, filled_folder: Path) -> None:
    holders = rows(cli("network", "--store", filled_folder, "-m", "holders", "-f", "edges").out)
    assert holders
    assert all(float(row["lower"]) <= float(row["weight"]) <= float(row["upper"]) for row in holders)
    assert all(row["facts"] and row["records"] for row in holders)
    targets = rows(cli("network", "--store", filled_folder, "-m", "targets", "-f", "nodes").out)
    assert {row["kind"] for row in targets} == {"target"}
    possible = rows(cli("network", "--store", filled_folder, "-m", "holders", "-f", "edges", "--possible").out)
    assert len(possible) > len(holders)


@pytest.mark.parametrize(
    "options",
    [
        ["--relation", "difference", "--normalise", "cosine", "--duplicates", "each"],
        ["--weights", "graded", "--weight", "has-reservations=0.75", "--duplicates", "item"],
        ["--measures", "--communities", "greedy", "--backbone", "0.9"],
        ["--named-only", "--without", "chair", "--topic", "WSIS"],
    ],
)
def test_options_are_understood(cli: Cli, filled_folder: Path, options: list[str]) -> None:
    ran = cli("network", "--store", filled_folder, "-m", "holders", "-f", "graphml", *options)
    assert (ran.code, ran.err) == (0, "")
    assert len(nx.parse_graphml(ran.out))


def test_windows_make_an_archive_a_table_or_one_graph(cli: Cli, filled_folder: Path, tmp_path: Path) -> None:
    window = ["--store", filled_folder, "-m", "holders", "--window", "session"]
    archive = tmp_path / "windows.zip"
    assert cli("network", *window, "-f", "pajek", "-o", archive).code == 0
    assert zipfile.ZipFile(archive).namelist() == ["01-C24.net"]
    assert {row["window"] for row in rows(cli("network", *window, "-f", "nodes").out)} == {"C24"}
    graph = tmp_path / "sessions.gexf"
    ran = cli("network", *window, "-f", "gexf-dynamic", "-o", graph)
    assert "windows" in ran.err or "links" in ran.err
    assert "2024 = C24" in graph.read_text("utf-8")
    assert rows(cli("network", "--store", filled_folder, "-f", "polarisation", "--window", "year").out)


def test_statements_go_out_and_come_in(cli: Cli, filled_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "statements.csv"
    assert cli("network", "--store", filled_folder, "-f", "statements", "-o", file).code == 0
    ties = ["-m", "holders", "-f", "edges", "--relation", "difference"]
    back = rows(cli("network", "--statements", file, *ties).out)
    straight = rows(cli("network", "--store", filled_folder, *ties).out)
    names = ("source", "target", "weight", "lower", "upper")
    assert [[row[name] for name in names] for row in back] == [[row[name] for name in names] for row in straight]


@pytest.mark.parametrize("options", [["-m", "holders"], ["-m", "targets"], ["--picture", "matrix"], []])
def test_pictures_of_each_kind(cli: Cli, filled_folder: Path, options: list[str]) -> None:
    drawn = {cli("network", "--store", filled_folder, "-f", "svg", *options).out for _ in range(2)}
    assert len(drawn) == 1
    assert drawn.pop().startswith("<?xml")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["-m", "friends"], 2, "friends"),
        (["-m", "holders", "--relation", "love"], 2, "congruence, conflict, difference"),
        (["-m", "holders", "--weight", "opposes"], 2, "STANCE=N"),
        (["-m", "holders", "--weight", "abstains=1"], 2, "proposes"),
        (["--window", "week"], 2, "session, year, meetings"),
        (["-f", "gexf-dynamic"], 2, "session, year, meetings"),
        (["--measures"], 2, "-m holders"),
        (["-m", "holders", "--backbone", "7"], 2, "above 0"),
        (["--picture", "matrix", "-f", "gexf"], 2, "svg, png"),
        (["--statements", "nowhere.csv"], 3, "nowhere.csv"),
        (["--statements", "nowhere.csv", "--topic", "WSIS"], 2, "--topic"),
    ],
)
def test_what_cannot_be_done_is_said(cli: Cli, filled_folder: Path, options: list[str], code: int, said: str) -> None:
    ran = cli("network", "--store", filled_folder, *options)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
