"""What is only likely: who is a candidate and how surely, in a graph apart that changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import councilgraph
import pytest
from councilgraph.inference import draw
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
    draw(store, "candidates")
    assert guesses(store) == expected


def test_drawing_again_changes_nothing_and_a_new_reading_takes_guesses_back(store: Store) -> None:
    assert draw(store, "candidates") is None
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "supports"), format="turtle"))
    assert draw(store, "candidates") is Change.ADDED
    assert draw(store, "candidates") is Change.UNCHANGED
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "opposes"), format="turtle"))
    assert draw(store, "candidates") is Change.REPLACED
    assert guesses(store) == {}


def test_guesses_are_no_record_and_no_answer_by_name(store: Store) -> None:
    store.replace(RECORD, Graph().parse(data=HEAD + group(3, "supports"), format="turtle"))
    before = answer(store.select, "who-supported-the-amendment")
    draw(store, "candidates")
    assert store.graphs() == (RECORD,)
    after = answer(store.select, "who-supported-the-amendment")
    assert [section.table for section in after.sections] == [section.table for section in before.sections]


SEQUEL = f"""
@base <{DATA_BASE}> .
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
@prefix outcome: <https://w3id.org/councilgraph/outcome/> .
@prefix stance: <https://w3id.org/councilgraph/stance/> .
<state/CHE> a cg:State . <state/BRA> a cg:State .
<document/D/a> a cg:Amendment ; cg:amends <resolution/R> ; cg:containedIn <document/D> .
<document/D/rev1/a> a cg:Amendment ; cg:amends <resolution/R> ; cg:containedIn <document/D/rev1> .
<document/E/a> a cg:Amendment ; cg:amends <resolution/R> ; cg:containedIn <document/E> .
<document/F/a> a cg:Amendment ; cg:amends <resolution/R> ; cg:containedIn <document/F> .
<document/D/rev1> cg:revises <document/D> .
<session/1> cg:year 2030 . <session/2> cg:year 2031 .
<meeting/1> cg:meetingNumber 1 ; cg:partOfSession <session/1> .
<meeting/2> cg:meetingNumber 1 ; cg:partOfSession <session/2> .
<record/1> cg:recordOf <meeting/1> . <record/2> cg:recordOf <meeting/2> .
<record/1/p/1> cg:inRecord <record/1> . <record/2/p/1> cg:inRecord <record/2> .
<record/1/p/1/i1/a1> cg:stance stance:proposes ; cg:towards <document/D/a> ; cg:heldBy <state/CHE> ;
  cg:reportedIn <record/1/p/1> .
<record/2/p/1/i1/a1> cg:stance stance:proposes ; cg:towards <document/E/a> ; cg:heldBy <state/CHE> ;
  cg:reportedIn <record/2/p/1> .
<record/2/p/1/i2/a1> cg:stance stance:proposes ; cg:towards <document/F/a> ; cg:heldBy <state/BRA> ;
  cg:reportedIn <record/2/p/1> .
<record/1/item/1> a cg:AgendaItem ; cg:ofMeeting <meeting/1> ; cg:considers <document/D> .
<record/2/item/1> a cg:AgendaItem ; cg:ofMeeting <meeting/2> ; cg:considers <document/D/rev1> .
<record/2/item/2> a cg:AgendaItem ; cg:ofMeeting <meeting/2> ; cg:considers <document/E> .
"""
ENDED = """<record/1/p/1/o1> cg:outcomeType outcome:adopted ; cg:concerns <document/D/a> ."""


def threads(store: Store) -> set[tuple[str, str]]:
    """Later → earlier."""
    table = store.select(f"SELECT ?later ?earlier WHERE {{ ?later <{CG.continues}> ?earlier }}")
    return {(str(later)[len(DATA_BASE) :], str(earlier)[len(DATA_BASE) :]) for later, earlier in table.rows}


def test_a_matter_goes_on_in_revisions_and_with_those_who_proposed_it(store: Store) -> None:
    revision = ("document/D/rev1/a", "document/D/a")
    item = ("record/2/item/1", "record/1/item/1")
    store.replace(RECORD, Graph().parse(data=SEQUEL, format="turtle"))
    draw(store, "threads")
    assert threads(store) == {revision, item, ("document/E/a", "document/D/a")}
    store.replace(RECORD, Graph().parse(data=SEQUEL + ENDED, format="turtle"))
    draw(store, "threads")
    assert threads(store) == {revision, item}


def test_a_revised_record_takes_the_place_of_the_former_one(store: Store) -> None:
    read = f"""
@base <{DATA_BASE}> .
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
<record/1> cg:recordOf <meeting/1> . <record/1/p/1> cg:inRecord <record/1> .
<record/1/p/1/o1> cg:evidence <e> . <e> cg:inParagraph <record/1/p/1> .
"""
    revision = "<record/1/rev1> cg:revises <record/1> ; cg:recordOf <meeting/1> ."
    aside = f"SELECT ?fact WHERE {{ ?fact <{CG.isSetAside}> true }}"
    store.replace(RECORD, Graph().parse(data=read, format="turtle"))
    assert draw(store, "standing") is None
    store.replace(RECORD, Graph().parse(data=read + revision, format="turtle"))
    draw(store, "standing")
    assert {str(row[0])[len(DATA_BASE) :] for row in store.select(aside).rows} == {
        "record/1/p/1",
        "record/1/p/1/o1",
    }
