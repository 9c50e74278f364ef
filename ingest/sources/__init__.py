"""Readers of file formats: a path goes in, raw text whose offsets can be cited comes out.

>>> from councilgraph.ingest.sources import SUFFIXES
>>> ".docx" in SUFFIXES
True
"""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from .docx import read_docx
from .errors import (
    DamagedSourceError,
    EmptySourceError,
    ForeignSourceError,
    OversizedSourceError,
    ProtectedSourceError,
    SourceError,
    TextlessSourceError,
    UnreachableSourceError,
)
from .formats import Format, detect_format, formats, named_format
from .html import read_html
from .model import Content, Source
from .pdf import read_pdf
from .text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "DamagedSourceError",
    "EmptySourceError",
    "ForeignSourceError",
    "OversizedSourceError",
    "ProtectedSourceError",
    "Source",
    "SourceError",
    "TextlessSourceError",
    "UnreachableSourceError",
    "read_source",
]

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read, in bytes."""

SUFFIXES = tuple(sorted(suffix for found in formats().values() for suffix in found.suffixes))
"""File name endings, in lower case, that walking a folder takes for records."""

READERS: dict[str, Callable[[bytes], Content]] = {
    "docx": read_docx,
    "html": read_html,
    "pdf": read_pdf,
    "text": read_text,
}


def read_source(path: str | Path) -> Source:
    """Read one .docx, .pdf, .html or text file of at most `MAX_BYTES` bytes; content decides, not the name.

    Raises a `SourceError` that says what is wrong and what to do, never anything else.
    """
    try:
        return read_bytes(load(Path(path)), str(path))
    except SourceError as error:
        raise error.at(str(path)) from error.__cause__


def read_bytes(data: bytes, path: str) -> Source:
    """Read the bytes of a file that is named `path`, for which nothing is opened."""
    if not data:
        raise EmptySourceError("The file is empty", remedy="Check that it was copied completely.")
    suffix = Path(path).suffix
    promised = named_format(suffix)
    try:
        found = detect_format(data, suffix)
        content = READERS[found.name](data)
    except SourceError as error:
        raise with_promise(error, suffix, promised) from error.__cause__
    return Source(
        path=path,
        text=content.text,
        media_type=found.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        low_confidence=content.low_confidence,
        notes=mismatch_notes(suffix, promised, found) + content.notes,
    )


def with_promise(error: SourceError, suffix: str, promised: Format | None) -> SourceError:
    """The error, with what the file's name says where the content is of no kind that is read."""
    if promised is None or not isinstance(error, ForeignSourceError):
        return error
    return type(error)(
        f"{error.problem}, although the name ends in {suffix} ({promised.called})", error.where, error.remedy
    )


def mismatch_notes(suffix: str, promised: Format | None, found: Format) -> tuple[str, ...]:
    """One note where the name promises another format than the content is in."""
    if promised is None or promised == found:
        return ()
    return (f"The name ends in {suffix} but the content is {found.called}; it was read as that.",)


def load(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises `UnreachableSourceError` or `OversizedSourceError`."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreachableSourceError("This is a folder", remedy="Give the files that are in it.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreachableSourceError("This is not an ordinary file", remedy="Save it to a file first.")
        if status.st_size > MAX_BYTES:
            raise oversized(status.st_size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreachableSourceError("There is no such file", remedy="Check the path.") from error
    except PermissionError as error:
        raise UnreachableSourceError("Reading the file is not permitted", remedy="Change its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreachableSourceError(
            f"The file cannot be opened ({reason(error)})", remedy="Check the path."
        ) from error
    if len(data) > MAX_BYTES:
        raise oversized(len(data))
    return data


def oversized(size: int) -> OversizedSourceError:
    """The error for a file of `size` bytes."""
    return OversizedSourceError(
        f"The file has {size / 2**20:.0f} MiB and at most {MAX_BYTES / 2**20:.0f} MiB are read",
        remedy="Split it into one file per record.",
    )


def reason(error: Exception) -> str:
    """The operating system's own words for what went wrong, on one line."""
    words = error.strerror if isinstance(error, OSError) else str(error)
    return " ".join((words or type(error).__name__).split())
