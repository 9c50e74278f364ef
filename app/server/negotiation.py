"""Which form of an answer a client prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROWS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRIPLES = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
}
PAGE = {"html": "text/html"}
ALSO = {
    "application/json": ("json", "jsonld"),
    "application/xml": ("xml",),
    "text/xml": ("xml",),
    "text/plain": ("ntriples", "markdown"),
    "application/xhtml+xml": ("html",),
}
SHORT = {"ttl": "turtle", "nt": "ntriples", "md": "markdown"}


def negotiate(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The name of the offered media type (name → type) that the header prefers; None where it takes none.

    Of forms that are liked equally, the one named first in the header, then the one offered first.

    >>> negotiate("text/html;q=0.5, text/csv", {"json": "application/json", "csv": "text/csv"})
    'csv'
    """
    if not accept or not accept.strip():
        return next(iter(offered))
    ranges = parsed(accept)
    best: tuple[float, int, int] | None = None
    chosen = None
    for place, (name, media_type) in enumerate(offered.items()):
        quality, order = liking(ranges, name, media_type.partition(";")[0])
        rank = (quality, -order, -place)
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, name
    return chosen


def liking(ranges: Sequence[tuple[str, float]], name: str, media_type: str) -> tuple[float, int]:
    """Quality and place of the most specific range that covers a media type."""
    found = (0, 0.0, 0)
    for order, (wanted, quality) in enumerate(ranges):
        specific = covers(wanted, name, media_type)
        if specific > found[0]:
            found = (specific, quality, order)
    return found[1], found[2]


def covers(wanted: str, name: str, media_type: str) -> int:
    """How closely a range names a media type: 0 not at all, 4 by its own name."""
    if wanted == media_type:
        return 4
    if name in ALSO.get(wanted, ()):
        return 3
    if wanted.endswith("/*") and wanted != "*/*":
        return 2 if media_type.startswith(wanted[:-1]) else 0
    return 1 if wanted == "*/*" else 0


def parsed(accept: str) -> list[tuple[str, float]]:
    """Media ranges of an Accept header with their qualities; a range that is malformed counts as not wanted."""
    ranges = []
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((value[2:] for value in parameters if value.lower().startswith("q=")), "1")
        ranges.append((media.lower(), as_quality(quality)))
    return ranges


def as_quality(text: str) -> float:
    """A number from 0 to 1; 0 for what is none.

    >>> as_quality("0.5"), as_quality("nan"), as_quality("much")
    (0.5, 0.0, 0.0)
    """
    digits = text.replace(".", "", 1)
    return min(float(text), 1.0) if digits.isascii() and digits.isdigit() else 0.0
