"""The network: its nodes and links, and the files that other programs read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from councilgraph.queries import UnknownFormatError, UnknownValueError, network

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://w3id.org/councilgraph/id/"
AMENDMENT = BASE + "document/FC/S1/3/amendment/FC/7"


@pytest.fixture
def graph(council_select: Any) -> Any:
    """The whole network of the invented council."""
    return network.build(council_select)


def test_one_link_for_each_holder_and_target_of_a_position(graph: Any) -> None:
    assert (len(graph), graph.number_of_edges()) == (17, 17)
    kinds = nx.get_node_attributes(graph, "kind")
    assert sorted(kinds.values()).count("target") == 5
    assert all(kinds[source] == "holder" and kinds[target] == "target" for source, target in graph.edges())


def test_links_carry_their_source(graph: Any) -> None:
    (data,) = graph.get_edge_data(BASE + "state/JPN", AMENDMENT).values()
    assert data["stance"] == "supports-with-reservation"
    assert data["stanceLabel"] == "supports with reservation"
    assert data["quote"] == "Japan agreed on the need but not on the wording"
    assert (data["record"], data["paragraph"], data["session"], data["document"]) == ("S1/20", "1.2", "S1", "S1/3")
    assert data["reason"] == "because the wording is loose"
    assert (data["confidence"], data["checked"], data["spokenFor"]) == (0.8, False, False)
    assert "condition" not in data


def test_groups_have_bounds_and_those_spoken_for_are_marked(graph: Any) -> None:
    groups = [data for _, data in graph.nodes(data=True) if data["type"] == "group"]
    assert [(data["label"], data["bounds"]) for data in groups] == [
        ("two other states", "2"),
        ("several councillors", "≥3"),
        ("two councillors", "2"),
        ("one councillor", "1"),
    ]
    (link,) = graph.get_edge_data(BASE + "state/KEN", AMENDMENT).values()
    assert (link["spokenFor"], link["speaker"]) == (True, "Switzerland")


def test_a_view_of_a_view_is_a_link_to_what_it_was_about(graph: Any) -> None:
    assert not [node for node, data in graph.nodes(data=True) if data["type"] == "view"]


def test_the_chair_is_called_so(graph: Any) -> None:
    assert graph.nodes[BASE + "meeting/FC/S1/1"]["label"] == "chair (S1/1)"


@pytest.mark.parametrize(
    ("options", "links"),
    [
        ({"stance": "opposes"}, 3),
        ({"topic": "GDC"}, 3),
        ({"record": "S1/21"}, 1),
        ({"session": "S1"}, 17),
        ({"session": "S2"}, 0),
        ({"named_only": True}, 13),
        ({"without": ("chair",)}, 16),
        ({"text": "Resolution 7"}, 13),
    ],
)
def test_filters(council_select: Any, options: dict[str, Any], links: int) -> None:
    assert network.build(council_select, **options).number_of_edges() == links


def test_an_unknown_filter_value_is_refused(council_select: Any) -> None:
    with pytest.raises(UnknownValueError, match="S1"):
        network.build(council_select, session="S9")


@pytest.mark.parametrize("form", network.FORMATS)
def test_stores_and_runs_give_the_same_bytes(store: Callable[..., Any], council: Any, graph: Any, form: str) -> None:
    assert network.write(network.build(store(*council)), form) == network.write(graph, form)
    assert network.write(network.build(store(council[1], council[0])), form) == network.write(graph, form)


def test_graphml_reads_back(graph: Any) -> None:
    found = nx.parse_graphml(network.write(graph, "graphml").decode(), force_multigraph=True)
    assert list(found) == [f"n{number}" for number in range(1, 18)]
    read = nx.relabel_nodes(found, {node: data.pop("iri") for node, data in found.nodes(data=True)})
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(map(str, read.edges(data=True))) == sorted(map(str, graph.edges(data=True)))
    assert read.graph.items() >= graph.graph.items()


def test_gexf_reads_back(graph: Any) -> None:
    written = network.write(graph, "gexf")
    read = nx.read_gexf(io.BytesIO(written))
    assert set(read) == set(graph)
    assert read.number_of_edges() == graph.number_of_edges()
    assert read.nodes[AMENDMENT]["label"] == "amendment to Resolution 7 (Fictional Council) in S1/3"
    quotes = {data["quote"] for _, _, data in graph.edges(data=True)}
    assert {data["quote"] for _, _, data in read.edges(data=True)} == quotes
    assert b"lastmodifieddate" not in written


def test_json_forms_read_back(graph: Any) -> None:
    linked = nx.node_link_graph(json.loads(network.write(graph, "node-link")), edges="edges")
    assert nx.utils.graphs_equal(linked, graph)
    cytoscape = json.loads(network.write(graph, "cytoscape"))
    assert [node["data"]["label"] for node in cytoscape["elements"]["nodes"]] == [
        data["label"] for _, data in graph.nodes(data=True)
    ]
    assert {link["data"]["quote"] for link in cytoscape["elements"]["edges"]} == {
        data["quote"] for _, _, data in graph.edges(data=True)
    }


def test_tables_have_a_line_for_each_link_and_node(graph: Any) -> None:
    edges = list(csv.DictReader(io.StringIO(network.write(graph, "edges").decode())))
    nodes = list(csv.DictReader(io.StringIO(network.write(graph, "nodes").decode())))
    assert (len(edges), len(nodes)) == (17, 17)
    assert all(row["quote"] and row["record"] and row["paragraph"] and row["fact"] for row in edges)
    assert {row["source"] for row in edges} | {row["target"] for row in edges} == {row["id"] for row in nodes}
    attributes = {name for _, _, data in graph.edges(data=True) for name in data}
    assert attributes <= set(edges[0])


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_control_characters_do_not_break_xml(oxigraph: Callable[..., Any], council: Any, form: str) -> None:
    hostile = council[1].replace("Brazil supported the amendment", "a\\u0000\\u0008\\uFFFEb <&> \\u2028")
    written = network.write(network.build(oxigraph(council[0], hostile)), form)
    assert "a\ufffd\ufffd\ufffdb <&>" in "".join(
        value for element in ET.fromstring(written).iter() for value in [element.text or "", *element.attrib.values()]
    )


def test_an_empty_network_can_be_written(council_select: Any) -> None:
    empty = network.build(council_select, session="S2")
    for form in network.FORMATS:
        assert network.write(empty, form)


def test_an_unknown_format_is_refused(graph: Any) -> None:
    with pytest.raises(UnknownFormatError, match="graphml, gexf, pajek, cytoscape"):
        network.write(graph, "ucinet")
    assert set(network.SUFFIXES.values()) < set(network.FORMATS)
