"""Numbers as labels write them."""

from __future__ import annotations

import pytest
from councilgraph.ingest.sources.counting import tables, write_number

WRITTEN = [
    ("decimal", {0: "0", 1: "1", 100: "100"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb", 53: "aaa"}),
    ("upperLetter", {2: "B"}),
    ("lowerRoman", {4: "iv", 9: "ix", 1994: "mcmxciv"}),
    ("upperRoman", {3999: "MMMCMXCIX", 10_000: "10000"}),
    (
        "chineseCounting",
        {1: "一", 10: "十", 12: "十二", 20: "二十", 21: "二十一", 105: "一百○五", 110: "一百一十"},
    ),
    ("chineseCountingThousand", {1001: "一千〇一", 20_000: "20000"}),
    ("decimalEnclosedCircle", {3: "③"}),
    ("decimalEnclosedParen", {3: "(3)"}),
    ("hindiNumbers", {12: "١٢"}),
    ("arabicAlpha", {3: "ت"}),
    ("arabicAbjad", {3: "ج"}),
    ("russianLower", {3: "в"}),
    ("bullet", {1: ""}),
    ("none", {1: ""}),
    ("aFormatOfTomorrow", {7: "7"}),
]


@pytest.mark.parametrize(("style", "expected"), WRITTEN)
def test_numbers(style: str, expected: dict[int, str]) -> None:
    assert {number: write_number(number, style) for number in expected} == expected


@pytest.mark.parametrize("style", tables()["format"])
def test_every_format_writes_any_number(style: str) -> None:
    for number in (-1, 0, 1, 5_000, 10**9):
        assert isinstance(write_number(number, style), str)


def test_what_html_names_are_formats() -> None:
    assert set(tables()["html"].values()) <= set(tables()["format"])
