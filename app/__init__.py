"""councilgraph: a knowledge graph of council proceedings.

>>> import councilgraph
>>> with councilgraph.open_store("memory:") as store:
...     store.graphs()
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from councilgraph.version import VERSION

if TYPE_CHECKING:
    from councilgraph.api import RefusedError, ask, network, open_store, read
    from councilgraph.ontology.errors import CouncilgraphError
    from councilgraph.store import Store

__version__ = VERSION
__all__ = ["CouncilgraphError", "RefusedError", "Store", "__version__", "ask", "network", "open_store", "read"]
_HOMES = {
    "CouncilgraphError": "councilgraph.ontology.errors",
    "RefusedError": "councilgraph.api",
    "Store": "councilgraph.store",
    "ask": "councilgraph.api",
    "network": "councilgraph.api",
    "open_store": "councilgraph.api",
    "read": "councilgraph.api",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: `councilgraph --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
