"""`councilgraph demo`: everything once, on a record that comes with the package."""

from councilgraph.commands.network import ending_of
from councilgraph.manners import STANDARD, door, opened, say
from councilgraph.networks import as_picture
from councilgraph.options import OutputOption, QuietOption, VerboseOption

NAME = "demo"
RECORDS = ("en.docx", "zh.txt")
QUESTION = "who-supported-the-amendment"
RESOLUTION = "1332"
DRAWING = "councilgraph-demo.svg"
EXAMPLES = """\b
Examples:
  councilgraph demo
  councilgraph demo -o network.png
"""


@door
def run(output: OutputOption = DRAWING, quiet: QuietOption = False, verbose: VerboseOption = False) -> None:
    """Read a bundled record in two languages, ask who supported an amendment, and draw who stands where.

    The record retells a real meeting in words of our own. Nothing is kept but the drawing.
    """
    from councilgraph import pipeline, queries, report, tables
    from councilgraph.bundled import example
    from councilgraph.ingest import ReadOptions
    from councilgraph.queries.drawing import draw, rasterise
    from councilgraph.queries.network import build
    from councilgraph.store import open_store

    files = [str(example(name)) for name in RECORDS]
    with open_store("memory:") as store:
        outcomes = list(pipeline.store_all(pipeline.read_files(files, ReadOptions()), store))
        answer = queries.answer(store.select, QUESTION, resolution=RESOLUTION)
        network = build(store.select)
    for outcome in outcomes:
        print(report.headline(outcome))
    print()
    print(answer.render("table", width=tables.width()))
    picture = as_picture(draw(network), "png" if ending_of(output) == "png" else "svg", rasterise)
    with opened(output) as file:
        file.write(picture)
    if output != STANDARD and not quiet:
        say(f"{network.number_of_nodes()} nodes and {network.number_of_edges()} links drawn in {output}")
