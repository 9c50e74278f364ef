"""Where records are kept: a folder, memory, or a SPARQL 1.1 server; the same answers from each."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from councilgraph.store.place import Change, QueryError, StoreError
from councilgraph.store.store import FORMATS, Store

if TYPE_CHECKING:
    from councilgraph.store.place import Place

__all__ = ["FORMATS", "Change", "QueryError", "Store", "StoreError", "default_place", "open_store"]
MEMORY = "memory:"


def open_store(where: str | Path | None = None, *, read_only: bool = False) -> Store:
    """The store at `where`: a folder, `memory:`, or the URL of a SPARQL 1.1 server.

    Without `where`, the place of COUNCILGRAPH_STORE, else a folder under the user's data directory. A
    store opened for reading is never changed and can be read while another process writes to it; one opened
    for writing holds the reference data of this version afterwards. Raises StoreError.

    >>> with open_store("memory:") as store:
    ...     store.ask("PREFIX cg: <https://w3id.org/councilgraph/ontology#> ASK { ?state cg:iso3 'CHE' }")
    True
    """
    store = Store(_place(str(where or os.environ.get("COUNCILGRAPH_STORE") or default_place()), read_only))
    if not read_only:
        store.ensure_reference()
    return store


def _place(where: str, read_only: bool) -> Place:
    if where == MEMORY:
        from councilgraph.store.embedded import memory

        return memory()
    if where.startswith(("http://", "https://")):
        from councilgraph.store.remote import Remote

        return Remote(where)
    from councilgraph.store.embedded import folder

    if "://" in where:
        raise StoreError(
            "this is neither a folder nor an http(s) URL",
            where=where,
            remedy="Use a folder, memory: or http://….",
        )
    return folder(Path(where).expanduser(), read_only=read_only)


def default_place() -> Path:
    """Folder of the user's own store, where the system keeps programs' data."""
    home = Path.home()
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "councilgraph" / "store"
