"""Folding: what is matched is plain, and what is quoted is cut from the raw text."""

from __future__ import annotations

import pytest
from councilgraph.ingest.fold import fold
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("C24\u20118 \u00abA\u00bb", 'c24-8 "a"'),
        ("أيّد المستشارُ الاقتراحَ", "ايد المستشار الاقتراح"),
        ("Объединённых", "объединенных"),
        ("１．２　（GDC）", "1.2 (gdc)"),
        ("two  blanks\u00a0\u00a0here", "two blanks here"),
        ("١٢ حزيران", "12 حزيران"),
        ("co\u00adoperation", "cooperation"),
    ],
)
def test_variants_are_folded_to_one_form(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


@given(st.text(max_size=200))
def test_every_folded_span_points_into_the_raw_text(raw: str) -> None:
    folded = fold(raw)
    for index in range(len(folded.text)):
        start, end = folded.raw(index, index + 1)
        assert 0 <= start < end <= len(raw)
        assert fold(raw[start:end]).text[:1] in (folded.text[index], "")


@given(st.text(max_size=200))
def test_the_aligned_text_shows_the_character_behind_each_folded_one(raw: str) -> None:
    folded = fold(raw)
    assert len(folded.aligned(raw)) == len(folded.text)


def test_a_quote_keeps_what_folding_drops() -> None:
    raw = "قال: أيّدَ الوفدُ"
    folded = fold(raw)
    start = folded.text.index("ايد")
    assert raw[slice(*folded.raw(start, start + 3))] == "أيّد"
