"""Who stands where, as a graph of two kinds of node: holders, and the texts they take positions on.

`build` asks the store, `write` gives the graph to other programs; `councilgraph.queries.drawing` draws it.
"""

from councilgraph.queries.network.building import build
from councilgraph.queries.network.writing import FORMATS, SUFFIXES, write

__all__ = ["FORMATS", "SUFFIXES", "build", "write"]
