"""The crosswalk of WSIS, SDGs and the Global Digital Compact: whole, sourced, and as its table has it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from councilgraph.ontology import STATUS, TOPIC
from councilgraph.ontology.terms import CG, ROOT
from councilgraph.shapes.gate import check
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

from .conftest import ROOM

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

FILE = ROOM / "schemes" / "crosswalk.ttl"
TOOLS = ROOM.parent / "tools"
LINES = {f"WSIS-C{n}" for n in range(1, 12)}
GOALS = {f"SDG-{n}" for n in range(1, 18)}
OBJECTIVES = {f"GDC-{n}" for n in range(1, 6)}


@pytest.fixture(scope="module")
def crosswalk() -> Graph:
    return Graph().parse(FILE)


@pytest.fixture(scope="module")
def links(crosswalk: Graph) -> list[Node]:
    return list(crosswalk.subjects(RDF.type, CG.TopicLink))


def ends(crosswalk: Graph, link: Node) -> tuple[str, str]:
    return tuple(str(crosswalk.value(link, end)).removeprefix(TOPIC) for end in (CG.linksFrom, CG.linksTo))  # type: ignore[return-value]


def test_every_action_line_goal_and_objective_is_linked(crosswalk: Graph, links: list[Node]) -> None:
    pairs = Counter(ends(crosswalk, link) for link in links)
    assert set(pairs.values()) == {1}
    assert {line for line, topic in pairs if topic in GOALS} == LINES
    assert {line for line, topic in pairs if topic in OBJECTIVES} == LINES
    assert {topic for _, topic in pairs} == GOALS | OBJECTIVES


def test_a_link_is_named_by_its_ends(crosswalk: Graph, links: list[Node]) -> None:
    for link in links:
        assert str(link) == f"{ROOT}crosswalk/{'/'.join(ends(crosswalk, link))}"


def test_every_link_says_who_claims_it_and_no_source_is_idle(crosswalk: Graph, links: list[Node]) -> None:
    sources = set(crosswalk.subjects(RDF.type, DCTERMS.BibliographicResource))
    assert {source for link in links for source in crosswalk.objects(link, DCTERMS.source)} == sources
    for source in sources:
        for said in (SKOS.prefLabel, SKOS.scopeNote, DCTERMS.bibliographicCitation, RDFS.seeAlso):
            assert len(list(crosswalk.objects(source, said))) == 1


def test_what_is_proposed_here_is_no_more_than_likely(crosswalk: Graph, links: list[Node]) -> None:
    own = URIRef(f"{ROOT}crosswalk/source/gdc-proposal")
    assert "own proposal" in str(crosswalk.value(own, SKOS.scopeNote))
    proposed = [link for link in links if (link, DCTERMS.source, own) in crosswalk]
    assert {ends(crosswalk, link)[1] for link in proposed} == OBJECTIVES
    assert {crosswalk.value(link, CG.status) for link in proposed} == {STATUS.candidate}


def test_the_crosswalk_keeps_to_the_shapes(crosswalk: Graph) -> None:
    report = check(crosswalk + Graph().parse(ROOM / "schemes" / "topic.ttl"), ("core",))
    assert {finding.rule for finding in report.findings} == {"Graph-record"}


def test_the_file_is_what_its_table_makes(crosswalk: Graph, links: list[Node], tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    subprocess.run([sys.executable, TOOLS / "build_crosswalk.py", "--into", tmp_path], check=True)
    assert (tmp_path / "schemes" / "crosswalk.ttl").read_text("utf-8") == FILE.read_text("utf-8")
    table = tomllib.loads((TOOLS / "crosswalk.toml").read_text("utf-8"))["links"]
    assert len(links) == sum(len(lines) for rows in table.values() for lines in rows.values()) > 100
