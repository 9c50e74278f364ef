"""What the script of the network page must know: where the links are, how lines look, and the page's own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from councilgraph.ontology.terms import DATA_BASE
from councilgraph.queries.drawing import svg
from councilgraph.server.pages.spanning import SPAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from councilgraph.server.pages.rendering import Address
    from councilgraph.server.pages.wording import Words

CHOSEN = dict.fromkeys(("page", "from", "to", "stance_of"), "")


def settings(years: Mapping[str, str], address: Address, *, bounded: bool) -> str:
    """The settings as JSON; `years` are those of the network drawn, as people know them.

    It is that of all years, unless it is `bounded` to those that the address names: its ends are then named too
    where no slider was moved.
    """
    span = {name: address.first(name) if bounded else "" for name in SPAN}
    known = {
        "base": DATA_BASE,
        "data": address.with_fields(format="node-link", **CHOSEN, **span),
        "years": years,
        "ends": span,
        "stances": svg.book("style.toml")["stance"],
        "shapes": svg.words(address.language)["shapes"],
        "words": spoken(address.words),
    }
    return json.dumps(known, ensure_ascii=False)


def spoken(words: Words) -> dict[str, str]:
    """What the script says."""
    return {
        "of": words.network_of,
        "how": words.how_to_move,
        "line": words.choose_line,
        "behind": words.one_link,
        "links": words.links,
        "all": words.all_links,
        "first_year": words.first_year,
        "last_year": words.last_year,
        "larger": words.larger,
        "smaller": words.smaller,
        "whole": words.whole_picture,
    }
