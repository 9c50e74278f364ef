"""The questions in other languages than English, whose words stand in the heads of their files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from councilgraph.queries.catalogue import Part, Question

TRANSLATED = ("ar", "es", "fr", "ru", "zh")
ONLY_PART = "answer"


def asks(question: Question, language: str) -> str:
    """The question as it is asked in a language; in English where nobody translated it.

    >>> from councilgraph.queries import questions
    >>> asks(questions()["what-is-still-open"], "zh")
    '届会结束时还有哪些事项未了结？'
    """
    return str(book(language).get(question.name, {}).get("asks", question.title))


def told(question: Question, part: str, language: str) -> tuple[str, str]:
    """Title and explanation of a part of an answer, by its name, in a language."""
    known: Part = next(one for one in question.sections if one.name == part)
    title, note = book(language).get(question.name, {}).get(part or ONLY_PART, (known.title, known.description))
    return str(title), str(note)


@cache
def book(language: str) -> dict[str, Any]:
    """The words of a language, by question; none where it is not one of TRANSLATED."""
    if language not in TRANSLATED:
        return {}
    return tomllib.loads(files(__package__).joinpath(f"languages/{language}.toml").read_text("utf-8"))
