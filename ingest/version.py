"""The version that readings are marked with."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def software_version() -> str:
    """The installed version of the software."""
    return metadata.version("councilgraph")


SOFTWARE = software_version()
