"""Write the reference data of bodies, coalitions, texts and topics from the tables beside this file.

    python tools/build_names.py

One `.toml` file a `.ttl` file; how a table is written is told at its head.
"""

from __future__ import annotations

import argparse
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from councilgraph.ontology import iri
from councilgraph.ontology.terms import DATA_BASE, TOPIC
from forms import LANGUAGES, name_node
from turtle_file import Node, text, write

HERE = Path(__file__).parent
FILES = {
    "bodies": "reference/bodies.ttl",
    "coalitions": "reference/coalitions.ttl",
    "texts": "reference/texts.ttl",
    "topics": "schemes/topic.ttl",
}
SCHEME = str(TOPIC).rstrip("/")
CLASSES = {
    "body": ("cg:Body",),
    "office": ("cg:Post",),
    "event": ("dcmitype:Event",),
    "coalition": ("cg:Coalition",),
    "text": ("cg:Document",),
    "topic": ("skos:Concept",),
}


def main(into: Path) -> None:
    for source, target in FILES.items():
        nodes = nodes_of(table_of(source))
        write(into / target, f"tools/build_names.py from tools/{source}.toml", nodes)


@cache
def table_of(name: str) -> dict[str, Any]:
    """One of the tables beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def nodes_of(tables: dict[str, Any]) -> list[Node]:
    """Every table of a file as nodes, in the order of the file."""
    kinds = [kind for kind in tables if kind in CLASSES]
    nodes = [node for kind in kinds for key, table in tables[kind].items() for node in things(kind, key, table)]
    return [*scheme(tables), *nodes]


def scheme(tables: dict[str, Any]) -> list[Node]:
    """The concept scheme of a file of topics."""
    if "topic" not in tables:
        return []
    node = Node(SCHEME, "skos:ConceptScheme")
    for predicate, words in tables["scheme"].items():
        for language in LANGUAGES:
            node.add(predicate, text(words[language], language))
    node.add("dcterms:license", "<https://creativecommons.org/licenses/by/4.0/>")
    return [node]


def things(kind: str, key: str, table: dict[str, Any]) -> list[Node]:
    """One node, or one for each number of a numbered series."""
    numbers = table.get("numbers")
    if not numbers:
        return [thing(kind, key, table)]
    return [thing(kind, key.replace("{n}", n), filled(table, "{n}", [n])) for n in numbers]


def thing(kind: str, key: str, table: dict[str, Any]) -> Node:
    table = filled(table, "{yy}", table.get("years", []))
    classes = CLASSES[kind] + ((f"cg:{table['class']}",) if "class" in table else ())
    node = Node(iri_of(kind, key), *classes)
    if kind != "coalition" or table.get("acronym"):
        node.add("skos:notation", text(key))
    for language in LANGUAGES:
        name_node(node, language, table.get(language, []), table.get("hidden", {}).get(language))
        for field, predicate in (("weak", "cg:weakForm"), ("false", "cg:falseForm")):
            for form in table.get(field, {}).get(language, []):
                node.add(predicate, text(form, language))
    links(node, table)
    if kind == "topic":
        define(node, key)
    return node


def define(node: Node, key: str) -> None:
    """What makes a topic a concept of its scheme: the scheme and a definition in every language."""
    node.add("skos:inScheme", f"<{SCHEME}>")
    for language in LANGUAGES:
        node.add("skos:definition", text(table_of("topic_definitions")[key][language], language))


def links(node: Node, table: dict[str, Any]) -> None:
    """What the node says of others."""
    for topic in table.get("topics", []):
        node.add("dcterms:subject", f"<{TOPIC}{topic}>")
    for topic in table.get("related", []):
        node.add("skos:related", f"<{TOPIC}{topic}>")
    for topic in table.get("broader", []):
        node.add("skos:broader", f"<{TOPIC}{topic}>")
    for predicate, values in table.get("also", {}).items():
        for value in values:
            node.add(predicate, value)


def iri_of(kind: str, key: str) -> str:
    if kind == "topic":
        return f"{TOPIC}{key}"
    if kind == "event":
        return f"{DATA_BASE}event/{quote(key, safe='')}"
    if kind == "coalition":
        return str(iri.coalition(key))
    return str(getattr(iri, {"body": "body", "office": "office", "text": "text"}[kind])(key))


def filled(table: Any, mark: str, values: list[str]) -> Any:
    """The table with each marked form repeated for every value."""
    if isinstance(table, dict):
        return {key: filled(value, mark, values) for key, value in table.items()}
    if isinstance(table, list):
        return [form for item in table for form in _repeated(item, mark, values)]
    return table


def _repeated(item: str, mark: str, values: list[str]) -> list[str]:
    return [item.replace(mark, value) for value in values] if mark in item else [item]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=HERE.parent / "ontology", help="folder of the room")
    main(parser.parse_args().into)
