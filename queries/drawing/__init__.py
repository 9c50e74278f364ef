"""Pictures of a network: `draw` makes an SVG, `rasterise` makes a PNG of it."""

from councilgraph.queries.drawing.png import rasterise, unwritable
from councilgraph.queries.drawing.svg import draw

__all__ = ["draw", "rasterise", "unwritable"]
