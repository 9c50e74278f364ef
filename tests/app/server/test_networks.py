"""Networks on the page and in the API: the same as on the command line, and every tie leads to its words."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from councilgraph.networks import FORMS
from councilgraph.queries.network import Design, Recipe, build, study
from councilgraph.server.pages import drawing
from councilgraph.store import open_store
from selectolax.lexbor import LexborHTMLParser as HTMLParser

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

DESIGNS = [
    ("", Design()),
    ("mode=holders", Design(Recipe())),
    (
        "mode=holders&relation=difference&normalise=jaccard&measures=1&backbone=0.9",
        Design(Recipe(relation="difference", normalisation="jaccard"), communities="louvain", backbone=0.9),
    ),
    (
        "mode=targets&duplicates=each&weights=graded&possible=1&window=session",
        Design(Recipe("targets", duplicates="each", weights="graded", possible=True), window="session"),
    ),
    ("window=meetings&size=2&step=2", Design(window="meetings", size=2, step=2)),
]
FOLLOWED = 12
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("form", ["graphml", "gexf", "pajek", "cytoscape", "edges", "nodes", "polarisation"])
@pytest.mark.parametrize(("query", "design"), DESIGNS)
def test_files_are_those_of_the_library(
    client: httpx.Client, filled_folder: Path, query: str, design: Design, form: str
) -> None:
    with open_store(filled_folder, read_only=True) as store:
        expected = study(build(store.select), design).write(form)
    response = client.get(f"/network?{query}&format={form}")
    assert response.content == expected
    zipped = response.headers["content-type"] == "application/zip"
    assert zipped == (design.window is not None and form not in ("edges", "nodes", "polarisation"))


def test_every_form_of_the_command_line_is_a_form_of_the_api() -> None:
    assert {*drawing.FORMS, "csv"} == set(FORMS)


def test_a_window_can_be_had_alone(client: httpx.Client) -> None:
    query = "/network?mode=holders&window=session"
    whole = list(csv.DictReader(io.StringIO(client.get(f"{query}&format=nodes").text)))
    names = dict.fromkeys(row["window"] for row in whole)
    with zipfile.ZipFile(io.BytesIO(client.get(f"{query}&format=graphml").content)) as archive:
        files = [archive.read(name) for name in archive.namelist()]
    assert files == [client.get(f"{query}&format=graphml&at={name}").content for name in names]


def test_a_dynamic_graph_needs_windows(client: httpx.Client) -> None:
    assert client.get("/network?format=gexf-dynamic").status_code == 400
    assert client.get("/network?format=gexf-dynamic&window=year").content.startswith(b"<?xml")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("mode=friends", "holders"),
        ("measures=1", "holders"),
        ("mode=holders&backbone=7", "above 0"),
        ("mode=holders&backbone=much", "above 0"),
        ("mode=holders&weight=opposes", "STANCE=N"),
        ("mode=holders&weight=abstains%3D1", "proposes"),
        ("window=week", "session"),
        ("window=meetings&size=0", "whole number"),
        ("window=meetings&step=%D9%A3", "whole number"),
        ("picture=matrix&format=gexf", "svg"),
    ],
)
def test_what_cannot_be_made_is_said(client: httpx.Client, query: str, said: str) -> None:
    for form in ("html", "edges", "svg"):
        place = query if "format=" in query else f"{query}&format={form}"
        response = client.get(f"/network?{place}", headers=HTML)
        assert response.status_code == 400
        assert said in HTMLParser(response.text).css_first("p.error").text()  # type: ignore[union-attr]


def test_each_tie_leads_to_the_words_of_both(library: httpx.Client) -> None:
    page = HTMLParser(library.get("/network?mode=holders&relation=difference", headers=HTML).text)
    found = [str(node.attributes["href"]) for node in page.css("figure svg a")]
    ties = list(csv.DictReader(io.StringIO(library.get("/network?mode=holders&relation=difference&format=edges").text)))
    assert len(found) == len(ties) > 0
    facts = {frozenset((tie["sourceLabel"], tie["targetLabel"])): len(tie["facts"].split()) for tie in ties}
    for link in found[:FOLLOWED]:
        rows = HTMLParser(library.get(link, headers=HTML).text).css("#list tbody tr")
        ends = frozenset(row.css("td")[0].text() for row in rows)
        assert ends in facts
        assert len(rows) >= facts[ends] > 0  # what two hold together is a row of each


def test_a_page_of_one_mode_lists_ties_nodes_and_what_divides(library: httpx.Client) -> None:
    page = HTMLParser(library.get("/network?mode=holders&measures=1", headers=HTML).text)
    assert [len(page.css(f"#table-{name} tbody tr")) > 0 for name in ("ties", "nodes", "polarisation")] == [True] * 3
    chosen = page.css_first("select[name=mode] option[selected]")
    assert chosen is not None
    assert chosen.attributes["value"] == "holders"
