"""What is only likely: who is a candidate and how surely, in a graph apart that changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import councilgraph
import pytest
from councilgraph.inference import draw_candidates
from councilgraph.ontology import CG, DATA_BASE, STATUS
from councilgraph.queries import answer
from councilgraph.shapes.gate import check
from councilgraph.store import Change
from rdflib import RDF, Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilgraph.store import Store

RECORD = f"{DATA_BASE}record/ITU-C/C24/1/graph/en"
HEAD = f"""
@base <{DATA_BASE}> .
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
@prefix stance: <https://w3id.org/councilgraph/stance/> .
<record/R/p/1> cg:inRecord <record/R> .
<record/R/p/2> cg:inRecord <record/R> .
<document/D> a cg:Document ; cg:submittedBy <state/CHE> , <state/BRA> , <state/KEN> .
<document/D/amendment> a cg:Amendment ; cg:containedIn <document/D> .
<state/CHE> a cg:State ; cg:iso3 "CHE" .
<state/BRA> a cg:State ; cg:iso3 "BRA" .
<state/KEN> a cg:State ; cg:iso3 "KEN" .
<record/R/p/1/i1/a1> a cg:Position ; cg:expressedIn <record/R/p/1/i1> ; cg:heldBy <state/CHE> ;
  cg:stance stance:supports ; cg:towards <document/D/amendment> ; cg:evidence <e1> .
<e1> cg:inParagraph <record/R/p/1> . <e2> cg:inParagraph <record/R/p/2> .
"""


def group(least: int, stance: str, *, behalf: bool = False) -> str:
    """A group of at least so many in paragraph 2, with one position on the amendment."""
    spoken = "<record/R/p/2/i1> cg:onBehalfOf <record/R/p/2/i1/group> ." if behalf else ""
    return f"""{spoken}
<record/R/p/2/i1/group> a cg:UnnamedGroup ; cg:minimumCount {least} .
<record/R/p/2/i1/a1> a cg:Position ; cg:expressedIn <record/R/p/2/i1> ; cg:heldBy <record/R/p/2/i1/group> ;
  cg:stance stance:{stance} ; cg:towards <document/D/amendment> ; cg:evidence <e2> .
"""


@pytest.fixture
def store() -> Iterator[Store]:
    with councilgraph.open_store("memory:") as opened:
        yield opened


def guesses(store: Store) -> dict[str, str]:
    """Code of each state suggested → how sure that is."""
    graph = Graph().parse(data=store.content(f"{DATA_BASE}graph/candidates"), format="nt")
    assert set(graph.objects(predicate=CG.status)) <= {STATUS.candidate}
    assert not [found for found in check(graph, ("core",)).findings if found.rule.startswith("Candidate")]
    return {str(node)[-3:]: str(graph.value(node, CG.confidence)) for node in graph.subjects(RDF.type, CG.Candidate)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (group(3, "supports"), {"BRA": "0.5", "KEN": "0.5"}),
        (group(1, "supports"), {"BRA": "0.25", "KEN": "0.25"}),
        (group(2, "proposes", behalf=True), {"BRA": "0.45", "KEN": "0.45"}),
        (group(3, "proposes", behalf=True), {"BRA": "0.9", "KEN": "0.9"}),
        (group(3, "opposes"), {}),
    ],
    ids=["room for all", "fewer places", "a speaker is one of its group", "authors spoken for", "no support"],
)
def test_sponsors_not_on_record_are_candidates(store: Store, said: str, expected: dict[str, str]) -> None:
    store.replace(RECORD, Graph().parse(data=HEAD + said, format="turtle"))
    draw_candidates(store)
    assert guesses(store) == expected


def test_drawing_again_changes_nothing_and_a_new_reading_takes_guesses_back(store: Store) -> None:
    assert draw_candidates(store) is None
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "supports"), format="turtle"))
    assert draw_candidates(store) is Change.ADDED
    assert draw_candidates(store) is Change.UNCHANGED
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "opposes"), format="turtle"))
    assert draw_candidates(store) is Change.REPLACED
    assert guesses(store) == {}


def test_guesses_are_no_record_and_no_answer_by_name(store: Store) -> None:
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "supports"), format="turtle"))
    before = answer(store.select, "who-supported-the-amendment")
    draw_candidates(store)
    assert store.graphs() == (RECORD,)
    after = answer(store.select, "who-supported-the-amendment")
    assert [section.table for section in after.sections] == [section.table for section in before.sections]
