"""Pictures of a network: `draw`, `draw_ties` and `draw_matrix` make an SVG, `rasterise` makes a PNG of it."""

from councilgraph.queries.drawing.circle import draw_ties
from councilgraph.queries.drawing.matrix import draw_matrix
from councilgraph.queries.drawing.png import rasterise, unwritable
from councilgraph.queries.drawing.svg import draw

__all__ = ["draw", "draw_matrix", "draw_ties", "rasterise", "unwritable"]
