"""Just enough of SPARQL's surface to tell what a query is, before anybody runs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox
from councilgraph.store.place import QueryError

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
# One alternation, no nesting: linear on hostile text. Whatever may hold a word that is not a keyword comes
# before words: IRIs, strings, comments, variables, prefixed names, language tags.
TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]*
              | <[^<>"{}|^`\\\x00-\x20]*>
              | \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*+\"\"\"
              | '''(?:[^'\\]|\\.|'(?!''))*+'''
              | "(?:[^"\\\n\r]|\\.)*+"
              | '(?:[^'\\\n\r]|\\.)*+'
              | [?$]\w+
              | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
              | (?:[^\W\d_][\w.-]*+)?:(?:[\w.:%-]|\\.)*+
              | \d+(?:\.\d*)?(?:[eE][+-]?\d+)? )
    | (?P<word> [^\W\d]\w* )
    | (?P<mark> \S )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its surface tells.

    `form` is SELECT, ASK, CONSTRUCT or DESCRIBE; `words` are all bare words in capitals; `open_columns` is
    true for `SELECT *`, whose columns each engine orders in its own way.
    """

    text: str
    form: str
    words: frozenset[str]
    open_columns: bool

    @property
    def chooses_graphs(self) -> bool:
        """Whether the query names its own dataset."""
        return "FROM" in self.words


def understand(text: str) -> Query:
    """The query with its form; raises QueryError when it is an update or no query at all.

    >>> understand("PREFIX a: <http://a/select#> ASK { ?select a:ask 'SELECT' }").form
    'ASK'
    """
    tokens = [(match.lastgroup, match.group()) for match in TOKEN.finditer(text) if match.lastgroup != "skip"]
    words = [token.upper() for kind, token in tokens if kind == "word"]
    form = next((word for word in words if word in FORMS), "")
    update = next((word for word in words if word in UPDATES), "")
    if update and (not form or words.index(update) < words.index(form)):
        raise QueryError(
            f"{update} changes the store, and only `councilgraph read` does that",
            remedy="Write a SELECT, ASK, CONSTRUCT or DESCRIBE query.",
        )
    if not form:
        raise QueryError("this is no SPARQL query", remedy="Begin with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return Query(text, form, frozenset(words), form == "SELECT" and _selects_all(tokens))


def _selects_all(tokens: list[tuple[str | None, str]]) -> bool:
    after = iter(tokens)
    for _, token in after:
        if token.upper() == "SELECT":
            break
    first = next((token for _, token in after if token.upper() not in ("DISTINCT", "REDUCED")), "")
    return first == "*"


def with_prefixes(text: str) -> str:
    """The query with the prefixes of the vocabulary in front; its own declarations come later and win."""
    from councilgraph.ontology.terms import PREFIXES

    # On one line, so that line numbers in messages stay those of the user's text.
    return " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items()) + " " + text


def refuse_outside_data(query: Query) -> None:
    """Raise where an embedded store would be made to fetch from elsewhere, or to look past the union."""
    if "SERVICE" in query.words:
        raise QueryError(
            "SERVICE is refused: an embedded store sends no query to other servers",
            remedy="Point --store at a SPARQL server that may, or leave SERVICE out.",
        )
    if query.chooses_graphs:
        raise QueryError(
            "FROM is refused: an embedded store answers on the union of all its graphs",
            remedy="Leave FROM out, or name one graph with GRAPH <…> { … }.",
        )


def replacement(name: str, content: bytes) -> str:
    """The update that makes `content` (N-Triples) the whole of a graph and keeps the default graph the union
    of all named ones: one request, one transaction.

    The union is kept as triples because engines that make it up while they answer (Oxigraph's own option,
    for one) count a triple twice when two graphs state it, as the language versions of a record do.
    N-Triples are triples of SPARQL as they stand; the name is checked to be an IRI (ValueError).
    """
    graph = ox.NamedNode(name)
    return f"""
        DELETE {{ ?s ?p ?o }} WHERE {{
            GRAPH {graph} {{ ?s ?p ?o }}
            FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }}
        }} ;
        DROP SILENT GRAPH {graph} ;
        INSERT DATA {{ GRAPH {graph} {{\n{content.decode()}}} }} ;
        INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}
    """
