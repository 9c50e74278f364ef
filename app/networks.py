"""Networks as files: what the command line and the server write alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from councilgraph.queries.network import Study
    from networkx import Graph

    Rasterise = Callable[[str], bytes]

PICTURES = ("svg", "png")
SHOWN = ("network", "matrix")
TABLE = "csv"
FORMS = (
    *(*PICTURES, "graphml", "gexf", "gexf-dynamic", "pajek", "cytoscape", "node-link"),
    *(TABLE, "edges", "nodes", "polarisation", "statements"),
)


def written(found: Study, form: str, png: Rasterise, *, picture: str = "network") -> bytes:
    """A study as the bytes of a file in one of FORMS; `picture` is one of SHOWN, `png` makes one of an SVG."""
    if picture == "matrix":
        return matrix(found, form, png)
    return found.write("edges" if form == TABLE else form, lambda graph, kind: drawn(graph, kind, png))


def drawn(graph: Graph[str], form: str, png: Rasterise) -> bytes:
    """One network as the bytes of a file."""
    from councilgraph.queries.drawing import draw, draw_ties
    from councilgraph.queries.network import write
    from networkx import MultiDiGraph

    if form not in PICTURES:
        return write(graph, form)
    return as_picture(draw(graph) if isinstance(graph, MultiDiGraph) else draw_ties(graph), form, png)


def matrix(found: Study, form: str, png: Rasterise) -> bytes:
    """Who stood where in each window of a study, session by session where it has none."""
    if form not in PICTURES:
        from councilgraph.queries import InvalidChoiceError

        raise InvalidChoiceError("form of a matrix", form, PICTURES)
    return as_picture(matrix_of(found), form, png)


def matrix_of(found: Study) -> str:
    """The same as SVG text."""
    from councilgraph.queries.drawing import draw_matrix

    design = found.design
    return draw_matrix(found.links, design.window or "session", size=design.size, step=design.step)


def as_picture(svg: str, form: str, png: Rasterise) -> bytes:
    """A drawing as the bytes of a file."""
    return svg.encode("utf-8") if form == "svg" else png(svg)


def weighed(weights: str, given: Sequence[str] | None) -> str | dict[str, float]:
    """A set of weights by name, or the same with some of them changed; raises InvalidChoiceError.

    >>> weighed("equal", None), weighed("equal", ["opposes=2"])["opposes"]
    ('equal', 2.0)
    """
    if not given:
        return weights
    from councilgraph.queries import InvalidChoiceError
    from councilgraph.queries.network import weights_of

    changed = dict(weights_of(weights))
    for text in given:
        stance, equals, number = text.partition("=")
        if not equals or not is_number(number):
            raise InvalidChoiceError("weight of a stance", text, ("STANCE=N, as in opposes=2",))
        changed[stance.strip()] = float(number)
    return changed


def is_number(text: str) -> bool:
    """Whether a text is a plain decimal number.

    >>> is_number("0.5"), is_number("-1"), is_number("1e3"), is_number("٣")
    (True, False, False, False)
    """
    return text.isascii() and text.strip().replace(".", "", 1).isdigit()
