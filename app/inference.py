"""What is only likely: drawn from all records of a store, and kept in a graph of its own."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.ontology import DATA_BASE, iri

if TYPE_CHECKING:
    from councilgraph.store import Change, Store

NAME = "candidates"


def draw_candidates(store: Store, base: str = DATA_BASE) -> Change | None:
    """Draw anew which states may be among the unnamed; tells what that changed, None where there never were any.

    The graph is wholly made of what the store holds, so that drawing it twice changes nothing. Records and
    the answers by name are left as they are.
    """
    found = store.construct(files("councilgraph.queries").joinpath("inference", f"{NAME}.rq").read_text("utf-8"))
    name = str(iri.graph(NAME, base=base))
    if not found and not store.content(name):
        return None
    return store.replace(name, found)
