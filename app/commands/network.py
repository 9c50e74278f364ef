"""`councilgraph network`: who stands where, and with whom, as a picture or as files for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from councilgraph.commands.ask import known_names, parameters_of
from councilgraph.commands.read import one_of
from councilgraph.manners import STANDARD, UsageError, door, opened, say
from councilgraph.networks import FORMS, SHOWN, weighed, written
from councilgraph.options import OutputOption, QuietOption, ScaleOption, StoreOption, VerboseOption, format_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from councilgraph.queries.network import Study
    from councilgraph.queries.network.building import Network

NAME = "network"
TWO_MODE = "two-mode"
QUESTION = "which-links-make-the-network"
# What is no option of ours is a parameter of the question that the network is made of.
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}
EXAMPLES = """\b
Examples:
  councilgraph network -o network.svg
  councilgraph network -o network.gexf --topic WSIS --without chair
  councilgraph network -f csv --stance supports --named-only
  councilgraph network -m holders --normalise average --measures -o camps.graphml
  councilgraph network -m holders --relation difference --backbone 0.05 -f edges
  councilgraph network -m targets --weights graded --weight has-reservations=0.75 -f nodes
  councilgraph network -m holders --window session -f gexf-dynamic -o sessions.gexf
  councilgraph network -m holders --window meetings --size 3 -f pajek -o windows.zip
  councilgraph network -m holders --relation difference -o camps.png
  councilgraph network --picture matrix --topic WSIS -o sessions.svg
  councilgraph network -f polarisation --window year
  councilgraph network -f statements -o statements.csv
  councilgraph network --statements statements.csv -m holders -o network.net
"""


@door
def run(
    context: typer.Context,
    store: StoreOption = None,
    form: Annotated[str | None, format_option(*FORMS)] = None,
    output: OutputOption = STANDARD,
    mode: Annotated[
        str,
        typer.Option("--mode", "-m", metavar="MODE", help="two-mode (holders and texts), or holders or targets alone."),
    ] = TWO_MODE,
    relation: Annotated[
        str, typer.Option("--relation", metavar="KIND", help="What ties: congruence, conflict or their difference.")
    ] = "congruence",
    normalise: Annotated[
        str,
        typer.Option(
            "--normalise", metavar="HOW", help="What divides a tie: none, average (activity), jaccard, cosine."
        ),
    ] = "none",
    duplicates: Annotated[
        str,
        typer.Option(
            "--duplicates",
            metavar="WITHIN",
            help="Repeats count once per record, item, meeting, all; or each.",
        ),
    ] = "record",
    weights: Annotated[
        str, typer.Option("--weights", metavar="SET", help="Weights of stances: equal, or graded by their strength.")
    ] = "equal",
    weight: Annotated[
        list[str] | None, typer.Option("--weight", metavar="STANCE=N", help="The weight of one stance, from 0 on.")
    ] = None,
    possible: Annotated[
        bool, typer.Option("--possible", help="Also list ties that unnamed speakers alone could make.")
    ] = False,
    window: Annotated[
        str | None,
        typer.Option("--window", metavar="UNIT", help="One network per session, year, or --size meetings."),
    ] = None,
    size: Annotated[int, typer.Option("--size", metavar="N", help="Meetings in a window.", min=1)] = 5,
    step: Annotated[int, typer.Option("--step", metavar="N", help="Meetings by which a window moves on.", min=1)] = 1,
    measures: Annotated[
        bool, typer.Option("--measures", help="Give nodes centrality, community, and how far they bridge camps.")
    ] = False,
    communities: Annotated[
        str, typer.Option("--communities", metavar="HOW", help="How communities are found: louvain or greedy.")
    ] = "louvain",
    backbone: Annotated[
        float | None, typer.Option("--backbone", metavar="LEVEL", help="Keep ties significant at this level (0.05).")
    ] = None,
    statements: Annotated[
        str | None,
        typer.Option("--statements", metavar="FILE", help="Take coded statements from a CSV, not the store."),
    ] = None,
    named_only: Annotated[bool, typer.Option("--named-only", help="Leave unnamed groups out.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="CAPACITY", help="Leave out who spoke in it (chair, secretariat, …)."),
    ] = None,
    picture: Annotated[
        str, typer.Option("--picture", metavar="KIND", help="network, or matrix: who stood where in each window.")
    ] = "network",
    scale: ScaleOption = 2.0,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Draw the network of holders and the texts they take positions on, or write it for other programs; or make
    networks of holders or of texts alone, as discourse network analysts know them.

    Without --format the ending of FILE decides, and SVG where it tells nothing; csv and edges are the list of
    links, nodes the list of nodes, polarisation tells how far each text divides the body, statements are coded
    statements as Discourse Network Analyzer has them. Every link carries its paragraph, quote and record; every
    tie its bounds (lower: what a person checked; upper: what the unnamed could add). In windows, lists are one
    table, gexf-dynamic and a matrix are one, and all else is a ZIP archive. The parameters of the question
    which-links-make-the-network (--stance, --session, --record, --topic, --text, --language) choose the links.
    """
    from councilgraph.queries.drawing import rasterise
    from councilgraph.queries.network import Design, Recipe, study

    form = one_of(form or ending_of(output), FORMS)
    one_of(mode, (TWO_MODE, "holders", "targets"))
    if (measures or backbone is not None) and mode == TWO_MODE:
        raise UsageError("measures and a backbone are for networks of one mode", remedy="Add -m holders or -m targets.")
    over = "holders" if mode == TWO_MODE else mode
    recipe = Recipe(over, relation, normalise, duplicates, weighed(weights, weight), possible)
    marked = communities if measures else None
    design = Design(None if mode == TWO_MODE else recipe, window, size, step, marked, backbone)
    links = links_of(store, statements, context.args, named_only, without or ())
    found = study(links, design)
    content = written(found, form, lambda svg: rasterise(svg, scale=scale), picture=one_of(picture, SHOWN))
    with opened(output) as file:
        file.write(content)
    if output != STANDARD and not quiet:
        say(f"{summary(found)} written to {output}")


def links_of(
    store: str | None, statements: str | None, words: Sequence[str], named_only: bool, without: Sequence[str]
) -> Network:
    """The links of holders and texts, from a store or from a file of coded statements."""
    from councilgraph.queries.network import build, from_coded, narrowed

    if statements is None:
        from councilgraph.store import open_store

        parameters = parameters_of([QUESTION, *words], known_names(QUESTION))
        with open_store(store, read_only=True) as source:
            return build(source.select, named_only=named_only, without=without, **parameters)
    if words:
        raise UsageError(f"{words[0]} chooses links of a store", remedy="Leave it out, or leave out --statements.")
    return narrowed(from_coded(text_of(statements)), named_only=named_only, without=without)


def text_of(path: str) -> str:
    """The text of a file of coded statements, in UTF-8."""
    from pathlib import Path

    from councilgraph.queries import StatementFileError

    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise StatementFileError(f"cannot be read: {reason}", where=path, remedy="Give a CSV file in UTF-8.") from error


def ending_of(output: str) -> str:
    """The form that a file's name promises; SVG where it promises none."""
    from councilgraph.queries.network import SUFFIXES

    ending = "." + output.rpartition(".")[2]
    return SUFFIXES.get(ending) or (ending[1:] if ending[1:] in FORMS else "svg")


def summary(found: Study) -> str:
    """How much a study holds, for a person."""
    counts = [(graph.number_of_nodes(), graph.number_of_edges()) for _, graph in found.slices]
    if len(counts) == 1:
        return f"{counts[0][0]} nodes and {counts[0][1]} links"
    return f"{len(counts)} windows with {sum(count[1] for count in counts)} links"
