"""Fixtures shared by all rooms: where real records are, and what must not be skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "councilgraph-tests"
SHARED = Path(os.environ.get("COUNCILGRAPH_SHARED", ROOT.parent / "shared"))


def require(what: str, available: bool) -> None:
    """Skip when a means is missing on a user's machine; fail where it is required (COUNCILGRAPH_REQUIRE=1)."""
    if available:
        return
    if os.environ.get("COUNCILGRAPH_REQUIRE"):
        pytest.fail(f"{what} is required here and missing")
    pytest.skip(f"{what} is not available")


def from_maven(artifact: str, version: str, classifier: str = "") -> Path:
    """A jar (group:artifact) of Maven Central, fetched once into the user's cache; required with Java."""
    name = artifact.rpartition(":")[2]
    jar = CACHE / f"{name}-{version}{classifier and f'-{classifier}'}.jar"
    if not jar.exists() and shutil.which("mvn"):
        wanted = f"-Dartifact={artifact}:{version}{classifier and f':jar:{classifier}'}"
        copy = ["mvn", "-q", "-B", "dependency:copy", wanted, f"-DoutputDirectory={CACHE}"]
        subprocess.run(copy, cwd=Path.home(), check=False, capture_output=True, timeout=600)
    require(f"{name}.jar from Maven Central", jar.exists())
    return jar


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records and gold files."""
    require("the folder of real records", SHARED.is_dir())
    return SHARED
