"""Lines that try to make the reader slow or wrong: what takes ten times as long must be ten times as long."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from councilgraph.ingest import ReadError, read_text
from councilgraph.ingest.lexicon import languages, load_lexicon
from councilgraph.ingest.reading import ReadOptions

LENGTH = 100_000
SMALL = LENGTH // 10
PATIENCE = 60.0
OFTEN = ("supports", "states")


def first_words(language: str) -> list[str]:
    """A word of each kind that opens long patterns in the language."""
    data = load_lexicon(language).data
    said = [row["example"] for row in data["act"] if row["means"] in OFTEN]
    return [
        *said,
        *data["titles"]["councillor"]["many"][:1],
        *data["quantifiers"]["several"][:1],
        *data["roles"]["behalf"][:1],
    ]


def hostile_lines(language: str) -> list[str]:
    """Patterns repeated until they fill a line of 100,000 characters."""
    marks = ["(", ")", " ", "\t", "-", ".", ",", "a", "1", "\u200f", "的", "ِ", "é'"]
    pieces = ["1.1 ", "C24/8, ", "(Rev.1)", "C24/", "/1"]
    seeds = [*first_words(language), *marks, *pieces]
    return [(seed * (LENGTH // len(seed) + 1))[:LENGTH] for seed in seeds]


@pytest.mark.parametrize("language", languages())
def test_a_line_of_100_000_characters_is_read_in_linear_time(language: str) -> None:
    for line in hostile_lines(language):
        started = time.monotonic()
        with suppress(ReadError):
            read_text(f"1\tX (C24/8)\n1.1\t{line}\n1.2\tx.", options=ReadOptions(language=language))
        assert time.monotonic() - started < PATIENCE, f"{line[:20]!r} repeated"
