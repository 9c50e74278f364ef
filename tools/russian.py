"""Russian case forms for names, from a table of endings (`russian.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CASES = 5
ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2}|[A-Za-z]|\d$")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "russian.toml").read_text("utf-8"))


def case_forms(marked: str) -> list[str]:
    """All case forms of a marked name, nominative first, without repeats.

    What stands after `|` is kept as it is ("Королевство| Бельгия"); a word after `_` does not change, nor
    does a whole name after `=`.
    """
    if marked.startswith("="):
        return [plain_text(marked)]
    changing, _, tail = marked.partition("|")
    words = changing.split(" ")
    animate = any(_plain(word) in _table()["animate"] for word in words)
    forms = [plain_text(marked)]
    for case in range(CASES):
        forms.append(" ".join(_word_form(word, case, animate) for word in words) + tail)
    return list(dict.fromkeys(forms))


def plain_text(marked: str) -> str:
    """The name without its marks."""
    return marked.replace("|", "").replace("_", "").removeprefix("=")


def adjective_forms(adjective: str) -> list[str]:
    """The singular of an adjective in -ский or -цкий, in every case and gender."""
    return [adjective[:-2] + ending for ending in _table()["demonym"]["endings"]]


def _plain(word: str) -> str:
    return word.lower().strip("()«»")


def _word_form(word: str, case: int, animate: bool) -> str:
    if word.startswith("_"):
        return word[1:]
    table, low = _table(), word.lower()
    if low in table["frozen"] or ACRONYM.search(word) or not low[-1:].isalpha():
        return word
    if low in table["word"]:
        return _with_capitals(word, table["word"][low][case])
    ending, forms, changes_by_life = _ending(low, animate)
    chosen = forms[0] if animate and case == 2 and changes_by_life else forms[case]
    return word[: len(word) - len(ending)] + chosen


def _ending(low: str, animate: bool) -> tuple[str, list[str], bool]:
    """The longest ending of the word, its forms, and whether persons take the genitive for the accusative."""
    table = _table()
    kinds = [(ending, table[kind][ending], kind) for kind in ("ending", "adjective") for ending in table[kind]]
    found = [row for row in kinds if low.endswith(row[0])]
    ending, forms, kind = max(found, key=lambda row: (len(row[0]), row[2] == "adjective"))
    masculine = forms[2] == ending and (kind == "adjective" or ending in ("", "ь", "ей", "ай"))
    return ending, forms, masculine


def _with_capitals(word: str, form: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
