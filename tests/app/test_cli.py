"""The doors from outside: results on standard output, the rest aside, and a documented end each time."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from councilgraph.bundled import example
from councilgraph.cli import COMMANDS, EXIT_CODES
from councilgraph.ontology.terms import CG
from councilgraph.store import open_store
from councilgraph.version import VERSION
from rdflib import RDF, SH, Graph, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.app.conftest import Cli

EN = example("en.txt")
README = Path(__file__).resolve().parents[2] / "README.md"
COUNT = "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p cg:paragraphNumber ?number }"
PYTHON = [sys.executable, "-m", "councilgraph.cli"]


def test_help_lists_commands_and_exit_codes(cli: Cli) -> None:
    ran = cli("--help")
    assert ran.code == 0
    assert all(f"  {module.NAME} " in ran.out for module in COMMANDS)
    assert all(meaning in " ".join(ran.out.split()) for meaning in EXIT_CODES.values())


@pytest.mark.parametrize("name", [module.NAME for module in COMMANDS])
def test_every_command_has_an_example_and_stands_in_the_readme(cli: Cli, name: str) -> None:
    ran = cli(name, "--help")
    assert f"\n    councilgraph {name}" in ran.out
    assert f"councilgraph {name}" in README.read_text("utf-8")


def test_every_exit_code_stands_in_the_readme() -> None:
    readme = README.read_text("utf-8")
    assert [code for code, meaning in EXIT_CODES.items() if f"| {code} | {meaning} |" not in readme] == []


def test_help_loads_nothing_heavy() -> None:
    listed = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "councilgraph.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in listed.stderr.splitlines()}
    assert "typer" in loaded
    heavy = {
        "rdflib",
        "pyoxigraph",
        "pyshacl",
        "networkx",
        "lxml",
        "rich",
        "httpx",
        "SPARQLWrapper",
        "asyncio",
    }
    assert loaded & heavy == set()


def test_the_version(cli: Cli) -> None:
    assert cli("--version").out == f"councilgraph {VERSION}\n"


def test_the_shared_options_are_everywhere(cli: Cli) -> None:
    for module in COMMANDS:
        help_text = cli(module.NAME, "--help").out
        wanted = ["--quiet", "-q", "--verbose", "-v"]
        wanted += ["--output", "-o"] if module.NAME != "serve" else []
        wanted += ["--store", "COUNCILGRAPH_STORE"] if module.NAME not in ("demo", "evaluate", "compare") else []
        wanted += ["--format", "-f"] if module.NAME not in ("demo", "serve") else []
        assert [option for option in wanted if option not in help_text] == [], module.NAME


def test_read_then_export_is_the_same_graph_whatever_the_way(cli: Cli, tmp_path: Path) -> None:
    store, first, second = tmp_path / "store", tmp_path / "a.nq", tmp_path / "b.nq"
    assert cli("read", EN, "--store", store).code == 0
    assert cli("export", "--store", store, "-f", "nquads", "-o", first).code == 0
    cli("read", EN, "--store", store)
    cli("export", "--store", store, "-o", second)
    assert first.read_bytes() == second.read_bytes()
    assert cli("export", "--store", store, "-f", "nquads").out == first.read_text("utf-8")
    everything = cli("export", "--store", store, "-f", "nquads", "--with-reference").out
    assert set(first.read_text("utf-8").splitlines()) < set(everything.splitlines())


@pytest.mark.parametrize(
    ("ending", "syntax"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("trig", ox.RdfFormat.TRIG),
        ("nq", ox.RdfFormat.N_QUADS),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_the_ending_names_the_format(
    cli: Cli, filled_folder: Path, tmp_path: Path, ending: str, syntax: ox.RdfFormat
) -> None:
    target = tmp_path / f"graph.{ending}"
    ran = cli("export", "--store", filled_folder, "-o", target)
    assert (ran.code, ran.out) == (0, "")
    assert len({quad.triple for quad in ox.parse(target.read_bytes(), syntax)}) > 500


def test_the_report_of_read_is_json_when_asked(cli: Cli) -> None:
    ran = cli("read", EN, "--store", "memory:", "--json")
    report = json.loads(ran.out)
    assert report["summary"] == {"added": 1}
    (file,) = report["files"]
    assert file["path"] == str(EN)
    assert file["counts"]["paragraphs"] == 25
    assert cli("read", EN, "--store", "memory:", "-f", "json").out == ran.out


def test_what_the_user_states_is_taken_over(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "record.txt"
    body = EN.read_text("utf-8")
    file.write_text(body[body.index("1.1") :], "utf-8")
    options = ["--session", "C24", "--meeting", "3", "--date", "2024-06-10", "--language", "en"]
    report = json.loads(cli("read", file, "--store", "memory:", "--json", *options).out)
    assert report["files"][0]["graph"].endswith("/record/ITU-C/C24/meeting/3/graph/en")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", EN, "--date", "10 June"], "no date"),
        (["read", EN, "--base", "example"], "no base"),
        (["read", EN, "--base", "https://example.org/my data/"], "no base"),
        (["read", EN, "-f", "xml"], "no such format"),
        (["export", "-f", "rdf"], "no such format"),
        (["query", "missing.rq"], "missing.rq"),
        (["ask", "--resolution", "1332"], "where the question belongs"),
        (["ask", "who-proposed-it", "--resolution"], "no parameter with a value"),
        (["ask", "who-proposed-it", "1332"], "no parameter with a value"),
    ],
)
def test_usage_that_is_wrong_is_one_line(cli: Cli, arguments: list[object], said: str) -> None:
    ran = cli(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_options_nobody_knows_are_refused(cli: Cli) -> None:
    ran = cli("read", EN, "--sesion", "C24")
    assert ran.code == 2
    assert "--sesion" in ran.err


def test_ask_lists_the_questions(cli: Cli) -> None:
    ran = cli("ask", "-f", "csv")
    names = [line.split(",")[0] for line in ran.out.splitlines()]
    assert names[0] == "question"
    assert "who-supported-the-amendment" in names
    assert len(names) > 12


def test_ask_answers_in_every_form(cli: Cli, filled_folder: Path) -> None:
    question = ["ask", "who-supported-the-amendment", "--resolution", "ITU-C/1332", "--store", filled_folder]
    forms = {form: cli(*question, "-f", form) for form in ("table", "csv", "json", "markdown")}
    assert {ran.code for ran in forms.values()} == {0}
    assert json.loads(forms["json"].out)["head"]["vars"]
    assert forms["csv"].out.startswith("part,")
    assert "| --- |" in forms["markdown"].out
    assert all("several" in ran.out for ran in forms.values())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["who-supported-the-amendments"], "Did you mean who-supported-the-amendment"),
        (["who-supported-the-amendment", "--resolution", "1333"], "no such resolution"),
        (["who-proposed-it", "--color", "red"], "no parameter"),
    ],
)
def test_what_the_graph_does_not_know_gets_a_hint(
    cli: Cli, filled_folder: Path, arguments: list[str], said: str
) -> None:
    ran = cli("ask", *arguments, "--store", filled_folder)
    assert ran.code in EXIT_CODES
    assert ran.code != 0
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_query_reads_files_and_standard_input(cli: Cli, filled_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(COUNT)
    assert cli("query", file, "--store", filled_folder, "-f", "csv").out == "n\n25\n"
    assert cli("query", "-", "--store", filled_folder, "-f", "csv", stdin=COUNT).out == "n\n25\n"


def test_query_writes_every_form(cli: Cli, filled_folder: Path) -> None:
    def out(form: str, text: str) -> str:
        ran = cli("query", "-", "--store", filled_folder, "-f", form, stdin=text)
        assert ran.code == 0, ran.err
        return ran.out

    rows = "SELECT ?s ?label WHERE { VALUES ?s { stance:supports } ?s skos:prefLabel ?label }"
    assert out("csv", rows).splitlines()[1].startswith("https://w3id.org/councilgraph/stance/supports,")
    languages = [row["label"]["xml:lang"] for row in json.loads(out("json", rows))["results"]["bindings"]]
    assert sorted(languages) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert "| stance:supports | " in out("markdown", rows)
    assert "stance:supports" in out("table", rows)
    assert out("csv", "ASK { ?s a cg:Meeting }") == "true\n"
    assert json.loads(out("json", "ASK { ?s a cg:Nothing }")) == {"head": {}, "boolean": False}
    triples = out("nquads", "CONSTRUCT { ?s a cg:Meeting } WHERE { ?s a cg:Meeting }")
    assert triples.count("\n") == 1
    assert "cg:Meeting" in out("turtle", "CONSTRUCT { ?s a cg:Meeting } WHERE { ?s a cg:Meeting }")


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <http://a/> {} }", "DROP ALL", "what?", "SELECT * {"])
def test_queries_that_cannot_be_run_are_one_line(cli: Cli, filled_folder: Path, text: str) -> None:
    ran = cli("query", "-", "--store", filled_folder, stdin=text)
    assert ran.code == 6
    assert ran.err.count("\n") == 1


def test_a_whole_store_is_checked_three_ways(cli: Cli, tmp_path: Path) -> None:
    store = tmp_path / "store"
    cli("read", EN, "--store", store)
    sound = cli("check", "--store", store)
    assert (sound.code, "0 violations" in sound.out) == (0, True)
    with open_store(store) as opened:
        graph = Graph(identifier=URIRef("https://example.org/record/graph/en"))
        graph.add((URIRef("https://example.org/mandate"), RDF.type, CG.Mandate))
        opened.replace(str(graph.identifier), graph)
    found = cli("check", "--store", store)
    assert found.code == 4
    assert "mandate-without-outcome" in found.out
    report = json.loads(cli("check", "--store", store, "-f", "json").out)
    assert report["checks"]["mandate-without-outcome"] == 1
    shacl = Graph().parse(data=cli("check", "--store", store, "-f", "turtle").out, format="turtle")
    assert set(shacl.objects(None, SH.focusNode)) == {URIRef("https://example.org/mandate")}


def test_check_stores_nothing_and_reports_three_ways(cli: Cli, own_data_folder: Path) -> None:
    assert "passed" in cli("check", EN).out
    assert json.loads(cli("check", EN, "-f", "json").out)["summary"] == {"passed": 1}
    assert "sh:ValidationReport" in cli("check", EN, "-f", "turtle").out
    assert list(own_data_folder.iterdir()) == []


def test_info_tells_what_is_there(cli: Cli, filled_folder: Path) -> None:
    report = json.loads(cli("info", "--store", filled_folder, "-f", "json").out)
    assert report["store"] == str(filled_folder)
    assert list(report["records"].values()) == [["en", "zh"]]
    assert "(en, zh)" in cli("info", "--store", filled_folder).out


def test_nothing_stored_yet_is_told(cli: Cli) -> None:
    ran = cli("info")
    assert ran.code == 5
    assert "councilgraph read" in ran.err


def test_quiet_says_nothing(cli: Cli, tmp_path: Path) -> None:
    ran = cli("read", EN, "--store", tmp_path / "store", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_an_unexpected_error_is_one_line_and_verbose_shows_it(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("councilgraph.store.open_store", fails)
    ran = cli("info")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "KeyError" in ran.err
    verbose = cli("info", "--verbose")
    assert "Traceback" in verbose.err


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("councilgraph.store.open_store", interrupted)
    ran = cli("info")
    assert (ran.code, ran.err) == (130, "councilgraph: interrupted\n")


@pytest.mark.parametrize("patience", [0.0, 0.6, 1.5])
def test_a_real_interruption_ends_a_batch(tmp_path: Path, patience: float) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_bytes(EN.read_bytes())
    store = tmp_path / "store"
    command = [*PYTHON, "read", str(tmp_path), "--store", str(store), "--workers", "2"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command,
        stderr=pipe,
        stdout=pipe,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # jobs in the background ignore it
    )
    try:
        while not (store / "CURRENT").exists() and process.poll() is None:
            time.sleep(0.01)
        time.sleep(patience)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert err == "councilgraph: interrupted\n"


def test_a_reader_that_leaves_early_ends_the_output_quietly(filled_folder: Path) -> None:
    command = [*PYTHON, "export", "--store", str(filled_folder), "-f", "nquads", "--with-reference"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.parametrize("arguments", [["info"], ["--help"], ["--version"], ["info", "--help"]], ids=" ".join)
def test_a_full_standard_output_is_one_line(filled_folder: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*PYTHON, *arguments]
        place = {**os.environ, "COUNCILGRAPH_STORE": str(filled_folder)}
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=place)
    assert ran.returncode == 7
    assert ran.stderr.count("\n") == 1


def shown(screen: int) -> Iterator[bytes]:
    """What a terminal shows until its other end is closed."""
    with contextlib.suppress(OSError):
        while piece := os.read(screen, 4096):
            yield piece


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    command = [*PYTHON, "read", str(EN), str(example("zh.docx")), "--store", "memory:"]
    screen, terminal = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal) as reading:
        os.close(terminal)
        drawn = b"".join(shown(screen))  # read as it is drawn: a full terminal would stop the reading
    assert reading.returncode == 0
    assert b"Reading" in drawn
    os.close(screen)
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert piped.stderr == ""
