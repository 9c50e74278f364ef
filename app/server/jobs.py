"""What a worker can be asked to do: a name, and a function of the store that gives a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph import queries
from councilgraph.server import description, writing
from councilgraph.server.pages import asking, bounding, covering, drawing, editing, rendering, searching, things
from councilgraph.server.pages.choosing import choices
from councilgraph.store.sparql import with_prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from councilgraph.server.reply import Reply
    from councilgraph.server.source import Source


def query(store: Source, *, text: str, form: str, address: dict[str, Any]) -> Reply:
    """The answer to a visitor's query; `form` is one of those of its kind of query, or "html" for a page."""
    if form == "html":
        return editing.answered(store, text, address)
    found = store.found(with_prefixes(text))
    return writing.triples(found, form) if isinstance(found, list) else writing.rows(found, form)


def describe(store: Source, *, root: str, form: str) -> Reply:
    """The endpoint and its data, described as RDF; `root` is the address of the server."""
    return writing.triples(description.described(store, root), form)


JOBS: dict[str, Callable[..., Reply]] = {
    "query": query,
    "describe": describe,
    "questions": asking.listed,
    "ask": asking.asked,
    "editor": editing.editor,
    "home": searching.home,
    "search": searching.search,
    "network": drawing.network,
    "coverage": covering.covered,
    "thing": things.thing,
}


def prepare() -> None:
    """Load what jobs need, before the first one waits for it."""
    queries.questions()
    rendering.warm()
    drawing.warm()


def ready(store: Source) -> None:
    """Look up what forms and the search need, before somebody waits for it."""
    kinds = {one.kind: one for question in queries.questions().values() for one in question.parameters}
    for parameter in kinds.values():
        choices(store, parameter, "en")
    searching.names(store)
    searching.listed_first(store)
    bounding.positions(store, rendering.Address("", ""))
