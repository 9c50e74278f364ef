"""Dates as records print them, in six languages: day, month and year by their forms in the lexicon."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .fold import fold
from .lexicon import load_lexicon
from .phrases import alternatives

if TYPE_CHECKING:
    from .lexicon import Lexicon

CHINESE_DIGITS = "〇一二三四五六七八九"


class DateFound(NamedTuple):
    """A date, or the last day of a range, in folded text."""

    start: int
    end: int
    first: dt.date
    last: dt.date


@cache
def _forms(language: str) -> list[re.Pattern[str]]:
    lexicon = load_lexicon(language)
    months = [name for names in lexicon.data["dates"]["months"] for name in names]
    month = alternatives(months, spaced=lexicon.spaced).removeprefix("(?:").removesuffix(")")
    slots = {
        "day": r"(?P<day>\d{1,2})",
        "day2": r"(?P<day2>\d{1,2})",
        "month": rf"(?P<month>{month})",
        "month2": rf"(?P<month2>{month})",
        "year": r"(?P<year>\d{4})",
    }
    found = []
    for form in lexicon.words("dates", "forms"):
        source = re.escape(fold(form).text)
        for name, source_of in slots.items():
            source = source.replace(re.escape("{" + name + "}"), source_of)
        found.append(re.compile(source.replace(r"\ ", r"\s*")))
    return found


def find_dates(folded: str, lexicon: Lexicon) -> list[DateFound]:
    """Every date with a year, in text order; of two that overlap the longer one stands."""
    hits: list[DateFound] = []
    for form in _forms(lexicon.code):
        for match in form.finditer(folded):
            date = _date(match, lexicon)
            if date and not any(hit.start < date.end and date.start < hit.end for hit in hits):
                hits.append(date)
    return sorted(hits)


def read_date(folded: str, lexicon: Lexicon, start: int = 0, reach: int = 40) -> dt.date | None:
    """The first date that begins within `reach` characters of `start`."""
    near = [hit for hit in find_dates(folded[start : start + 2 * reach], lexicon) if hit.start <= reach]
    return near[0].first if near else None


def _date(match: re.Match[str], lexicon: Lexicon) -> DateFound | None:
    parts = match.groupdict()
    month = _month(parts["month"], lexicon)
    if not month or not parts.get("year"):
        return None
    try:
        first = dt.date(int(parts["year"]), month, int(parts["day"]))
        second_month = _month(parts.get("month2") or parts["month"], lexicon)
        last = dt.date(int(parts["year"]), second_month, int(parts.get("day2") or parts["day"]))
    except ValueError:
        return None
    return DateFound(match.start(), match.end(), first, last)


def _month(word: str, lexicon: Lexicon) -> int:
    months = lexicon.data["dates"]["months"]
    return next((i for i, forms in enumerate(months, 1) if word in [fold(form).text for form in forms]), 0)
