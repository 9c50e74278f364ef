"""Fixtures shared by all rooms: where real records are, and what must not be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COUNCILGRAPH_SHARED", ROOT.parent / "shared"))


def require(what: str, available: bool) -> None:
    """Skip when a means is missing on a user's machine; fail where it is required (COUNCILGRAPH_REQUIRE=1)."""
    if available:
        return
    if os.environ.get("COUNCILGRAPH_REQUIRE"):
        pytest.fail(f"{what} is required here and missing")
    pytest.skip(f"{what} is not available")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records and gold files."""
    require("the folder of real records", SHARED.is_dir())
    return SHARED
