"""Files: what was written reads back, series of networks as well, and schemas have nothing against them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from councilgraph.queries import InvalidChoiceError, StatementFileError, UnknownFormatError
from councilgraph.queries.network import (
    FORMATS,
    Design,
    Recipe,
    as_coded,
    from_coded,
    narrowed,
    project,
    study,
    write,
)
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME_TOKEN = re.compile(r"[\w.:-]+")
MEASURED = Design(Recipe(), communities="louvain")
SERIES = {
    "two-mode": Design(window="session"),
    "holders": Design(Recipe(), window="session", communities="louvain"),
    "targets": Design(Recipe("targets", "difference"), window="meetings", size=2),
}


@pytest.mark.parametrize("over", ["holders", "targets"])
def test_ties_read_back_from_graphml_and_gexf(debates: Callable[..., Any], over: str) -> None:
    graph = project(debates(4), Recipe(over))
    ties = {frozenset(edge): edge_data for *edge, edge_data in graph.edges(data=True)}
    graphml = nx.parse_graphml(write(graph, "graphml").decode())
    iris = dict(graphml.nodes(data="iri"))
    assert {frozenset(iris[node] for node in edge): data for *edge, data in graphml.edges(data=True)} == ties
    gexf = nx.read_gexf(io.BytesIO(write(graph, "gexf")))
    assert set(gexf) == set(graph)
    for *edge, data in gexf.edges(data=True):
        assert ties[frozenset(edge)].items() <= data.items()


@pytest.mark.parametrize("design", [Design(), MEASURED])
def test_graphml_keeps_to_its_schema(debates: Callable[..., Any], design: Design) -> None:
    """Identifiers are name tokens, keys are declared once with a type it knows, and data refers to them."""
    root = etree.fromstring(study(debates(4), design).write("graphml"))
    inside = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id"): key for key in root.iter(f"{inside}key")}
    assert len(keys) == len(list(root.iter(f"{inside}key")))
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    named = [*root.iter(f"{inside}node"), *root.iter(f"{inside}edge"), *keys.values()]
    for element in named:
        tokens = [element.get(name) for name in ("id", "source", "target", "attr.name") if element.get(name)]
        assert all(NAME_TOKEN.fullmatch(token) for token in tokens)
    assert {data.get("key") for data in root.iter(f"{inside}data")} <= keys.keys()


@pytest.mark.parametrize("name", SERIES)
def test_gexf_and_graphml_are_valid(debates: Callable[..., Any], schemas: Any, name: str) -> None:
    found = study(debates(4), SERIES[name])
    files = [("gexf", write(found.graph, "gexf")), ("gexf", found.write("gexf-dynamic"))]
    for kind, written in (*files, ("graphml", write(found.graph, "graphml"))):
        assert schemas[kind].validate(etree.fromstring(written)), schemas[kind].error_log


def test_the_schemas_refuse_what_is_wrong(debates: Callable[..., Any], schemas: Any) -> None:
    for kind, right, wrong in (("gexf", "<nodes>", "<knots>"), ("graphml", "<node ", "<knot ")):
        written = write(debates(4), kind).decode()
        broken = written.replace(right, wrong).replace(right.replace("<", "</"), wrong.replace("<", "</"))
        broken = broken.replace("</node>", "</knot>") if kind == "graphml" else broken
        assert not schemas[kind].validate(etree.fromstring(broken.encode()))


def test_gephi_opens_what_was_written(debates: Callable[..., Any], gephi: Any, tmp_path: Path) -> None:
    """Nothing is lost but what Gephi counts as one: links that join the same two."""
    expected, files = [], []
    for name, design in SERIES.items():
        found = study(debates(4), design)
        graph = found.graph
        merged = {edge if graph.is_directed() else frozenset(edge) for edge in graph.edges()}
        for form, suffix in (("graphml", "graphml"), ("gexf", "gexf"), ("pajek", "net")):
            files.append(tmp_path / f"{name}.{suffix}")
            files[-1].write_bytes(write(graph, form))
            expected.append((len(graph), len(merged), False, []))
        files.append(tmp_path / f"{name}-dynamic.gexf")
        files[-1].write_bytes(found.write("gexf-dynamic"))
        nodes = {node for _, part in found.slices for node in part}
        edges = {e if part.is_directed() else frozenset(e) for _, part in found.slices for e in part.edges()}
        expected.append((len(nodes), len(edges), True, []))
    assert [tuple(one) for one in gephi(*files)] == expected


@pytest.mark.parametrize("design", [Design(), Design(Recipe()), Design(Recipe("targets"))])
def test_pajek_reads_back(debates: Callable[..., Any], design: Design) -> None:
    graph = study(debates(4), design).graph
    one_number = re.sub(r"(?m)^(\*Vertices \d+) \d+$", r"\1", write(graph, "pajek").decode())
    read = nx.parse_pajek(one_number)
    assert (len(read), read.number_of_edges()) == (len(graph), graph.number_of_edges())
    labels = dict(graph.nodes(data="label"))
    ends = [frozenset((labels[one], labels[other])) for one, other in graph.edges()]
    assert sorted(map(sorted, (frozenset(edge) for edge in read.edges()))) == sorted(map(sorted, ends))
    weights = sorted(float(weight) for _, _, weight in read.edges(data="weight"))
    assert weights == sorted(float(weight) for _, _, weight in graph.edges(data="weight", default=1))


def test_pajek_tells_holders_from_texts_and_like_labels_apart(council_select: Any) -> None:
    from councilgraph.queries import network

    graph = network.build(council_select)
    nx.set_node_attributes(graph, "the same", "label")
    lines = write(graph, "pajek").decode().splitlines()
    assert lines[0] == "*Vertices 17 12"
    assert lines[1:3] == ['1 "the same"', '2 "the same (2)"']


@pytest.mark.parametrize("name", SERIES)
def test_spells_are_the_windows_in_which_things_are_there(debates: Callable[..., Any], name: str) -> None:
    found = study(debates(4), SERIES[name])
    root = etree.fromstring(found.write("gexf-dynamic"))
    space = {"g": "http://www.gexf.net/1.2draft"}
    told = root.findtext("g:meta/g:description", namespaces=space)
    assert told == "; ".join(f"{window.time} = {window.label}" for window, _ in found.slices)
    for node in root.iterfind(".//g:node", space):
        starts = [int(spell.get("start")) for spell in node.iterfind("g:spells/g:spell", space)]
        assert starts == [window.time for window, graph in found.slices if node.get("id") in graph]
    drawn = {frozenset((edge.get("source"), edge.get("target"))) for edge in root.iterfind(".//g:edge", space)}
    assert drawn == {frozenset(edge) for _, graph in found.slices for edge in graph.edges()}


def test_weights_change_with_time(debates: Callable[..., Any]) -> None:
    found = study(debates(4), Design(Recipe(), window="session"))
    read = nx.read_gexf(io.BytesIO(found.write("gexf-dynamic")))
    for one, other, data in read.edges(data=True):
        expected = {
            float(window.time): graph[one][other]["weight"]
            for window, graph in found.slices
            if graph.has_edge(one, other)
        }
        assert {start for start, _ in data["spells"]} == expected.keys()
        if isinstance(data["weight"], list):
            assert {start: weight for weight, start, _ in data["weight"]} == expected


@pytest.mark.parametrize("form", ["graphml", "gexf", "pajek", "cytoscape", "node-link"])
def test_an_archive_has_a_file_for_each_window(debates: Callable[..., Any], form: str) -> None:
    found = study(debates(4), Design(Recipe(), window="session"))
    with zipfile.ZipFile(io.BytesIO(found.write(form))) as archive:
        files = [archive.read(name) for name in archive.namelist()]
        assert [name[:5] for name in archive.namelist()] == ["01-S0", "02-S1", "03-S2"]
    assert files == [write(graph, form) for _, graph in found.slices]
    assert found.write(form) == study(debates(4), Design(Recipe(), window="session")).write(form)


@pytest.mark.parametrize("form", ["edges", "nodes", "polarisation"])
@pytest.mark.parametrize("name", SERIES)
def test_lists_of_all_windows_are_one_table(debates: Callable[..., Any], name: str, form: str) -> None:
    found = study(debates(4), SERIES[name])
    rows = list(csv.DictReader(io.StringIO(found.write(form).decode())))
    labels = [window.label for window, graph in found.slices if form != "edges" or graph.number_of_edges()]
    assert list(dict.fromkeys(row["window"] for row in rows)) == labels
    if form != "polarisation":
        sizes = [len(graph) if form == "nodes" else graph.number_of_edges() for _, graph in found.slices]
        assert len(rows) == sum(sizes)


def test_the_list_of_nodes_has_their_measures(debates: Callable[..., Any]) -> None:
    found = study(debates(4), MEASURED)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(found.write("nodes").decode()))}
    for node, data in found.graph.nodes(data=True):
        assert rows[node]["participation"] == str(data["participation"])
        assert rows[node]["community"] == str(data["community"])


@pytest.mark.parametrize("recipe", [Recipe(), Recipe("targets", "difference", "jaccard", "item", "graded")])
@pytest.mark.parametrize("seed", range(3))
def test_coded_statements_read_back_as_the_same_network(debates: Callable[..., Any], recipe: Recipe, seed: int) -> None:
    graph = debates(seed)
    read = from_coded(as_coded(graph))
    one, other = project(graph, recipe), project(read, recipe)
    names = ("weight", "lower", "upper", "congruence", "conflict", "shared")
    ties = [
        {frozenset(e): ([d[n] for n in names], set(d["facts"].split())) for *e, d in graph.edges(data=True)}
        for graph in (one, other)
    ]
    assert ties[0] == ties[1]
    assert as_coded(read) == as_coded(graph)


def test_coded_statements_have_the_columns_of_the_event_list(council_select: Any) -> None:
    from councilgraph.queries import network

    text = as_coded(network.build(council_select))
    head = text.partition("\n")[0].split(";")
    assert head[:8] == [
        *('"statement_id"', '"time"', '"person"', '"organization"', '"concept"', '"agreement"'),
        *('"start_position"', '"stop_position"'),
    ]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 17
    kenya = next(row for row in rows if row["organization"] == "Kenya")
    assert (kenya["person"], kenya["agreement"], kenya["time"]) == ("Switzerland", "1", "2031-01-01 00:00:00")
    assert {row["agreement"] for row in rows if row["stance"] == "does-not-object"} == {""}


FOREIGN = """\ufeffConcept,Organization,Agreement,Time,Document_ID
Cap and trade,Agency A,1,2009-03-01 00:00:00,1
Cap and trade,Agency B,true,2009-03-02 00:00:00,1
Cap and trade,Agency B,1,2009-03-02 00:00:00,2
Carbon tax,Agency A,0,2010-01-01 00:00:00,2
Carbon tax,Agency B,YES,2010-01-01 00:00:00,2
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_statements_of_others_make_a_network(delimiter: str) -> None:
    graph = from_coded(FOREIGN.replace(",", delimiter))
    assert project(graph, Recipe(duplicates="each"))["holder:Agency A"]["holder:Agency B"]["weight"] == 2.0
    assert project(graph, Recipe(duplicates="all"))["holder:Agency A"]["holder:Agency B"]["weight"] == 1.0
    tied = project(graph, Recipe(relation="conflict"))["holder:Agency A"]["holder:Agency B"]
    assert (tied["weight"], tied["shared"]) == (1.0, 2)
    assert [window.label for window, _ in study(graph, Design(window="year")).slices] == ["2009", "2010"]
    for form in FORMATS:
        assert write(graph, form)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column concept"),
        ("concept;agreement\nx;1\n", "no column organization or person"),
        ("concept;person\nx;A\n", "no column agreement or stance"),
        ("concept;person;agreement\nx;A;1\ny;B;maybe\n", "line 3"),
        ("concept;person;agreement\n;A;1\n", "no concept in line 2"),
        ("concept;person;agreement\nx;;1\n", "no organization or person in line 2"),
    ],
)
def test_what_is_no_table_of_statements_is_refused(text: str, said: str) -> None:
    with pytest.raises(StatementFileError, match=said):
        from_coded(text)


def test_a_network_can_be_narrowed(debates: Callable[..., Any]) -> None:
    graph = debates(4)
    assert not [node for node in narrowed(graph, named_only=True) if node.startswith("g")]
    assert narrowed(graph).number_of_edges() == graph.number_of_edges()


def test_what_no_design_can_be_is_refused(debates: Callable[..., Any]) -> None:
    refused: list[dict[str, Any]] = [{"communities": "louvain"}, {"backbone": 0.1}, {"window": "week"}]
    refused += [{"recipe": Recipe(), "backbone": 2.0}, {"recipe": Recipe(), "communities": "leiden"}]
    for settings in refused:
        with pytest.raises(InvalidChoiceError):
            Design(**settings)
    with pytest.raises(InvalidChoiceError, match="session, year, meetings"):
        study(debates(4)).write("gexf-dynamic")
    with pytest.raises(UnknownFormatError):
        study(debates(4)).write("ucinet")
