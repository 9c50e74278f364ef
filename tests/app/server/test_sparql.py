"""The SPARQL 1.1 Protocol as a client sees it: good requests, bad ones, and too big ones."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
import rdflib

from tests.app.server.conftest import ROWS

if TYPE_CHECKING:
    import httpx

SELECT = 'SELECT ?s ("a,b\t\\"<&" AS ?x) ?none WHERE { ?s a cg:Meeting OPTIONAL { ?s cg:nothing ?none } }'
CONSTRUCT = "CONSTRUCT { ?s a cg:Meeting } WHERE { ?s a cg:Meeting }"
MEETING = "https://w3id.org/councilgraph/id/meeting/ITU-C/C24/5"
SPARQL = {"Content-Type": "application/sparql-query"}
VALUE = 'a,b\t"<&'


def ways(client: httpx.Client, query: str, accept: str) -> list[httpx.Response]:
    """The same query in the three ways of the protocol."""
    headers = {"Accept": accept}
    return [
        client.get("/sparql", params={"query": query}, headers=headers),
        client.post("/sparql", data={"query": query}, headers=headers),
        client.post("/sparql", content=query, headers=headers | SPARQL),
    ]


def only(responses: list[httpx.Response]) -> httpx.Response:
    """The answer that all have in common."""
    assert [response.status_code for response in responses] == [200, 200, 200]
    assert len({response.text for response in responses}) == 1
    return responses[0]


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/json", "*/*", ""])
def test_select_as_json(client: httpx.Client, accept: str) -> None:
    response = only(ways(client, SELECT, accept))
    assert response.headers["content-type"] == "application/sparql-results+json"
    (row,) = response.json()["results"]["bindings"]
    assert row == {"s": {"type": "uri", "value": MEETING}, "x": {"type": "literal", "value": VALUE}}


def test_select_as_xml(client: httpx.Client) -> None:
    response = only(ways(client, SELECT, "application/sparql-results+xml"))
    texts = [node.text for node in ElementTree.fromstring(response.text).iter() if node.text and node.text.strip()]
    assert texts == [MEETING, VALUE]


def test_select_as_csv_and_tsv(client: httpx.Client) -> None:
    rows = list(csv.reader(io.StringIO(only(ways(client, SELECT, "text/csv")).text)))
    assert rows == [["s", "x", "none"], [MEETING, VALUE, ""]]
    tsv = only(ways(client, SELECT, "text/tab-separated-values")).text.splitlines()
    assert tsv == ["?s\t?x\t?none", f'<{MEETING}>\t"a,b\\t\\"<&"\t']


def test_ask(client: httpx.Client) -> None:
    assert only(ways(client, "ASK { ?s a cg:Meeting }", "application/json")).json() == {"head": {}, "boolean": True}
    assert only(ways(client, "ASK { ?s a cg:Nothing }", "text/csv")).text == "false\r\n"


@pytest.mark.parametrize(("accept", "form"), [("text/turtle", "turtle"), ("application/n-triples", "nt")])
def test_triples(client: httpx.Client, accept: str, form: str) -> None:
    for query in (CONSTRUCT, f"DESCRIBE <{MEETING}>"):
        graph = rdflib.Graph().parse(data=only(ways(client, query, accept)).text, format=form)
        assert rdflib.URIRef(MEETING) in set(graph.subjects())


def test_triples_as_json_ld(client: httpx.Client) -> None:
    response = only(ways(client, CONSTRUCT, "application/ld+json, text/turtle;q=0.5"))
    assert [node["@id"] for node in response.json()] == [MEETING]


BAD = {
    "not sparql": ("SELECT * { ?s", "not understood"),
    "nothing": ("", "no SPARQL query"),
    "update": ("INSERT DATA { <a:b> <a:b> <a:b> }", "only `councilgraph read`"),
    "clear": ("CLEAR ALL", "only `councilgraph read`"),
    "load": ("LOAD <file:///etc/passwd>", "only `councilgraph read`"),
    "from": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is refused"),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
    "service silent": ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
    "service after a number": ("SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{?a ?b ?c} }", "SERVICE is refused"),
    "service behind an escape": (
        "PREFIX : <http://e/> SELECT * { ?s :a\\# ?o . SERVICE # more\n ?s {?a ?b ?c} }",
        "SERVICE is refused",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_says_why(client: httpx.Client, name: str) -> None:
    query, reason = BAD[name]
    for response in (client.get("/sparql", params={"query": query}), client.post("/sparql", data={"query": query})):
        assert response.status_code == 400
        assert reason in response.json()["title"]


@pytest.mark.parametrize("query", ["SELECT ?service { ?service <http://e/p> ?o }", 'ASK { ?s ?p "a service <b>" }'])
def test_the_word_service_alone_is_no_call(client: httpx.Client, query: str) -> None:
    refused = "<b>" in query  # better one query too many refused than one too few
    assert client.post("/sparql", data={"query": query}).status_code == (400 if refused else 200)


def test_requests_outside_the_protocol(client: httpx.Client) -> None:
    post = client.post
    assert client.get("/sparql", params=[("query", "ASK {}"), ("query", "ASK {}")]).status_code == 400
    assert post("/sparql").status_code == 415
    assert post("/sparql", data={"other": "x"}).status_code == 400
    assert post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400
    assert (
        post("/sparql", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update"}).status_code == 400
    )
    assert post("/sparql", content=b"ASK {\xff}", headers=SPARQL).status_code == 400
    assert client.get("/sparql?query=ASK%20%7B%7D%FF").status_code == 400
    assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "http://e/"}).status_code == 400
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.request(method, "/sparql").status_code == 405
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}).status_code == 406


def test_too_much(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"a" * 1_000_001, headers=SPARQL).status_code == 413
    parts = (b"a" * 100_000 for _ in range(20))
    assert client.post("/sparql", content=parts, headers=SPARQL).status_code == 413
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert response.status_code == 400
    assert f"more than {ROWS} rows" in response.json()["title"]
    exact = client.get("/sparql", params={"query": f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}"})
    assert len(exact.json()["results"]["bindings"]) == ROWS


def test_etag_gzip_and_cors(client: httpx.Client) -> None:
    query = {"query": "SELECT ?s { ?s a cg:State }"}
    first = client.get("/sparql", params=query, headers={"Origin": "https://example.org"})
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["access-control-allow-origin"] == "*"
    assert {"Accept", "Accept-Encoding"} <= set(first.headers["vary"].split(", "))
    again = client.get("/sparql", params=query, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")
    other = client.get("/sparql", params=query, headers={"If-None-Match": first.headers["etag"], "Accept": "text/csv"})
    assert other.status_code == 200


def test_the_service_describes_itself(client: httpx.Client) -> None:
    for path in ("/sparql", "/.well-known/void"):
        graph = rdflib.Graph().parse(data=client.get(path).text, format="turtle")
        void, sd = (
            rdflib.Namespace(f"http://{name}#")
            for name in ("rdfs.org/ns/void", "www.w3.org/ns/sparql-service-description")
        )
        assert graph.value(None, rdflib.RDF.type, sd.Service) == rdflib.URIRef(str(client.base_url.join("/sparql")))
        assert int(str(next(graph.objects(None, void.triples)))) > ROWS


@pytest.mark.parametrize("word", ["GRAPH", "graph"])
def test_graphs_can_be_named(client: httpx.Client, word: str) -> None:
    query = f"SELECT DISTINCT ?g {{ {word} ?g {{ ?s a cg:Meeting }} }}"
    found = {
        row["g"]["value"].rpartition("/")[2]
        for row in client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    }
    assert found == {"en", "zh"}


def test_a_browser_may_ask_from_another_site(client: httpx.Client) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options("/sparql", headers=headers)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")
