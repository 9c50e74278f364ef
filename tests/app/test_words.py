"""Words looked for together: the same texts are found as word by word, and nothing else is touched."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from councilgraph.queries import questions
from councilgraph.store.words import at_once

TEXTS = [
    "Duplication",
    "DOUBLE EMPLOI",
    "ДУБЛИРОВАНИЕ",
    "避免重复",
    "a.b",
    "axb",
    "[1]",
    "1",
    "(c|d)",
    "c",
    "",
    "İZ",
    "x^2$",
]
WORDS = ["duplic", "Double emploi", "дублир", "重复", "ازدواج", "a.b", "[1]", "(c|d)", "i̇z", "^2$", "{2}", "nothing"]


def looking(words: str) -> str:
    """A query for the texts that hold any of the words."""
    within = f"VALUES ?word {{ {words} }} FILTER(CONTAINS(LCASE(STR(?text)), LCASE(?word)))"
    return f"SELECT ?text {{ ?place <a:text> ?text FILTER EXISTS {{ {within} }} }}"


def found(sparql: str) -> set[str]:
    """The texts that a query finds."""
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"a:{number}"), ox.NamedNode("a:text"), ox.Literal(text))
        for number, text in enumerate(TEXTS)
    )
    solutions = store.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    return {solution["text"].value for solution in solutions}


@pytest.mark.parametrize("words", [*([word] for word in WORDS), WORDS])
def test_the_same_texts_are_found(words: list[str]) -> None:
    sparql = looking(" ".join(f'"{word}"' for word in words))
    assert "EXISTS" not in at_once(sparql)
    assert found(at_once(sparql)) == found(sparql)


@pytest.mark.parametrize("words", [r'"a\"b"', '"a"@en', '"""a"""', "'a'", "UNDEF", "<a:a>", ""])
def test_anything_but_plain_words_is_left_as_it_stands(words: str) -> None:
    assert at_once(looking(words)) == looking(words)


def test_what_stands_in_a_string_or_comment_is_left_as_it_stands() -> None:
    sparql = looking('"a"')
    for text in (f"SELECT ?text {{ BIND('{sparql}' AS ?text) }}", f"# {sparql}\nASK {{ }}"):
        assert at_once(text) == text


def test_the_question_with_several_words_looks_for_them_together() -> None:
    parts = questions()["where-was-duplication-raised"].sections
    assert [at_once(part.sparql).count("REGEX") for part in parts] == [1, 1]
