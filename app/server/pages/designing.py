"""Which network is made of the links, as the fields of an address choose it, and as a form offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from councilgraph.networks import SHOWN, is_number, weighed
from councilgraph.queries.errors import InvalidChoiceError, InvalidValueError
from councilgraph.queries.network.incidence import DUPLICATES, book
from councilgraph.queries.network.measures import COMMUNITIES
from councilgraph.queries.network.onemode import Recipe
from councilgraph.queries.network.study import MODES, TWO_MODE, Design
from councilgraph.queries.network.ties import NORMALISATIONS, RELATIONS
from councilgraph.queries.network.windows import BY

if TYPE_CHECKING:
    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.pages.wording import Words

CHOICES: dict[str, tuple[str, ...]] = {
    "mode": MODES,
    "relation": RELATIONS,
    "normalise": tuple(NORMALISATIONS),
    "duplicates": ("record", *(name for name in DUPLICATES if name != "record")),
    "weights": tuple(book()["weights"]),
    "window": ("none", *BY),
    "communities": tuple(COMMUNITIES),
    "picture": SHOWN,
}
"""What each field may be; the first is meant where nothing is chosen."""
NUMBERS = {"size": 5, "step": 1}
MOST = 10_000
"""As large as a window may be, in meetings."""
SWITCHES = ("measures", "possible")
WRITTEN = ("weight", "backbone")
FIELDS = (*CHOICES, *NUMBERS, *SWITCHES, *WRITTEN)
NOT_NEEDED_OF_TWO_MODE = ("relation", "normalise", "duplicates", "weights", "communities", *SWITCHES, *WRITTEN)


@dataclass(frozen=True, slots=True)
class Picker:
    """A field that offers a choice of words: (value, what it is called), the one chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def design_of(address: Address) -> Design:
    """The design that the fields choose; raises InvalidChoiceError or InvalidValueError."""
    mode, window = picked(address, "mode"), picked(address, "window")
    marked = picked(address, "communities") if address.first("measures") else None
    return Design(
        None if mode == TWO_MODE else recipe_of(address, mode),
        None if window == "none" else window,
        count(address, "size"),
        count(address, "step"),
        marked,
        level(address),
    )


def recipe_of(address: Address, mode: str) -> Recipe:
    """How a network of one mode is made."""
    return Recipe(
        mode,
        picked(address, "relation"),
        picked(address, "normalise"),
        picked(address, "duplicates"),
        weighed(picked(address, "weights"), address.all("weight")),
        bool(address.first("possible")),
    )


def is_plain(design: Design, address: Address) -> bool:
    """Whether the network is that of holders and texts, all at once, and shown as such."""
    return design.recipe is None and design.window is None and picked(address, "picture") == SHOWN[0]


def picked(address: Address, name: str) -> str:
    """What a field chooses; raises InvalidChoiceError."""
    value = address.first(name) or CHOICES[name][0]
    if value not in CHOICES[name]:
        raise InvalidChoiceError(name, value, CHOICES[name])
    return value


def count(address: Address, name: str) -> int:
    """A number of meetings; raises InvalidValueError."""
    value = address.first(name) or str(NUMBERS[name])
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 0 < int(value) <= MOST):
        raise InvalidValueError(name, "number", value, f"a whole number from 1 to {MOST}")
    return int(value)


def level(address: Address) -> float | None:
    """The level of a backbone, None where none is wanted; raises InvalidValueError."""
    value = address.first("backbone")
    if not value:
        return None
    if not is_number(value):
        raise InvalidValueError("backbone", "number", value, "a number above 0, 1 at most, as 0.05")
    return float(value)


def pickers(address: Address) -> list[Picker]:
    """The fields of the form that offer a choice."""
    return [
        Picker(name, address.words.design("fields", name), options(address.words, name), chosen_or_first(address, name))
        for name in CHOICES
    ]


def options(words: Words, name: str) -> list[tuple[str, str]]:
    """What a field offers."""
    return [(value, words.design("options", name, value)) for value in CHOICES[name]]


def chosen_or_first(address: Address, name: str) -> str:
    """What a field shows as chosen."""
    value = address.first(name)
    return value if value in CHOICES[name] else CHOICES[name][0]
