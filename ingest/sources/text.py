"""Plain text: which encoding its bytes are in, and the text they spell."""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from .errors import EmptySourceError, ForeignSourceError
from .model import Content, Span

SAMPLE = 16_384
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
LINE_ENDS = re.compile(r"\r\n?|[\f\v]")
REPLACEMENT = re.compile("\N{REPLACEMENT CHARACTER}+")
UNCERTAIN = 0.3
NOT_TEXT = "The content is not text"


@dataclass(frozen=True, slots=True)
class Family:
    """Texts of one script: the encodings that carry them and how well a character fits."""

    name: str
    codecs: tuple[str, ...]
    weights: dict[str, float]
    among_ascii: bool

    def score(self, text: str) -> float:
        """How much `text` looks like this script: at most 1, below 0 when it does not; 0 without letters."""
        total, count, before = 0.0, 0, " "
        for character, after in zip(text, text[1:] + " ", strict=False):
            if character >= "\x80":
                total += self.fit(before, character, after)
                count += 1
            before = character
        return total / count if count else 0.0

    def fit(self, before: str, character: str, after: str) -> float:
        """How well one character beyond ASCII stands between its neighbours, from -2 to 1."""
        weight = self.weights.get(character.lower(), -1.0)
        if not character.isalpha():
            return weight
        if before.islower() and character.isupper():
            return weight - 1
        if self.among_ascii:
            misplaced = before >= "\x80" and before.isalpha()
        else:
            misplaced = (before.isalpha() and before < "\x80") or (after.isalpha() and after < "\x80")
        return weight - 1 if misplaced else weight


@cache
def table() -> dict[str, Any]:
    """The tables of `encodings.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("encodings.toml").read_text("utf-8"))


@cache
def families() -> tuple[Family, ...]:
    """The scripts of `encodings.toml`, in the order in which they are preferred."""
    marks = dict.fromkeys(table()["punctuation"], 0.5)
    return tuple(
        Family(row["name"], tuple(row["codecs"]), marks | letter_weights(row), row["company"] == "ascii")
        for row in table()["family"]
    )


def letter_weights(row: dict[str, str]) -> dict[str, float]:
    """Weight of each letter of a family: 1 for its commonest, towards 0 for its rarest."""
    if "commonest" in row:
        return dict.fromkeys("".join(row["commonest"].split()), 1.0)
    letters = row["letters"]
    return {letter: 1 - rank / len(letters) for rank, letter in enumerate(letters)}


def read_text(data: bytes) -> Content:
    """The text of a plain text file.

    Raises `ForeignSourceError` for bytes that spell none, `EmptySourceError` for blanks.
    """
    text, notes = decode(data)
    text = LINE_ENDS.sub("\n", text)
    if not text.strip():
        raise EmptySourceError("The file holds no words", remedy="Check that the right file was saved.")
    spans = tuple(match.span() for match in REPLACEMENT.finditer(text))
    return Content(text, spans, notes)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text that `data` spells, and notes on what was guessed.

    A byte order mark decides, then the encoding the file `declared`, then UTF-8, then the best guess among
    `encodings.toml`. Raises `ForeignSourceError` when the outcome is full of control characters.
    """
    encoding, skipped = find_bom(data)
    declared = table()["declared"].get((declared or "").lower(), declared)
    if encoding is None and declared is not None and decodes(data, declared):
        encoding = declared
    if encoding is None:
        encoding = guess_encoding(data)
    text = data[skipped:].decode(encoding, "replace")
    refuse_binary(text)
    return text, decoding_notes(encoding, text, guessed=not skipped and encoding not in ("utf-8", declared))


def decoding_notes(encoding: str, text: str, *, guessed: bool) -> tuple[str, ...]:
    """What a person should know about the decoding."""
    notes = []
    if guessed:
        notes.append(f"The encoding was guessed as {encoding}: save the file as UTF-8 if words look wrong.")
    if broken := text.count("\N{REPLACEMENT CHARACTER}"):
        notes.append(f"{broken} places that are not valid {encoding} are marked with U+FFFD.")
    return tuple(notes)


def find_bom(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark tells, and the length of the mark."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None, 0


def decodes(data: bytes, encoding: str) -> bool:
    """Whether all of `data` is valid in a text encoding of this name."""
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            return False
        data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that declare none."""
    if CONTROL_BYTES.search(data, 0, SAMPLE) and (wide := guess_wide(data)):
        return wide
    if decodes(data, "utf-8") or nearly_utf8(data):
        return "utf-8"
    ranked = sorted(rank_encodings(data), reverse=True)
    valid = [encoding for _, _, encoding in ranked if decodes(data, encoding)]
    return valid[0] if valid else ranked[0][2]


def nearly_utf8(data: bytes) -> bool:
    """Whether few broken bytes stand in UTF-8: at most one for twenty of its long characters."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    long = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken * 20 <= long


def rank_encodings(data: bytes) -> list[tuple[float, int, str]]:
    """(score, preference, encoding) of every encoding that a family of texts can be in."""
    first = BEYOND_ASCII.search(data)
    start = first.start() if first else 0
    sample = data[max(0, start - 1) : start + SAMPLE]
    return [
        (family.score(text), -order * 10 - place, encoding)
        for order, family in enumerate(families())
        for place, encoding in enumerate(family.codecs)
        if (text := decode_sample(sample, encoding)) is not None
    ]


def decode_sample(sample: bytes, encoding: str) -> str | None:
    """The sample decoded, its last character perhaps cut off; None when it is not valid."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeError:
        return None


def guess_wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, when the bytes make good text that way."""
    scores = [
        (wide_score(text), -place, encoding)
        for place, encoding in enumerate(WIDE)
        if (text := decode_sample(data[:SAMPLE], encoding))
    ]
    best = max(scores, default=None)
    return best[2] if best and best[0] > UNCERTAIN else None


def wide_score(text: str) -> float:
    """Mean fit of all characters of a text, whatever its script."""
    weights: dict[str, float] = {}
    for family in families():
        weights |= {key: max(value, 0.5) for key, value in family.weights.items()}
    fits = (
        (1.0 if character.isprintable() or character.isspace() else -1.0)
        if character < "\x7f"
        else weights.get(character.lower(), -0.3 if character.isalpha() else -1.0)
        for character in text
    )
    return sum(fits) / len(text)


def refuse_binary(text: str) -> None:
    """Raise `ForeignSourceError` for NUL, or more than one control character in a hundred."""
    controls = CONTROLS.findall(text)
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if "\x00" in controls or len(controls) * 100 > len(text) or broken * 5 > len(text):
        raise ForeignSourceError(NOT_TEXT, remedy="Save it as .docx, .pdf, .html or UTF-8 text.")


def joined_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
