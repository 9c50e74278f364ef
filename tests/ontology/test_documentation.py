"""The page that documents the ontology says of every term what it is, what is demanded of it and who asks for it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from councilgraph.ontology.terms import CG
from councilgraph.queries import questions
from rdflib import RDFS, SKOS, Graph, URIRef
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.conftest import require

from .conftest import ROOM

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = ROOM.parent / "tools"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    """The page as the tool writes it."""
    require("pylode, for the documentation", find_spec("pylode") is not None)
    file: Path = tmp_path_factory.mktemp("page") / "ontology.html"
    run = [sys.executable, str(TOOLS / "document_ontology.py"), "--output", str(file)]
    subprocess.run(run, check=True, capture_output=True)
    return LexborHTMLParser(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def entries(page: LexborHTMLParser) -> dict[str, LexborNode]:
    """Fragment of an address → the entry that it leads to."""
    return {str(entry.attributes["id"]): entry for entry in page.css("div.entity")}


def hrefs(entry: LexborNode) -> list[str]:
    return [str(link.attributes["href"]) for link in entry.css("a")]


def test_every_term_has_one_entry_where_its_iri_leads(entries: dict[str, LexborNode], page: LexborHTMLParser) -> None:
    assert set(entries) == {term.removeprefix(str(CG)) for term in CG}
    ids = [str(node.attributes["id"]) for node in page.css("[id]")]
    assert len(ids) == len(set(ids))


DRAWN = {CG.continues, CG.reviewedAs, CG.isSetAside}  # over the whole store: no record, and so no gate, holds them


@pytest.mark.parametrize("term", CG)
def test_an_entry_says_what_is_known_of_its_term(term: URIRef, entries: dict[str, LexborNode], core: Graph) -> None:
    entry = entries[term.removeprefix(str(CG))]
    told = " ".join(entry.text().split())
    for link in (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.example):
        for words in core.objects(term, link):
            assert " ".join(words.split()) in told, words
    assert any(href.startswith("shapes#") for href in hrefs(entry)) == (term not in DRAWN)
    assert [href for href in hrefs(entry) if href.startswith("questions/")]


def test_links_lead_to_shapes_and_questions_that_exist(entries: dict[str, LexborNode]) -> None:
    shapes = "".join(file.read_text("utf-8") for file in (ROOM.parent / "shapes").glob("*.ttl"))
    links = {href for entry in entries.values() for href in hrefs(entry)}
    assert {href.removeprefix("questions/") for href in links if href.startswith("questions/")} == set(questions())
    for href in links:
        assert not href.startswith("shapes#") or f"\nshape:{href.removeprefix('shapes#')} a " in shapes


def test_what_needs_a_reason_is_asked_by_no_query() -> None:
    needs = tomllib.loads((TOOLS / "needs.toml").read_text("utf-8"))["need"]
    excused = {CG[name] for need in needs for name in need["through"]}
    asked = {CG[way] for need in needs for way in need["through"].values()}
    named = "".join(part.sparql for question in questions().values() for part in question.sections)
    assert [term for term in excused if f"cg:{term.removeprefix(str(CG))} " in named] == []
    assert [term for term in asked if f"cg:{term.removeprefix(str(CG))}" not in named] == []
