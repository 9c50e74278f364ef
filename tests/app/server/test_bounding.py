"""What is shown where there is too much for one page: the latest years that fit, and no record of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from councilgraph.queries.answering import answer, answered
from councilgraph.queries.network.windows import year_of
from councilgraph.server.pages import bounding, cells, drawing
from councilgraph.server.pages.bounding import Reported
from councilgraph.server.pages.rendering import Address
from councilgraph.server.pages.wording import words
from councilgraph.server.source import Source, open_source
from rdflib import URIRef
from selectolax.lexbor import LexborHTMLParser as HTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

YEARS = [(2023, 5), (2024, 3), (2024, 2), (None, 1), (2026, 4)]
COUNTED = [Reported(URIRef(f"https://e/{n}"), year, "", times) for n, (year, times) in enumerate(YEARS)]
HTML = {"Accept": "text/html"}


def at(**fields: str) -> Address:
    return Address("http://h/", "/network", list(fields.items()))


@pytest.fixture
def store(filled_folder: Path) -> Iterator[Source]:
    with open_source(str(filled_folder), 100_000) as opened:
        assert isinstance(opened, Source)
        yield opened


@pytest.mark.parametrize(
    ("most", "fields", "since"),
    [
        (15, {}, ""),
        (14, {}, "2023"),
        (13, {}, "2024"),
        (4, {}, "2026"),
        (1, {}, "2026"),
        (5, {"until": "2024"}, "2024"),
        (1, {"since": "2023", "until": "2023"}, "2023"),
        (9, {"since": "2024"}, "2024"),
    ],
)
def test_the_latest_years_that_fit_are_shown(most: int, fields: dict[str, str], since: str) -> None:
    shown = bounding.bounded(COUNTED, at(**fields), most)
    assert (shown.first("since"), shown.first("until")) == (since, fields.get("until", ""))


def test_records_of_unknown_years_are_of_no_year_chosen() -> None:
    assert bounding.within(COUNTED, at()) == COUNTED
    assert [one.times for one in bounding.within(COUNTED, at(since="2024"))] == [3, 2, 4]
    assert bounding.called(COUNTED) == {"2023": "2023", "2024": "2024", "2026": "2026"}


def test_each_record_counts_its_positions(store: Source) -> None:
    links = drawing.chosen(store, at())
    facts = {(data["recordIRI"], data["fact"]) for _, _, data in links.edges(data=True)}
    counted = {str(one.record): one.times for one in bounding.positions(store, at())}
    assert {record for record, _ in facts} <= set(counted)
    assert len(facts) <= sum(counted.values())
    assert bounding.positions(store, at(stance="supports", text="1332")) != bounding.positions(store, at())


def test_only_the_years_shown_are_asked_for(store: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawing.chosen(store, at())
    years = sorted({year_of(data) for _, _, data in whole.edges(data=True)})
    monkeypatch.setattr(bounding, "DRAWN", 0)
    last = drawing.chosen(store, at(since=str(years[-1])))
    expected = {data["fact"] for _, _, data in whole.edges(data=True) if year_of(data) == years[-1]}
    assert {data["fact"] for _, _, data in last.edges(data=True)} == expected
    assert drawing.chosen(store, at(since="1990", until="1991")).number_of_edges() == 0
    page = HTMLParser(drawing.as_page(store, at()).body.decode())
    assert page.css_first("#latest") is not None
    assert page.css_first(".span") is None  # which a script hides: other years are chosen there
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"http://h/network?since={years[-1]}"  # type: ignore[union-attr]


def test_what_somebody_said_in_one_year(library: httpx.Client) -> None:
    page = HTMLParser(library.get("/state/CHE", headers=HTML).text)
    years = page.css("nav.pages a")
    counts = [int(node.text().strip("()")) for node in page.css("nav.pages li .count")]
    assert len(years) > 1
    assert len(library.get("/state/CHE?format=csv").text.splitlines()) - 1 == sum(counts)
    for year, count in zip(years, counts, strict=True):
        link = str(year.attributes["href"])
        one = HTMLParser(library.get(link, headers=HTML).text)
        assert len(one.css("#said tbody tr")) == count
        assert one.css_first("nav.pages a[aria-current]").text() == year.text()  # type: ignore[union-attr]


def test_only_the_rows_shown_are_called_by_their_names(store: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "which-links-make-the-network"
    whole = answer(store.select, name)
    everything = cells.grid(whole, whole.sections[0], words("en"))
    monkeypatch.setattr(cells, "ROWS", 3)
    some = answered(store.select, name, {}, cells.first)
    shown = cells.grid(some, some.sections[0], words("en"))
    assert len(some.sections[0].table) == len(whole.sections[0].table) > 4
    assert len(some.labels.facts) < len(whole.labels.facts)
    assert shown.rows == everything.rows[:4]  # one more, which tells that there are more
    assert (shown.columns, shown.shared, shown.counted) == (everything.columns, everything.shared, everything.counted)
