"""What scripts add to the pages, in a real Chromium: the network drawn by sigma, the SPARQL editor of YASGUI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from councilgraph.server import assets

from tests.app.server.conftest import press
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")
DESK, PHONE = (1280, 900), (390, 844)
COLOURS = """
async source => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.width, height: image.height });
  const paper = canvas.getContext("2d");
  paper.drawImage(image, 0, 0);
  const points = new Uint32Array(paper.getImageData(0, 0, image.width, image.height).data.buffer);
  return new Set(points).size;
}
"""
"""How many colours a picture has."""


@pytest.fixture(autouse=True)
def built() -> None:
    """The scripts, which npm builds."""
    require("the scripts that npm builds", {"network", "editor"} <= set(assets.manifest()))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def network(request: pytest.FixtureRequest, visitor: Open) -> Page:
    """The network, drawn."""
    return drawn(visitor(*request.param, path="/network"))


def drawn(page: Page) -> Page:
    """A page of the network once its script has drawn it."""
    page.locator("#line option").nth(1).wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    return page


def colours(page: Page, place: Locator) -> int:
    from base64 import b64encode

    picture = b64encode(place.screenshot()).decode()
    blank = page.context.new_page()
    count: int = blank.evaluate(COLOURS, f"data:image/png;base64,{picture}")
    blank.close()
    return count


def lines(page: Page) -> int:
    return page.locator("#line optgroup option").count()


def listed(page: Page) -> int:
    """How many links the server counts in the list below the picture."""
    return int(page.locator("#list .count").inner_text().strip("()"))


def slide(page: Page, name: str, key: str) -> None:
    """Move one of the two sliders by a key, and wait for the page to follow."""
    before = page.url
    page.locator(f"#network input.{name}").press(key)
    until(page, lambda: page.url != before)
    follow_up(page)


def follow_up(page: Page) -> None:
    """Wait until what the server says below the picture is about the same address."""
    until(page, lambda: page.locator(".cite a").get_attribute("href") == page.url)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait as playwright's own waiting cannot: it evaluates texts, which the policy of the page forbids."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail(f"waited in vain at {page.url}")


def quotes(page: Page) -> list[str]:
    return page.locator("#network .words q").all_inner_texts()


def test_sigma_draws_the_network_in_place_of_the_picture(network: Page) -> None:
    assert network.locator("#network .stage canvas").count() >= 2
    assert colours(network, network.locator("#network .stage")) > 50
    assert not network.locator("#found figure").is_visible()
    assert network.locator("#network .legend svg").count() == 8
    name = network.locator("#network .stage").get_attribute("aria-label") or ""
    assert str(listed(network)) in name
    assert lines(network) > 100


def test_the_sliders_narrow_the_network_and_its_link_restores_them(network: Page) -> None:
    every, all_links = lines(network), listed(network)
    slide(network, "since", "End")
    late, late_links = lines(network), listed(network)
    assert parse_qs(urlsplit(network.url).query) == {"since": ["2025"]}
    assert 0 < late < every
    assert 0 < late_links < all_links
    network.reload()
    drawn(network)
    assert (lines(network), listed(network)) == (late, late_links)
    assert network.locator("#network input.since").get_attribute("aria-valuetext") == "2025 (C25)"
    slide(network, "since", "Home")
    assert (lines(network), listed(network)) == (every, all_links)


def test_the_sliders_and_the_form_say_the_same(network: Page) -> None:
    slide(network, "until", "Home")
    network.get_by_role("main").get_by_role("combobox", name="Stance").first.select_option(label="supports")
    press(network.get_by_role("button", name="Draw"))
    drawn(network)
    assert parse_qs(urlsplit(network.url).query) == {"until": ["2024"], "stance": ["supports"]}
    assert network.locator("#network input.until").get_attribute("aria-valuetext") == "2024 (C24)"
    assert 0 < lines(network) < 20


def test_a_line_that_is_clicked_shows_its_words(network: Page) -> None:
    stage = network.locator("#network .stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box is not None
    for x, y in ((x, y) for y in range(40, int(box["height"]) - 40, 23) for x in range(30, int(box["width"]) - 30, 5)):
        network.mouse.move(box["x"] + x, box["y"] + y)
        if "pointer" in stage.evaluate("node => node.style.cursor + getComputedStyle(node).cursor"):
            network.mouse.click(box["x"] + x, box["y"] + y)
            network.wait_for_timeout(300)
            if {"from", "to", "stance_of"} <= set(parse_qs(urlsplit(network.url).query)):
                break
    follow_up(network)
    assert 0 < len(quotes(network)) == listed(network) == network.locator("#list tbody tr").count()
    href = network.locator("#network .words blockquote a").first.get_attribute("href")
    network.goto(str(href) if str(href).startswith("http") else network.url.split("/network")[0] + str(href))
    assert network.locator(":target").is_visible()


def test_a_line_is_chosen_by_keyboard_and_kept_in_the_link(network: Page) -> None:
    network.locator("#line").focus()
    for _ in range(3):
        network.keyboard.press("ArrowDown")
    until(network, lambda: bool(quotes(network)))
    follow_up(network)
    said, chosen = quotes(network), network.locator("#line").input_value()
    assert all(name in network.url for name in ("from=", "to=", "stance_of="))
    assert network.locator(".cite a").get_attribute("href") == network.url
    network.reload()
    drawn(network)
    assert (quotes(network), network.locator("#line").input_value()) == (said, chosen)
    network.locator("#line").press("Escape")
    until(network, lambda: not quotes(network))
    network.go_back()
    until(network, lambda: bool(quotes(network)))
    assert quotes(network) == said


def test_yasgui_runs_a_shipped_question(visitor: Open) -> None:
    for size in (DESK, PHONE):
        page = visitor(*size, path="/sparql")
        page.locator(".yasqe .CodeMirror-line").first.wait_for()
        page.get_by_label("The questions of the house").select_option(value="who-had-reservations")
        page.wait_for_url("**question=who-had-reservations")
        page.locator(".yasqe").get_by_text("Who had reservations").wait_for()
        page.locator(".yasqe_queryButton").click()
        page.locator(".yasr tbody tr").first.wait_for()
        assert page.locator(".yasr tbody tr").count() > 10
        assert page.locator(".yasr a[href^='/state/']").count() > 0
        assert not page.locator("#found form").is_visible()


def test_a_query_of_ones_own_can_be_linked_to(visitor: Open) -> None:
    page = visitor(*DESK, path="/sparql")
    page.locator(".yasqe .CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("SELECT ?s { ?s cg:iso3 'CHE' }")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_url("**query=SELECT**")
    page.reload()
    page.locator(".yasr a[href='/state/CHE']").wait_for()
    assert page.locator(".yasr tbody tr").count() == 1


@pytest.mark.parametrize("path", ["/network?since=2025", "/sparql?query=SELECT+*+%7B+%3Fs+cg%3Asupports+%3Fo+%7D"])
def test_no_other_host_is_asked(chromium: object, visitor: Open, library: httpx.Client, path: str) -> None:
    page = visitor(*DESK)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(str(library.base_url.join(path)))
    page.wait_for_load_state("networkidle")
    assert len(asked) > 4
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(page.url).netloc}


def test_without_script_the_years_are_chosen_in_the_form(visitor: Open) -> None:
    page = visitor(*PHONE, path="/network", script=False)
    assert page.locator("#found figure").is_visible()
    every = listed(page)
    page.get_by_label("To year").select_option(label="2024 (C24)")
    press(page.get_by_role("button", name="Draw"))
    assert 0 < listed(page) < every
    assert page.get_by_label("To year").input_value() == "2024"


def test_without_script_a_query_is_answered_as_a_table(visitor: Open) -> None:
    page = visitor(*DESK, path="/sparql", script=False)
    page.get_by_label("The questions of the house").select_option(value="who-had-reservations")
    press(page.get_by_role("button", name="Show"))
    assert "Who had reservations" in page.get_by_label("Query", exact=True).input_value()
    press(page.get_by_role("button", name="Run"))
    assert page.locator(".answer tbody tr").count() > 10
    assert re.match(r"CSV", page.locator(".downloads a").first.inner_text())
    page.get_by_label("Query", exact=True).fill("SELECT nothing")
    press(page.get_by_role("button", name="Run"))
    assert "not understood" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Query", exact=True).input_value() == "SELECT nothing"
