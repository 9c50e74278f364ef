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


def memory(process: int) -> tuple[float, float]:
    """MB of memory that a process holds, and its part of it where it shares some; 0 where the system does not tell."""
    told = HOME / str(process) / "smaps_rollup"
    lines = [line.split() for line in told.read_text().splitlines()] if told.exists() else []
    known = {line[0]: int(line[1]) / 1024 for line in lines if line[0] in ("Rss:", "Pss:")}
    return known.get("Rss:", 0.0), known.get("Pss:", 0.0)
