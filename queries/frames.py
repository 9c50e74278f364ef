"""Rows as pandas tables, where pandas is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from councilgraph.queries.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

PACKAGE, EXTRA = "pandas", "notebook"


def frame(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    """A table with these columns; what a row does not know is missing. Raises MissingExtraError."""
    if find_spec(PACKAGE) is None:
        raise MissingExtraError(PACKAGE, EXTRA)
    pandas = import_module(PACKAGE)
    table: DataFrame = pandas.DataFrame.from_records([dict(row) for row in rows], columns=list(columns))
    return table
