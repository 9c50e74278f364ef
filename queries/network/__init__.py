"""Who stands where, as a graph of two kinds of node: holders, and the texts they take positions on.

`build` asks the store, `from_coded` reads a table of coded statements. `study` does the rest in one go: `project`
makes networks of one mode, `windows` slices them by time, `measure`, `backbone` and `polarisation` tell what
stands out. `write` gives a graph to other programs, `as_dynamic_gexf`, `as_archive` and `as_table` a series of
them; `councilgraph.queries.drawing` draws.
"""

from councilgraph.queries.network.building import build
from councilgraph.queries.network.coded import as_coded, from_coded
from councilgraph.queries.network.incidence import weights_of
from councilgraph.queries.network.measures import backbone, measure
from councilgraph.queries.network.onemode import Recipe, project
from councilgraph.queries.network.polarisation import polarisation
from councilgraph.queries.network.slices import as_archive, as_dynamic_gexf, as_table
from councilgraph.queries.network.study import Design, Study, narrowed, study
from councilgraph.queries.network.windows import Window, windows
from councilgraph.queries.network.writing import FORMATS, SUFFIXES, write

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Design",
    "Recipe",
    "Study",
    "Window",
    "as_archive",
    "as_coded",
    "as_dynamic_gexf",
    "as_table",
    "backbone",
    "build",
    "from_coded",
    "measure",
    "narrowed",
    "polarisation",
    "project",
    "study",
    "weights_of",
    "windows",
    "write",
]
