"""How long the gate takes for one record: median and worst of repeated runs on one core.

Run: python benchmarks/gate.py [--paragraphs N] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
from time import perf_counter

from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Graph, Literal, URIRef

from councilgraph.ontology.terms import ACT, CAPACITY, CG, DATA_BASE, OUTCOME, QUANTIFIER, STANCE
from councilgraph.shapes import validate

RECORD = URIRef(DATA_BASE + "record/ITU-C/C24/999")
READING = URIRef(f"{RECORD}/reading/en")
WORDS = "Several councillors supported the amendment. "
BODY = URIRef(DATA_BASE + "body/ITU-C")
STATE = URIRef(DATA_BASE + "state/CHE")


def add(graph: Graph, node: URIRef, kind: URIRef, **values: URIRef | Literal) -> URIRef:
    """Describe one node; keywords are names of the ontology."""
    graph.add((node, RDF.type, kind))
    for name, value in values.items():
        graph.add((node, CG[name], value))
    return node


def add_fact(graph: Graph, fact: URIRef, paragraph: URIRef) -> None:
    """What every fact carries: its words, its reading, its confidence."""
    quote = Literal(WORDS[:43], lang="en")
    offsets = {"startOffset": Literal(0), "endOffset": Literal(len(quote))}
    evidence = URIRef(f"{fact}/evidence/en")
    add(graph, evidence, CG.Evidence, quote=quote, inParagraph=paragraph, lexiconEntry=Literal("supports.1"), **offsets)
    graph.add((evidence, DCTERMS.language, Literal("en")))
    graph.add((fact, CG.evidence, evidence))
    graph.add((fact, PROV.wasGeneratedBy, READING))
    graph.add((fact, CG.confidence, Literal("0.9", datatype=XSD.decimal)))


def add_frame(graph: Graph) -> tuple[URIRef, URIRef]:
    """The record, its meeting, one item, one amendment; gives the item and the amendment."""
    session = add(graph, URIRef(DATA_BASE + "session/ITU-C/C24"), CG.Session, year=Literal(2024))
    graph.add((session, SKOS.notation, Literal("C24")))
    meeting = add(graph, URIRef(f"{RECORD}/meeting"), CG.Meeting, partOfSession=session, meetingNumber=Literal(3))
    graph.add((meeting, DCTERMS.date, Literal("2024-06-11", datatype=XSD.date)))
    add(graph, RECORD, CG.SummaryRecord, recordOf=meeting, symbol=Literal("C24/999"))
    graph.add((RECORD, DCTERMS.language, Literal("en")))
    hashed = Literal("sha256:" + "0" * 64)
    add(graph, READING, CG.Reading, softwareVersion=Literal("0"), profile=Literal("itu-council"), inputHash=hashed)
    graph.add((add(graph, BODY, CG.Body), SKOS.notation, Literal("ITU-C")))
    graph.add((add(graph, STATE, CG.State, iso3=Literal("CHE")), SKOS.prefLabel, Literal("Switzerland", lang="en")))
    document = add(graph, URIRef(DATA_BASE + "document/ITU-C/C24/8"), CG.Document, symbol=Literal("C24/8"))
    resolution = URIRef(DATA_BASE + "resolution/ITU-C/1332")
    add(graph, resolution, CG.Resolution, number=Literal("1332"), issuedBy=BODY)
    amendment = URIRef(f"{document}/amendment/ITU-C/1332")
    add(graph, amendment, CG.Amendment, amends=resolution, containedIn=document)
    item = add(graph, URIRef(f"{RECORD}/item/1"), CG.AgendaItem, ofMeeting=meeting, itemNumber=Literal("1"))
    graph.add((item, DCTERMS.title, Literal("An item", lang="en")))
    return item, amendment


def add_paragraph(graph: Graph, number: str, item: URIRef, amendment: URIRef) -> None:
    """A paragraph in which a state introduces the amendment and an unnamed group supports it."""
    text = Literal(WORDS * 10, lang="en")
    paragraph = URIRef(f"{RECORD}/p/{number}")
    add(graph, paragraph, CG.Paragraph, inRecord=RECORD, underItem=item, paragraphNumber=Literal(number), text=text)
    group = URIRef(f"{paragraph}/i1/group")
    printed = Literal(WORDS[:19], lang="en")
    add(graph, group, CG.UnnamedGroup, quantifier=QUANTIFIER.several, minimumCount=Literal(3), asPrinted=printed)
    for order, speaker in enumerate((group, STATE), start=1):
        intervention = URIRef(f"{paragraph}/i{order}")
        add(graph, intervention, CG.Intervention, madeBy=speaker, inCapacity=CAPACITY.councillor, reportedIn=paragraph)
        position = URIRef(f"{intervention}/a1")
        add(graph, position, CG.Position, expressedIn=intervention, heldBy=speaker, stance=STANCE.supports)
        graph.add((position, CG.towards, amendment))
        for fact in (intervention, position):
            add_fact(graph, fact, paragraph)
    act = URIRef(f"{paragraph}/i2/a2")
    add(graph, act, CG.SpeechAct, performedIn=intervention, actType=ACT.introduces, towards=amendment)
    outcome = URIRef(f"{paragraph}/o1")
    add(graph, outcome, CG.Outcome, outcomeType=OUTCOME.noted, ofItem=item, concerns=amendment, reportedIn=paragraph)
    for fact in (act, outcome):
        add_fact(graph, fact, paragraph)


def make_record(paragraphs: int) -> Graph:
    """An invented record; about 95 triples a paragraph."""
    graph = Graph()
    item, amendment = add_frame(graph)
    graph.add((STATE, CG.supports, amendment))
    for number in range(1, paragraphs + 1):
        add_paragraph(graph, f"1.{number}", item, amendment)
    return graph


def main() -> None:
    """Print the size of the record and the time of the first and of the later runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=9)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    graph = make_record(options.paragraphs)
    times = []
    for _ in range(options.runs + 1):
        start = perf_counter()
        report = validate(graph, profile="itu-council")
        times.append((perf_counter() - start) * 1000)
    first, *later = times
    print(f"{len(graph)} triples, conforms: {report.conforms}, findings: {len(report.findings)}")
    print(f"first {first:.0f} ms, then median {statistics.median(later):.0f} ms, worst {max(later):.0f} ms")


if __name__ == "__main__":
    main()
