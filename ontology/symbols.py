"""Document symbols: from the way a body prints them to one normal form, and to segments of an IRI and back.

Every printed form of one document must give the same segments. Revisions, addenda and corrigenda become
`rev1`, `add2`, `corr1`; in the normal form they stand in brackets where the symbol opens with a session or
group code that holds a digit (ITU: "C24/8(Rev.1)"), and after a slash elsewhere (UN, WTO: "A/70/1/Rev.1").

>>> segments("C24/8 (Rév. 1)-F")
('C24', '8', 'rev1')
>>> symbol(("WT", "COMTD", "W", "192", "rev1"))
'WT/COMTD/W/192/Rev.1'
"""

from __future__ import annotations

import re
import unicodedata

DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
LANGUAGE_LETTER = re.compile(r"(?:^|(?<=[\d)]))(?:-[ACEFRS])+$")
IN_BRACKETS = re.compile(r"\(\s*((?:r[eé]v|add|corr)\.?\s*[0-9]*)\s*\)", re.IGNORECASE)
CHANGE = re.compile(r"(r[eé]v|add|corr)\.?\s*([0-9]*)", re.IGNORECASE)


def normal_symbol(printed: str) -> str:
    """The one way the project writes a symbol: "C24/8 (Rév. 1)-F" → "C24/8(Rev.1)"; idempotent."""
    return symbol(segments(printed))


def segments(printed: str) -> tuple[str, ...]:
    """The parts of a symbol, changes of a document as `rev1`; empty where nothing is left of it."""
    visible = "".join(mark for mark in printed if unicodedata.category(mark) not in ("Cf", "Cc"))
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", visible)).strip()
    parts = [" ".join(part.split()) for part in IN_BRACKETS.sub(r"/\1/", plain).split("/")]
    return tuple(_segment(bare) for part in parts if (bare := LANGUAGE_LETTER.sub("", part)))


def symbol(parts: tuple[str, ...]) -> str:
    """The normal form of the symbol with these segments; inverse of `segments`."""
    if not parts:
        return ""
    in_brackets = any(character.isdigit() for character in parts[0])
    return parts[0] + "".join(_printed(part, in_brackets) for part in parts[1:])


def earlier(printed: str) -> tuple[str, str] | None:
    """What a paper changes: "rev", "add" or "corr", and the symbol of the paper right before it; None for a first one.

    >>> earlier("C24/8(Rev.2)"), earlier("C24/8(Rev.1)"), earlier("A/70/1/Rev.1/Add.2")
    (('rev', 'C24/8(Rev.1)'), ('rev', 'C24/8'), ('add', 'A/70/1/Rev.1'))
    """
    *before, last = segments(printed) or ("",)
    change = CHANGE.fullmatch(last)
    if change is None or not before:
        return None
    kind, number = change[1].lower(), int(change[2] or 1)
    if kind == "rev" and number > 1:
        before.append(f"{kind}{number - 1}")
    return kind, symbol(tuple(before))


def _segment(part: str) -> str:
    change = CHANGE.fullmatch(part)
    return f"{change[1].lower().replace('é', 'e')}{change[2]}" if change else part


def _printed(part: str, in_brackets: bool) -> str:
    change = CHANGE.fullmatch(part)
    if change is None:
        return f"/{part}"
    mark = f"{change[1].capitalize()}.{change[2]}"
    return f"({mark})" if in_brackets else f"/{mark}"
