"""The years of a network, and the part of it that lies between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.queries.errors import InvalidValueError
from councilgraph.queries.network.windows import NEVER, between, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.network.building import Network
    from councilgraph.server.pages.rendering import Address

SPAN = ("since", "until")
"""Fields that choose the first and the last year."""


def spanned(network: Network, address: Address) -> Network:
    """The part of a network in the years that an address chooses; raises InvalidValueError."""
    since, until = (year(address, name) for name in SPAN)
    return network if since is until is None else between(network, since, until)


def year(address: Address, name: str) -> int | None:
    """The year in a field, None where there is none; raises InvalidValueError."""
    value = address.first(name)
    if value and not (value.isascii() and value.isdigit() and len(value) == 4):
        raise InvalidValueError(name, "year", value, "a year, as in 2024")
    return int(value) if value else None


def years(network: Network) -> dict[str, str]:
    """Each year of a network as people know it, with its sessions, in order: {"2024": "2024 (C24)"}."""
    found: dict[int, dict[str, None]] = {}
    for _, _, data in sorted(network.edges(data=True), key=lambda link: str(link[2].get("session", ""))):
        if year_of(data) != NEVER:
            found.setdefault(year_of(data), {}).update(sessions(data))
    return {str(one): named(one, [*found[one]]) for one in sorted(found)}


def named(year: int, sessions: Sequence[str]) -> str:
    """A year with its sessions.

    >>> named(2024, ["C24"]), named(2023, [])
    ('2024 (C24)', '2023')
    """
    return f"{year} ({', '.join(sessions)})" if sessions else str(year)


def sessions(data: dict[str, Any]) -> dict[str, None]:
    """The session of a link, where it is known."""
    return {str(data["session"]): None} if "session" in data else {}
