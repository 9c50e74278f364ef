"""Turtle written the same way every time: sorted subjects are the caller's, sorted values are ours."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
# Made by {maker}; edit its sources, not this file.
@prefix cg: <https://w3id.org/councilgraph/ontology#> .
@prefix dcmitype: <http://purl.org/dc/dcmitype/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def text(value: str, language: str = "") -> str:
    """A Turtle literal, with its language when there is one."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


class Node:
    """One subject and what is said of it, in the order it was said."""

    def __init__(self, iri: str, *classes: str) -> None:
        self.iri = iri
        self.classes = classes
        self.values: dict[str, list[str]] = defaultdict(list)

    def add(self, predicate: str, value: str) -> None:
        """State one value once; `value` is Turtle already."""
        if value not in self.values[predicate]:
            self.values[predicate].append(value)

    def turtle(self) -> str:
        lines = [f"<{self.iri}> a {', '.join(self.classes)}"]
        lines += [f"    {predicate} {' , '.join(values)}" for predicate, values in self.values.items() if values]
        return " ;\n".join(lines) + " .\n"


def write(path: Path, maker: str, nodes: list[Node]) -> None:
    """One file of nodes, each set apart by an empty line."""
    body = "\n".join(node.turtle() for node in nodes)
    path.write_text(f"{HEAD.format(maker=maker)}\n{body}", "utf-8")
