"""What npm builds for the pages: in the wheel where npm is there, done without and said to be missing where not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from councilgraph.server import assets

from tests.app.server.conftest import served
from tests.conftest import ROOT, require

if TYPE_CHECKING:
    import httpx

BUILT = "councilgraph/server/built/"
HTML = {"Accept": "text/html"}
TOOLS = ("sh", "env", "uname")
"""What the build needs beside Python itself."""


def copied(folder: Path) -> Path:
    """The sources alone, without what was built or installed among them."""
    unwanted = shutil.ignore_patterns("node_modules", "built", "build", "*.egg-info", ".*", "__pycache__", "tests")
    return Path(shutil.copytree(ROOT, folder / "source", ignore=unwanted))


def wheel(folder: Path, path: str) -> Path:
    """The wheel of this checkout as built with the programs on a path."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(copied(folder))]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path, "PYTHONWARNINGS": ""}, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built without npm."""
    folder = tmp_path_factory.mktemp("bare")
    programs = folder / "bin"
    programs.mkdir()
    for name in TOOLS:
        (programs / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    return wheel(folder, str(programs))


def test_a_wheel_built_with_npm_carries_what_the_pages_load(tmp_path: Path) -> None:
    require("npm", shutil.which("npm") is not None)
    with ZipFile(wheel(tmp_path, os.environ["PATH"])) as archive:
        names = set(archive.namelist())
        entries = json.loads(archive.read(f"{BUILT}manifest.json"))
    assert set(entries) == {"network", "editor"}
    assert {BUILT + file for files in entries.values() for file in files} <= names
    assert not [name for name in names if "frontend" in name or "node_modules" in name]


def test_a_wheel_built_without_npm_serves_all_and_says_what_is_missing(
    bare: Path, filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(bare) as archive:
        assert not [name for name in archive.namelist() if name.startswith(BUILT) or "frontend" in name]
        archive.extractall(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "installed"))
    monkeypatch.chdir(tmp_path)
    with served(filled_folder, tmp_path / "log") as client:
        for path in ("/network", "/sparql"):
            response = client.get(path, headers=HTML)
            assert response.status_code == 200
            assert "npm" in response.text
            assert "<script" not in response.text
            assert "script" not in response.headers["content-security-policy"]
        assert "<svg" in client.get("/network", headers=HTML).text
        answer = client.post("/sparql", data={"query": "SELECT * { ?s cg:iso3 'CHE' }", "format": "html"})
        assert "/state/CHE" in answer.text


def test_what_was_built_is_kept_by_browsers_for_good(client: httpx.Client) -> None:
    require("the scripts that npm builds", bool(assets.manifest()))
    for name in {name for files in assets.manifest().values() for name in files}:
        packed = client.get(f"/assets/{name}", headers={"Accept-Encoding": "gzip"})
        plain = client.get(f"/assets/{name}", headers={"Accept-Encoding": "identity"})
        assert packed.content == plain.content
        assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
        assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert packed.headers["vary"].split(", ")[0] == "Accept-Encoding"
        kind = "javascript" if name.endswith(".js") else "css"
        assert plain.headers["content-type"] == f"text/{kind}; charset=utf-8"


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fassets.py", "none.js", "%00", ""])
def test_nothing_else_is_served_from_there(client: httpx.Client, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404
