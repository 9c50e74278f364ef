"""Write the documentation of the ontology as one page: terms, their rules, and the questions that need them.

    python tools/document_ontology.py                     # into the installed package: `councilgraph serve` shows it
    python tools/document_ontology.py --output page.html

pyLODE lays it out; what it is given is core.ttl with a note of its own for rules, questions, other languages and
other vocabularies. How questions need terms that no query names is told in needs.toml.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from councilgraph.ontology.data import turtle_files
from councilgraph.ontology.terms import CG, PREFIXES
from councilgraph.queries import questions
from councilgraph.version import VERSION
from dominate.tags import meta
from pylode import OntPub
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

ONTOLOGY = URIRef(str(CG).rstrip("#"))
SHAPE = "https://w3id.org/councilgraph/shapes#"
PAGE = Path(str(files("councilgraph.server.pages").joinpath("ontology.html")))
NEEDS = Path(__file__).with_name("needs.toml")
USED = re.compile(r"\bcg:(\w+)")
MATCHES = {SKOS.closeMatch: "close to", SKOS.broadMatch: "narrower than", SKOS.relatedMatch: "related to"}
KEPT = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.definition, SKOS.scopeNote, SKOS.example}


def main(output: Path) -> None:
    page = OntPub(graph_to_show())
    page.fids.update({str(term): name_of(term) for term in CG})
    page.make_html()
    page.doc.set_attribute("lang", "en")
    page.doc.head.add(meta(name="viewport", content="width=device-width, initial-scale=1"))
    for mark in page.doc.get("a", id="profile"):
        del mark.attributes["id"]
    output.write_text(page.doc.render(), "utf-8")


def graph_to_show() -> Graph:
    """The vocabulary in English, in the order of the code's list, with notes."""
    ontology, shapes = vocabulary(), shapes_graph()
    uses = uses_of_terms(shapes)
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in {**dict(ontology.namespaces()), "cg": CG}.items():
        if prefix not in PREFIXES or prefix in ("cg", "dcterms", "owl", "prov", "rdfs", "skos"):
            graph.bind(prefix, namespace)
    for link, value in ontology.predicate_objects(ONTOLOGY):
        if getattr(value, "language", None) in (None, "en"):
            graph.add((ONTOLOGY, link, value))
    graph.add((ONTOLOGY, OWL.versionInfo, Literal(VERSION)))
    for term in CG:
        graph += described(term, ontology)
        notes = (
            *rules_of(term, shapes),
            needed(uses[name_of(term)]),
            elsewhere(term, ontology),
            labels(term, ontology),
        )
        for note in filter(None, notes):
            graph.add((term, SKOS.note, Literal(note)))
    return graph


def described(term: URIRef, ontology: Graph) -> Graph:
    """What pyLODE itself shows of a term."""
    graph = Graph(bind_namespaces="none")
    for link, value in ontology.predicate_objects(term):
        if link in KEPT or (link == RDFS.label and getattr(value, "language", None) == "en"):
            graph.add((term, link, value))
    return graph


def rules_of(term: URIRef, shapes: Graph) -> Iterator[str]:
    """A note for the shape of a class, or for the rules that speak of a property."""
    own = [node for node in shapes.subjects(SH.targetClass, term) if isinstance(node, URIRef)]
    for shape in sorted(own, key=lambda shape: (shape != SHAPE + name_of(term), shape)):
        rules = sorted(rule for rule in shapes.objects(shape, SH.property) if isinstance(rule, URIRef))
        yield f"**Shape** {linked(shape)}: " + told([shape, *rules], shapes)
    if not own:
        rules = sorted(rule for rule in shapes.subjects(SH.message) if speaks_of(rule, term, shapes))
        yield f"**Shape** {told(rules, shapes)}" if rules else ""


def told(rules: list[URIRef], shapes: Graph) -> str:
    """What rules demand, each behind its name."""
    messages = [(rule, shapes.value(rule, SH.message)) for rule in rules]
    return " ".join(f"{linked(rule)} *{message}*" for rule, message in messages if message is not None)


def linked(shape: URIRef) -> str:
    name = shape.removeprefix(SHAPE)
    return f"[{name}](shapes#{name})"


def speaks_of(rule: Node, term: URIRef, shapes: Graph) -> bool:
    """Whether the path or the query of a rule names a property."""
    queries = " ".join(map(str, shapes.objects(rule, SH.select)))
    path = shapes.value(rule, SH.path)
    return name_of(term) in USED.findall(queries) or path == term or term in shapes.transitive_objects(path, None)


def needed(names: set[str]) -> str:
    """A note with a link to each question that needs a term."""
    why = [name for name in names if " " in name]
    asked = sorted((int(questions()[name].number), questions()[name].title, name) for name in names - set(why))
    links = ", ".join(f"[{number} {title}](questions/{name})" for number, title, name in asked)
    return " ".join(["**Questions**", *why, links])


def uses_of_terms(shapes: Graph) -> dict[str, set[str]]:
    """Name of a term → questions that need it: those that name it, or a property that its own shape rules."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for question, names in named_in_questions().items():
        for name in names:
            uses[name].add(question)
    for rule, path in shapes.subject_objects(SH.path):
        kind, mark, _ = rule.removeprefix(SHAPE).partition("-")
        if mark and path in CG:
            uses[kind] |= uses[name_of(path)]
    for need in tomllib.loads(NEEDS.read_text("utf-8"))["need"]:
        for name, way in need["through"].items():
            uses[name] = {need["why"], *uses[way]}
    return uses


def named_in_questions() -> dict[str, set[str]]:
    """Question → names of the terms in its queries, and in the lookups of its parameters."""
    lookups = {
        file.name: file.read_text("utf-8") for file in files("councilgraph.queries").joinpath("lookup").iterdir()
    }
    named = {}
    for question in questions().values():
        texts = [part.sparql for part in question.sections]
        texts += [lookups.get(f"{parameter.kind}.rq", "") for parameter in question.parameters]
        named[question.name] = set(USED.findall(" ".join(texts)))
    return named


def elsewhere(term: URIRef, ontology: Graph) -> str:
    """A note for the words of other vocabularies."""
    found = [
        f"{words} [{ontology.namespace_manager.curie(value)}]({value})"
        for link, words in MATCHES.items()
        for value in sorted(ontology.objects(term, link))
    ]
    return f"**Elsewhere** {', '.join(found)}." if found else ""


def labels(term: URIRef, ontology: Graph) -> str:
    """A note for the labels in the other five languages."""
    found = sorted((label.language or "", str(label)) for label in ontology.objects(term, RDFS.label))
    return "**Labels** " + ", ".join(f"{label} ({language})" for language, label in found if language != "en")


def vocabulary() -> Graph:
    """core.ttl and align.ttl."""
    graph = Graph(bind_namespaces="none")
    for home, file in turtle_files():
        if home == "ontology":
            graph.parse(data=file.read_text("utf-8"), format="turtle")
    return graph


def shapes_graph() -> Graph:
    """Every shape that records and reviews are held against."""
    graph = Graph()
    for file in files("councilgraph.shapes").iterdir():
        if file.name.endswith(".ttl") and file.name != "house.ttl":
            graph.parse(data=file.read_text("utf-8"), format="turtle")
    return graph


def name_of(term: URIRef) -> str:
    return term.removeprefix(str(CG))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=PAGE, help="file to write")
    main(parser.parse_args().output)
