"""Package layout: the rooms are top-level folders, installed under the one name `councilgraph`."""

from pathlib import Path

from setuptools import setup

ROOMS = {"": "app"} | {name: name for name in ("ontology", "ingest", "shapes", "queries", "examples")}
DATA = ["*.ttl", "*.rq", "*.toml", "*.j2", "*.json", "*.csv", "*.typed", "*.txt", "*.docx", "LICENSE"]


def packages() -> dict[str, str]:
    """Dotted package name → folder, for every folder of a room that holds an `__init__.py`."""
    found: dict[str, str] = {}
    for name, room in ROOMS.items():
        for marker in sorted(Path(room).rglob("__init__.py")):
            inner = marker.parent.relative_to(room).parts
            dotted = ".".join(part for part in ("councilgraph", name, *inner) if part)
            found[dotted] = marker.parent.as_posix()
    return found


version = next(
    line.split('"')[1] for line in Path("app/version.py").read_text("utf-8").splitlines() if "VERSION" in line
)
layout = packages()
patterns = [inner + kind for inner in ("", "*/", "*/*/") for kind in DATA]
setup(
    version=version,
    package_dir=layout,
    packages=list(layout),
    package_data=dict.fromkeys(layout, patterns),
)
