"""The tutorial runs: cell by cell in plain Python, and as a notebook where Jupyter's client is installed."""

from __future__ import annotations

import json
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import require

TUTORIAL = Path(__file__).resolve().parents[2] / "examples" / "tutorial.ipynb"
NEEDS = {"pandas": "pandas", "notebook": "IPython"}
JUPYTER = ("nbclient", "nbformat", "ipykernel", "pandas")


def installed(name: str) -> bool:
    """Whether a package is there."""
    return util.find_spec(name) is not None


def cells() -> list[dict[str, Any]]:
    """The cells that hold code."""
    found = json.loads(TUTORIAL.read_text("utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def test_each_cell_runs() -> None:
    """Those whose package is missing are left out; no later cell needs what they make."""
    namespace: dict[str, Any] = {}
    for cell in cells():
        if all(installed(NEEDS[tag]) for tag in cell["metadata"].get("tags", [])):
            exec(compile("".join(cell["source"]), str(TUTORIAL), "exec"), namespace)
    assert len(namespace["again"]) > 1
    assert namespace["picture"].startswith("<?xml")


def test_the_tutorial_is_kept_without_results() -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells())


@pytest.mark.filterwarnings("ignore")
def test_it_runs_as_a_notebook() -> None:
    require("Jupyter", all(map(installed, JUPYTER)))
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(TUTORIAL, as_version=4)
    NotebookClient(notebook, timeout=120).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in shown if output.output_type == "error"] == []
    assert any("text/html" in output.get("data", {}) for output in shown)
