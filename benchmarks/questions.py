"""How fast all questions are answered in a large store, engine beside engine.

    python benchmarks/questions.py [--quads 1300000] [--runs 5] [--limit 10] [--fuseki JAR]

Grows the corpus, loads it into each engine, asks every question, and writes the tables into README.md beside this
file. An answer is all of it: the values that were given are looked up, the question asked, its rows sorted and
everything in them called by its name. Fuseki is left out where its jar is not given and not in the tests' cache.
rdflib is asked once a question.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import sys
import time
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import engines
import growing
import tables
from councilgraph.ontology.errors import CouncilgraphError
from councilgraph.queries import answer, questions
from councilgraph.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from councilgraph.queries.table import Select

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "councilgraph-tests"
PLAN: dict[str, Any] = tomllib.loads((HERE / "questions.toml").read_text("utf-8"))
SLOW = 1.0
"""An answer of so many seconds is not asked for as often."""


@dataclass(frozen=True, slots=True)
class Took:
    """How an engine did: median seconds and rows; no rows where it passed the limit."""

    seconds: float
    rows: int | None


Asked = tuple[str, bool]
"""A question, and whether it is asked about everything."""
Column = dict[Asked, Took]


def asked() -> dict[Asked, dict[str, str]]:
    """Every way that every question is asked, with its parameters; once where nothing narrows it."""
    names = sorted(questions(), key=lambda name: int(questions()[name].number))
    narrow = {(name, False): PLAN["asked"][name] for name in names}
    wide = {(name, True): PLAN["everything"].get(name, {}) for name in names}
    return narrow | {way: given for way, given in wide.items() if given != narrow[way[0], False]}


def ask(select: Select, name: str, given: dict[str, str], runs: int) -> Took:
    """The median of some runs, fewer of slow ones."""
    times = []
    while len(times) < runs and sum(times) < runs * SLOW:
        started = time.perf_counter()
        rows = len(answer(select, name, **given))
        times.append(time.perf_counter() - started)
    return Took(statistics.median(times), rows)


def column(engine: str, select: Select, runs: int, limit: float) -> Column:
    """All questions on one engine."""
    found = {}
    for (name, everything), given in asked().items():
        took = ask_apart(select, name, given, runs, limit)
        found[name, everything] = took if took.seconds < limit else Took(limit, None)
        print(f"{engine}: {name}{' (everything)' * everything}: {cell(took)}, {took.rows} rows", file=sys.stderr)
    return found


def ask_apart(select: Select, name: str, given: dict[str, str], runs: int, limit: float) -> Took:
    """The same in a process of its own, which is ended where it takes too long: engines cannot be interrupted."""
    mine, theirs = get_context("fork").Pipe(duplex=False)

    def work() -> None:
        signal.alarm(int(limit + runs * SLOW) + 1)
        with suppress(CouncilgraphError):  # Fuseki keeps to the limit itself
            theirs.send(ask(select, name, given, runs))

    process = get_context("fork").Process(target=work)
    process.start()
    theirs.close()
    try:
        took: Took = mine.recv()
    except EOFError:
        took = Took(limit, None)
    process.join()
    return took


def cell(took: Took) -> str:
    """Milliseconds, or what was passed."""
    if took.rows is None:
        return f"> {took.seconds:.0f} s"
    milliseconds = took.seconds * 1000
    return f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"


def table(columns: dict[str, Column], everything: bool) -> Iterator[str]:
    """The lines of one table."""
    heads = ["question", "rows", *columns]
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join(['---', *['---:'] * (len(heads) - 1)])} |"
    first = next(iter(columns.values()))
    for way in (way for way in first if way[1] == everything):
        given = ", ".join(f"{name} {value}" for name, value in asked()[way].items())
        took = [cell(times[way]) + odd(times[way], first[way]) for times in columns.values()]
        number = questions()[way[0]].number
        yield f"| {number} {way[0]}{f' ({given})' if given else ''} | {first[way].rows} | {' | '.join(took)} |"


def odd(took: Took, first: Took) -> str:
    """A mark where the number of rows differs."""
    return "" if took.rows in (None, first.rows) else f" ({took.rows} rows!)"


def report(size: int, loaded: dict[str, float], columns: dict[str, Column]) -> str:
    """Everything that goes between the marks."""
    where = f"councilgraph {VERSION}, Python {platform.python_version()}, {os.cpu_count()} cores"
    lines = [f"{size:,} quads in named graphs; {where}. Milliseconds, median.", ""]
    lines += ["| | " + " | ".join(loaded) + " |", "| --- |" + " ---: |" * len(loaded)]
    lines += ["| loaded in s | " + " | ".join(f"{seconds:.0f}" for seconds in loaded.values()) + " |", ""]
    lines += ["Looking for one thing:", "", *table(columns, False), ""]
    lines += ["About everything there is:", "", *table(columns, True), ""]
    return "\n".join(lines) + "\n"


def measure(told: argparse.Namespace, work: Path) -> str:
    """Load and ask every engine in turn."""
    graphs = growing.corpus()
    copies = round(told.quads / sum(content.count(b"\n") for content in graphs.values()))
    loaded: dict[str, float] = {}
    columns: dict[str, Column] = {}

    def loading(engine: str, load: Callable[[], Any]) -> Any:
        print(f"{engine}: loading", file=sys.stderr)
        started = time.perf_counter()
        made = load()
        loaded[engine] = time.perf_counter() - started
        return made

    def grown() -> Any:
        return growing.quads(graphs, copies)

    held = work / "folder"
    select = loading("memory", lambda: engines.memory(grown()))
    columns["memory"] = column("memory", select, told.runs, told.limit)
    del select
    select = loading("folder", lambda: engines.folder(held, grown()))
    columns["folder"] = column("folder", select, told.runs, told.limit)
    size = next(iter(select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }").rows))[0]
    del select
    if told.fuseki.exists():
        server = engines.fuseki(told.fuseki, work / "fuseki", grown(), told.limit)
        select = loading("Fuseki, TDB2", server.__enter__)
        columns["Fuseki, TDB2"] = column("Fuseki", select, told.runs, told.limit)
        server.__exit__(None, None, None)
    select = loading("rdflib", lambda: engines.rdflib(held))
    columns["rdflib"] = column("rdflib", select, 1, told.limit)
    return report(int(str(size)), loaded, columns)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--quads", type=int, default=1_300_000, help="size of the store")
    parser.add_argument("--runs", type=int, default=5, help="how often a question is asked")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds after which an answer is not waited for")
    parser.add_argument("--fuseki", type=Path, default=max(CACHE.glob("jena-fuseki-server-*.jar"), default=Path("-")))
    return parser.parse_args()


def main() -> None:
    """Measure, and write the tables."""
    told = arguments()
    tables.write("questions", lambda work: measure(told, work))


if __name__ == "__main__":
    main()
