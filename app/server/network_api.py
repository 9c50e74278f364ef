"""The networks as a web API, described as OpenAPI has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.server.pages import drawing, spanning
from councilgraph.server.pages.designing import CHOICES, MOST, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TELLS = {
    "mode": "Holders and texts, or one of them alone.",
    "relation": "What ties: the same side, opposite sides, or the one less the other.",
    "normalise": "What a tie is divided by.",
    "duplicates": "Within what a repeated position counts once.",
    "weights": "A set of weights of stances.",
    "weight": "The weight of one stance, as opposes=2.",
    "window": "One network for each session, each year, or so many meetings.",
    "size": "Meetings in a window.",
    "step": "Meetings by which a window moves on.",
    "communities": "How communities are found.",
    "picture": "What SVG and PNG show.",
    "measures": "Give nodes their measures (anything but nothing).",
    "possible": "Also list ties that unnamed speakers alone could make (anything but nothing).",
    "backbone": "Keep ties significant at this level, above 0 and 1 at most.",
    "named_only": "Leave unnamed groups out (anything but nothing).",
    "without": "Leave out who spoke in this capacity, as chair.",
    "at": "The window meant, by its name.",
    "since": "The first year.",
    "until": "The last year.",
}
SCHEMAS: dict[str, dict[str, Any]] = {
    **{name: {"type": "string", "enum": list(values)} for name, values in CHOICES.items()},
    **{name: {"type": "integer", "minimum": 1, "maximum": MOST, "default": of} for name, of in NUMBERS.items()},
    **{key: {"type": "string", "pattern": "^[0-9]{4}$"} for key in spanning.SPAN},
    "weight": {"type": "array", "items": {"type": "string"}},
    "without": {"type": "array", "items": {"type": "string"}},
    "backbone": {"type": "string", "pattern": r"^(0?\.[0-9]*[1-9][0-9]*|1)$"},
}
SHOWN_AS = {"html": "text/html", **drawing.FORMS}


def path(chosen: Sequence[dict[str, Any]], form: dict[str, Any], refusals: Mapping[str, Any]) -> dict[str, Any]:
    """The networks, given the parameters that choose links and the form, and what refusals look like."""
    return {
        "get": {
            "operationId": "network",
            "summary": "Who stands where, and with whom, as a network",
            "description": "Links of holders and texts, networks of one kind, windows, measures, and what divides.",
            "parameters": [*chosen, *map(parameter, TELLS), form],
            "responses": {"200": answer(), **refusals},
        }
    }


def parameter(name: str) -> dict[str, Any]:
    """One field of a design."""
    schema = SCHEMAS.get(name, {"type": "string"})
    return {"name": name, "in": "query", "description": TELLS[name], "required": False, "schema": schema}


def answer() -> dict[str, Any]:
    """A network in each form; an archive where there is a file for each window."""
    types = dict.fromkeys([*(kind.partition(";")[0] for kind in SHOWN_AS.values()), drawing.ARCHIVE])
    told = "The network. In windows, tables are one with a column `window`, all else is an archive of files."
    return {"description": told, "content": {kind: {"schema": {}} for kind in types}}
