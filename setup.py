"""Package layout: the rooms are top-level folders, installed under the one name `councilgraph`.

A wheel gets the scripts of the pages where npm is there to build them; without it the pages do without.
"""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from setuptools import setup
from setuptools.command.build_py import build_py

ROOMS = {"": "app"} | {name: name for name in ("ontology", "ingest", "shapes", "queries", "examples")}
FRONTEND = "app/server/frontend"
INSTALL = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--fetch-retries=1"]
DATA = ["*.ttl", "*.rq", "*.toml", "*.j2", "*.html", "*.json", "*.csv", "*.typed", "*.txt", "*.docx", "LICENSE"]


def packages() -> dict[str, str]:
    """Dotted package name → folder, for every folder of a room that holds an `__init__.py`."""
    found: dict[str, str] = {}
    for name, room in ROOMS.items():
        for marker in sorted(Path(room).rglob("__init__.py")):
            inner = marker.parent.relative_to(room).parts
            dotted = ".".join(part for part in ("councilgraph", name, *inner) if part)
            found[dotted] = marker.parent.as_posix()
    return found


class BuildPages(build_py):
    """Adds to the wheel what npm makes of `app/server/frontend`."""

    def run(self) -> None:
        """Builds everything else first."""
        super().run()
        if not self.editable_mode:
            bundle(Path(self.build_lib, "councilgraph", "server", "built").absolute())


def bundle(folder: Path) -> None:
    """Leaves the scripts of the pages in a folder; leaves none, and says so, where npm is missing or fails."""
    shutil.rmtree(folder, ignore_errors=True)
    npm = shutil.which("npm")
    with TemporaryDirectory() as place:
        source = shutil.copytree(FRONTEND, Path(place, "frontend"), ignore=shutil.ignore_patterns("node_modules"))
        for command in (INSTALL, ["run", "build", "--", str(folder)]):
            if npm is None or subprocess.run([npm, *command], cwd=source).returncode:
                print("the pages go without scripts: npm", "is missing" if npm is None else f"failed at {command[0]}")
                return


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
    exclude_package_data={"": [f"{inner}{name}/*" for inner in ("", "server/") for name in ("frontend", "built")]},
    cmdclass={"build_py": BuildPages},
)
