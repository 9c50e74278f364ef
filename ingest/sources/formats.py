"""Which format a file's bytes are in, whatever its name says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from .errors import ForeignSourceError, ProtectedSourceError
from .text import find_bom

HEAD = 4096
REMEDY = "Save it as .docx, .pdf, .html or UTF-8 text."
PDF_HEADER_WITHIN = 1024
PROLOG = r"(?:\s|<!--(?:[^-]|-(?!->)){0,2000}-->|<\?[^>]{0,500}\?>)*"
DOCTYPE = re.compile(PROLOG + r"<!doctype\s+html", re.IGNORECASE)
OTHER_XML = re.compile(r"\s*<\?xml[\s?]", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>")


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its reader's name, media type, usual suffixes, and its name in a sentence."""

    name: str
    media_type: str
    called: str
    suffixes: tuple[str, ...]


@cache
def table() -> dict[str, list[dict[str, Any]]]:
    """The rows of `formats.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("formats.toml").read_text("utf-8"))


@cache
def formats() -> dict[str, Format]:
    """The formats that are read, by name."""
    return {
        row["name"]: Format(row["name"], row["media_type"], row["called"], tuple(row["suffixes"]))
        for row in table()["format"]
    }


def named_format(suffix: str) -> Format | None:
    """The format that a file name's ending promises, if it is one that is read."""
    return next((found for found in formats().values() if suffix.lower() in found.suffixes), None)


def detect_format(data: bytes, suffix: str = "") -> Format:
    """The format of the bytes of a file; `suffix` only settles whether loose tags are HTML or text.

    Raises `ForeignSourceError` for formats that are recognised and not read, `ProtectedSourceError` for
    encrypted ones.
    """
    refuse_foreign(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return formats()["docx"]
    if is_pdf(data):
        return formats()["pdf"]
    return formats()["html" if is_html(head_text(data), suffix) else "text"]


def refuse_foreign(data: bytes) -> None:
    """Raise the error that names the kind of a file which is recognised and not read."""
    for row in table()["foreign"]:
        magic = bytes.fromhex(row["hex"]) if "hex" in row else row["magic"].encode("ascii")
        if data.startswith(magic) and row.get("marker", "").encode("ascii") in data:
            error = ProtectedSourceError if row.get("protected") else ForeignSourceError
            raise error(f"The content is {row['called']}", remedy=row.get("remedy", REMEDY))


def archive_kind(members: set[str]) -> str:
    """What a zip archive is that is not a Word document, by its members' names in lower case."""
    kinds = (row["called"] for row in table()["archive"] if row["member"].lower() in members)
    return next(kinds, "a zip archive and not a Word document")


def is_pdf(data: bytes) -> bool:
    """Whether a PDF header stands at the start, perhaps after stray bytes."""
    place = data.find(b"%PDF-", 0, PDF_HEADER_WITHIN)
    return place == 0 or (place > 0 and (b"%%EOF" in data or b"endobj" in data))


def head_text(data: bytes) -> str:
    """The first characters, well enough decoded to see tags in them."""
    encoding, skipped = find_bom(data)
    if encoding is None and data[:2] in (b"<\x00", b"\x00<"):
        encoding = "utf-16-le" if data[0] else "utf-16-be"
    return data[skipped : skipped + HEAD].decode(encoding or "latin-1", "replace")


@cache
def opening_tag() -> re.Pattern[str]:
    """The tag that a page, or a piece of one, starts with, behind comments and declarations."""
    elements = tomllib.loads(resources.files(__package__).joinpath("elements.toml").read_text("utf-8"))
    names = "|".join(elements["opening"])
    return re.compile(rf"{PROLOG}(?:<!doctype\s+html[^>]{{0,500}}>\s*)?<(?:{names})(?=[\s>/])", re.IGNORECASE)


def is_html(head: str, suffix: str) -> bool:
    """Whether text starts as an HTML page does, or holds tags where the file's name says HTML."""
    if opening_tag().match(head) or DOCTYPE.match(head):
        return True
    promised = named_format(suffix)
    if promised and promised.name == "html" and TAG.search(head):
        return True
    if OTHER_XML.match(head):
        raise ForeignSourceError("The content is XML of a kind that is not read", remedy=REMEDY)
    return False
