"""What other programs call: read a record, open a store, ask a question."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from councilgraph.queries import Answer
    from councilgraph.queries.network import Design, Study
    from councilgraph.shapes import Finding
    from rdflib import Graph

__all__ = ["RefusedError", "ask", "network", "open_store", "read"]


class RefusedError(CouncilgraphError):
    """The gate refuses a record; `findings` are all that it found, violations first."""

    exit_code = 4

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(f"the gate refuses the record: {findings[0]}", where=path)


def read(
    path: str | Path,
    *,
    language: str | None = None,
    profile: str | None = None,
    session: str | None = None,
    meeting: int | None = None,
    date: dt.date | str | None = None,
    base: str | None = None,
) -> Graph:
    """The graph of one record (.docx, .txt, .html or .pdf), held against the gate.

    Its `identifier` names the graph, so that `store.replace(graph.identifier, graph)` stores it. What is not
    given is read from the text or stays unknown: `language` is a code (en, zh), `profile` the name of a way
    of writing records, `session` a code such as C24, `meeting` the number of the meeting in its session,
    `date` a day (as ISO 8601 text, too), `base` the IRI under which the data is named. Raises RefusedError
    when a shape is violated, and other CouncilgraphErrors when the file cannot be read.

    >>> from councilgraph.bundled import example
    >>> graph = read(example("en.txt"))
    >>> from councilgraph.ontology.terms import CG
    >>> len(set(graph.subjects(CG.paragraphNumber)))
    25
    """
    from councilgraph.ingest import DATA_BASE, ReadOptions, read_record
    from councilgraph.shapes import validate
    from rdflib import Graph, URIRef

    options = ReadOptions(
        language=language,
        profile=profile,
        session=session,
        meeting=meeting,
        date=dt.date.fromisoformat(date) if isinstance(date, str) else date,
        base=base or DATA_BASE,
    )
    reading = read_record(path, options)
    report = validate(reading.graph, profile=reading.profile)
    if not report.conforms:
        raise RefusedError(str(path), report.findings)
    named = Graph(identifier=URIRef(reading.graph_iri), bind_namespaces="none")
    named += reading.graph
    return named


def ask(store: Store, question: str, **parameters: str) -> Answer:
    """The answer of a store to one of the questions that `councilgraph ask` lists.

    Parameters are written as on the command line, with _ for -. Raises a QuestionError for a question, a
    parameter or a value that is unknown; `render("table")` makes text of the answer.

    >>> from councilgraph.bundled import example
    >>> with open_store("memory:") as store:
    ...     graph = read(example("zh.txt"))
    ...     store.replace(graph.identifier, graph)
    ...     answer = ask(store, "who-supported-the-amendment", resolution="1332")
    <Change.ADDED: 'added'>
    >>> [section.name for section in answer.sections]
    ['named', 'unnamed', 'silent']
    """
    from councilgraph.queries import answer

    return answer(store.select, question, **parameters)


def network(
    store: Store,
    design: Design | None = None,
    *,
    named_only: bool = False,
    without: Collection[str] = (),
    **parameters: str,
) -> Study:
    """The network of who stands where, or what a `councilgraph.queries.network.Design` makes of it.

    Parameters are those of the question which-links-make-the-network; `named_only` leaves unnamed groups out,
    `without` those who spoke in some capacities ("chair"). The result has `graph` (of networkx),
    `write(form)` (bytes of GraphML, GEXF, …) and `to_pandas()`. Raises QuestionErrors.

    >>> from councilgraph.bundled import example
    >>> from councilgraph.queries.network import Design, Recipe
    >>> with open_store("memory:") as store:
    ...     graph = read(example("en.txt"))
    ...     store.replace(graph.identifier, graph)
    ...     camps = network(store, Design(Recipe(relation="congruence"), communities="louvain"))
    <Change.ADDED: 'added'>
    >>> sorted(label for _, label in camps.graph.nodes(data="label"))[-2:]
    ['United Arab Emirates', 'chair (C24/5)']
    """
    from councilgraph.queries.network import build, study

    links = build(store.select, named_only=named_only, without=without, **parameters)
    return study(links, design)
