"""Answers to SPARQL queries in the forms of the W3C."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from councilgraph.ontology.terms import PREFIXES
from councilgraph.server.negotiation import ROWS, TRIPLES
from councilgraph.server.reply import Reply, text

if TYPE_CHECKING:
    from councilgraph.server.source import Node, Rows

RDF_FORMS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RESULTS = "http://www.w3.org/2005/sparql-results#"
NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
STRING = "http://www.w3.org/2001/XMLSchema#string"


def rows(found: Rows | bool, form: str) -> Reply:
    """The answer to a SELECT or ASK query as "json", "xml", "csv" or "tsv"."""
    write = {"json": as_json, "xml": as_xml, "csv": as_csv, "tsv": as_tsv}[form]
    charset = "; charset=utf-8" if form in ("csv", "tsv") else ""
    return text(write(found), ROWS[form] + charset)


def triples(found: list[ox.Triple], form: str) -> Reply:
    """The answer to a CONSTRUCT or DESCRIBE query as "turtle", "ntriples" or "jsonld", in a settled order."""
    settled = sorted(dict.fromkeys(found), key=str)
    body = ox.serialize(settled, format=RDF_FORMS[form], prefixes=dict(PREFIXES)) or b""
    charset = "; charset=utf-8" if form == "turtle" else ""
    return Reply(body, TRIPLES[form] + charset)


def as_json(found: Rows | bool) -> str:
    """SPARQL 1.1 JSON results."""
    if isinstance(found, bool):
        return json.dumps({"head": {}, "boolean": found})
    bindings = [
        {name: binding(node) for name, node in zip(found.columns, row, strict=True) if node is not None}
        for row in found.rows
    ]
    return json.dumps({"head": {"vars": found.columns}, "results": {"bindings": bindings}}, ensure_ascii=False)


def binding(node: Node) -> dict[str, str]:
    """One value as SPARQL 1.1 JSON results write it."""
    if isinstance(node, ox.NamedNode):
        return {"type": "uri", "value": node.value}
    if isinstance(node, ox.BlankNode):
        return {"type": "bnode", "value": node.value}
    if not isinstance(node, ox.Literal):
        return {"type": "literal", "value": str(node)}
    kind = kind_of(node)
    if node.language:
        return {"type": "literal", "value": node.value, "xml:lang": kind}
    return {"type": "literal", "value": node.value} | ({"datatype": kind} if kind else {})


def kind_of(node: ox.Literal) -> str:
    """The language or the datatype of a literal; "" for a plain string."""
    datatype = node.datatype.value
    return node.language or ("" if datatype == STRING else datatype)


def as_xml(found: Rows | bool) -> str:
    """SPARQL XML results."""
    start = f'<?xml version="1.0" encoding="utf-8"?>\n<sparql xmlns="{RESULTS}">'
    if isinstance(found, bool):
        return f"{start}<head/><boolean>{str(found).lower()}</boolean></sparql>\n"
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in found.columns)
    lines = ["".join(xml_cell(*cell) for cell in zip(found.columns, row, strict=True)) for row in found.rows]
    body = "".join(f"<result>{line}</result>\n" for line in lines)
    return f"{start}<head>{head}</head><results>\n{body}</results></sparql>\n"


def xml_cell(name: str, node: Node | None) -> str:
    """One binding; nothing where the variable is unbound."""
    if node is None:
        return ""
    said = escape(value_of(node).translate(NOT_XML), {"\r": "&#13;"})
    if isinstance(node, ox.NamedNode):
        inner = f"<uri>{said}</uri>"
    elif isinstance(node, ox.BlankNode):
        inner = f"<bnode>{said}</bnode>"
    else:
        inner = f"<literal{xml_kind(node)}>{said}</literal>"
    return f"<binding name={quoteattr(name)}>{inner}</binding>"


def xml_kind(node: Node) -> str:
    """Language or datatype of a literal, as an attribute."""
    kind = kind_of(node) if isinstance(node, ox.Literal) else ""
    if not kind:
        return ""
    return f" {'datatype' if ':' in kind else 'xml:lang'}={quoteattr(kind)}"


def value_of(node: Node) -> str:
    """A term without its syntax."""
    return str(node) if isinstance(node, ox.Triple) else node.value


def as_csv(found: Rows | bool) -> str:
    """SPARQL 1.1 CSV results, lines ended as RFC 4180 wants them."""
    if isinstance(found, bool):
        return f"{str(found).lower()}\r\n"
    lines = [",".join(found.columns), *(",".join(map(csv_cell, row)) for row in found.rows)]
    return "".join(f"{line}\r\n" for line in lines)


def csv_cell(node: Node | None) -> str:
    """A plain value, in quotes where it must be."""
    if node is None:
        return ""
    said = str(node) if isinstance(node, ox.BlankNode) else value_of(node)
    return '"' + said.replace('"', '""') + '"' if set(said) & set(',"\r\n') else said


def as_tsv(found: Rows | bool) -> str:
    """SPARQL 1.1 TSV results: terms as Turtle writes them."""
    if isinstance(found, bool):
        return f"{str(found).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in found.columns)]
    lines += ["\t".join("" if node is None else str(node).replace("\t", "\\t") for node in row) for row in found.rows]
    return "".join(f"{line}\n" for line in lines)
