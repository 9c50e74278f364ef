"""Automatic numbers of paragraphs: which list a paragraph is in, where it counts, and what its label says.

The rules are those of ECMA-376 part 1, 17.9: lists (`w:num`) of one definition (`w:abstractNum`) count on
together unless a list overrides the start; a level starts again after a paragraph of a higher level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .counting import write_number
from .docx_package import attribute, first, is_on, name_of
from .docx_styles import Styles, read_integer, read_number_property

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")
NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `text` is the label with "%1" for the number of level 1; `restart_after` is the
    1-based level whose numbers restart this one: None for any higher level, 0 for none."""

    start: int = 0
    style: str = "decimal"
    text: str = ""
    restart_after: int | None = None
    legal: bool = False
    paragraph_style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """One `w:abstractNum`: its levels, or the name of the list style that has them."""

    levels: dict[int, Level]
    linked_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """One `w:num`: the definition it counts in, its own levels, and its own starts."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """All lists of a document and how far each has counted."""

    styles: Styles
    definitions: dict[str, Definition] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: _Element | None) -> str:
        """Count one paragraph with these `w:pPr` and give its label; "" when it has none or shows none."""
        list_id, level = self.place(properties)
        found = self.resolve(list_id)
        if found is None:
            return ""
        entry, levels = found
        spec = levels.get(level)
        if spec is None or list_id is None:
            return ""
        self.count(list_id, entry, levels, level)
        return "" if spec.hidden else self.write(entry, levels, level)

    def place(self, properties: _Element | None) -> tuple[str | None, int]:
        """(list id, level) of a paragraph, from itself or from its style."""
        list_id, level = read_number_property(properties)
        if list_id is not None:
            return list_id, level or 0
        style = attribute(first(properties, "pStyle"), "val") or self.styles.default
        return self.place_by_style(style, level)

    def place_by_style(self, identifier: str | None, level: int | None) -> tuple[str | None, int]:
        """(list id, level) that a style gives; a level that is linked to the style comes before `w:ilvl`."""
        chain = list(self.styles.chain(identifier))
        bearer = next((place for place, style in enumerate(chain) if style.list_id is not None), None)
        if bearer is None:
            return None, 0
        list_id = chain[bearer].list_id
        if level is None:
            level = self.linked_level(list_id, [style.identifier for style in chain[: bearer + 1]])
        if level is None:
            level = next((style.level for style in chain if style.level is not None), 0)
        return list_id, level

    def linked_level(self, list_id: str | None, styles: list[str]) -> int | None:
        """The level of a list that names one of these styles, the first style first."""
        found = self.resolve(list_id)
        levels = found[1] if found else {}
        linked = {level.paragraph_style: place for place, level in levels.items() if level.paragraph_style}
        return next((linked[style] for style in styles if style in linked), None)

    def resolve(self, list_id: str | None) -> tuple[List, dict[int, Level]] | None:
        """A list and its levels, through links to a list style; None for no list."""
        seen: set[str] = set()
        while list_id and list_id != NO_LIST and list_id not in seen and (entry := self.lists.get(list_id)):
            seen.add(list_id)
            definition = self.definitions.get(entry.definition)
            if definition is None:
                return None
            if not definition.linked_style or definition.levels:
                return entry, definition.levels | entry.levels
            style = self.styles.by_id.get(definition.linked_style)
            list_id = style.list_id if style else None
        return None

    def count(self, list_id: str, entry: List, levels: dict[int, Level], level: int) -> None:
        """Move the list on by one paragraph of this level."""
        counts = self.counts.setdefault(entry.definition, {})
        for above in range(level):
            counts.setdefault(above, self.start(list_id, entry, levels, above))
        if level in entry.starts and (list_id, level) not in self.begun:
            counts.pop(level, None)
        self.begun.add((list_id, level))
        counts[level] = counts[level] + 1 if level in counts else self.start(list_id, entry, levels, level)
        for below in [place for place in counts if place > level]:
            after = levels[below].restart_after if below in levels else None
            if after is None or level < after:
                del counts[below]

    @staticmethod
    def start(list_id: str, entry: List, levels: dict[int, Level], level: int) -> int:
        """The first number of a level."""
        return entry.starts.get(level, levels[level].start if level in levels else 1)

    def write(self, entry: List, levels: dict[int, Level], level: int) -> str:
        """The label that a paragraph of this level now bears."""
        counts = self.counts[entry.definition]
        spec = levels[level]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            style = levels[place].style if place in levels else "decimal"
            plain = spec.legal and write_number(1, style)
            return write_number(counts.get(place, 0), "decimal" if plain else style) if place <= level else ""

        if write_number(1, spec.style) == "" and spec.style != "none":
            return ""
        return PLACEHOLDER.sub(number, spec.text).strip()


def read_numbering(root: _Element | None, styles: Styles) -> Numbering:
    """The lists in `numbering.xml`; none when the file has no such part."""
    numbering = Numbering(styles)
    for element in root if root is not None else ():
        if name_of(element) == "abstractNum" and (identifier := attribute(element, "abstractNumId")):
            numbering.definitions[identifier] = Definition(
                read_levels(element), attribute(first(element, "numStyleLink"), "val")
            )
        elif name_of(element) == "num" and (identifier := attribute(element, "numId")):
            numbering.lists[identifier] = read_list(element, numbering.definitions)
    return numbering


def read_levels(element: _Element) -> dict[int, Level]:
    """The `w:lvl` children by 0-based level."""
    levels = {}
    for child in element:
        place = read_integer(attribute(child, "ilvl")) if name_of(child) == "lvl" else None
        if place is not None and 0 <= place < LEVELS:
            levels[place] = read_level(child)
    return levels


def read_level(element: _Element) -> Level:
    """One `w:lvl`."""
    start = read_integer(attribute(first(element, "start"), "val"))
    text = first(element, "lvlText")
    return Level(
        start=0 if start is None else start,
        style=attribute(number_format(element), "val") or "decimal",
        text="" if is_on_null(text) else attribute(text, "val") or "",
        restart_after=read_integer(attribute(first(element, "lvlRestart"), "val")),
        legal=is_on(first(element, "isLgl")),
        paragraph_style=attribute(first(element, "pStyle"), "val"),
        hidden=is_on(first(element, "rPr", "vanish")),
    )


def number_format(element: _Element) -> _Element | None:
    """The `w:numFmt` of a level; where newer Word offers a choice, its fallback."""
    plain = first(element, "numFmt")
    return plain if plain is not None else first(element, "?AlternateContent", "?Fallback", "numFmt")


def is_on_null(text: _Element | None) -> bool:
    """Whether a label is declared to be empty."""
    return text is not None and attribute(text, "null") in ("1", "true", "on")


def read_list(element: _Element, definitions: dict[str, Definition]) -> List:
    """One `w:num` with its overrides."""
    definition = attribute(first(element, "abstractNumId"), "val") or ""
    base = definitions[definition].levels if definition in definitions else {}
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element:
        place = read_integer(attribute(override, "ilvl")) if name_of(override) == "lvlOverride" else None
        if place is None or not 0 <= place < LEVELS:
            continue
        own = first(override, "lvl")
        if own is not None:
            levels[place] = read_level(own)
        start = read_integer(attribute(first(override, "startOverride"), "val"))
        if start is not None:
            starts[place] = start
            levels[place] = replace(levels.get(place, base.get(place, Level())), start=start)
    return List(definition, levels, starts)
