"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import councilgraph.queries
import pytest

MODULES = [module.name for module in pkgutil.walk_packages(councilgraph.queries.__path__, "councilgraph.queries.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) >= 13
