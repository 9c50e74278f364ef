"""Gold files: where they are, which versions stand beside them, what they say."""

from __future__ import annotations

import glob
import json
import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from councilgraph.evaluation.facts import BODY, STANCES, Row, Rows
from councilgraph.evaluation.keys import NONE, nameless, spoken_for
from councilgraph.ontology.errors import CouncilgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE, ENDING = "gold.json", ".gold.json"
SETTINGS = "gold.toml"
"""Beside the records of a gold set: `held_out` lists those that the reader is never fitted to."""
LANGUAGE = re.compile(r"[a-z]{2,3}")


class GoldError(CouncilgraphError):
    """A gold file that is missing, or is none."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A gold file, and the language versions beside it by their codes."""

    name: str
    path: Path
    versions: dict[str, Path]
    held_out: bool


@dataclass(slots=True)
class Gold:
    """What is to be found: rows by kind, rows that count neither way, and (paragraph, who, what) → target."""

    rows: Rows = field(default_factory=lambda: defaultdict(Counter))
    optional: Rows = field(default_factory=lambda: defaultdict(Counter))
    targets: list[tuple[Row, str]] = field(default_factory=list)


def bundled_gold() -> list[GoldRecord]:
    """The gold set that comes with the package.

    >>> [record.name for record in bundled_gold() if record.held_out]
    ['working-group-report']
    """
    return find_gold([Path(str(resources.files("councilgraph.examples")))])


def find_gold(paths: Iterable[str | Path]) -> list[GoldRecord]:
    """The gold files behind paths, each once: a folder stands for all in it. Raises GoldError."""
    files: dict[Path, None] = {}
    for path in map(Path, paths):
        found = sorted(_below(path)) if path.is_dir() else [path]
        if not found:
            remedy = f"Gold files are named {FILE} or NAME{ENDING}."
            raise GoldError("the folder holds no gold file", where=str(path), remedy=remedy)
        files.update(dict.fromkeys(found))
    return [_record(file) for file in files]


def _below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*.json"):
        if file.name == FILE or file.name.endswith(ENDING):
            yield file


def _record(file: Path) -> GoldRecord:
    alone = file.name == FILE
    folder = file.resolve().parent
    name = folder.name if alone else file.name.removesuffix(ENDING).removesuffix(".json")
    versions = _versions(file.parent, "" if alone else f"{name}.")
    if not versions and file.is_file():
        wanted = "en.txt" if alone else f"{name}.en.txt"
        remedy = f"Put them there under names such as {wanted}."
        raise GoldError("no language version stands beside the gold file", where=str(file), remedy=remedy)
    return GoldRecord(name, file, versions, name in _held_out(folder.parent if alone else folder))


def _versions(folder: Path, prefix: str) -> dict[str, Path]:
    """Plain text goes before other formats of the same version."""
    from councilgraph.ingest.sources import SUFFIXES

    found: dict[str, Path] = {}
    files = [file for file in folder.glob(f"{glob.escape(prefix)}*") if file.suffix.lower() in SUFFIXES]
    for file in sorted(files, key=lambda file: (file.suffix != ".txt", file.name)):
        language = file.stem.removeprefix(prefix)
        if LANGUAGE.fullmatch(language):
            found.setdefault(language, file)
    return dict(sorted(found.items()))


def _held_out(folder: Path) -> frozenset[str]:
    file = folder / SETTINGS
    if not file.is_file():
        return frozenset()
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise GoldError(f"the file is no TOML ({error})", where=str(file), remedy="Mend it.") from error
    return frozenset(settings.get("held_out", ()))


def load_gold(file: Path) -> Gold:
    """The rows of a gold file. Raises GoldError for a file that is none."""
    try:
        content = json.loads(file.read_text("utf-8"))
        return read_gold(content)
    except OSError as error:
        problem = f"the gold file cannot be read ({error.strerror})"
        raise GoldError(problem, where=str(file), remedy="Check the path and its rights.") from error
    except ValueError as error:
        raise GoldError(f"the gold file is no JSON ({error})", where=str(file), remedy="Mend it.") from error
    except (KeyError, TypeError, AttributeError) as error:
        problem = f"the gold file does not have the expected form ({type(error).__name__}: {error})"
        raise GoldError(problem, where=str(file), remedy="examples/gold/README.md lists its keys.") from error


def read_gold(content: dict[str, Any]) -> Gold:
    """The rows of a gold file's content; keys as examples/gold/README.md lists them."""
    gold = Gold()
    for item in content.get("items", ()):
        gold.rows["items"][(item["number"],)] += 1
        gold.rows["item documents"].update((item["number"], symbol) for symbol in item["documents"])
    gold.rows["paragraphs"].update((number,) for number in content.get("paragraphs", ()))
    acts = content.get("acts", ())
    for act in acts:
        _act(gold, act)
    _speakers(gold, acts)
    for outcome in content.get("outcomes", ()):
        rows = _rows(gold, outcome)
        rows["outcomes"][(outcome["p"], outcome["type"])] += 1
        _target(gold, (outcome["p"], BODY, outcome["type"]), outcome)
    gold.rows["mandates"].update((one["p"], nameless(one["leader"])) for one in content.get("mandates", ()))
    for kind in ("references", "topics"):
        for number, keys in content.get(kind, {}).items():
            gold.rows[kind].update((number, key) for key in keys)
    return gold


def _rows(gold: Gold, entry: dict[str, Any]) -> Rows:
    return gold.optional if entry.get("optional") else gold.rows


def _act(gold: Gold, act: dict[str, Any]) -> None:
    rows = _rows(gold, act)
    row: Row = (act["p"], act["who"], act["act"])
    rows["acts"][row] += 1
    if act["act"] in STANCES:
        rows["positions"][row] += 1
        rows["on behalf of"].update((act["p"], act["who"], spoken_for(key)) for key in act.get("behalf", ()))
    _target(gold, row, act)


def _target(gold: Gold, row: Row, entry: dict[str, Any]) -> None:
    target = entry.get("target", NONE)
    if target != NONE and not entry.get("optional"):
        gold.targets.append((row, target))


def _speakers(gold: Gold, acts: Iterable[dict[str, Any]]) -> None:
    """A named speaker is one a paragraph; unnamed ones are as many as the most rows of one act."""
    seen: defaultdict[Row, Counter[str]] = defaultdict(Counter)
    for act in acts:
        row: Row = (act["p"], act["who"])
        if act.get("optional"):
            gold.optional["speakers"][row] = 1
        else:
            seen[row][act["act"]] += 1
    for row, done in seen.items():
        gold.rows["speakers"][row] = max(done.values()) if row[1].startswith("group:") else 1
