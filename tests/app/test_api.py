"""What other programs call: the examples in its documentation run, and nothing loads before it is used."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import councilgraph
import pytest
from councilgraph.bundled import example
from councilgraph.store import Change
from rdflib import Graph, URIRef

ROOMS = ("ingest", "shapes", "queries", "ontology", "examples")
DOORS = sorted(
    module.name
    for module in pkgutil.walk_packages(councilgraph.__path__, "councilgraph.")
    if module.name.split(".")[1] not in ROOMS
)


@pytest.mark.parametrize("name", ["councilgraph", *DOORS])
def test_examples_in_documentation_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_face_is_documented() -> None:
    examples = [
        name
        for name in ("read", "ask", "network", "open_store")
        if ">>>" in (getattr(councilgraph, name).__doc__ or "")
    ]
    assert examples == ["read", "ask", "network", "open_store"]
    assert set(councilgraph.__all__) <= set(dir(councilgraph))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wright'"):
        councilgraph.wright  # noqa: B018


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, councilgraph; print({'rdflib', 'pyoxigraph', 'typer'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def test_a_read_graph_can_be_stored_under_its_own_name() -> None:
    graph = councilgraph.read(example("zh.docx"))
    assert isinstance(graph.identifier, URIRef)
    with councilgraph.open_store("memory:") as store:
        assert store.replace(str(graph.identifier), graph) is Change.ADDED
        assert store.graphs() == (str(graph.identifier),)


def test_the_gate_stands_before_the_public_reader_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from councilgraph import ingest

    read = ingest.read_record

    def spoilt(path: str, options: ingest.ReadOptions) -> ingest.RecordReading:
        reading = read(path, options)
        for triple in list(Graph().parse(data=reading.graph.serialize(format="nt"), format="nt")):
            if "paragraphNumber" in triple[1]:
                reading.graph.remove(triple)
        return reading

    monkeypatch.setattr(ingest, "read_record", spoilt)
    with pytest.raises(councilgraph.RefusedError) as caught:
        councilgraph.read(example("en.txt"))
    assert caught.value.findings
    assert caught.value.exit_code == 4


def test_a_day_may_be_text() -> None:
    graph = councilgraph.read(example("en.txt"), date="2024-06-10", base="https://data.example/id/")
    assert str(graph.identifier).startswith("https://data.example/id/record/")
