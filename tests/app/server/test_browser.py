"""The pages in a real Chromium, as somebody meets them who knows no SPARQL: on a desk, on a phone, by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.app.server.conftest import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
KINDS = {
    "home": "/",
    "search": "/search?q=1332",
    "questions": "/questions",
    "question": "/questions/who-supported-the-amendment?resolution=1332",
    "refused": "/questions/who-supported-the-amendment?resolution=none",
    "network": "/network",
    "session-network": "/network?session=C25",
    "network-line": "/network?since=2025&to=https%3A%2F%2Fw3id.org%2Fcouncilgraph%2Fid%2Fdocument%2FITU-C%2FC25%2F58",
    "ties": "/network?mode=holders&relation=difference&measures=1",
    "coverage": "/coverage",
    "sparql": "/sparql",
    "sparql-answer": "/sparql?query=SELECT+%2A+%7B+%3Fstate+cg%3Asupports+%3Ftext+%7D",
    "record": "/record/ITU-C/C24/139",
    "resolution": "/resolution/ITU-C/1332",
    "state": "/state/CHE",
    "thing": "/session/ITU-C/C24",
    "missing": "/state/XXX",
}
GRAVE = {"serious", "critical"}
SCREENS = Path(__file__).parents[3] / "docs" / "screens"
LARGEST = 150_000
"""Bytes of a picture in the documentation."""


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, visitor: Open) -> Page:
    """The first page, on a screen of each size."""
    return visitor(*SIZES[request.param])


def follow(page: Page, words: str) -> None:
    """Click the link that begins with these words, which must be where a finger reaches it."""
    press(page.get_by_role("link", name=re.compile(words)).first)


def field(page: Page, label: str) -> Locator:
    """A list to choose from, by its label."""
    return page.get_by_role("main").get_by_role("combobox", name=label).first


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by its label."""
    field(page, label).select_option(label=option)


def part(page: Page, title: str) -> Locator:
    """A part of an answer by its heading."""
    return page.locator("section.answer").filter(has=page.get_by_role("heading", name=re.compile(title)))


def test_question_1_who_supported_the_amendment(page: Page) -> None:
    follow(page, "Which states are on record as supporting the amendment")
    choose(page, "Resolution", "Resolution 1332 (ITU Council)")
    press(page.get_by_role("button", name="Ask"))
    named, unnamed = part(page, "On record by name"), part(page, "Counted by the record, not named")
    assert "Kenya" in named.inner_text()
    assert "The proposed amendments found favour" in named.inner_text()
    assert "A number of councillors" in unnamed.inner_text()
    assert "Argentina" in part(page, "not on record").inner_text()
    assert field(page, "Resolution").input_value() == "Resolution 1332 (ITU Council)"


def test_question_9_what_a_state_said(page: Page) -> None:
    follow(page, "What has a state said about the WSIS process")
    choose(page, "Holder", "United Arab Emirates")
    press(page.get_by_role("button", name="Ask"))
    said = part(page, "What was said, in order")
    assert said.locator("q").count() > 0
    follow(page, r",\s\d+\.\d+$")
    assert page.locator(":target").is_visible()


def test_question_16_wsis_and_the_gdc(page: Page) -> None:
    follow(page, "Who argued that WSIS and the GDC should be aligned")
    assert "complementary" in page.locator("main").inner_text()
    assert page.locator("section.answer q").count() > 0


def test_question_24_informal_consultations(page: Page) -> None:
    follow(page, "Which items went to informal consultations")
    choose(page, "Session", "C24")
    press(page.get_by_role("button", name="Ask"))
    led = part(page, "Who was asked to lead")
    assert "Council Working Group" in led.inner_text()
    assert part(page, "on the same subject later").count() == 1


def test_question_36_who_clusters_with_whom(page: Page) -> None:
    follow(page, "Who clusters with whom")
    choose(page, "Session", "C25")
    press(page.get_by_role("button", name="Ask"))
    pairs = part(page, "Pairs of named holders")
    assert "Kenya" in pairs.inner_text()
    assert {"same", "opposite"} <= set(pairs.inner_text().split())


@pytest.mark.parametrize("size", SIZES)
def test_a_line_of_the_network_leads_to_its_words_without_script(visitor: Open, size: str) -> None:
    page = visitor(*SIZES[size], script=False)
    follow(page, "Network")
    choose(page, "Session", "C25")
    choose(page, "Stance", "opposes")
    press(page.get_by_role("button", name="Draw"))
    lines = page.locator("figure a")
    assert lines.count() > 1
    words = lines.first.get_attribute("aria-label") or ""
    lines.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=**")
    quote = page.locator("#list q").first.inner_text()
    assert quote.strip("“”") in words
    follow(page, "All links")
    assert page.locator("#list tbody tr").count() >= lines.count() > 1


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(3):  # the field, its button, the first question
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/**")
    field(page, "Resolution").focus()
    page.keyboard.type("Resolution 1332")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Enter")
    page.wait_for_url("**resolution=Resolution**1332**")
    assert "Kenya" in part(page, "On record by name").inner_text()


def test_facts_are_explained_on_focus(page: Page) -> None:
    page.goto(page.url + "record/ITU-C/C24/139")
    mark = page.locator("#p-1\\.3 mark").first
    mark.locator("a").focus()
    explained = mark.evaluate("node => getComputedStyle(node, '::after').content")
    assert "supports" in explained


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_in_order(
    visitor: Open, axe: Callable[[Page], list[dict[str, object]]], kind: str, language: str, size: str
) -> None:
    path = KINDS[kind]
    if language != "en":
        path += f"{'&' if '?' in path else '?'}language={language}"
    page = visitor(*SIZES[size], path=path, name=f"{kind}-{language}-{size}")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert [text for text in told if "status of 40" not in text] == []
    found = [(one["id"], one["nodes"]) for one in axe(page) if one["impact"] in GRAVE]
    assert found == []
    assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"


def test_arabic_stays_arabic(visitor: Open) -> None:
    page = visitor(*SIZES["phone"], path="/?language=ar")
    press(page.locator("main a").first)
    assert page.evaluate("document.documentElement.lang") == "ar"
    press(page.get_by_role("link", name="English"))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.url.endswith("language=en")


def test_the_pictures_of_the_documentation_are_small_and_shown() -> None:
    shown = set(re.findall(r"\(screens/([\w-]+)\.png\)", (SCREENS.parent / "pages.md").read_text("utf-8")))
    kept = {file.stem: file.stat().st_size for file in SCREENS.iterdir()}
    assert shown == set(kept)
    assert shown <= {f"{kind}-{language}-{size}" for kind in KINDS for language in ("en", "ar") for size in SIZES}
    assert max(kept.values()) < LARGEST
