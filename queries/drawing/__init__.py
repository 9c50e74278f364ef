"""Pictures as SVG, and as PNG made of it by `rasterise`.

`draw`, `draw_ties` and `draw_matrix` show a network, `draw_timeline` the thread of a text, `draw_coverage` of which
meetings there are records in which languages.
"""

from councilgraph.queries.drawing.circle import draw_ties
from councilgraph.queries.drawing.coverage import draw_coverage
from councilgraph.queries.drawing.matrix import draw_matrix
from councilgraph.queries.drawing.png import rasterise, unwritable
from councilgraph.queries.drawing.svg import draw
from councilgraph.queries.drawing.timeline import Event, draw_timeline

__all__ = [
    "Event",
    "draw",
    "draw_coverage",
    "draw_matrix",
    "draw_ties",
    "draw_timeline",
    "rasterise",
    "unwritable",
]
