"""The Turtle files of the room, parsed once; generated examples without a time limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from rdflib import Graph

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOM = Path(__file__).resolve().parents[2] / "ontology"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture(scope="session")
def core() -> Graph:
    """The vocabulary."""
    return Graph().parse(ROOM / "core.ttl")


@pytest.fixture(scope="session")
def align() -> Graph:
    """The links to other vocabularies."""
    return Graph().parse(ROOM / "align.ttl")


@pytest.fixture(scope="session")
def concepts() -> Graph:
    """All concept schemes."""
    graph = Graph()
    for file in sorted((ROOM / "schemes").glob("*.ttl")):
        graph.parse(file)
    return graph
