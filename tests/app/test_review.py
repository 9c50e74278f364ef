"""Reviews: kept beside the readings, never lost, counted as long as they fit, and whole or not at all."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING

import pytest
from councilgraph import ask, open_store
from councilgraph.bundled import example
from councilgraph.inference import draw
from councilgraph.ontology import iri
from councilgraph.ontology.terms import CG, STANCE
from councilgraph.review import (
    Correction,
    Filter,
    Judgement,
    Meanings,
    Reviewer,
    ReviewError,
    all_reviews,
    facts_named,
    find_facts,
    keep,
    kind_named,
    made,
    reviews_by,
    standings,
    unchecked,
    unsettled,
    withdraw,
)
from councilgraph.review.sheet import SheetError, guarded, plain, taken, written
from councilgraph.review.walking import Walk
from councilgraph.shapes import validate_reviews
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from councilgraph.review import Fact
    from councilgraph.store import Store

    from tests.app.conftest import Cli

ANA, BO = Reviewer("Ana Ruiz"), Reviewer("0000-0002-1825-0097")
EN, ZH = example("en.txt"), example("zh.docx")
WHEN, LATER = "2024-06-10T09:30:00Z", "2024-06-11T09:30:00Z"
RECORD = "https://w3id.org/councilgraph/id/record/FC/S1/20"
GRAPH = f"{RECORD}/graph/en"
HEAD = """@base <https://w3id.org/councilgraph/id/> .
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
@prefix act: <https://w3id.org/councilgraph/act/> .
@prefix outcome: <https://w3id.org/councilgraph/outcome/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix stance: <https://w3id.org/councilgraph/stance/> .
<record/FC/S1/20> a cg:SummaryRecord ; cg:recordOf <meeting/FC/S1/1> ; cg:symbol "S1/20" .
<meeting/FC/S1/1> a cg:Meeting ; cg:partOfSession <session/FC/S1> ; cg:meetingNumber 1 .
<session/FC/S1> a cg:Session ; skos:notation "S1" .
<state/BRA> a cg:State ; cg:iso3 "BRA" ; skos:prefLabel "Brazil"@en .
<state/FRA> a cg:State ; cg:iso3 "FRA" ; skos:prefLabel "France"@en .
<document/FC/S1/3> a cg:Document ; cg:symbol "S1/3" .
<document/FC/S1/4> a cg:Document ; cg:symbol "S1/4" .
<record/FC/S1/20/p/1.2> a cg:Paragraph ; cg:inRecord <record/FC/S1/20> ; cg:paragraphNumber "1.2" .
"""
SAID = """<{fact}> cg:evidence <{fact}/evidence/en> ; cg:confidence {sure} ; {links} .
<{fact}/evidence/en> a cg:Evidence ; cg:quote "{quote}"@en ; cg:inParagraph <record/FC/S1/20/p/1.2> .
"""
FLOORS = """<record/FC/S1/20/p/1.2/i1> a cg:Intervention ; cg:madeBy <state/BRA> .
<record/FC/S1/20/p/1.2/i2> a cg:Intervention ; cg:madeBy <state/FRA> .
"""
PLACE = "record/FC/S1/20/p/1.2"
BRAZIL, FRANCE, AGREED, ASKED = (f"{PLACE}/{end}" for end in ("i1/a1", "i2/a1", "o1", "i2/a2"))
FACTS = {
    BRAZIL: (
        "a cg:Position ; cg:stance stance:supports ; cg:heldBy <state/BRA> ; cg:towards <document/FC/S1/3>"
        " ; cg:expressedIn <record/FC/S1/20/p/1.2/i1>",
        0.9,
    ),
    FRANCE: (
        "a cg:Position ; cg:stance stance:opposes ; cg:heldBy <state/FRA> ; cg:towards <document/FC/S1/3>"
        " ; cg:expressedIn <record/FC/S1/20/p/1.2/i2>",
        0.6,
    ),
    ASKED: ("a cg:SpeechAct ; cg:actType act:asks ; cg:performedIn <record/FC/S1/20/p/1.2/i2>", 0.8),
    AGREED: ("a cg:Outcome ; cg:outcomeType outcome:agreed ; cg:concerns <document/FC/S1/3>", 0.7),
}
QUOTES = {BRAZIL: "=Brazil, “for one”, agreed", FRANCE: "France said no;\\nno", ASKED: "it asked", AGREED: "so agreed"}


def reading(**changed: str) -> Graph:
    """The record as a reader would read it; `changed` has other links of a fact by its name in capitals."""
    text = HEAD + FLOORS
    for fact, (links, sure) in FACTS.items():
        name = next(key for key, value in globals().items() if value is fact)
        if links := changed.get(name, links):
            text += SAID.format(fact=fact, links=links, sure=sure, quote=QUOTES[fact])
    return Graph().parse(data=text, format="turtle")


def named(path: str) -> URIRef:
    return URIRef(iri.DATA_BASE + path)


def fact_at(store: Store, path: str) -> Fact:
    (fact,) = facts_named(store.select, [named(path)])
    return fact


def judge(store: Store, path: str, judgement: Judgement, reviewer: Reviewer = ANA, when: str = WHEN) -> None:
    keep(store, reviewer, [made(fact_at(store, path), reviewer, judgement, when)])


@pytest.fixture
def filled(store: Store) -> Store:
    """A store of each kind with one small record."""
    store.replace(GRAPH, reading())
    return store


@pytest.fixture
def memory(small_reference: None) -> Iterator[Store]:
    """One small record in memory, where one kind of store is enough."""
    with open_store("memory:") as store:
        store.replace(GRAPH, reading())
        yield store


@pytest.fixture
def council() -> Iterator[Store]:
    """One small record beside all reference data."""
    with open_store("memory:") as store:
        store.replace(GRAPH, reading())
        yield store


def unchecked_rows(store: Store) -> set[str]:
    table = ask(store, "which-facts-were-never-checked").sections[0].table
    return {str(fact).removeprefix(iri.DATA_BASE) for fact in table.column("fact")}


RIGHT = Correction(did=STANCE.has_reservations, holders=(named("state/BRA"),))
CORRECT = Judgement("correct", "It only doubted.", RIGHT)


def test_a_review_is_kept_apart_and_comes_back_as_it_was(filled: Store) -> None:
    before = filled.content(GRAPH)
    judge(filled, FRANCE, CORRECT)
    judge(filled, BRAZIL, Judgement("accept"), BO)
    assert filled.content(GRAPH) == before
    assert filled.graphs() == (GRAPH,)
    assert filled.reviews() == tuple(sorted(str(iri.review_graph(each.iri)) for each in (ANA, BO)))
    (review,) = reviews_by(filled, ANA)
    assert review.judgement == CORRECT
    assert (review.when, review.quote) == (WHEN, ("France said no;\nno", "en"))
    assert review.weighed == {named("state/FRA"), STANCE.opposes, named("document/FC/S1/3")}


def test_what_a_reading_changes_counts_as_unchecked_and_nothing_is_lost(filled: Store) -> None:
    judge(filled, FRANCE, CORRECT)
    judge(filled, BRAZIL, Judgement("accept"))
    judge(filled, ASKED, Judgement("reject", "It told."))
    assert unchecked_rows(filled) == {AGREED}
    filled.replace(GRAPH, reading(FRANCE=FACTS[FRANCE][0].replace("opposes", "abstains"), BRAZIL=""))
    assert len(reviews_by(filled, ANA)) == 3
    found = {each.review.fact: each.state for each in standings(filled, all_reviews(filled))}
    assert found == {named(FRANCE): "changed", named(BRAZIL): "orphaned", named(ASKED): "current"}
    assert unchecked_rows(filled) == {AGREED, FRANCE}
    filled.replace(GRAPH, reading())
    assert unchecked_rows(filled) == {AGREED}


def test_a_new_holder_or_target_is_something_nobody_has_weighed(memory: Store) -> None:
    judge(memory, BRAZIL, Judgement("accept"))
    assert BRAZIL not in unchecked_rows(memory)
    memory.replace(GRAPH, reading(BRAZIL=FACTS[BRAZIL][0] + " ; cg:heldBy <state/FRA>"))
    assert BRAZIL in unchecked_rows(memory)
    assert [each.state for each in unsettled(memory, [RECORD])] == ["changed"]
    assert unsettled(memory, [f"{RECORD}0"]) == []


def test_checked_positions_are_counted_by_what_was_found(memory: Store) -> None:
    judge(memory, BRAZIL, Judgement("accept"))
    judge(memory, BRAZIL, Judgement("reject", "Another said so."), BO)
    rows = ask(memory, "how-much-rests-on-unnamed-speakers").sections[0].table.rows
    assert [tuple(map(str, row[2:])) for row in rows] == [
        ("named", "false", "1", "0", "0"),
        ("named", "true", "1", "1", "0"),
    ]


def sides(store: Store) -> set[str]:
    """The sides on which somebody stands, as an answer counts them."""
    return {str(side) for side in ask(store, "which-texts-split-the-body").sections[0].table.column("side")}


def agreed(store: Store, path: str) -> list[str]:
    """What all who judged a fact agree it to be."""
    found = store.select(f"SELECT ?verdict WHERE {{ <{named(path)}> <{CG.reviewedAs}> ?verdict }}")
    return [str(row[0]).rpartition("/")[2] for row in found.rows]


def test_what_is_rejected_is_in_no_answer_until_somebody_disagrees(filled: Store) -> None:
    judge(filled, FRANCE, Judgement("reject", "It spoke of another text."))
    assert (sides(filled), agreed(filled, FRANCE)) == ({"for"}, ["reject"])
    judge(filled, FRANCE, Judgement("accept"), BO)
    assert (sides(filled), agreed(filled, FRANCE)) == ({"for", "against"}, [])
    withdraw(filled, BO, [named(FRANCE)])
    assert sides(filled) == {"for"}
    withdraw(filled, ANA, [named(FRANCE)])
    assert (sides(filled), agreed(filled, FRANCE)) == ({"for", "against"}, [])


def test_a_reading_that_says_something_else_is_judged_anew(memory: Store) -> None:
    judge(memory, FRANCE, Judgement("reject", "It spoke of another text."))
    memory.replace(GRAPH, reading(FRANCE=FACTS[FRANCE][0].replace("opposes", "abstains")))
    draw(memory, "standing")
    assert agreed(memory, FRANCE) == []


def test_the_same_again_changes_nothing_and_a_change_of_mind_replaces(memory: Store) -> None:
    fact = fact_at(memory, BRAZIL)
    accept, reject = Judgement("accept"), Judgement("reject", "No.")
    assert keep(memory, ANA, [made(fact, ANA, accept, WHEN)]) == (1, 0, 0)
    content = memory.content(memory.reviews()[0])
    assert keep(memory, ANA, [made(fact, ANA, accept, LATER)]) == (0, 0, 1)
    assert memory.content(memory.reviews()[0]) == content
    assert keep(memory, ANA, [made(fact, ANA, reject, LATER)]) == (0, 1, 0)
    assert [(each.judgement, each.when) for each in reviews_by(memory, ANA)] == [(reject, LATER)]


def test_a_review_can_be_withdrawn_by_who_made_it(filled: Store) -> None:
    judge(filled, BRAZIL, Judgement("accept"))
    with pytest.raises(ReviewError, match="has not reviewed"):
        withdraw(filled, BO, [named(BRAZIL)])
    assert withdraw(filled, ANA, [named(BRAZIL)]) == 1
    assert all_reviews(filled) == []
    assert BRAZIL in unchecked_rows(filled)


def test_the_gate_stands_before_reviews_too(memory: Store) -> None:
    fact = fact_at(memory, BRAZIL)
    for judgement in (Judgement("reject"), Judgement("correct", "Hm."), Judgement("accept", "", RIGHT)):
        with pytest.raises(ReviewError, match="the gate refuses"):
            keep(memory, ANA, [made(fact_at(memory, FRANCE), ANA, CORRECT, WHEN), made(fact, ANA, judgement, WHEN)])
    assert memory.reviews() == ()


def test_what_is_stored_passes_the_gate_and_is_a_web_annotation(memory: Store) -> None:
    judge(memory, FRANCE, CORRECT, BO)
    graph = Graph().parse(data=memory.content(memory.reviews()[0]), format="nt")
    assert validate_reviews(graph).findings == ()
    node = iri.review(named(FRANCE), BO.iri)
    assert str(node) == f"{iri.DATA_BASE}{FRANCE}/review/0000-0002-1825-0097"
    links = {str(link).partition("oa#")[2]: value for link, value in graph.predicate_objects(node) if "/oa#" in link}
    assert links["hasTarget"] == named(FRANCE)
    assert links["bodyValue"] == Literal("It only doubted.")
    assert URIRef("http://www.w3.org/ns/oa#Annotation") in set(graph.objects(node, RDF.type))
    assert graph.value(node, CG.correctsStance) == STANCE.has_reservations


def test_facts_are_found_by_place_kind_confidence_and_question(council: Store) -> None:
    def paths(**meant: object) -> list[str]:
        return [each.iri.removeprefix(iri.DATA_BASE) for each in find_facts(council.select, Filter(**meant))]  # type: ignore[arg-type]

    assert paths() == [BRAZIL, FRANCE, ASKED, AGREED]
    assert paths(record="S1/20", below=0.75) == [FRANCE, AGREED]
    assert paths(session="S1", kinds=("SpeechAct",)) == [ASKED]
    assert paths(question="which-facts-were-never-checked", record="S1/20", kinds=("Outcome",)) == [AGREED]
    with pytest.raises(ReviewError, match="name no facts"):
        paths(question="where-is-there-no-record")
    assert kind_named("speech acts") == "SpeechAct"
    with pytest.raises(ReviewError, match="no such kind"):
        kind_named("vote")


@pytest.mark.parametrize(
    ("path", "verdict", "why", "parts", "problem"),
    [
        (FRANCE, "approve", "", {}, "no such verdict 'approve'"),
        (FRANCE, "reject", " ", {}, "reason is missing"),
        (FRANCE, "correct", "so", {}, "nothing is corrected"),
        (FRANCE, "accept", "", {"did": "supports"}, "but a correction is given"),
        (FRANCE, "correct", "so", {"did": "welcomes"}, "no such stance 'welcomes'"),
        (FRANCE, "correct", "so", {"holder": "Atlantis"}, "no such holder 'Atlantis'"),
        (FRANCE, "correct", "so", {"target": "Resolution 99999"}, "no such target"),
        (FRANCE, "correct", "so", {"target": "https://example.org/nothing"}, "the store knows no target"),
        (FRANCE, "correct", "so", {"holder": named("document/FC/S1/3")}, "can hold nothing"),
        (AGREED, "correct", "so", {"holder": "Brazil"}, "has no holder"),
    ],
)
def test_words_that_mean_nothing_are_refused(
    council: Store, path: str, verdict: str, why: str, parts: dict[str, str], problem: str
) -> None:
    fact = fact_at(council, path)
    with pytest.raises(ReviewError, match=problem):
        Meanings(council.select, [fact]).judgement(fact, verdict, why, parts)


def test_names_and_codes_of_any_language_are_understood(council: Store) -> None:
    fact = fact_at(council, FRANCE)
    meanings = Meanings(council.select, [fact])
    parts = {"did": "a des réserves", "holder": f"Suisse ; BRA; <{named('state/KEN')}>", "target": "s1/4"}
    found = meanings.judgement(fact, "Исправить", " the  words ", parts)
    states = tuple(named(f"state/{code}") for code in ("BRA", "CHE", "KEN"))
    right = Correction(STANCE.has_reservations, states, (named("document/FC/S1/4"),))
    assert found == Judgement("correct", "the words", right)


def sheet_of(store: Store, reviewer: Reviewer = ANA) -> str:
    facts = find_facts(store.select, Filter())
    known = {review.fact: review for review in reviews_by(store, reviewer)}
    return written(facts, Meanings(store.select, facts).labels, "en", known)


def filled_in(text: str, **cells: dict[str, str]) -> str:
    """The sheet with cells filled, by the name of the fact in capitals, as a spreadsheet saves it."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), delimiter=";", lineterminator="\n")
    writer.writeheader()
    by_fact = {iri.DATA_BASE + globals()[name]: row for name, row in cells.items()}
    for row in reader:
        writer.writerow({**row, **by_fact.get(row["fact"], {})})
    return out.getvalue()


def test_a_sheet_goes_out_and_comes_back(council: Store) -> None:
    text = sheet_of(council)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["did"] for row in rows] == ["supports", "opposes", "asks", "agreed"]
    assert rows[0]["quote"] == "'=Brazil, “for one”, agreed"
    assert (rows[0]["holder"], rows[0]["target"], rows[0]["paragraph"]) == ("Brazil", "S1/3", "1.2")
    right = {
        "verdict": "correct",
        "correct_did": "has-reservations",
        "correct_holder": "Brazil",
        "why": "'=It doubted.",
    }
    back = filled_in(text, FRANCE=right, BRAZIL={"verdict": "ACCEPT"})
    reviews = taken(council, back, ANA, where="facts.csv", when=WHEN)
    assert keep(council, ANA, reviews) == (2, 0, 0)
    found = {review.fact: review.judgement for review in reviews_by(council, ANA)}
    assert found[named(BRAZIL)] == Judgement("accept")
    assert found[named(FRANCE)] == Judgement("correct", "=It doubted.", RIGHT)
    again = taken(council, sheet_of(council), ANA, where="facts.csv", when=LATER)
    assert keep(council, ANA, again) == (0, 0, 2)


def test_bad_rows_are_named_by_line_and_nothing_is_half_imported(council: Store) -> None:
    back = filled_in(
        sheet_of(council),
        BRAZIL={"verdict": "accept"},
        FRANCE={"verdict": "maybe"},
        ASKED={"verdict": "", "why": "I forgot the verdict."},
        AGREED={"fact": "no IRI", "verdict": "accept"},
    )
    back += f"{named(BRAZIL)};;;;;;;;;;accept;;;;\n"
    with pytest.raises(SheetError, match="4 rows cannot be taken, so nothing was stored") as caught:
        taken(council, back, ANA, where="facts.csv", when=WHEN)
    lines = back.splitlines()
    assert [line for line, _ in caught.value.problems] == [3, 5, 6, 7]  # the quote in line 3 goes on in line 4
    assert lines[2].endswith('"France said no;')
    assert "no such verdict 'maybe'" in caught.value.problems[0][1]
    assert "the same fact" in caught.value.problems[3][1]
    assert council.reviews() == ()


@given(st.text())
def test_a_cell_is_never_computed_and_comes_back(text: str) -> None:
    cell = guarded(text)
    assert plain(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_sheet_older_than_the_reading_is_told_so(council: Store) -> None:
    back = filled_in(sheet_of(council), BRAZIL={"verdict": "accept"})
    council.replace(GRAPH, reading(BRAZIL=FACTS[BRAZIL][0].replace("supports", "opposes")))
    with pytest.raises(SheetError) as caught:
        taken(council, back, ANA, where="facts.csv", when=WHEN)
    assert "read anew" in caught.value.problems[0][1]


@pytest.mark.parametrize(
    ("text", "problem"), [("a,b\n1,2\n", "no column 'fact'"), ('fact,verdict\n"x"y,accept\n', "line 2 is no CSV")]
)
def test_what_is_no_sheet_is_refused(memory: Store, text: str, problem: str) -> None:
    with pytest.raises(ReviewError, match=problem):
        taken(memory, text, ANA, where="facts.csv", when=WHEN)


def test_the_walk_shows_the_words_and_stores_each_verdict_at_once(council: Store) -> None:
    facts = find_facts(council.select, Filter())
    shown: list[str] = []
    answers = iter(
        ["?", "a", "c", "supports wholly", "", "", "c", "abstains", "", "", "It left.", "r", "", "s", "r", "No."]
    )
    walk = Walk(council, ANA, Meanings(council.select, facts), shown.append, lambda _: next(answers, None), WHEN)
    counts = walk.through(facts)
    assert counts == {"accept": 1, "reject": 1, "correct": 1, "skip": 1, "quit": 0}
    assert "“=Brazil, “for one”, agreed”" in shown[0]
    assert "holder  Brazil" in shown[0]
    assert any("no such stance 'supports wholly'" in text for text in shown)
    assert "Nothing is stored without a reason." in shown
    verdicts = [review.judgement.verdict for review in reviews_by(council, ANA)]
    assert sorted(verdicts) == ["accept", "correct", "reject"]
    assert unchecked(facts, reviews_by(council, ANA)) == [fact_at(council, ASKED)]


def test_the_walk_ends_where_input_does(council: Store) -> None:
    facts = find_facts(council.select, Filter())
    walk = Walk(council, ANA, Meanings(council.select, facts), lambda _: None, lambda _: None)
    assert walk.through(facts)["quit"] == 1
    assert council.reviews() == ()


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a store with the retold record lies, to be written to."""
    place = shutil.copytree(filled_folder, tmp_path / "store")
    monkeypatch.setenv("COUNCILGRAPH_STORE", str(place))
    monkeypatch.setenv("COUNCILGRAPH_REVIEWER", "Ana Ruiz")
    return tmp_path


def sheet_rows(cli: Cli, *options: str) -> list[dict[str, str]]:
    ran = cli("review", "--sheet", *options)
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"), newline="")))


def test_verdicts_by_iri(cli: Cli, folder: Path) -> None:
    rows = sheet_rows(cli, "--kind", "position")
    assert {row["kind"] for row in rows} == {"Position"}
    one, two = rows[0]["fact"], rows[1]["fact"]
    assert (
        cli("review", "--accept", one, "--when", "2024-06-10T09:30").out == "1 reviews added, 0 replaced, 0 unchanged\n"
    )
    ran = cli("review", "--correct", two, "--to-stance", "opposes", "--to-holder", "Suisse", "--why", "It said no.")
    assert ran.code == 0, ran.err
    listed = list(csv.DictReader(io.StringIO(cli("review", "--list", "-f", "csv").out)))
    assert {(row["state"], row["verdict"], row["reviewer"]) for row in listed} == {
        ("current", "accept", "Ana Ruiz"),
        ("current", "correct", "Ana Ruiz"),
    }
    assert {row["when"] for row in listed if row["fact"] == one} == {WHEN}
    assert [row["right"] for row in listed if row["fact"] == two] == ["opposes; Switzerland"]
    assert len(sheet_rows(cli, "--kind", "position")) == len(rows) - 2
    assert len(sheet_rows(cli, "--kind", "position", "--all")) == len(rows)
    assert cli("review", "--withdraw", two).out == "1 reviews withdrawn\n"


def test_the_rows_of_a_question_with_its_parameters(cli: Cli, folder: Path) -> None:
    rows = sheet_rows(cli, "--question", "who-had-reservations", "--text", "Resolution 1332", "--record", "C24/139")
    assert [(row["paragraph"], row["kind"], row["did"]) for row in rows] == [("1.4", "Position", "has-reservations")]


def test_the_sheet_by_command(cli: Cli, folder: Path) -> None:
    file = folder / "facts.csv"
    assert cli("review", "--sheet", "--record", "C24/139", "-o", file).code == 0
    text = file.read_text("utf-8-sig").replace(",,,,,", ",accept,,,,")
    file.write_text(text, "utf-8-sig")
    ran = cli("review", "--import", file)
    assert ran.code == 0, ran.err
    count = int(ran.out.split()[0])
    assert count > 40
    assert cli("review", "--import", file, "--reviewer", "Bo").out.startswith(f"{count} reviews added")
    assert "verdict,Ana Ruiz,Bo" in cli("review", "--agreement", "-f", "csv").out
    file.write_text(text.replace("accept", "perhaps", 2), "utf-8")
    ran = cli("review", "--import", file)
    assert ran.code == 2
    assert [line.partition(": ")[2].partition(":")[0] for line in ran.err.splitlines()[:2]] == [
        f"{file}, line 2",
        f"{file}, line 3",
    ]


def test_reading_anew_tells_what_became_of_reviews(cli: Cli, folder: Path) -> None:
    rows = sheet_rows(cli, "--kind", "position")
    assert cli("review", "--accept", rows[0]["fact"]).code == 0
    assert "reviews" not in cli("read", EN).err
    with open_store() as store:
        for graph in store.graphs():
            kept = [line for line in store.content(graph).splitlines() if rows[0]["fact"].encode() not in line]
            store.replace(graph, b"\n".join(kept))
    assert cli("review", "--list", "-f", "csv").out.splitlines()[1].startswith("orphaned,accept,Ana Ruiz")
    assert "reviews" not in cli("read", EN).err  # the fact is back as it was
    assert cli("review", "--list", "-f", "csv").out.splitlines()[1].startswith("current,accept,Ana Ruiz")


def test_reading_anew_tells_of_reviews_that_no_longer_fit(cli: Cli, folder: Path) -> None:
    rows = sheet_rows(cli, "--kind", "position")
    fact = next(row["fact"] for row in rows if row["target"])
    with open_store() as store:
        for graph in store.graphs():
            lines = [
                line for line in store.content(graph).splitlines() if f"<{fact}> <{CG.towards}>".encode() not in line
            ]
            store.replace(graph, b"\n".join(lines))
    assert cli("review", "--accept", fact).code == 0
    assert "1 reviews are of facts that say something else now, 0 of facts that are gone" in cli("read", EN, ZH).err
    assert cli("review", "--list", "-f", "csv").out.splitlines()[1].startswith("changed,accept,Ana Ruiz")
    assert fact in {row["fact"] for row in sheet_rows(cli)}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--accept", "https://example.org/none"], "the store has no fact"),
        (["--accept", "no iri"], "the store has no fact"),
        (["--list", "--agreement"], "does not go with"),
        (["--why", "so"], "goes with a verdict"),
        (["--acept", "x"], "no such option"),
        (["--list", "--when", "today"], "is no time"),
        (["--sheet", "--record", "C99/1"], "no such record"),
        (["--sheet", "--question", "who-knows"], "no such question"),
        (["--sheet", "--kind", "vote"], "no such kind"),
        (["--reject", "x", "--to-stance", "opposes", "--to-act", "asks"], "a stance, an act or an outcome"),
        (["--import", "/nowhere/facts.csv"], "the sheet cannot be read"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_one_line(
    cli: Cli, folder: Path, options: list[str], problem: str
) -> None:
    ran = cli("review", *options)
    assert ran.code == 2
    assert problem in ran.err
    assert len(ran.err.splitlines()) == 1


def test_somebody_must_be_named(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNCILGRAPH_REVIEWER")
    ran = cli("review")
    assert (ran.code, "nobody is named" in ran.err) == (2, True)
    assert cli("review", "--list").code == 0


def test_the_walk_by_command(cli: Cli, folder: Path) -> None:
    ran = cli("review", "--record", "C24/139", stdin="a\nq\n")
    assert ran.code == 0
    assert ran.out.endswith("facts reviewed: 1 accepted, 0 rejected, 0 corrected\n")
    assert "[a]ccept" in ran.err
    exported = cli("export", "-f", "nquads").out
    assert "/reviewer/" in exported
    told = cli("info").out
    assert "/reviewer/" not in told
    assert ": 1 records, 1 reviewers\n" in told
