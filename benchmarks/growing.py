"""A store as large as wanted: the sessions of the corpus held again and again, each time on papers of its own.

Each copy has its own sessions, years, meetings, records, papers and resolutions, and so its own threads; states,
bodies, coalitions, topics and other forums' texts are the same in all, as they are in life. Nothing is random: the
same corpus grows to the same quads.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import councilgraph
import pyoxigraph as ox
from councilgraph.inference import INFERENCES, draw_all
from councilgraph.ontology import iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "corpus"
SESSIONS, GROUP_MEETINGS, RESOLUTIONS = 3, 4, 100
"""What a copy adds to the years, to the numbers of groups' meetings and to those of resolutions."""
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:C(?P<session>\d\d)(?!\d)|(?P<group>CWG-[A-Z]+(?:(?:&|%26)[A-Z]+)?-)(?P<meeting>\d+)"
    r"|(?P<resolution>13\d\d)(?![\d.]))"
)
YEAR = re.compile(
    r'"(20\d\d)(?=(?:-\d\d-\d\d[^"]*)?"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|date|dateTime)>)'
)


def corpus() -> dict[str, bytes]:
    """The graphs of the corpus and what is drawn from them together, as N-Triples by name."""
    with councilgraph.open_store("memory:") as store:
        for path in sorted(CORPUS.glob("*.txt")):
            graph = councilgraph.read(path)
            store.replace(str(graph.identifier), graph)
        draw_all(store)
        drawn = (str(iri.graph(name)) for name in INFERENCES)
        return {name: store.content(name) for name in (*store.graphs(), *drawn)}


def quads(graphs: Mapping[str, bytes], copies: int) -> Iterator[ox.Quad]:
    """The quads of so many copies, each in its named graph; the first copy is the corpus itself."""
    for copy in range(copies):
        for name, content in graphs.items():
            graph = ox.NamedNode(renamed(name, copy))
            for quad in ox.parse(renamed(content.decode(), copy).encode(), ox.RdfFormat.N_TRIPLES):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def renamed(text: str, copy: int) -> str:
    """N-Triples as they stand in a copy.

    >>> renamed('"C24/60" "2024"^^<http://www.w3.org/2001/XMLSchema#integer> "1332" "CWG-FHR-19/3"', 2)
    '"C30/60" "2030"^^<http://www.w3.org/2001/XMLSchema#integer> "1532" "CWG-FHR-27/3"'
    """

    def number(found: re.Match[str]) -> str:
        if found["session"]:
            return f"C{int(found['session']) + SESSIONS * copy}"
        if found["group"]:
            return f"{found['group']}{int(found['meeting']) + GROUP_MEETINGS * copy}"
        return str(int(found["resolution"]) + RESOLUTIONS * copy)

    if copy == 0:
        return text
    return YEAR.sub(lambda found: f'"{int(found[1]) + SESSIONS * copy}', NUMBER.sub(number, text))
