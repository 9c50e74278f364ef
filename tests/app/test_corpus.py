"""The corpus: its records say what its scenes say, alike in every language, and every question finds its answer."""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import councilgraph
import httpx
import pyoxigraph as ox
import pytest
from councilgraph.inference import INFERENCES, draw_all
from councilgraph.ontology import iri
from councilgraph.ontology.terms import CG, code_of
from councilgraph.queries import Table, answer, questions
from councilgraph.queries.checking import violations
from councilgraph.queries.substitution import with_values
from councilgraph.server.pages import facts
from councilgraph.server.pages.rendering import sparql
from councilgraph.server.pages.resolutions import ended_by, is_open
from councilgraph.store.results import term
from rdflib import Graph, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from councilgraph.queries.table import Select
    from councilgraph.store import Store

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CORPUS = ROOT / "examples" / "corpus"
RECORDS = sorted(CORPUS.glob("*.txt"))
ANSWERS: list[dict[str, Any]] = tomllib.loads((HERE / "corpus.toml").read_text("utf-8"))["answer"]
SETTINGS = frozenset({"question", "parameters", "gap"})
SERVERS = ("oxigraph", "fuseki")
EVERYTHING = {"holder": "Japan", "word": "preparatory platform"}
"""What is given where a question asked about everything needs a value."""
ENGINES = ("memory", "folder", *SERVERS, "rdflib")


@pytest.fixture(scope="module")
def tool() -> Any:
    """The module that makes the records."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import make_corpus
    finally:
        sys.path.pop(0)
    return make_corpus


@pytest.fixture(scope="module")
def corpus() -> list[Graph]:
    """Every record of the corpus, read."""
    graphs = [councilgraph.read(path) for path in RECORDS]
    assert all((None, CG.isFictional, Literal(True)) in graph for graph in graphs)
    return graphs


@pytest.fixture(scope="module")
def store(corpus: list[Graph]) -> Iterator[Store]:
    """A store that holds every record of the corpus, and what follows from them together."""
    yield from filled("memory:", corpus)


def filled(place: str, corpus: list[Graph]) -> Iterator[Store]:
    """An open store at a place, with the corpus and what follows from it."""
    with councilgraph.open_store(place) as opened:
        for graph in corpus:
            opened.replace(str(graph.identifier), graph)
        draw_all(opened)
        yield opened


@pytest.fixture(scope="module", params=ENGINES)
def select(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Select]:
    """What each kind of engine answers on the corpus."""
    if request.param == "rdflib":
        yield plain_rdflib(request.getfixturevalue("store"))
        return
    place = "memory:" if request.param == "memory" else str(tmp_path_factory.mktemp("corpus") / "store")
    if request.param in SERVERS:
        place = request.getfixturevalue(f"{request.param}_url")
        httpx.post(f"{place}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    for opened in filled(place, request.getfixturevalue("corpus")):
        yield opened.select


def plain_rdflib(store: Store) -> Select:
    """A SELECT of rdflib's own engine on the union of all graphs of a store."""
    graph = Graph()
    held = io.BytesIO()
    store.export(held, "nquads", with_reference=True)
    for quad in ox.parse(held.getvalue(), ox.RdfFormat.N_QUADS):
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    for name in INFERENCES:
        graph.parse(data=store.content(str(iri.graph(name))), format="nt")

    def select(sparql: str) -> Table:
        found = graph.query(sparql)
        return Table(tuple(map(str, found.vars or ())), [tuple(row) for row in found])

    return select


def test_records_say_what_their_scenes_say(tool: Any) -> None:
    assert tool.stale(CORPUS) == []


def test_the_corpus_is_as_large_as_it_says(tool: Any) -> None:
    scenes = [tool.read_toml(path) for path in CORPUS.glob("scenes/*.toml")]
    plenaries = {(scene["symbol"][:3], scene["meeting"]) for scene in scenes if "group" not in scene}
    assert len({session for session, _ in plenaries}) == 3
    assert len(plenaries) == 8
    assert sum("group" in scene for scene in scenes) == 4
    assert all(len(scene["languages"]) > 1 for scene in scenes)
    assert {language for scene in scenes for language in scene["languages"]} == {"ar", "en", "es", "fr", "ru", "zh"}


def test_a_scene_without_the_words_of_a_language_is_refused(tool: Any) -> None:
    scene = tool.read_toml(CORPUS / "scenes" / "c26-3.toml")
    with pytest.raises(tool.SceneError, match=r"x: paragraph 1\.1 has no words in 'es'"):
        tool.record(
            scene | {"chair": {"es": "X"}, "item": [item | {"title": {"es": "X"}} for item in scene["item"]]},
            "es",
            tool.read_toml(CORPUS / "words.toml")["es"],
            "x",
        )


def test_every_question_is_asked() -> None:
    assert {asked["question"] for asked in ANSWERS} == questions().keys()
    assert sum("gap" in asked for asked in ANSWERS) == GAPS


GAPS = 0
"""Questions to which the true answer is known and not yet given; each says why in its `gap`."""


def cases() -> Iterator[Any]:
    """Each answer of the file; those with a gap must fail until it is closed."""
    for number, asked in enumerate(ANSWERS):
        gap = [pytest.mark.xfail(reason=asked["gap"], strict=True)] if "gap" in asked else []
        yield pytest.param(asked, marks=gap, id=f"{asked['question']}-{number}")


@pytest.mark.parametrize("asked", list(cases()))
def test_every_question_finds_its_answer_on_every_engine(asked: dict[str, Any], select: Select) -> None:
    found = answer(select, asked["question"], **asked["parameters"])
    parts = {name: part for name, part in asked.items() if name not in SETTINGS}
    assert {section.name for section in found.sections} >= parts.keys()
    for section in found.sections:
        expected = parts.get(section.name)
        if expected is None:
            continue
        if "count" in expected:
            assert len(section.table) == expected["count"]
            continue
        columns = expected["columns"].split(" | ")
        rows = [" | ".join(found.labels(row[column]) for column in columns) for row in section.table.records()]
        assert rows == expected["rows"]


@pytest.mark.parametrize("name", questions())
def test_asked_about_everything_every_engine_answers_alike(name: str, select: Select, store: Store) -> None:
    given = {
        parameter.name: EVERYTHING[parameter.name] for parameter in questions()[name].parameters if parameter.required
    }
    found, expected = answer(select, name, **given), answer(store.select, name, **given)
    assert [section.table for section in found.sections] == [section.table for section in expected.sections]


def test_the_records_together_violate_nothing(store: Store) -> None:
    assert list(violations(store.select)) == []


def test_the_thread_of_a_resolution_spans_papers_and_sessions(store: Store) -> None:
    text = iri.resolution("1332", issuer="ITU-C")
    found = facts.facts(store, "facts-on-text", text=text)
    steps = {code_of(fact.row["did"]) for fact in found}
    assert steps >= {"proposes", "supports", "opposes", "agreed", "reports", "does-not-object", "deferred", "adopted"}
    meetings = {str(fact.row["meeting"]).rpartition("ITU-C/")[2] for fact in found}
    assert meetings >= {"C24/1", "C24/2", "C25/1", "C25/2", "C26/1"}
    assert not [fact for fact in found if "C25/132/p" in str(fact.iri)]
    forms = store.select(with_values(sparql("forms-of-text"), {"text": [text]}))
    ended = ended_by(found, forms)
    still = [fact for fact in found if is_open(fact, ended)]
    assert {str(fact.row["record"]).rpartition("/record/")[2] for fact in still} <= {"any/CWG-WSIS%26SDG-41/9"}
