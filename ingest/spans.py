"""Spans of folded text, and how to pick those of a zone without looking at all."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Span(NamedTuple):
    """Folded offsets [start, end)."""

    start: int
    end: int


class Placed(Protocol):
    """Anything that stands somewhere in a folded text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def back_over(text: str, end: int, skipped: str, start: int = 0) -> int:
    """Where text[start:end] ends without the letters of `skipped` at its end.

    >>> back_over("said, ", 6, " ,")
    4
    """
    while end > start and text[end - 1] in skipped:
        end -= 1
    return end


def starting_in(found: Sequence[P], zone: Placed) -> Sequence[P]:
    """Those of a list in text order that start inside a zone; logarithmic in the length of the list."""
    first = bisect_left(found, zone.start, key=lambda one: one.start)
    last = bisect_left(found, zone.end, lo=first, key=lambda one: one.start)
    return found[first:last]


def outside(found: Iterable[P], zones: Sequence[Span]) -> list[P]:
    """Those that begin in none of some zones, which are in text order and do not overlap."""
    return [one for one in found if not (zone := _last_begun(zones, one.start)) or zone.end <= one.start]


def _last_begun(zones: Sequence[Span], place: int) -> Span | None:
    index = bisect_left(zones, place + 1, key=lambda zone: zone.start)
    return zones[index - 1] if index else None


def longest(found: Iterable[P]) -> list[P]:
    """Without overlaps: longer ones win, then earlier ones; in text order."""
    kept: list[P] = []
    for one in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        place = bisect_left(kept, one.start, key=lambda hit: hit.start)
        clear_before = place == 0 or kept[place - 1].end <= one.start
        if clear_before and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return kept
