"""Numbers as the labels of paragraphs write them: 3, c, iii, 三, ج."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LONGEST = 64


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The tables of `numbering.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("numbering.toml").read_text("utf-8"))


def html_format(name: str) -> str | None:
    """The format that HTML means by the type or style of a list; None for names that are not known."""
    found: str | None = tables()["html"].get(name)
    return found


def write_number(number: int, style: str) -> str:
    """A number in a format of `numbering.toml`; formats that are not there are written as decimal.

    >>> [write_number(28, style) for style in ("decimal", "lowerLetter", "upperRoman", "chineseCounting")]
    ['28', 'bb', 'XXVIII', '二十八']
    """
    formats = tables()["format"]
    row = formats.get(style, formats["decimal"])
    if row["kind"] == "none":
        return ""
    return f"{row.get('before', '')}{written(number, row)}{row.get('after', '')}"


def written(number: int, row: dict[str, Any]) -> str:
    """The number itself, without the signs around it; plain digits where its kind has no word for it."""
    if row["kind"] == "letters" and 0 < number <= LONGEST * len(row["letters"]):
        round_, place = divmod(number - 1, len(row["letters"]))
        return str(row["letters"][place] * (round_ + 1))
    if row["kind"] == "roman" and 0 < number < 5000:
        return roman(number).lower() if row.get("lower") else roman(number)
    if row["kind"] == "counting" and 0 < number < 10_000:
        return counting(number, row["digits"], row["tens"])
    digits = row.get("digits", "0123456789") if row["kind"] == "decimal" else "0123456789"
    return "".join(digits[int(digit)] for digit in str(max(number, 0)).zfill(row.get("width", 1)))


def roman(number: int) -> str:
    """A number from 1 to 4999 in Roman numerals."""
    parts = []
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def counting(number: int, digits: str, tens: str) -> str:
    """A number below 10,000 as Chinese counts: 21 is 二十一, 12 is 十二, 105 is 一百〇五."""
    parts: list[str] = []
    places = str(number)
    for power, digit in zip(range(len(places) - 1, -1, -1), map(int, places), strict=True):
        if digit:
            parts.append(digits[digit] + (tens[power - 1] if power else ""))
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    said = "".join(parts).rstrip(digits[0])
    return said[1:] if 10 <= number < 20 else said
