"""Write the crosswalk of WSIS action lines, Sustainable Development Goals and the Global Digital Compact.

    python tools/build_crosswalk.py

crosswalk.toml beside this file has the links and who says so; each becomes a node with its source.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from councilgraph.ontology.terms import ROOT, STATUS, TOPIC
from turtle_file import Node, text, write

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TARGET = "schemes/crosswalk.ttl"
CROSSWALK = ROOT + "crosswalk/"


def main(into: Path) -> None:
    tables = tomllib.loads((HERE / "crosswalk.toml").read_text("utf-8"))
    nodes = [source_node(key, source) for key, source in tables["source"].items()]
    for key, rows in tables["links"].items():
        nodes += links(key, tables["source"][key], rows)
    write(into / TARGET, "tools/build_crosswalk.py from tools/crosswalk.toml", nodes)


def source_node(key: str, source: dict[str, Any]) -> Node:
    """Where links come from, and how far they were checked."""
    node = Node(f"{CROSSWALK}source/{key}", "dcterms:BibliographicResource")
    node.add("skos:prefLabel", text(source["title"], "en"))
    node.add("dcterms:bibliographicCitation", text(source["citation"], "en"))
    node.add("rdfs:seeAlso", f"<{source['url']}>")
    node.add("skos:scopeNote", text(source["note"], "en"))
    return node


def links(key: str, source: dict[str, Any], rows: dict[str, list[str]]) -> Iterator[Node]:
    """One node for each cell of a table."""
    for topic, lines in rows.items():
        for line, _, note in (cell.partition(": ") for cell in lines):
            yield link(f"WSIS-{line}", topic, key, source, note)


def link(line: str, topic: str, key: str, source: dict[str, Any], note: str) -> Node:
    """An action line that bears on a goal or an objective."""
    checked = f"{line}/{topic}" in source.get("checked", [])
    node = Node(f"{CROSSWALK}{line}/{topic}", "cg:TopicLink")
    node.add("cg:linksFrom", f"<{TOPIC}{line}>")
    node.add("cg:linksTo", f"<{TOPIC}{topic}>")
    node.add("dcterms:source", f"<{CROSSWALK}source/{key}>")
    node.add("cg:status", f"<{STATUS.explicit if checked else STATUS.candidate}>")
    node.add("cg:confidence", "1.0" if checked else source["confidence"])
    if note:
        node.add("skos:note", text(note, "en"))
    return node


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=HERE.parent / "ontology", help="folder of the room")
    main(parser.parse_args().into)
