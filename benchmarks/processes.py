"""The processes of a server, as Linux tells of them; none where the system does not."""

from __future__ import annotations

from pathlib import Path

HOME = Path("/proc")


def under(process: int) -> list[int]:
    """The ids of all processes that a process began, and that those began."""
    tasks = HOME / str(process) / "task"
    lists = [task / "children" for task in tasks.iterdir()] if tasks.is_dir() else []
    children = [int(child) for listed in lists if listed.exists() for child in listed.read_text().split()]
    return [*children, *(one for child in children for one in under(child))]


def memory(process: int) -> float:
    """MB of memory that a process takes, its part of what it shares; 0 where the system does not tell."""
    told = HOME / str(process) / "smaps_rollup"
    if not told.exists():
        return 0.0
    lines = told.read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
