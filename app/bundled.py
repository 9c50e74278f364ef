"""The example records that come with the package: one real meeting, retold in words of our own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

RETOLD = "c24-retold"


def example(name: str) -> Path:
    """Path of a bundled record by language and format.

    >>> example("zh.docx").suffix
    '.docx'
    """
    return Path(str(resources.files("councilgraph.examples").joinpath(RETOLD, name)))
