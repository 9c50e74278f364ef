"""Plain text: bytes in every usual encoding of the six languages come back as the words that were written."""

from __future__ import annotations

import pytest
from councilgraph.ingest.sources import EmptySourceError, ForeignSourceError
from councilgraph.ingest.sources.text import decode, read_text

from tests.ingest.sources.conftest import SENTENCES

UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
LEGACY = [
    ("en", "cp1252"),
    ("fr", "cp1252"),
    ("es", "cp1252"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ru", "iso-8859-5"),
    ("ru", "cp866"),
    ("ar", "cp1256"),
    ("ar", "iso-8859-6"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
]
SHORT = [
    ("Resolución", "cp1252"),
    ("où", "cp1252"),
    ("NOUS RÉITÉRONS L'ÉGALITÉ", "cp1252"),
    ("Председатель", "cp1251"),
    ("ПРЕДСЕДАТЕЛЬ", "koi8-r"),
    ("1.1 Да.", "koi8-r"),
    ("Резолюция 1332 «О развитии» – итог", "cp1251"),
    ("الرئيس", "cp1256"),
    ("1.1\tعرض الرئيس الوثيقة C24/8(Rev.1).", "cp1256"),
    ("主席", "gb18030"),
    ("理事会第1332号决议", "gb18030"),
]


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("language", SENTENCES)
def test_unicode_with_and_without_a_mark(language: str, encoding: str) -> None:
    words = f"1.1\t{SENTENCES[language]}\n"
    assert read_text(words.encode(encoding)).text == words


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_older_encodings_are_guessed_and_said_to_be(language: str, encoding: str) -> None:
    text, notes = decode(SENTENCES[language].encode(encoding, "ignore"))
    assert text == SENTENCES[language].encode(encoding, "ignore").decode(encoding)
    assert "guessed" in notes[0]


@pytest.mark.parametrize(("words", "encoding"), SHORT)
def test_a_few_letters_are_enough(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding))[0] == words


def test_utf8_needs_no_note() -> None:
    assert read_text(SENTENCES["ru"].encode()).notes == ()


def test_line_ends_are_one_kind_and_nothing_else_ends_a_line() -> None:
    text = read_text("a\r\nb\rc\fd\ve\u2028f\u0085g\n".encode()).text
    assert text == "a\nb\nc\nd\ne\u2028f\u0085g\n"


def test_only_the_mark_is_taken_off() -> None:
    assert read_text("\ufeffa\ufeffb e\u0301\n".encode()).text == "a\ufeffb e\u0301\n"


def test_a_broken_byte_is_marked_and_of_low_confidence() -> None:
    content = read_text((SENTENCES["ru"] * 2).encode().replace("п".encode(), b"\xd0", 1) + b"\n")
    assert "\ufffd" in content.text
    (start, end), *others = content.low_confidence
    assert content.text[start:end] == "\ufffd"
    assert not others
    assert "U+FFFD" in content.notes[0]


def test_a_declared_encoding_is_followed_only_where_it_fits() -> None:
    assert decode(SENTENCES["ru"].encode("koi8-r"), "KOI8-R")[0] == SENTENCES["ru"]
    assert decode(SENTENCES["ru"].encode("cp1251"), "utf-8")[0] == SENTENCES["ru"]
    assert decode("é".encode(), "no-such-encoding")[0] == "é"
    assert decode(b"abc", "hex")[0] == "abc"


@pytest.mark.parametrize("data", [b"a\x00b" * 9, bytes(range(32)) * 9, b"\x00\x01\x02", b"\xff\xfe" + b"\x00\x00" * 5])
def test_what_no_person_typed_is_refused(data: bytes) -> None:
    with pytest.raises(ForeignSourceError, match="not text"):
        read_text(data)


@pytest.mark.parametrize("data", [b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_blanks_are_no_record(data: bytes) -> None:
    with pytest.raises(EmptySourceError):
        read_text(data)


def test_one_line_of_fifty_megabytes_is_read() -> None:
    words = SENTENCES["zh"].encode("gb18030")
    data = words * (50_000_000 // len(words))
    assert len(read_text(data).text) == len(data) // len(words) * len(SENTENCES["zh"])
