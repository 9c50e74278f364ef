"""The ontology and the shapes under their own addresses, as RDF and, where it was written, as a page."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.ontology.data import turtle_files
from councilgraph.server import writing
from councilgraph.server.negotiation import PAGE, TRIPLES
from councilgraph.server.reply import Reply, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

DOCUMENTED = "ontology"
NAMES = (DOCUMENTED, "shapes")
OWN_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def forms(name: str) -> Mapping[str, str]:
    """Forms in which a vocabulary is there, by name."""
    return TRIPLES | PAGE if name == DOCUMENTED and page().is_file() else TRIPLES


@cache
def vocabulary(name: str, form: str) -> Reply:
    """A vocabulary in one of its forms; Turtle is as written."""
    if form == "html":
        return documentation()
    turtle = "\n".join(file.read_text("utf-8") for file in turtle_of(name))
    if form == "turtle":
        return text(turtle, "text/turtle; charset=utf-8")
    triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    return writing.triples(triples, form)


def turtle_of(name: str) -> list[Traversable]:
    """The files of a vocabulary, in order."""
    if name == DOCUMENTED:
        return [file for home, file in turtle_files() if home == DOCUMENTED]
    shapes = (file for file in files("councilgraph.shapes").iterdir() if file.name.endswith(".ttl"))
    return sorted(shapes, key=lambda file: file.name)


def documentation() -> Reply:
    """The page that tools/document_ontology.py wrote; of inline styles its own alone are allowed."""
    html = page().read_text("utf-8")
    hashes = (hashlib.sha256(style.encode()).digest() for style in OWN_STYLE.findall(html))
    sources = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)
    policy = f"default-src 'none'; style-src {sources}; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    return text(html, "text/html; charset=utf-8", Content_Security_Policy=policy)


def page() -> Traversable:
    """Where the page is, if it was written."""
    return files("councilgraph.server.pages").joinpath("ontology.html")
