"""`councilgraph draw`: every picture, in SVG and PNG, always the same, and readable in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Cli

PICTURES = [
    ["timeline", "--text", "Resolution 1332"],
    ["matrix", "--topic", "WSIS"],
    ["network", "--session", "C24"],
    ["coverage"],
]
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_are_drawn_alike_each_time(cli: Cli, filled_folder: Path, tmp_path: Path, picture: list[str]) -> None:
    drawn = {cli("draw", *picture, "--store", filled_folder).out for _ in range(2)}
    assert len(drawn) == 1
    root = ElementTree.fromstring(drawn.pop().encode())
    assert root.find("{*}title") is not None
    assert root.findall(".//{*}g[@id='legend']/{*}text")
    file = tmp_path / "drawn.png"
    assert cli("draw", *picture, "--store", filled_folder, "-o", file, "--scale", "0.5").code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", ["timeline", "coverage"])
def test_pictures_speak_six_languages(cli: Cli, filled_folder: Path, kind: str) -> None:
    asked = ["--text", "1332"] if kind == "timeline" else []
    titles = set()
    for language in LANGUAGES:
        root = ElementTree.fromstring(
            cli("draw", kind, *asked, "--language", language, "--store", filled_folder).out.encode()
        )
        assert root.get("lang") == language
        titles.add(root.findtext("{*}title"))
    assert len(titles) == len(LANGUAGES)


def test_signs_differ_by_more_than_colour(cli: Cli, filled_folder: Path) -> None:
    root = ElementTree.fromstring(cli("draw", "timeline", "--text", "1332", "--store", filled_folder).out.encode())
    legend = root.find(".//{*}g[@id='legend']")
    assert legend is not None
    shapes = {(node.tag, node.get("fill") == "#ffffff") for node in legend if not node.tag.endswith("text")}
    assert len(shapes) == len(legend.findall("{*}text")) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["landscape"], "timeline, matrix, network, coverage"),
        (["timeline"], "--text"),
        (["timeline", "--text", "1332", "--topic", "WSIS"], "--text"),
        (["coverage", "--topic", "WSIS"], "--topic"),
        (["coverage", "-f", "gexf"], "svg, png"),
    ],
)
def test_what_cannot_be_drawn_is_said(cli: Cli, filled_folder: Path, words: list[str], said: str) -> None:
    ran = cli("draw", *words, "--store", filled_folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
