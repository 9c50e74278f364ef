"""English names of things, for graphs that must stand alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyoxigraph as ox

PREF_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@cache
def english_labels() -> dict[str, str]:
    """Path of a thing's IRI below the data base ("state/CHE") → its English name."""
    labels = {}
    for file in files(__package__).joinpath("reference").iterdir():
        if file.name.endswith(".ttl"):
            for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
                if quad.predicate == PREF_LABEL and quad.object.language == "en":
                    labels["/".join(quad.subject.value.split("/")[5:])] = quad.object.value
    return labels
