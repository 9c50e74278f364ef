"""Sentences and clauses of a folded paragraph, by punctuation and conjunctions."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from .spans import Span

if TYPE_CHECKING:
    from .lexicon import Lexicon

_CLOSING = "\"')]）」》”’ "
_QUOTES = re.compile(r'"[^"]*"|「[^」]*」|『[^』]*』')
BREAK = re.compile(r"[;:；：؛]|(?<!\d)[,，،]|[,，،](?!\d)|\s-\s")


def read_sentences(text: str, lexicon: Lexicon) -> list[Span]:
    """The sentences of a paragraph; an end mark inside brackets or after an abbreviation ends none."""
    ends = frozenset("".join(lexicon.words("language", "sentence_end")))
    abbreviations = frozenset(lexicon.words("language", "abbreviations"))
    spans, start, depth = [], 0, 0
    for index, character in enumerate(text):
        if character in "(（":
            depth = min(depth + 1, 3)
        elif character in ")）":
            depth = max(depth - 1, 0)
        elif character in ends and not depth and _ends_sentence(text, index, abbreviations):
            spans.append(Span(start, index + 1))
            start = index + 1
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return [span for span in spans if text[span.start : span.end].strip(_CLOSING + ".")]


def _ends_sentence(text: str, index: int, abbreviations: frozenset[str]) -> bool:
    if text[index] != ".":
        return True
    following = text[index + 1 : index + 2]
    if following and following not in " \n" and following not in _CLOSING:
        return False
    head = index
    while head > 0 and not text[head - 1].isspace() and text[head - 1] not in "(":
        head -= 1
    word = text[head:index]
    return word not in abbreviations and not (len(word) == 1 and word.isalpha())


def read_quotes(text: str) -> list[Span]:
    """What stands between quotation marks in a folded paragraph, in text order; an unclosed mark quotes nothing."""
    return [Span(*quote.span()) for quote in _QUOTES.finditer(text)]


def read_segments(masked: str, sentence: Span, lexicon: Lexicon) -> list[Span]:
    """The pieces of a sentence between commas and conjunctions, outside brackets; none is empty."""
    cuts = {sentence.start, sentence.end}
    blocked = _brackets(masked, sentence)
    cuts.update(m.end() for m in BREAK.finditer(masked, *sentence) if not _inside(m.start(), blocked))
    for hit in lexicon.finder("language", "conjunctions").find(masked, *sentence):
        if not _inside(hit.start, blocked):
            cuts.add(hit.start)
    ordered = sorted(cuts)
    return [
        Span(start, end) for start, end in itertools.pairwise(ordered) if masked[start:end].strip(" ,;:，；：،؛-.。")
    ]


def _brackets(text: str, sentence: Span) -> list[tuple[int, int]]:
    spans, opened = [], -1
    for index in range(*sentence):
        if text[index] in "(（" and opened < 0:
            opened = index
        elif text[index] in ")）" and opened >= 0:
            spans.append((opened, index))
            opened = -1
    return spans


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < position < end for start, end in spans)
