"""The drawing: a well-formed page that holds every label, in which nothing lies on anything else."""

from __future__ import annotations

import itertools
import random
import struct
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from councilgraph.queries import DrawingError, drawing, network
from councilgraph.queries.drawing import layout, png, svg
from councilgraph.queries.drawing.text import directed, width, wrap
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"
STANCES = tuple(svg.book("style.toml")["stance"])
LABELS = ("Switzerland", "中华人民共和国", "الإمارات العربية المتحدة", "Российская Федерация", "a & b <c>", "W" * 90)


def crowd(holders: int, targets: int, seed: int = 1) -> Any:
    """A network as large as one likes, with labels in many scripts."""
    chance = random.Random(seed)
    graph: Any = nx.MultiDiGraph(question="Who stands where?", asked="", records="C1/1", language="en")
    for number in range(holders):
        label = f"{chance.choice(LABELS)} {number}"
        if number % 3:
            graph.add_node(f"h{number}", kind="holder", type="state", label=label)
        else:
            least = chance.choice([1, 3, 40])
            graph.add_node(f"h{number}", kind="holder", type="group", label=label, minimum=least, bounds=f"≥{least}")
    for number in range(targets):
        kind = chance.choice(["amendment", "document", "something new"])
        graph.add_node(f"t{number}", kind="target", type=kind, label=f"{chance.choice(LABELS)} text {number}")
    for number, target in itertools.product(range(holders), range(targets)):
        if chance.random() < 2 / targets:
            stance = chance.choice(STANCES)
            link = {"stance": stance, "stanceLabel": stance, "record": "C1/1", "paragraph": "1.1", "quote": "“q”"}
            graph.add_edge(f"h{number}", f"t{target}", key=str(graph.size()), fact=str(graph.size()), **link)
    return graph


def texts(page: str) -> str:
    """All words of a page, line breaks and directions taken out."""
    root = ET.fromstring(page)
    words = "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    return "".join(words.split()).replace("\u2067", "").replace("\u2069", "")


@pytest.mark.parametrize(("holders", "targets"), [(1, 1), (4, 2), (60, 20), (5, 40)])
def test_every_label_stands_on_the_page(holders: int, targets: int) -> None:
    graph = crowd(holders, targets)
    words = texts(drawing.draw(graph))
    for _, data in graph.nodes(data=True):
        assert "".join(data["label"].split()) in words
        assert data.get("bounds", "") in words
    for stance in {data["stance"] for _, _, data in graph.edges(data=True)}:
        assert stance in words
    assert "Records:C1/1" in words


@pytest.mark.parametrize("seed", range(4))
def test_nothing_overlaps_and_all_is_inside_the_page(seed: int) -> None:
    graph = crowd(50, 12, seed)
    plan = layout.plan(graph, str, (), 100.0)
    for side in ("holder", "target"):
        column = sorted((node for node in plan.nodes.values() if node.side == side), key=lambda node: node.y)
        for upper, lower in itertools.pairwise(column):
            assert upper.y + upper.height / 2 <= lower.y - lower.height / 2 + 0.01
        assert column[-1].y + column[-1].height / 2 <= 100.0 + plan.height + 0.01
    for node in plan.nodes.values():
        longest = max(width(line, layout.FONT) for line in node.lines)
        room = node.x if node.side == "holder" else layout.PAGE - node.x
        assert longest + node.reach + 9 <= room


def test_the_page_grows_with_the_network() -> None:
    small, large = (float(ET.fromstring(drawing.draw(crowd(n, 3))).attrib["height"]) for n in (5, 80))
    assert small < 700 < large


def test_a_network_gives_the_same_page_on_every_store(store: Callable[..., Any], council: Any) -> None:
    page = drawing.draw(network.build(store(*council)))
    assert page == drawing.draw(network.build(store(council[1], council[0])))
    words = texts(page)
    for expected in ("African Group", "several councillors", "≥3", "part 2 of the amendment", "S1/20, S1/21"):
        assert "".join(expected.split()) in words
    root = ET.fromstring(page)
    assert len(root.findall(f".//{SVG}path[@class]")) == 17
    assert any("Japan agreed on the need" in "".join(title.itertext()) for title in root.iter(f"{SVG}title"))


def test_each_stance_has_a_colour_and_a_dash_of_its_own() -> None:
    styles = svg.book("style.toml")["stance"].values()
    assert len({style["colour"] for style in styles}) == len(STANCES)
    assert len({(style["dash"], style["width"]) for style in styles}) == len(STANCES)


def test_several_stances_between_two_nodes_do_not_hide_one_another(council_select: Any) -> None:
    root = ET.fromstring(drawing.draw(network.build(council_select)))
    paths = [path.attrib["d"] for path in root.findall(f".//{SVG}path[@class]")]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar", "xx"])
def test_headings_in_six_languages(council_select: Any, language: str) -> None:
    page = drawing.draw(network.build(council_select, language=language))
    assert "".join(svg.words(language)["named"].split()) in texts(page)


def test_words_of_a_drawing_are_the_same_in_every_language() -> None:
    book = svg.book("words.toml")
    assert len({frozenset(words) for words in book["words"].values()}) == 1
    assert {frozenset(names) for names in book["types"].values()} == {frozenset(book["words"])}


def test_nothing_on_record_is_said_so(council_select: Any) -> None:
    page = drawing.draw(network.build(council_select, session="S2"))
    assert "Nopositionsonrecord." in texts(page)


def test_a_hostile_label_stays_text() -> None:
    graph = crowd(2, 1)
    graph.nodes["h1"]["label"] = '<script>alert(1)</script>" onload="x'
    graph.nodes["t0"]["label"] = "]]></title>&lt;"
    page = drawing.draw(graph, title="<b>")
    assert not list(ET.fromstring(page).iter(f"{SVG}script"))
    assert "<script" not in page


def test_a_png_is_made_of_the_page(council_select: Any) -> None:
    page = drawing.draw(network.build(council_select))
    image = drawing.rasterise(page, scale=0.5, strict=False)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    breadth, height = struct.unpack(">II", image[16:24])
    assert breadth == round(layout.PAGE / 2)
    assert abs(height - float(ET.fromstring(page).attrib["height"]) / 2) <= 1


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "has_glyph", lambda _: False)
    page = drawing.draw(crowd(12, 2))
    with pytest.raises(DrawingError, match="no font on this machine draws ARABIC, CJK, CYRILLIC"):
        drawing.rasterise(page)


def test_a_glyph_that_no_font_has_is_noticed() -> None:
    assert not png.has_glyph("\U0010fffe")


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(DrawingError, match="cannot be made a PNG"):
        drawing.rasterise("<svg")


@given(st.text(), st.integers(20, 400))
def test_wrapping_loses_nothing(text: str, room: int) -> None:
    assert "".join("".join(wrap(text, room, 10)).split()) == "".join(text.split())


def test_lines_read_in_their_own_direction() -> None:
    assert directed("11 موقف") == "\u206711 موقف\u2069"
    assert directed("Switzerland موقف") == "Switzerland موقف"
