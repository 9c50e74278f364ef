"""The ontology and the shapes under their own addresses."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pyoxigraph as ox
import pytest
from anyio.from_thread import start_blocking_portal
from councilgraph.ontology.terms import CG
from councilgraph.server import vocabulary
from councilgraph.server.application import application
from rdflib import OWL, RDF, SH, Graph

from tests.app.server.conftest import press
from tests.conftest import ROOT, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], httpx.Response]:
    """Asks a server whose package holds no documentation for a path in a form."""
    monkeypatch.setattr(vocabulary, "page", lambda: tmp_path / "nowhere.html")
    server = httpx.ASGITransport(application("memory:"))

    async def asked(path: str, form: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=server, base_url="http://server") as client:
            return await client.get(path, headers={"Accept": form})

    def answered(path: str, form: str) -> httpx.Response:
        with start_blocking_portal() as portal:  # the browser's own loop may run in this thread
            return portal.call(asked, path, form)

    return answered


@pytest.fixture(scope="session")
def documented() -> Path:
    """The documentation where the server looks for it; written, if it is not there yet."""
    file = Path(str(vocabulary.page()))
    if not file.exists():
        require("pylode, for the documentation", find_spec("pylode") is not None)
        subprocess.run([sys.executable, str(ROOT / "tools" / "document_ontology.py")], check=True, capture_output=True)
    return file


@pytest.mark.parametrize("form", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_the_ontology_is_there_in_every_form(form: str, ask: Callable[[str, str], httpx.Response]) -> None:
    response = ask("/ontology", form)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == form
    found = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(form)))
    assert ox.Triple(*map(ox.NamedNode, (CG.Position, RDF.type, OWL.Class))) in {quad.triple for quad in found}
    assert len(found) > 1000


def test_the_shapes_are_there_too(ask: Callable[[str, str], httpx.Response]) -> None:
    found = Graph().parse(data=ask("/shapes?format=turtle", "*/*").text, format="turtle")
    assert len(set(found.subjects(RDF.type, SH.NodeShape))) > 70


def test_who_wants_a_page_gets_turtle_where_none_was_written(ask: Callable[[str, str], httpx.Response]) -> None:
    assert ask("/ontology", BROWSER).headers["content-type"].startswith("text/turtle")
    assert ask("/ontology", "text/html").status_code == 406


def test_a_browser_gets_the_page(documented: Path, client: httpx.Client) -> None:
    response = client.get("/ontology", headers={"Accept": BROWSER})
    assert response.headers["content-type"].startswith("text/html")
    assert response.text == documented.read_text("utf-8")


def test_the_page_is_laid_out_and_its_links_live(
    documented: Path, chromium: Browser, client: httpx.Client, axe: Callable[[Page], list[dict[str, Any]]]
) -> None:
    page = chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(str(client.base_url.join("/ontology#Position")))
    assert refused == []
    assert page.locator("#Position").bounding_box()["y"] < 200  # type: ignore[index]
    assert page.locator("#toc").evaluate("toc => getComputedStyle(toc).position") == "fixed"
    assert [one["id"] for one in axe(page) if one["impact"] == "critical"] == []
    press(page.locator("#Position a[href^='questions/']").first)
    assert page.locator("h1").count() == 1
    page.close()
