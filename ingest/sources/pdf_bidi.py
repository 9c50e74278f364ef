"""Reading order within a line: from where letters are drawn to the order in which they are read.

The reverse of the Unicode Bidirectional Algorithm (UAX #9) for one line. Places decide, because the order
of letters in a PDF is that of drawing, which each program chooses for itself.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from .pdf_glyphs import Glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

Cluster = list[Glyph]
"""A letter with its marks, or the letters of one shape."""

LAM = "\N{ARABIC LETTER LAM}"
ALEFS = frozenset(
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
)
STROKES = frozenset("\N{ARABIC TATWEEL}_")
BREAKING = frozenset("-\N{HYPHEN}/")
PAIRS = ("()", "[]", "{}", "«»", "‹›")
OPENING = {sign: pair for pair in PAIRS for sign in pair}
SPACED = 0.3
SPACED_BY_GUESS = 0.18
REAL_SPACE = 0.08
GUESS_WITHIN = 1.0
SAME_PLACE = 0.01


@cache
def kind_of(character: str) -> str:
    """What a character is for the order of reading.

    "R" is a right-to-left letter, "L" a left-to-right one, "N" a digit, "S" a separator within numbers, "M" a
    mark on a letter, "" anything else.
    """
    kind = unicodedata.bidirectional(character or " ")
    if kind in ("R", "AL"):
        return "R"
    return {"L": "L", "EN": "N", "AN": "N", "CS": "S", "NSM": "M"}.get(kind, "")


def is_rtl(text: str) -> bool:
    """Whether more letters of a text run from right to left than from left to right."""
    kinds = [kind_of(character) for character in text]
    return kinds.count("R") > kinds.count("L")


def is_mixed(text: str) -> bool:
    """Whether a text mixes right-to-left letters with others or with digits: its order is unsure."""
    kinds = {kind_of(character) for character in text}
    return "R" in kinds and bool(kinds & {"L", "N"})


def read_visually(glyphs: Sequence[Glyph], *, rtl: bool) -> list[Glyph]:
    """The characters of one cell in the order of reading, with one space between words.

    `rtl` is the main direction of the page. Letters of both directions may be among `glyphs`.
    """
    clusters = without_stretching(spaced(attach_marks(glyphs)))
    ordered = order_from_right(clusters[::-1]) if rtl else order_from_left(clusters)
    return [glyph for cluster in ordered for glyph in cluster if glyph.character]


def attach_marks(glyphs: Sequence[Glyph]) -> list[Cluster]:
    """Letters from left to right, each with its marks and with the letters that share its shape.

    A letter or mark that a program gives twice for one shape is taken once.
    """
    bases = [glyph for glyph in glyphs if kind_of(glyph.character) != "M"]
    marks = [glyph for glyph in glyphs if kind_of(glyph.character) == "M"]
    if not bases:
        return [[mark] for mark in marks]
    clusters: list[Cluster] = []
    for glyph in sorted(bases, key=lambda glyph: glyph.middle):
        if clusters and shares_shape(clusters[-1][0], glyph):
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    for cluster in clusters:
        cluster.sort(key=lambda glyph: glyph.character in ALEFS)
        if len(cluster) > 1 and cluster[-1].character in ALEFS and cluster[-2].character == cluster[-1].character:
            cluster.pop()
    letters = [cluster for cluster in clusters if not cluster[0].character.isspace()] or clusters
    middles = [cluster[0].middle for cluster in letters]
    for mark in marks:
        after = bisect_left(middles, mark.middle)
        near = [place for place in (after - 1, after) if 0 <= place < len(letters)]
        letter = letters[min(near, key=lambda place: abs(middles[place] - mark.middle))]
        if all(mark.character != other.character for other in letter):
            letter.append(mark)
    return clusters


def shares_shape(glyph: Glyph, other: Glyph) -> bool:
    """Whether two letters are one shape on the page, such as lam with alef."""
    same = abs(glyph.left - other.left) < SAME_PLACE and abs(glyph.right - other.right) < SAME_PLACE
    return same and kind_of(glyph.character) == "R" == kind_of(other.character)


def spaced(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters with one space wherever the page shows one, with or without a space in the file."""
    guesses = [glyph.middle for (glyph, *_) in clusters if glyph.character.isspace()]
    found: list[Cluster] = []
    sign = False
    for cluster in clusters:
        glyph = cluster[0]
        if glyph.character.isspace():
            sign = sign or glyph.right - glyph.left > REAL_SPACE * glyph.size
            continue
        if found and (sign or is_gap(found[-1][0], glyph, guesses)):
            before = found[-1][0]
            found.append([Glyph(" ", before.right, glyph.left, glyph.baseline, glyph.size)])
        found.append(cluster)
        sign = False
    return found


def is_gap(before: Glyph, glyph: Glyph, guesses: list[float]) -> bool:
    """Whether a space stands between two letters: a wide gap, or a narrow one where PDFium guesses one near."""
    gap = (glyph.left - before.right) / glyph.size
    if gap <= SPACED_BY_GUESS:
        return False
    after = bisect_left(guesses, before.right - GUESS_WITHIN * glyph.size)
    guessed = after < len(guesses) and guesses[after] < glyph.left + GUESS_WITHIN * glyph.size
    return guessed or gap > SPACED


def without_stretching(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters without the strokes that stretch words to the width of the line."""
    runs = [list(run) for _, run in groupby(clusters, key=lambda cluster: cluster[0].character in STROKES)]
    kept: list[Cluster] = []
    for place, run in enumerate(runs):
        inside = 0 < place < len(runs) - 1 and run[0][0].character in STROKES
        if not (inside and ends_rtl(runs[place - 1][-1]) and ends_rtl(runs[place + 1][0])):
            kept += run
    return kept


def ends_rtl(cluster: Cluster) -> bool:
    """Whether a cluster is a right-to-left letter."""
    return kind_of(cluster[0].character) == "R"


def order_from_left(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters in order of place, left first, with the words that run from right to left turned round."""
    kinds = kinds_of(clusters)
    ordered: list[Cluster] = []
    place = 0
    while place < len(kinds):
        if kinds[place] != "R":
            ordered.append(clusters[place])
            place += 1
            continue
        end = place + 1
        for further in range(place + 1, len(kinds)):
            if kinds[further] == "L":
                break
            if kinds[further] == "R":
                end = further + 1
        ordered += order_from_right(clusters[place:end][::-1])
        place = end
    if "R" in kinds:
        turn_brackets(ordered)
    return ordered


def order_from_right(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters in order of place, right first, with numbers and foreign words turned round."""
    whole: list[Cluster] = []
    runs: list[list[Cluster]] = []
    done = 0
    for start, end in merged_runs(kinds_of(clusters)):
        start, end = with_bracket(clusters, max(start, done), end)
        before = clusters[done:start]
        run = clusters[start:end][::-1]
        if end == len(clusters) and before and before[-1][0].character in BREAKING:
            run.append(before.pop())
        turn_brackets(run)
        runs.append(run)
        whole += [*before, run[0]]
        done = end
    whole += clusters[done:]
    turn_brackets(whole)
    firsts = {id(run[0]): run for run in runs}
    return [cluster for first in whole for cluster in firsts.get(id(first), [first])]


def kinds_of(clusters: list[Cluster]) -> list[str]:
    """The kind of each cluster's letter; " " for spaces."""
    return [" " if cluster[0].character.isspace() else kind_of(cluster[0].character) for cluster in clusters]


def merged_runs(kinds: list[str]) -> list[tuple[int, int]]:
    """Runs from left to right among clusters that are taken right first, as (start, end).

    Words with letters join over spaces and signs. A number joins a word to its left ("Rev 1") over one space.
    """
    merged: list[tuple[int, int]] = []
    lettered = False
    for start, end in word_runs(kinds):
        has_letter = "L" in kinds[start:end]
        if merged and has_letter:
            before, after = merged[-1]
            between = kinds[after:start]
            if between == [" "] or (lettered and "R" not in between):
                merged[-1] = (before, end)
                lettered = True
                continue
        merged.append((start, end))
        lettered = has_letter
    return merged


def word_runs(kinds: list[str]) -> list[tuple[int, int]]:
    """Runs inside single words: from letter or digit to letter or digit, no right-to-left letter between.

    Digits without a letter among them join over the signs of one number alone: "2,5" but not "8–10".
    """
    lettered = in_lettered_words(kinds)
    runs: list[tuple[int, int]] = []
    for start, kind in enumerate(kinds):
        if kind not in ("L", "N"):
            continue
        between = kinds[runs[-1][1] : start] if runs else ["R"]
        apart = "R" in between or " " in between
        if not between or (not apart and (lettered[start] or between == ["S"])):
            runs[-1] = (runs[-1][0], start + 1)
        else:
            runs.append((start, start + 1))
    return runs


def in_lettered_words(kinds: list[str]) -> list[bool]:
    """For each place, whether the piece of a word around it has a left-to-right letter."""
    found: list[bool] = []
    for apart, piece in groupby(kinds, key=lambda kind: kind in ("R", " ")):
        word = list(piece)
        found += [not apart and "L" in word] * len(word)
    return found


def with_bracket(clusters: list[Cluster], start: int, end: int) -> tuple[int, int]:
    """The run with the bracket beside it that pairs with one inside, as in "C24/8(Rev.1)"."""
    inside = [cluster[0].character for cluster in clusters[start:end] if cluster[0].character in OPENING]
    if len(inside) % 2:
        pair = OPENING[inside[0]]
        if start and clusters[start - 1][0].character in pair:
            return start - 1, end
        if end < len(clusters) and clusters[end][0].character in pair:
            return start, end + 1
    return start, end


def turn_brackets(clusters: list[Cluster]) -> None:
    """Let each bracket open or close as its place among the words demands, whichever way it was drawn."""
    depth: dict[str, int] = dict.fromkeys(PAIRS, 0)
    for place, (glyph, *_) in enumerate(clusters):
        pair = OPENING.get(glyph.character)
        if pair is None:
            continue
        opens = opens_here(clusters, place)
        if opens is None:
            opens = depth[pair] == 0
        depth[pair] = max(0, depth[pair] + (1 if opens else -1))
        glyph.character = pair[0] if opens else pair[1]


def opens_here(clusters: list[Cluster], place: int) -> bool | None:
    """Whether a bracket stands before a word (True) or behind one (False); None inside a word or alone."""
    before = place > 0 and is_word(clusters[place - 1][0])
    after = place + 1 < len(clusters) and is_word(clusters[place + 1][0])
    return after if before != after else None


def is_word(glyph: Glyph) -> bool:
    """Whether a character is part of a word."""
    return kind_of(glyph.character) in ("R", "L", "N", "M")
