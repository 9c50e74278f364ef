"""Reviews on the pages: who found what, when and why; what was rejected is struck and not counted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from councilgraph.review import Correction, Filter, Judgement, Reviewer, find_facts, keep, made
from councilgraph.store import open_store
from rdflib import URIRef
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.app.server.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

RECORD = "/record/ITU-C/C24/139"
WHEN = "2026-02-03T10:00:00Z"
STATE = "https://w3id.org/councilgraph/id/state/"


@pytest.fixture(scope="module")
def reviewed(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server of the retold record, of which the first four supports were judged."""
    folder = tmp_path_factory.mktemp("reviewed")
    shutil.copytree(filled_folder, folder / "store")
    with open_store(folder / "store") as store:
        facts = [fact for fact in find_facts(store.select, Filter()) if fact.kind == "Position"][:4]
        right = Correction(holders=(URIRef(STATE + "FRA"),))
        verdicts = [
            Judgement("reject", "not in the words"),
            Judgement("accept"),
            Judgement("correct", "it was France", right),
        ]
        ana, ben = Reviewer("Ana Ruiz"), Reviewer("Ben Ode")
        keep(store, ana, [made(fact, ana, verdict, WHEN) for fact, verdict in zip(facts, verdicts, strict=False)])
        disputed = [made(facts[3], ana, Judgement("reject", "no"), WHEN)]
        keep(store, ana, disputed)
        keep(store, ben, [made(facts[3], ben, Judgement("accept"), WHEN)])
    with served(folder / "store", folder / "log") as client:
        yield client


def read(client: httpx.Client, path: str) -> HTMLParser:
    return HTMLParser(client.get(path, headers={"Accept": "text/html"}).text)


def test_a_record_tells_who_found_what(reviewed: httpx.Client) -> None:
    page = read(reviewed, RECORD)
    told = [node.text() for node in page.css(".facts .review")]
    assert sorted(told) == [
        "accepted · Ana Ruiz · 2026-02-03",
        "accepted · Ben Ode · 2026-02-03",
        "corrected → France · Ana Ruiz · 2026-02-03 · it was France",
        "rejected · Ana Ruiz · 2026-02-03 · no",
        "rejected · Ana Ruiz · 2026-02-03 · not in the words",
    ]
    struck = page.css(".facts li.struck")
    assert len(struck) == 1
    assert "not in the words" in struck[0].text()
    assert struck[0].css_first("s") is not None


def test_what_was_rejected_is_not_counted(reviewed: httpx.Client, client: httpx.Client) -> None:
    def number(page: HTMLParser) -> int:
        first = page.css_first("main p")
        assert first is not None
        return [int(word) for word in first.text().split() if word.isdecimal()][1]

    assert number(read(reviewed, RECORD)) == number(read(client, RECORD)) - 1


def test_tables_strike_it_too(reviewed: httpx.Client) -> None:
    page = read(reviewed, "/resolution/ITU-C/1332")
    counted = 0
    for section in page.css("section.answer"):
        rows, struck = section.css("tbody tr"), section.css("tr.struck")
        counted += len(struck)
        head = section.css_first(".count")
        assert head is not None
        assert int(head.text().strip("()")) == len(rows) - len(struck) or not struck
    assert counted
    assert "rejected" in reviewed.get("/resolution/ITU-C/1332?format=csv").text


def test_pages_without_reviews_do_not_speak_of_them(client: httpx.Client) -> None:
    page = read(client, RECORD)
    assert not page.css(".review")
    assert not page.css(".struck")
