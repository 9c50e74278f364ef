"""Pictures of ties and of positions over time: whole, well-formed, legible in grey, and the same every time."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from string import Formatter
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from councilgraph.queries import drawing, network
from councilgraph.queries.drawing import circle, svg
from councilgraph.queries.network import Recipe, project

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
FOR = {"proposes", "supports", "supports-with-reservation"}
AGAINST = {"has-reservations", "seeks-deferral", "opposes"}


def texts(page: str) -> str:
    """All words of a page, line breaks and directions taken out."""
    root = ET.fromstring(page)
    words = "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    return "".join(words.split()).replace("\u2067", "").replace("\u2069", "")


def drawn(page: str, kind: str) -> list[ET.Element]:
    """The elements of a page whose class begins so."""
    return [e for e in ET.fromstring(page).iter() if e.get("class", "").split(" ")[0] == kind]


@pytest.mark.parametrize("over", ["holders", "targets"])
@pytest.mark.parametrize("relation", ["congruence", "conflict", "difference"])
def test_a_circle_has_every_node_and_tie(debates: Callable[..., Any], over: str, relation: str) -> None:
    graph = project(debates(3, states=9, links=60), Recipe(over, relation))
    page = drawing.draw_ties(graph)
    assert len(drawn(page, "node")) == len(graph)
    assert len(drawn(page, "link")) == graph.number_of_edges()
    assert all("".join(label.split()) in texts(page) for _, label in graph.nodes(data="label"))
    titles = {title.text for link in drawn(page, "link") for title in link}
    for _, _, data in graph.edges(data=True):
        bounds = f"{svg.px(data['weight'])} [{svg.px(data['lower'])} – {svg.px(data['upper'])}]"
        assert any(bounds in (title or "") and data["records"] in (title or "") for title in titles)


def test_disagreement_is_dashed_and_closer_ties_are_wider(debates: Callable[..., Any]) -> None:
    graph = project(debates(3, states=9, links=60), Recipe(relation="difference"))
    weights = sorted((data["weight"] for _, _, data in graph.edges(data=True)), key=abs)
    assert min(weights) < 0 < max(weights)
    links = drawn(drawing.draw_ties(graph), "link")
    assert sum("stroke-dasharray" in link.attrib for link in links) == sum(weight < 0 for weight in weights)
    widths = [float(link.attrib["stroke-width"]) for link in links]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    assert all("stroke-dasharray" in link.attrib for link in drawn(drawing.draw_ties(conflict(debates)), "link"))


def conflict(debates: Callable[..., Any]) -> Any:
    """A network of conflict."""
    return project(debates(3), Recipe(relation="conflict"))


@pytest.mark.parametrize("states", [2, 9, 60])
def test_a_circle_stays_on_the_page_and_nodes_apart(debates: Callable[..., Any], states: int) -> None:
    graph = project(debates(3, states=states, links=4 * states))
    root = ET.fromstring(drawing.draw_ties(graph))
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    places = [(float(e.attrib["cx"]), float(e.attrib["cy"])) for e in root.iter(f"{SVG}circle")]
    assert all(0 < x < wide and 0 < y < high for x, y in places)
    for number, (x, y) in enumerate(places):
        assert all(math.hypot(x - u, y - v) > 16 for u, v in places[:number])


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_pictures_speak_six_languages(council_select: Any, language: str) -> None:
    words = svg.book("ties.toml").get(language, svg.book("ties.toml")["en"])
    links = network.build(council_select, language=language)
    assert "".join(words["congruence-holders"].split()) in texts(drawing.draw_ties(project(links)))
    assert "".join(words["matrix"].split()) in texts(drawing.draw_matrix(links))


def test_the_words_are_the_same_in_every_language() -> None:
    book = svg.book("ties.toml")
    assert tuple(book) == LANGUAGES
    assert len({frozenset(words) for words in book.values()}) == 1
    for name in book["en"]:
        fields = {
            frozenset(parsed[1] or "" for parsed in Formatter().parse(words[name] + ".")) for words in book.values()
        }
        assert len(fields) == 1, name


def test_nothing_on_record_is_said_so(council_select: Any) -> None:
    empty = network.build(council_select, session="S2")
    assert "Notiesonrecord." in texts(drawing.draw_ties(project(empty)))
    assert "Notiesonrecord." in texts(drawing.draw_matrix(empty))


def test_a_hostile_label_stays_text(debates: Callable[..., Any]) -> None:
    links = debates(3)
    for _, data in links.nodes(data=True):
        data["label"] = "<script>alert(1)</script>]]>"
    for page in (drawing.draw_ties(project(links)), drawing.draw_matrix(links)):
        assert not list(ET.fromstring(page).iter(f"{SVG}script"))


def test_a_long_label_is_cut_and_its_title_is_whole(debates: Callable[..., Any]) -> None:
    links = debates(3)
    links.nodes["s0"]["label"] = "W" * 200
    page = drawing.draw_ties(project(links))
    assert any(title.text == "W" * 200 for node in drawn(page, "node") for title in node)
    assert "W" * 30 not in texts(page)
    assert circle.shortened("short") == "short"


@pytest.mark.parametrize("by", ["session", "year", "meetings"])
def test_a_matrix_shows_the_side_of_each_holder_in_each_window(debates: Callable[..., Any], by: str) -> None:
    links = debates(3, states=9, links=60)
    page = drawing.draw_matrix(links, by, size=1)
    field = {"session": "session", "year": "year", "meetings": "meeting"}[by]
    expected: dict[tuple[str, str], set[str]] = {}
    for holder, _, data in links.edges(data=True):
        if links.nodes[holder]["type"] != "group":
            side = "for" if data["stance"] in FOR else "against" if data["stance"] in AGAINST else ""
            expected.setdefault((links.nodes[holder]["label"], str(data[field])), set()).add(side)
    found = {}
    for cell in drawn(page, "cell"):
        holder, window, _ = str(cell[0].text).split("\n")[0].split(" · ")
        found[holder, window] = cell.attrib["class"].split()[1]
    sides = {key: value - {""} for key, value in expected.items()}
    assert found == {key: "both" if len(value) == 2 else next(iter(value), "neither") for key, value in sides.items()}


def test_a_matrix_counts_the_unnamed(council_select: Any) -> None:
    root = ET.fromstring(drawing.draw_matrix(network.build(council_select)))
    (cells,) = [group for group in root.iter(f"{SVG}g") if group.get("id") == "cells"]
    assert [text.text for text in cells.iterfind(f"{SVG}text")] == ["6", "2"]


def test_a_png_is_made_of_either(council_select: Any) -> None:
    links = network.build(council_select)
    for page in (drawing.draw_ties(project(links)), drawing.draw_matrix(links)):
        assert drawing.rasterise(page, scale=0.3, strict=False)[:8] == b"\x89PNG\r\n\x1a\n"


MADE = """
import hashlib, runpy
debate = runpy.run_path({path!r})["debate"]
from councilgraph.queries import drawing
from councilgraph.queries.network import Design, Recipe, study
links = debate(7, states=20, links=120)
made = [drawing.draw_matrix(links).encode()]
for how in ("louvain", "greedy"):
    found = study(links, Design(Recipe(relation="difference"), communities=how, backbone=0.9))
    made += [found.write("graphml"), found.write("nodes"), drawing.draw_ties(found.graph).encode()]
print(hashlib.sha256(b"".join(made)).hexdigest())
"""


def test_every_run_gives_the_same_bytes() -> None:
    """Whatever the order in which Python keeps its sets."""
    from pathlib import Path

    code = MADE.format(path=str(Path(__file__).with_name("conftest.py")))
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(hashes) == 1
