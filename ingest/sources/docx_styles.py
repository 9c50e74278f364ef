"""The styles of a Word file, as far as they decide which words a reader sees and how they are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .docx_package import attribute, first, is_on, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it leaves the matter to the style it is based on."""

    identifier: str
    based_on: str | None
    list_id: str | None
    level: int | None
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a document by id, and the one of paragraphs that name none."""

    by_id: dict[str, Style]
    default: str | None

    def chain(self, identifier: str | None) -> Iterator[Style]:
        """The style and those it is based on, nearest first; a circle is followed once."""
        seen: set[str] = set()
        while identifier and identifier not in seen and (style := self.by_id.get(identifier)):
            seen.add(identifier)
            yield style
            identifier = style.based_on

    def hides(self, identifier: str | None) -> bool:
        """Whether text in this style is hidden."""
        said = (style.hidden for style in self.chain(identifier) if style.hidden is not None)
        return next(said, False)


def read_styles(root: _Element | None) -> Styles:
    """The styles in `styles.xml`; none when the file has no such part."""
    by_id: dict[str, Style] = {}
    default = None
    for element in root if root is not None else ():
        identifier = attribute(element, "styleId")
        if name_of(element) != "style" or identifier is None:
            continue
        by_id[identifier] = read_style(element, identifier)
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
            default = identifier
    return Styles(by_id, default)


def read_style(element: _Element, identifier: str) -> Style:
    """One `w:style`."""
    vanish = first(element, "rPr", "vanish")
    list_id, level = read_number_property(first(element, "pPr"))
    return Style(
        identifier=identifier,
        based_on=attribute(first(element, "basedOn"), "val"),
        list_id=list_id,
        level=level,
        hidden=None if vanish is None else is_on(vanish),
    )


def read_number_property(properties: _Element | None) -> tuple[str | None, int | None]:
    """(list id, level) of the `w:numPr` in paragraph properties; None for what it does not say."""
    number = first(properties, "numPr")
    return attribute(first(number, "numId"), "val"), read_integer(attribute(first(number, "ilvl"), "val"))


def read_integer(value: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    if value is None or len(value) > 9 or not value.strip().lstrip("-").isdecimal():
        return None
    return int(value)
