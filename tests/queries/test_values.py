"""What users write is found in the graph, or refused with advice; nothing they write becomes part of a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import (
    InvalidValueError,
    MissingParameterError,
    Table,
    UnknownParameterError,
    UnknownQuestionError,
    UnknownValueError,
    answer,
)
from councilgraph.queries.catalogue import Parameter
from councilgraph.queries.substitution import with_values, words, written
from councilgraph.queries.values import resolve
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef, Variable

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://w3id.org/councilgraph/id/"
ECHO = "SELECT ?word WHERE {\n  VALUES ?word { UNDEF }\n  VALUES ?other { UNDEF }\n}"
NASTY = (
    *('"', "'", "\\", '\\"', '" } UNION { ?s ?p ?o } #', "UNDEF }", "VALUES ?other { <urn:x> }", "\\u0022 }"),
    *("\\u005C\\u0022", "\n", "a\r\nb", '"""', "'''", "\x00", "\ud800", "{}", "$word", "?word", "<urn:x>", "a\u2028b"),
)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("resolution", "7", "resolution/FC/7"),
        ("resolution", "Resolution 7", "resolution/FC/7"),
        ("resolution", "resolution  7", "resolution/FC/7"),
        ("resolution", "FC/7", "resolution/FC/7"),
        ("resolution", "FC Resolution 7", "resolution/FC/7"),
        ("resolution", "Fictional Council Resolution 7", "resolution/FC/7"),
        ("resolution", "Resolution 7 (Fictional Council)", "resolution/FC/7"),
        ("resolution", "Council Resolution 7", "resolution/FC/7"),
        ("resolution", "第7号决议", "resolution/FC/7"),
        ("resolution", f"<{BASE}resolution/FC/7>", "resolution/FC/7"),
        ("state", "CHE", "state/CHE"),
        ("state", "che", "state/CHE"),
        ("state", "Switzerland", "state/CHE"),
        ("state", "Suisse", "state/CHE"),
        ("state", "瑞士", "state/CHE"),
        ("state", "the Swiss Confederation", "state/CHE"),
        ("holder", "African Group", "coalition/african-group"),
        ("holder", "GS", "body/GS"),
        ("coalition", "african group", "coalition/african-group"),
        ("body", "Working Group on Fictions", "body/CWG-F"),
        ("session", "S1", "session/FC/S1"),
        ("document", "S1/4(Rev.1)", "document/FC/S1/4/rev1"),
        ("document", "Document S1/4(Rev.1)", "document/FC/S1/4/rev1"),
        ("document", "GDC", "text/GDC"),
        ("text", "S1/3", "document/FC/S1/3"),
        ("text", "Global Digital Compact", "text/GDC"),
        ("text", "Resolution 7", "resolution/FC/7"),
        ("record", "S1/20", "record/FC/S1/20"),
        ("record", "FC/S1/20", "record/FC/S1/20"),
    ],
)
def test_a_name_finds_its_thing(council_select: Any, kind: str, value: str, expected: str) -> None:
    assert resolve(council_select, Parameter("it", kind, ""), value) == [URIRef(BASE + expected)]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("item", "item 2", Literal("2")),
        ("paragraph", "1.10", Literal("1.10")),
        ("paragraph", "§ 1.10", Literal("1.10")),
        ("topic", "wsis", URIRef("https://w3id.org/councilgraph/topic/WSIS")),
        ("stance", "has reservations", URIRef("https://w3id.org/councilgraph/stance/has-reservations")),
        ("language", "ZH", Literal("zh")),
        ("words", "two  words", Literal("two words")),
    ],
)
def test_a_value_finds_its_term(council_select: Any, kind: str, value: str, expected: Any) -> None:
    assert resolve(council_select, Parameter("it", kind, ""), value) == [expected]


def test_a_number_that_two_bodies_gave_means_both(oxigraph: Callable[..., Any], council: tuple[str, str]) -> None:
    other = (
        "@prefix cg: <https://w3id.org/councilgraph/ontology#> . "
        '<urn:g> { <urn:res> a cg:Resolution ; cg:number "7" . }'
    )
    found = resolve(oxigraph(*council, other), Parameter("resolution", "resolution", ""), "7")
    assert found == [URIRef(BASE + "resolution/FC/7"), URIRef("urn:res")]


@pytest.mark.parametrize(
    ("kind", "value", "advice"),
    [
        ("resolution", "8", "The graph knows FC/7."),
        ("resolution", "Conference Resolution 7", "The graph knows FC/7."),
        ("resolution", "77", "Did you mean FC/7?"),
        ("state", "Swizerland", "Did you mean Switzerland?"),
        ("state", "Fance", "Did you mean France?"),
        ("document", "S1/44(Rev.1)", "Did you mean S1/4(Rev.1)?"),
        ("item", "9", "The graph knows 1, 2."),
    ],
)
def test_an_unknown_value_is_refused_with_advice(council_select: Any, kind: str, value: str, advice: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        resolve(council_select, Parameter("it", kind, ""), value)
    assert f"no such {kind} {value!r}" in str(caught.value)
    assert str(caught.value).endswith(advice)
    assert caught.value.exit_code == 2
    assert isinstance(caught.value, CouncilgraphError)


def test_an_empty_graph_says_so() -> None:
    with pytest.raises(UnknownValueError, match="read a record first"):
        answer(lambda _: Table(("thing", "form", "key")), "who-proposed-it", text="1332")


def test_what_is_wrong_with_a_question_is_said(council_select: Any) -> None:
    with pytest.raises(UnknownQuestionError, match=r"Did you mean who-proposed-it"):
        answer(council_select, "who-proposed-this")
    with pytest.raises(UnknownQuestionError, match="List the questions"):
        answer(council_select, "xyz")
    with pytest.raises(UnknownParameterError, match="It takes text, language"):
        answer(council_select, "who-proposed-it", state="CHE")
    with pytest.raises(MissingParameterError, match="'holder' is required"):
        answer(council_select, "what-has-a-state-said")
    with pytest.raises(InvalidValueError, match="four digits"):
        answer(council_select, "what-has-a-state-said", holder="CHE", since="last year")
    with pytest.raises(InvalidValueError, match="a tag such as"):
        answer(council_select, "who-proposed-it", language='en"')
    with pytest.raises(InvalidValueError, match="at least one word"):
        answer(council_select, "how-did-an-idea-fare", word=" \x00 ")


def test_several_values_and_none(council_select: Any) -> None:
    both = answer(council_select, "who-had-reservations", stance=["opposes", "has-reservations"])
    assert len(both) == 4
    everything = answer(council_select, "who-had-reservations", text=None, stance=None)
    assert everything.sections == answer(council_select, "who-had-reservations").sections


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("parameter", ["text", "stance", "language"])
def test_hostile_values_never_reach_a_query(council_select: Any, text: str, parameter: str) -> None:
    with pytest.raises((UnknownValueError, InvalidValueError)):
        answer(council_select, "who-had-reservations", **{parameter: text})


@given(st.text())
def test_any_words_stay_one_literal(text: str) -> None:
    literal = words(text)
    query = with_values(ECHO, {"word": [literal]})
    rows = list(Graph().query(query))
    assert [tuple(row) for row in rows] == [(literal,)]
    assert "VALUES ?other { UNDEF }" in query


@pytest.mark.parametrize("text", NASTY)
def test_nasty_words_stay_one_literal(store: Callable[..., Any], text: str) -> None:
    query = with_values(ECHO, {"word": [words(text)]})
    assert [str(term) for term in store()(query).column("word")] == [str(words(text))]


def test_words_are_searched_whatever_they_are(council_select: Any) -> None:
    for text in NASTY:
        if str(words(text)):
            assert len(answer(council_select, "how-did-an-idea-fare", word=text)) == 0


def test_what_is_put_in_is_not_looked_at_again() -> None:
    values = {"word": [Literal("VALUES ?other { UNDEF }")], "other": [URIRef("urn:x")]}
    assert '"VALUES ?other { UNDEF }"' in with_values(ECHO, values)


@pytest.mark.parametrize("term", [BNode(), Variable("x")])
def test_only_names_and_literals_are_put_in(term: Any) -> None:
    with pytest.raises(TypeError):
        written(term)
