"""Where a benchmark writes what it measured: between its marks in README.md beside this file."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

README = Path(__file__).resolve().parent / "README.md"


def write(name: str, measure: Callable[[Path], str]) -> None:
    """Measure in a folder of its own, and put the tables between the marks of this name; prints them too."""
    between = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
    with TemporaryDirectory() as work:
        tables = measure(Path(work))
    README.write_text(between.sub(lambda found: found[1] + tables + found[2], README.read_text("utf-8")), "utf-8")
    print(tables)
