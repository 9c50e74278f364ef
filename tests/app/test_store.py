"""One store, five places: the same graphs give the same answers and the same export from each."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from councilgraph.ontology.terms import DATA_BASE
from councilgraph.store import FORMATS, Change, QueryError, Store, reference
from councilgraph.store.canonical import canonical
from councilgraph.store.embedded import memory
from rdflib import Graph, Literal, URIRef

RECORD = f"{DATA_BASE}record/X/1"
EN, ZH = f"{RECORD}/graph/en", f"{RECORD}/graph/zh"
PREFIXES = "@prefix a: <http://a.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
TEXTS = {
    EN: 'a:p1 a:says "yes"@EN; a:number "1.10"; a:share 0.90; a:order 01 . a:p2 a:says "tab\\t\\"no\\""@en .',
    ZH: 'a:p1 a:says "是"@zh ; a:number "1.10" . a:p3 a:on "2024-06-10"^^xsd:date ; a:ok true .',
}
QUESTIONS = {
    "SELECT (COUNT(*) AS ?n) WHERE { ?s a:number ?o }": [("1",)],
    "SELECT ?g ?o WHERE { ?s a:number ?o GRAPH ?g { ?s a:says ?w } } ORDER BY ?g": [
        (EN, "1.10"),
        (ZH, "1.10"),
    ],
    "SELECT * WHERE { ?s a:share ?value ; a:order ?b }": [("1", "http://a.example/p1", "0.9")],
    "SELECT ?w (LANG(?w) AS ?l) WHERE { a:p1 a:says ?w } ORDER BY ?l": [("yes", "en"), ("是", "zh")],
    "SELECT ?s ?x WHERE { ?s a:ok true OPTIONAL { ?s a:share ?x } }": [("http://a.example/p3", "None")],
    "SELECT ?w WHERE { a:p2 a:says ?w }": [('tab\t"no"',)],
    "SELECT ?s WHERE { ?s a:on ?d FILTER(?d > '2024-01-01'^^xsd:date) }": [("http://a.example/p3",)],
}
HEAD = "PREFIX a: <http://a.example/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


def graph(text: str) -> Graph:
    return Graph().parse(data=f"{PREFIXES} {text}", format="turtle")


@pytest.fixture
def filled(store: Store) -> Store:
    for name, text in TEXTS.items():
        assert store.replace(name, graph(text)) is Change.ADDED
    return store


def test_questions_have_the_same_answers_everywhere(filled: Store) -> None:
    answers = {
        question: [tuple(str(term) for term in row) for row in filled.select(HEAD + question).rows]
        for question in QUESTIONS
    }
    assert answers == QUESTIONS


def test_columns_of_an_open_select_are_sorted_everywhere(filled: Store) -> None:
    assert filled.select(f"{HEAD} SELECT * WHERE {{ ?z a:on ?a }}").columns == ("a", "z")


def test_ask_and_construct_see_all_graphs(filled: Store) -> None:
    made = filled.construct(f"{HEAD} CONSTRUCT {{ ?s a:seen ?o }} WHERE {{ ?s a:ok ?o }}")
    assert [tuple(map(str, triple)) for triple in made] == [("http://a.example/p3", "http://a.example/seen", "true")]
    assert filled.ask(f"{HEAD} ASK {{ a:p1 a:says 'yes'@en , '是'@zh }}")
    assert not filled.ask(f"{HEAD} ASK {{ a:p4 ?p ?o }}")


def test_reference_data_answers_beside_the_records(filled: Store) -> None:
    assert filled.ask("PREFIX cg: <https://w3id.org/councilgraph/ontology#> ASK { ?state cg:iso3 'CHE' }")
    assert filled.graphs() == (EN, ZH)


def test_the_same_graph_again_changes_nothing(filled: Store) -> None:
    shuffled = graph(" ".join(reversed([f"{part} ." for part in TEXTS[EN].split(" . ")])).replace(". .", "."))
    assert filled.replace(EN, shuffled) is Change.UNCHANGED
    assert filled.replace(EN, filled.content(EN)) is Change.UNCHANGED


def test_a_new_version_leaves_nothing_of_the_old(filled: Store) -> None:
    assert filled.replace(EN, graph('a:p9 a:says "new"@en .')) is Change.REPLACED
    assert filled.content(EN) == b'<http://a.example/p9> <http://a.example/says> "new"@en .\n'
    assert not filled.ask(f"{HEAD} ASK {{ a:p2 ?p ?o }}")
    assert filled.ask(f"{HEAD} ASK {{ a:p1 a:says '是'@zh }}")


def test_blank_nodes_do_not_make_equal_graphs_differ(store: Store) -> None:
    assert store.replace(EN, graph("[] a:knows [ a:name 'x' ] .")) is Change.ADDED
    assert store.replace(EN, graph("_:b a:knows _:a . _:a a:name 'x' .")) is Change.UNCHANGED
    assert store.replace(EN, graph("_:b a:knows _:a . _:a a:name 'y' .")) is Change.REPLACED


@pytest.mark.parametrize("form", FORMATS)
def test_every_place_exports_the_same_bytes(filled: Store, form: str) -> None:
    written, again, elsewhere = io.BytesIO(), io.BytesIO(), io.BytesIO()
    assert filled.export(written, form) == 2
    filled.export(again, form)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COUNCILGRAPH_STORE", raising=False)
        with _memory_copy() as other:
            other.export(elsewhere, form)
    assert written.getvalue() == again.getvalue() == elsewhere.getvalue()
    read = {str(quad.triple) for quad in ox.parse(written.getvalue(), FORMATS[form])}
    assert read == {line for text in TEXTS.values() for line in canonical(graph(text)).decode().split(" .\n") if line}


def _memory_copy() -> Store:
    from councilgraph.store import open_store

    other = open_store("memory:")
    for name, text in TEXTS.items():
        other.replace(name, graph(text))
    return other


def test_export_of_one_record_and_with_reference(filled: Store) -> None:
    filled.replace(f"{DATA_BASE}record/X/10/graph/en", graph("a:other a:ok true ."))
    one, everything = io.BytesIO(), io.BytesIO()
    assert filled.export(one, "nquads", record=RECORD) == 2
    assert b"a.example/other" not in one.getvalue()
    assert filled.export(everything, "nquads", with_reference=True) > 3
    assert b"/graph/states>" in everything.getvalue()
    assert reference.MARKER.encode() not in everything.getvalue()


def test_export_of_an_unknown_record_is_refused(filled: Store) -> None:
    with pytest.raises(QueryError, match="no record of this store"):
        filled.export(io.BytesIO(), "nquads", record=f"{DATA_BASE}record/nowhere")


def test_reference_data_is_loaded_once_and_refreshed_when_it_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not store.ensure_reference()
    states = f"{DATA_BASE}graph/states"
    before = store.content(states)
    store.replace(states, b"<http://a/s> <http://a/p> <http://a/o> .\n")
    assert not store.ensure_reference()
    monkeypatch.setattr(reference, "fingerprint", lambda: "sha256:another")
    assert store.ensure_reference()
    assert store.content(states) == before
    assert not store.ensure_reference()


def test_a_load_of_reference_data_that_was_cut_short_is_done_again(store: Store) -> None:
    store.replace(reference.MARKER, b"")
    assert store.ensure_reference()


def test_reference_data_half_loaded_is_no_record_and_is_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced = Store._replace

    def fails_late(store: Store, name: str, content: bytes) -> object:
        if name.endswith("/states"):
            raise KeyboardInterrupt
        return replaced(store, name, content)

    monkeypatch.setattr(Store, "_replace", fails_late)
    store = Store(memory())
    with pytest.raises(KeyboardInterrupt):
        store.ensure_reference()
    monkeypatch.setattr(Store, "_replace", replaced)
    assert store.content(f"{DATA_BASE}graph/bodies")
    assert store.graphs() == ()
    assert store.ensure_reference()
    assert store.content(f"{DATA_BASE}graph/states")


def test_reference_data_under_another_base_stands_beside(store: Store) -> None:
    assert store.ensure_reference("https://data.example/")
    assert store.graphs() == ()
    assert store.ask(f"ASK {{ <https://data.example/state/CHE> ?p ?o . <{DATA_BASE}state/CHE> ?p ?o }}")


@pytest.mark.parametrize("text", ["ASK { ?s ?p }", "SELECT ?x WHERE { ?s ?p ?o", "SELECT ?x WHERE { ?s nope:p ?x }"])
def test_a_query_with_a_mistake_gets_one_line(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.solve(text)
    assert "\n" not in str(caught.value)


def test_the_form_must_fit_the_operation(store: Store) -> None:
    with pytest.raises(QueryError, match="ASK query stands where SELECT belongs"):
        store.select("ASK {}")


def test_a_graph_name_cannot_smuggle_an_update(store: Store) -> None:
    with pytest.raises(ValueError, match="IRI"):
        store.replace("http://a/> ; DROP ALL ; #", b"")
    assert store.ask("ASK { ?s ?p ?o }")


def test_terms_come_back_as_rdflib_terms(filled: Store) -> None:
    row = filled.select(f"{HEAD} SELECT ?s ?n ?d WHERE {{ ?s a:number ?n ; a:order ?d }}").rows[0]
    assert row == (URIRef("http://a.example/p1"), Literal("1.10"), Literal(1))
