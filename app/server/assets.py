"""The scripts and style sheets that npm builds from `frontend/`; where they were not built, pages do without.

The build writes into `built/`: files named by the hash of what they hold, and `manifest.json`, which says for each
entry ("network", "editor") which files its page loads.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from councilgraph.server.reply import Reply, problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
KEPT = "public, max-age=31536000, immutable"
BARE = (
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'; style-src 'self'"
)
GRIPS = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""The one style sheet that YASGUI writes itself: the grips by which columns of its tables are widened."""
SCRIPTED = f"{BARE} {GRIPS}; script-src 'self'; connect-src 'self'"
"""What a page with a script may do beyond the others: run what was built, and ask this server; no other."""


def folder() -> Traversable:
    """Where the build writes."""
    return files(__package__).joinpath("built")


@cache
def manifest() -> dict[str, list[str]]:
    """The names of the files that each entry loads; nothing where nothing was built."""
    listed = folder().joinpath("manifest.json")
    found: dict[str, list[str]] = json.loads(listed.read_text("utf-8")) if listed.is_file() else {}
    return found


@cache
def names() -> frozenset[str]:
    """The names of all files that were built."""
    known = (file.name for file in folder().iterdir()) if manifest() else ()
    return frozenset(name for name in known if suffix(name) in TYPES)


def asset(name: str, *, packed: bool) -> Reply:
    """A file that was built, compressed where the client takes it so; 404 where there is none of that name."""
    if name not in names():
        return problem(404, "Not Found")
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
    return Reply(contents(name, packed), f"{TYPES[suffix(name)]}; charset=utf-8", headers=headers)


@cache
def contents(name: str, packed: bool) -> bytes:
    """The bytes of a file, compressed once for all who ask."""
    body = folder().joinpath(name).read_bytes()
    return gzip.compress(body, mtime=0) if packed else body


def suffix(name: str) -> str:
    """The ending of a file's name.

    >>> suffix("network-ab12.js")
    '.js'
    """
    return name[name.rfind(".") :]
