"""What pages say, in the language of the visitor: `words.toml`, English where it has nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from councilgraph.queries.render import spoken
from councilgraph.queries.spoken import asks

if TYPE_CHECKING:
    from councilgraph.queries import Question

LANGUAGES = {"en": "English", "fr": "français", "es": "español", "ru": "русский", "ar": "العربية", "zh": "中文"}
RIGHT_TO_LEFT = frozenset({"ar"})


class Words:
    """The words of one language: `words.ask`, `words.column("holder")`, `words.section("open")`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"

    def __getattr__(self, key: str) -> str:
        book = data("words")
        if key not in book:
            raise AttributeError(key)
        return self._chosen(book[key])

    def column(self, name: str) -> str:
        """The heading of a column, or the name of a parameter; its English words where nobody translated it."""
        known = data("words")["columns"].get(name)
        return self._chosen(known) if known else spoken(name)

    def section(self, key: str) -> str:
        """The title of a section."""
        return self._chosen(data("words")["sections"][key])

    def file(self, form: str, name: str) -> str:
        """What a file of some form is called, by its `name` where that is the same in all languages."""
        known = data("words")["files"].get(form)
        return self._chosen(known) if known else name

    def verdict(self, code: str) -> str:
        """What a reviewer found a fact to be."""
        return self._chosen(data("words")["verdicts"][code])

    def question(self, question: Question) -> str:
        """A question as it is asked in this language."""
        return asks(question, self.language)

    def note(self, key: str) -> str:
        """What a section holds."""
        return self._chosen(data("words")["notes"][key])

    def design(self, *path: str) -> str:
        """What a field, an option or a column of the design of a network is called."""
        row = data("design")
        for key in path:
            row = row[key]
        return self._chosen(row)

    def _chosen(self, row: dict[str, str]) -> str:
        return row.get(self.language) or row["en"]


@cache
def words(language: str) -> Words:
    """The words of a language; those of English where it is none of the six.

    >>> words("fr").column("holder"), words("ar").direction, words("xx").ask
    ('auteur', 'rtl', 'Ask')
    """
    return Words(language if language in LANGUAGES else "en")


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
