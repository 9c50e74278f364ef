"""The language of phrases: what each mark matches, and that nothing in it is unbounded."""

from __future__ import annotations

import re

import pytest
from councilgraph.ingest.phrases import CLASSES, FILL, Finder, pattern

SPACED = [
    ("support(s|ed)", "he supported it", "supported"),
    ("(the|) council", "so the council did", "the council"),
    ("(the|) council", "so council did", "council"),
    ("express ~ support", "to express its full support", "express its full support"),
    ("express ~ support", "express, then support", None),
    ("amend*", "the amendments", "amendments"),
    ("support", "unsupported", None),
    ("support", "wto-support", None),
    ("agreed (that |)it", "agreed it", "agreed it"),
]


@pytest.mark.parametrize(("phrase", "text", "found"), SPACED)
def test_a_phrase_matches_whole_words(phrase: str, text: str, found: str | None) -> None:
    hit = Finder([phrase], spaced=True).search(text)
    assert (text[hit.start : hit.end] if hit else None) == found


def test_a_phrase_matches_anywhere_without_spaces() -> None:
    hit = Finder(["表示~支持"], spaced=False).search("多位理事表示大力支持该提案")
    assert hit is not None
    assert (hit.start, hit.end) == (4, 10)


def test_a_slot_matches_one_masked_mention() -> None:
    text = f"the councillor from {CLASSES['state']}{FILL * 4} spoke"
    hit = Finder(["councillor from {state}"], spaced=True).search(text)
    assert hit is not None
    assert text[hit.end :] == " spoke"


def test_a_phrase_that_may_begin_with_nothing_takes_no_blank() -> None:
    hit = Finder(["(the|) councillor"], spaced=True).search("so ended. councillor")
    assert hit is not None
    assert hit.start == len("so ended. ")


def test_joined_letters_are_skipped_where_a_language_has_them() -> None:
    finder = Finder(["ايد"], spaced=True, proclitics=["و"])
    assert finder.search("وايد الوفد") is not None
    assert Finder(["ايد"], spaced=True).search("وايد الوفد") is None


@pytest.mark.parametrize("phrase", ["a ~ b", "word*", "(a|b|) c", "{state} ~ x*"])
@pytest.mark.parametrize("spaced", [True, False])
def test_no_repetition_is_unbounded(phrase: str, spaced: bool) -> None:
    source = pattern(phrase, spaced=spaced).replace(f"{FILL}*", "")
    assert not re.search(r"(?<!\\)[*+]", re.sub(r"\[[^\]]*\]", "", source))
