"""What the endpoint can do and what data it holds: SPARQL service description and VoID."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox
from councilgraph.ontology.terms import DATA_BASE

if TYPE_CHECKING:
    from councilgraph.server.source import Source
    from jinja2 import Template

TRIPLES = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CLASSES = """
SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE {
  ?s a ?class . FILTER(STRSTARTS(STR(?class), "https://w3id.org/councilgraph/ontology#"))
} GROUP BY ?class ORDER BY ?class
"""


def described(store: Source, root: str) -> list[ox.Triple]:
    """The description of the service at `root` (ends in /) over this store."""
    triples = store.select(TRIPLES).rows[0][0]
    classes = store.select(CLASSES).rows
    text = template().render(root=root, base=DATA_BASE, triples=triples, classes=classes)
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]


@cache
def template() -> Template:
    """The description with gaps."""
    from jinja2 import Environment, StrictUndefined

    text = files(__package__).joinpath("description.ttl.j2").read_text("utf-8")
    return Environment(undefined=StrictUndefined, autoescape=False).from_string(text)
