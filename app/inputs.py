"""Which files are meant: paths, folders and globs become one sorted list, each file once."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WILDCARDS = frozenset("*?[")


class InputError(CouncilgraphError):
    """A path names nothing that can be read."""

    exit_code = 3


@dataclass(slots=True)
class Inputs:
    """Files to read, in the order of their names, and what stood in the way of finding more.

    `passed_over` counts the files in folders whose ending no reader takes.
    """

    files: list[str] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    passed_over: int = 0


def find(paths: Iterable[str | Path], suffixes: Sequence[str]) -> Inputs:
    """The files behind `paths`. In folders only the given endings count; a file named outright is read."""
    inputs = Inputs()
    for path in map(str, paths):
        for found in _matches(path, inputs):
            if Path(found).is_dir():
                inputs.files += _walk(found, tuple(suffixes), inputs)
            else:
                inputs.files.append(found)
    inputs.files = sorted(set(inputs.files))
    return inputs


def _matches(path: str, inputs: Inputs) -> list[str]:
    """The path itself, or what it matches where it is a glob and no file has that very name."""
    if not WILDCARDS & set(path) or Path(path).exists():
        return [path]
    found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (a Path cannot expand an absolute pattern)
    if not found:
        inputs.problems.append(
            InputError("no file matches", where=path, remedy="Check the pattern and the folder it starts from.")
        )
    return found


def _walk(folder: str, suffixes: tuple[str, ...], inputs: Inputs) -> Iterator[str]:
    def hindered(error: OSError) -> None:
        reason = error.strerror or "unknown reason"
        problem = f"the folder cannot be read ({reason})"
        inputs.problems.append(InputError(problem, where=str(error.filename), remedy="Check its access rights."))

    before = len(inputs.problems)
    count = 0
    for place, _, names in os.walk(folder, onerror=hindered):
        for name in names:
            if name.startswith((".", "~$")):  # hidden files, and what Word leaves beside an open document
                continue
            if name.lower().endswith(suffixes):
                count += 1
                yield str(Path(place, name))
            else:
                inputs.passed_over += 1
    if not count and len(inputs.problems) == before:
        remedy = f"Readable are {', '.join(suffixes)}."
        inputs.problems.append(InputError("the folder holds no record", where=folder, remedy=remedy))
