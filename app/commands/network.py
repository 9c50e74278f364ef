"""`councilgraph network`: who stands where, as a picture or as a file for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.commands.ask import known_names, parameters_of
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, door, opened, say
from councilgraph.options import OutputOption, QuietOption, StoreOption, VerboseOption, format_option

if TYPE_CHECKING:
    from networkx import MultiDiGraph

NAME = "network"
FORMS = ("svg", "png", "graphml", "gexf", "cytoscape", "node-link", "csv", "edges", "nodes")
QUESTION = "which-links-make-the-network"
# What is no option of ours is a parameter of the question that the network is made of.
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
EXAMPLES = """\b
Examples:
  councilgraph network -o network.svg
  councilgraph network -o network.gexf --topic WSIS --without chair
  councilgraph network -f csv --stance supports --named-only
"""


@door
def run(
    context: typer.Context,
    store: StoreOption = None,
    form: Annotated[str | None, format_option(*FORMS)] = None,
    output: OutputOption = STANDARD,
    named_only: Annotated[bool, typer.Option("--named-only", help="Leave unnamed groups out.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="CAPACITY", help="Leave out who spoke in it (chair, secretariat, …)."),
    ] = None,
    scale: Annotated[
        float, typer.Option("--scale", metavar="N", help="Size of a PNG, as a multiple of the SVG's.", min=0.1, max=10)
    ] = 2.0,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw the network of holders and the texts they take positions on, or write it for other programs.

    Without --format the ending of FILE decides, and SVG where it tells nothing; csv and edges are the list of
    links, nodes the list of nodes. Every link carries its paragraph, quote and record. The parameters of the
    question which-links-make-the-network (--stance, --session, --record, --topic, --text, --language) choose
    the links.
    """
    from councilgraph.queries.network import build
    from councilgraph.store import open_store

    form = one_of(form or ending_of(output), FORMS)
    parameters = parameters_of([QUESTION, *context.args], known_names(QUESTION))
    with open_store(store, read_only=True) as source:
        graph = build(source.select, named_only=named_only, without=without or (), **parameters)
    with opened(output) as file:
        file.write(drawn(graph, form, scale))
    if output != STANDARD and not quiet:
        say(f"{graph.number_of_nodes()} nodes and {graph.number_of_edges()} links written to {output}")


def ending_of(output: str) -> str:
    """The form that a file's name promises; SVG where it promises none."""
    from councilgraph.queries.network import SUFFIXES

    ending = "." + output.rpartition(".")[2]
    return SUFFIXES.get(ending) or (ending[1:] if ending[1:] in FORMS else "svg")


def drawn(graph: MultiDiGraph[str], form: str, scale: float) -> bytes:
    """The network as the bytes of a file."""
    from councilgraph.queries.network import write

    if form not in ("svg", "png"):
        return write(graph, "edges" if form == "csv" else form)
    from councilgraph.queries.drawing import draw, rasterise

    svg = draw(graph)
    return svg.encode("utf-8") if form == "svg" else rasterise(svg, scale=scale)
