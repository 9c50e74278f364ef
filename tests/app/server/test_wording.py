"""The words of the pages: all of them in six languages, and none of them lost."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.ontology.terms import ACT, CG, OUTCOME, STANCE
from councilgraph.server.pages.wording import LANGUAGES, data
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

CONCEPTS = "https://w3id.org/councilgraph/"


def rows(book: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of the book with its key."""
    for key, value in book.items():
        if "en" in value:
            yield key, value
        else:
            yield from ((f"{key}.{inner}", row) for inner, row in rows(value))


@pytest.mark.parametrize(("key", "row"), [*rows(data("words")), *rows(data("design"))])
def test_each_word_is_there_in_six_languages_with_the_same_places(key: str, row: dict[str, str]) -> None:
    assert set(row) == set(LANGUAGES), key
    places = {language: sorted(re.findall(r"\{(\w+)\}", text)) for language, text in row.items()}
    assert all(found == places["en"] for found in places.values()), key


def test_each_word_is_used() -> None:
    pages = files("councilgraph.server.pages")
    texts = [file.read_text("utf-8") for file in pages.iterdir() if file.name.endswith((".py", ".j2"))]
    said = set(re.findall(r"\b(?:w|words)\.(\w+)", "\n".join(texts)))
    own = {key for key, value in data("words").items() if "en" in value}
    assert own - said == set()


def test_the_sections_of_a_thread_name_concepts_that_exist() -> None:
    book = data("thread")
    codes = {code for section in book["sections"].values() for code in section} | set(book["closing"]["outcomes"])
    known = {"stance": STANCE, "act": ACT, "outcome": OUTCOME}
    for code in codes - {"ontology#Mandate"}:
        scheme, _, name = code.partition("/")
        assert known[scheme][name] == URIRef(CONCEPTS + code)
    assert URIRef(f"{CONCEPTS}ontology#Mandate") == CG.Mandate
    assert set(book["sections"]) <= set(data("words")["sections"])
