"""Fields of a Word file: what an instruction computed is text, the instruction itself is not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from .docx_package import attribute, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LEFT_OUT = frozenset({"TOC", "INDEX", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields whose results are furniture of the page: tables of contents, indexes, page numbers."""

STORIES = frozenset({"body", "footnote", "endnote", "hdr", "txbxContent", "comment"})
NOT_READ = frozenset({"del", "moveFrom"})


def is_left_out(instruction: str) -> bool:
    """Whether the result of a field is left out of the text.

    >>> is_left_out(' TOC \\\\o "1-3" '), is_left_out("REF _Ref12")
    (True, False)
    """
    words = instruction.split(None, 1)
    return bool(words) and words[0].upper() in LEFT_OUT


@dataclass(slots=True)
class Field:
    """One field that has begun: the instruction read so far, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    def shows(self) -> bool:
        """Whether what stands here is read as text."""
        return self.in_result and not is_left_out(self.instruction)


@dataclass(slots=True)
class Fields:
    """The fields open at one place. `unmatched` are field characters without a partner: they mean nothing."""

    unmatched: frozenset[_Element]
    open: list[Field] = field(default_factory=list)

    def show(self) -> bool:
        """Whether text at this place is read."""
        return all(opened.shows() for opened in self.open)

    def meet(self, character: _Element) -> None:
        """Take in one `w:fldChar`."""
        if character in self.unmatched:
            return
        match attribute(character, "fldCharType"):
            case "begin":
                self.open.append(Field())
            case "separate" if self.open:
                self.open[-1].in_result = True
            case "end" if self.open:
                self.open.pop()

    def instruct(self, words: str) -> None:
        """Take in one `w:instrText`."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].instruction += words


def find_unmatched(root: _Element) -> frozenset[_Element]:
    """The field characters below `root` that begin without an end or end without a beginning."""
    begun: dict[_Element, list[_Element]] = {}
    unmatched: set[_Element] = set()
    for element in root.iter("{*}fldChar"):
        story = story_of(element, root)
        if story is None:
            continue
        kind = attribute(element, "fldCharType")
        stack = begun.setdefault(story, [])
        if kind == "begin":
            stack.append(element)
        elif kind == "end" and stack:
            stack.pop()
        elif kind == "end":
            unmatched.add(element)
    return frozenset(unmatched.union(*begun.values()))


def story_of(element: _Element, root: _Element) -> _Element | None:
    """The text flow that an element is in; None inside what is deleted or moved away."""
    for above in element.iterancestors():
        name = name_of(above)
        if name in NOT_READ:
            return None
        if name in STORIES:
            return above
    return root


@cache
def symbol_fonts() -> dict[str, dict[str, str]]:
    """The rows of `symbols.toml`: font → two hexadecimal digits → character."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        resources.files(__package__).joinpath("symbols.toml").read_text("utf-8")
    )
    return table


def read_symbol(element: _Element) -> str | None:
    """The plain character of a `w:sym`; None where there is none."""
    code = attribute(element, "char") or ""
    font = symbol_fonts().get(attribute(element, "font") or "")
    if font is not None:
        return font.get(code[-2:].lower())
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return None
    return character if character.isprintable() else None
