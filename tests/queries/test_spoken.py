"""The questions in six languages: each of them, all its parts, and nothing that is no question."""

from __future__ import annotations

import re

import pytest
from councilgraph.queries import questions
from councilgraph.queries.spoken import ONLY_PART, TRANSLATED, asks, book, told

SCRIPTS = {"ar": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]", "zh": "[\u4e00-\u9fff]", "es": "[a-zñ]", "fr": "[a-zé]"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_all_questions_and_parts_are_there(language: str) -> None:
    assert book(language).keys() == questions().keys()
    for question in questions().values():
        parts = {section.name or ONLY_PART for section in question.sections}
        assert book(language)[question.name].keys() == {"asks", *parts}, question.name


@pytest.mark.parametrize("language", TRANSLATED)
def test_they_are_in_that_language(language: str) -> None:
    said = [asks(question, language) for question in questions().values()]
    assert len(set(said)) == len(said)
    for question in questions().values():
        texts = [
            asks(question, language),
            *(text for part in question.sections for text in told(question, part.name, language)),
        ]
        assert all(text.strip() and re.search(SCRIPTS[language], text) for text in texts)
        assert asks(question, language)[-1] in "?؟？"
        assert not set(texts) & {question.title, *(part.title for part in question.sections)}


def test_english_stands_in_the_files() -> None:
    question = questions()["who-supported-the-amendment"]
    assert asks(question, "en") == asks(question, "xx") == question.title
    assert told(question, "named", "en")[0] == "On record by name"
