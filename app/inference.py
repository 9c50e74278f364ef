"""What follows from the records of a store together, or is only likely: each drawn into a graph of its own.

`standing` tells which facts answers set aside, `threads` which matters go on, `candidates` who may be unnamed.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.ontology import DATA_BASE, iri

if TYPE_CHECKING:
    from councilgraph.store import Change, Store

INFERENCES = ("standing", "threads", "candidates")
"""In this order: what is set aside makes no thread, and proves nobody likely."""


def draw_all(store: Store, base: str = DATA_BASE) -> dict[str, Change | None]:
    """Draw every inference anew; tells by name what that changed."""
    return {name: draw(store, name, base) for name in INFERENCES}


def draw(store: Store, name: str, base: str = DATA_BASE) -> Change | None:
    """Draw one inference anew; tells what that changed, None where there never was anything to draw.

    The graph is wholly made of what the store holds, so that drawing it twice changes nothing. Records,
    reviews and the words are left as they are.
    """
    found = store.construct(files("councilgraph.queries").joinpath("inference", f"{name}.rq").read_text("utf-8"))
    graph = str(iri.graph(name, base=base))
    if not found and not store.content(graph):
        return None
    return store.replace(graph, found)
