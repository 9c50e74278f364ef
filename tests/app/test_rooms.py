"""The rule of the house: app → ingest, shapes, queries → ontology, and siblings never look at one another."""

from __future__ import annotations

import ast
from importlib import resources
from pathlib import Path

import pytest

HOUSE = "councilgraph"
MAY_USE = {
    "ontology": {"ontology"},
    "ingest": {"ingest", "ontology"},
    "shapes": {"shapes", "ontology"},
    "queries": {"queries", "ontology"},
    "app": {"app", "ingest", "shapes", "queries", "ontology", "examples"},
}
SIBLINGS = frozenset(MAY_USE) - {"app"}


def folder(room: str) -> Path:
    package = HOUSE if room == "app" else f"{HOUSE}.{room}"
    return Path(str(resources.files(package)))


def modules(room: str) -> list[Path]:
    """The room's files; in an installed wheel the others lie inside the doors' folder."""
    root = folder(room)
    return [file for file in root.rglob("*.py") if room != "app" or not SIBLINGS & set(file.relative_to(root).parts)]


def rooms_used(file: Path, room: str) -> set[str]:
    """Rooms named in the import statements of a file, wherever they stand in it."""
    used = set()
    depth = len(file.relative_to(folder(room)).parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            used |= {room_of(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == HOUSE else [module]
            used |= {room_of(name) for name in names}
        elif isinstance(node, ast.ImportFrom) and node.level > depth:
            used.add("a room above")
    return used - {""}


def room_of(module: str) -> str:
    """The room of a dotted module name, "" for what is not ours.

    >>> room_of("councilgraph.shapes.gate"), room_of("councilgraph.store"), room_of("rdflib")
    ('shapes', 'app', '')
    """
    parts = module.split(".")
    if parts[0] != HOUSE:
        return ""
    return parts[1] if len(parts) > 1 and parts[1] in MAY_USE.keys() | {"examples"} else "app"


@pytest.mark.parametrize("room", MAY_USE)
def test_rooms_import_only_what_they_may(room: str) -> None:
    files = modules(room)
    assert files
    wrong = {str(file): used - MAY_USE[room] for file in files if (used := rooms_used(file, room)) - MAY_USE[room]}
    assert wrong == {}


def test_a_wrong_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "inner" / "module.py"
    file.parent.mkdir()
    file.write_text(
        "def f():\n"
        "    from councilgraph import shapes, store\n"
        "    import councilgraph.queries.table\n"
        "    from ... import x\n"
    )
    monkeypatch.setitem(globals(), "folder", lambda _: tmp_path)
    assert rooms_used(file, "ingest") == {"shapes", "app", "queries", "a room above"}
