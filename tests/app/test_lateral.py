"""OPTIONAL row by row: only where it means the same, and then it gives the same rows."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from councilgraph.queries import questions
from councilgraph.store.lateral import by_row

FACTS = "<a:1> <a:p> <a:2> .\n<a:2> <a:q> <a:3> .\n<a:4> <a:p> <a:5> .\n<a:1> <a:q> <a:5> ."
SAFE = [
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?b <a:q> ?c } }",
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?b <a:q> ?c OPTIONAL { ?c <a:q> ?d } } }",
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?d <a:q> ?c FILTER(?d = ?b) } FILTER(!BOUND(?c)) }",
    "SELECT (COUNT(?c) AS ?n) { ?a <a:p> ?b OPTIONAL { ?b <a:q> ?c } } GROUP BY ?a",
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?b <a:q> ?c } ?c <a:p> ?d }",
    "SELECT * { OPTIONAL { ?b <a:q> ?c } VALUES (?c) { (<a:5>) } }",
]
LEFT = [
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?d <a:q> ?c OPTIONAL { ?d <a:p> ?b } } }",
    "SELECT * { ?a <a:p> ?b OPTIONAL { BIND(?b AS ?c) } }",
    "SELECT * { ?a <a:p> ?b OPTIONAL { SELECT ?b { ?b <a:q> ?a } } }",
    "SELECT * { ?a <a:p> ?b OPTIONAL { ?b <a:q> ?c ",
]


def rows(sparql: str) -> list[str]:
    store = ox.Store()
    store.load(FACTS.encode(), format=ox.RdfFormat.N_TRIPLES)
    found = store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str([str(row[variable]) for variable in found.variables]) for row in found)


@pytest.mark.parametrize("sparql", SAFE)
def test_a_well_designed_pattern_gives_the_same_rows(sparql: str) -> None:
    assert by_row(sparql).count("LATERAL") == sparql.count("OPTIONAL")
    assert rows(by_row(sparql)) == rows(sparql)


@pytest.mark.parametrize("sparql", LEFT)
def test_any_other_is_left_as_it_stands(sparql: str) -> None:
    assert by_row(sparql).count("LATERAL") < sparql.count("OPTIONAL")


def test_words_in_strings_and_comments_open_nothing() -> None:
    sparql = 'SELECT * { ?a <a:p> "OPTIONAL {" # OPTIONAL { ?a ?b ?c }\n }'
    assert by_row(sparql) == sparql


def test_the_questions_are_read_row_by_row() -> None:
    texts = [part.sparql for question in questions().values() for part in question.sections]
    patterns = sum(text.count("OPTIONAL {") for text in texts)
    assert sum(by_row(text).count("LATERAL {") for text in texts) > 0.95 * patterns
