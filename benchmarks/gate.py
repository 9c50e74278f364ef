"""How long the gate takes for one record: median and worst of repeated runs on one core.

Run: python benchmarks/gate.py [--paragraphs N] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
from string import Template
from time import perf_counter

from councilgraph.ontology.terms import DATA_BASE, PREFIXES
from councilgraph.shapes import validate
from rdflib import Graph

FRAME = """
<record> a cg:SummaryRecord ; cg:isFictional true ; cg:recordOf <meeting> ; cg:symbol "C24/999" ;
    dcterms:language "en" .
<meeting> a cg:Meeting ; cg:partOfSession <session> ; cg:meetingNumber 3 ;
    dcterms:date "2024-06-11"^^xsd:date .
<session> a cg:Session ; skos:notation "C24" .
<reading> a cg:Reading , prov:Activity ; cg:softwareVersion "0" ; cg:profile "itu-council" ;
    cg:inputHash "$hash" .
<body> a cg:Body ; skos:notation "ITU-C" .
<state> a cg:State ; cg:iso3 "CHE" ; skos:prefLabel "Switzerland"@en ; cg:supports <amendment> .
<document> a cg:Document ; cg:symbol "C24/8" .
<resolution> a cg:Resolution ; cg:number "1332" ; cg:issuedBy <body> .
<amendment> a cg:Amendment ; cg:amends <resolution> ; cg:containedIn <document> .
<item> a cg:AgendaItem ; cg:ofMeeting <meeting> ; cg:itemNumber "1" ; dcterms:title "An item"@en .
"""
PARAGRAPH = """
<p$n> a cg:Paragraph ; cg:inRecord <record> ; cg:underItem <item> ; cg:paragraphNumber "1.$n" ;
    cg:text "$text"@en .
<p$n/i1> a cg:Intervention ; cg:madeBy <p$n/group> ; cg:inCapacity capacity:councillor ; cg:reportedIn <p$n> .
<p$n/group> a cg:UnnamedGroup ; cg:quantifier quantifier:several ; cg:minimumCount 3 ;
    cg:asPrinted "several"@en .
<p$n/a1> a cg:Position ; cg:expressedIn <p$n/i1> ; cg:heldBy <p$n/group> ; cg:stance stance:supports ;
    cg:towards <amendment> .
<p$n/i2> a cg:Intervention ; cg:madeBy <state> ; cg:inCapacity capacity:councillor ; cg:reportedIn <p$n> .
<p$n/a2> a cg:Position ; cg:expressedIn <p$n/i2> ; cg:heldBy <state> ; cg:stance stance:supports ;
    cg:towards <amendment> .
<p$n/a3> a cg:SpeechAct ; cg:performedIn <p$n/i2> ; cg:actType act:introduces ; cg:towards <document> .
<p$n/o1> a cg:Outcome ; cg:outcomeType outcome:noted ; cg:ofItem <item> ; cg:concerns <document> ;
    cg:reportedIn <p$n> .
"""
FACTS = ("i1", "i2", "a1", "a2", "a3", "o1")
FACT = """
<p$n/$fact> cg:evidence <p$n/$fact/en> ; prov:wasGeneratedBy <reading> ; cg:confidence 0.9 .
<p$n/$fact/en> a cg:Evidence ; cg:quote "$quote"@en ; cg:inParagraph <p$n> ; cg:startOffset 0 ;
    cg:endOffset $end ; dcterms:language "en" ; cg:lexiconEntry "supports.1" .
"""
SENTENCE = "Several councillors supported the amendment."


def make_record(paragraphs: int) -> Graph:
    """An invented record of about 95 triples a paragraph."""
    parts = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()]
    parts += [f"@base <{DATA_BASE}benchmark/> .\n", Template(FRAME).substitute(hash="sha256:" + "0" * 64)]
    for n in range(1, paragraphs + 1):
        parts.append(Template(PARAGRAPH).substitute(n=n, text=" ".join([SENTENCE] * 10)))
        words = {"quote": SENTENCE, "end": len(SENTENCE)}
        parts += [Template(FACT).substitute(words, n=n, fact=fact) for fact in FACTS]
    return Graph().parse(data="".join(parts), format="turtle")


def main() -> None:
    """Print the size of the record and the time of the first and of the later runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=9)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    graph = make_record(options.paragraphs)
    times = []
    for _ in range(options.runs + 1):
        start = perf_counter()
        report = validate(graph)
        times.append((perf_counter() - start) * 1000)
    first, *later = times
    print(f"{len(graph)} triples, conforms: {report.conforms}, findings: {len(report.findings)}")
    print(f"first {first:.0f} ms, then median {statistics.median(later):.0f} ms, worst {max(later):.0f} ms")


if __name__ == "__main__":
    main()
