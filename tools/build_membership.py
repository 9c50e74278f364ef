"""Write ontology/reference/membership.ttl from the table of Council seats and `members.toml`.

    python tools/build_membership.py itu-council-members.csv

The table has the columns term ("2023-2026"), region (A to E) and iso3.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from pathlib import Path
from typing import Any

from councilgraph.ontology import iri
from turtle_file import Node, text, write

HERE = Path(__file__).parent


def main(table: Path, into: Path) -> None:
    settings = tomllib.loads((HERE / "members.toml").read_text("utf-8"))
    with table.open(encoding="utf-8", newline="") as lines:
        seats = sorted(csv.DictReader(lines), key=lambda row: (row["term"], row["region"], row["iso3"]))
    nodes = [seat(row, settings["terms"][row["term"]]) for row in seats]
    for group, facts in settings["group"].items():
        nodes += members(group, facts)
    target = into / "reference/membership.ttl"
    write(target, "tools/build_membership.py from tools/members.toml", nodes)


def seat(row: dict[str, str], source: str) -> Node:
    """One seat in the Council for one term."""
    first, last = row["term"].split("-")
    node = membership("ITU-C", str(iri.body("ITU-C")), first, row["iso3"])
    node.add("cg:endYear", last)
    node.add("cg:region", text(row["region"]))
    node.add("dcterms:source", text(source, "en"))
    return node


def members(group: str, facts: dict[str, Any]) -> list[Node]:
    """The members of one coalition, by year of entry."""
    nodes = []
    for year, states in facts["since"].items():
        for iso3 in states.split():
            node = membership(group, str(iri.coalition(group)), year, iso3)
            if iso3 in facts.get("until", {}):
                node.add("cg:endYear", str(facts["until"][iso3]))
            node.add("dcterms:source", text(facts["source"], "en"))
            nodes.append(node)
    return nodes


def membership(key: str, whole: str, year: str, iso3: str) -> Node:
    node = Node(str(iri.membership(key, int(year), iso3)), "cg:Membership")
    node.add("cg:member", f"<{iri.state(iso3)}>")
    node.add("cg:ofBody", f"<{whole}>")
    node.add("cg:startYear", year)
    return node


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--into", type=Path, default=HERE.parent / "ontology", help="folder of the room")
    given = parser.parse_args()
    main(given.table, given.into)
