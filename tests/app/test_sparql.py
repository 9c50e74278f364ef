"""What a query is, told from its surface: nothing hides a word, and no name is taken for a word."""

from __future__ import annotations

import pytest
from councilgraph.store import QueryError
from councilgraph.store.sparql import refuse_outside_data, understand

FORMS = {
    "SELECT ?ask WHERE { ?ask ?b ?c }": "SELECT",
    "# SELECT\nASK { ?s ?p 'CONSTRUCT' }": "ASK",
    "PREFIX select: <http://a/ask#> CONSTRUCT WHERE { ?s select:describe ?o }": "CONSTRUCT",
    "BASE <http://a/#SELECT>\ndescribe <x>": "DESCRIBE",
}
HARMLESS = [
    'ASK { ?s ?p "SERVICE <http://a/>" }',
    'ASK { ?s ?p """ " SERVICE "" FROM """ }',
    "ASK { ?s ?p ''' ' SERVICE ''' }",
    "ASK { ?s ?p '\\' SERVICE' }",
    "ASK { ?service ?from $SERVICE }",
    "PREFIX SERVICE: <http://a/> ASK { ?s SERVICE:FROM ?from }",
    "PREFIX : <http://a/> ASK { ?s :SERVICE 'x'@from }",
    "ASK { ?s <http://a/SERVICE> ?o } # SERVICE FROM",
    "ASK { ?s ?p ?o FILTER(?s < 3 && ?o > 2) }",
]
REACHING = [
    "SELECT * { service <http://a/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://a/> { ?s ?p ?o } }",
    "SELECT * { # '\n SERVICE <http://a/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' . SERVICE <http://a/> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE?a{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://a/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<http://a/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE<http://a/> { ?s ?p ?o } }",
    "PREFIX : <http://a/> SELECT * { ?s :a\\# ?o . SERVICE <http://a/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\"" SERVICE <http://a/> { ?s ?p "" } }',
    "SELECT * FROM <http://a/> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://a/> { ?s ?p ?o }",
]
UPDATES = [
    "INSERT DATA { <a:a> <a:a> <a:a> }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX a: <http://a/> LOAD a:b",
    "INSERT { ?s ?p ?o } WHERE { { SELECT * { ?s ?p ?o } } }",
    "DROP ALL",
]


@pytest.mark.parametrize(("text", "form"), FORMS.items())
def test_the_form_is_found_behind_names_and_strings(text: str, form: str) -> None:
    assert understand(text).form == form


@pytest.mark.parametrize("text", HARMLESS)
def test_words_inside_names_and_strings_are_not_keywords(text: str) -> None:
    refuse_outside_data(understand(text))


@pytest.mark.parametrize("text", REACHING)
def test_queries_that_reach_outside_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="is refused"):
        refuse_outside_data(understand(text))


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="only `councilgraph read`"):
        understand(text)


def test_what_is_no_query_is_refused() -> None:
    with pytest.raises(QueryError, match="no SPARQL query"):
        understand("who supported the amendment?")


@pytest.mark.parametrize(("text", "is_open"), [("SELECT * {}", True), ("SELECT DISTINCT * {}", True)])
def test_open_columns_are_seen(text: str, is_open: bool) -> None:
    assert understand(text).open_columns is is_open


def test_a_star_elsewhere_does_not_open_the_columns() -> None:
    assert not understand("SELECT (COUNT(*) AS ?n) {}").open_columns
    assert not understand("ASK { SELECT * {} }").open_columns


def test_hostile_text_is_read_once() -> None:
    understand("ASK { " + '"' * 100_001 + " a:" * 100_000)
