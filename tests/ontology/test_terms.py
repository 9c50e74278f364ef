"""The closed lists in code and the files that define the terms are one."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from councilgraph import ontology
from councilgraph.ontology import terms
from councilgraph.ontology.terms import CG, SCHEMES, SHORTCUT, STANCE
from rdflib import RDF, RDFS, SKOS, Graph, URIRef

if TYPE_CHECKING:
    from pathlib import Path


def test_code_and_ontology_hold_the_same_terms(core: Graph) -> None:
    defined = {s for s in core.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(str(CG))}
    assert set(CG) == defined
    assert len(CG) == len(defined)


@pytest.mark.parametrize("name", SCHEMES)
def test_code_and_scheme_hold_the_same_concepts(name: str, concepts: Graph) -> None:
    scheme = URIRef(f"{terms.ROOT}{name}")
    assert set(SCHEMES[name]) == set(concepts.subjects(SKOS.inScheme, scheme))
    assert {terms.scheme_of(concept) for concept in SCHEMES[name]} == {scheme}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_code_is_the_end_of_its_iri_and_its_notation(name: str, concepts: Graph) -> None:
    for concept in SCHEMES[name]:
        code = terms.code_of(concept)
        assert SCHEMES[name][code] == concept
        assert str(concepts.value(concept, SKOS.notation)) == code


def test_a_typo_raises() -> None:
    with pytest.raises(AttributeError, match="suports"):
        CG.suports  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(KeyError):
        STANCE["does_not_object"]
    assert URIRef(f"{CG}suports") not in CG
    assert CG.supports in CG


def test_each_stance_has_its_own_shortcut(core: Graph) -> None:
    assert {STANCE[code] for code in SHORTCUT} == set(STANCE)
    assert set(SHORTCUT.values()) == set(core.subjects(RDFS.subPropertyOf, CG.hasPositionOn))
    assert len(set(SHORTCUT.values())) == len(SHORTCUT)


def test_shortcuts_are_kinds_of_one_another_where_their_stances_are(core: Graph, concepts: Graph) -> None:
    for code, shortcut in SHORTCUT.items():
        wider = {SHORTCUT[terms.code_of(b)] for b in concepts.objects(STANCE[code], SKOS.broader)}  # type: ignore[arg-type]
        assert set(core.objects(shortcut, RDFS.subPropertyOf)) == wider | {CG.hasPositionOn}


# the reading guide, as far as it lists codes
GUIDE = {
    "act": "introduces reports welcomes states urges asks replies",
    "stance": "proposes supports supports-with-reservation does-not-object has-reservations seeks-deferral "
    "opposes abstains",
    "outcome": "noted approved adopted endorsed agreed reaffirmed elected deferred referred mandated "
    "rejected withdrawn",
    "quantifier": "one exact some several many most all unspecified",
    "capacity": "councillor observer delegate chair group-chair secretariat elected-official state",
    "method": "consensus acclamation vote",
}


@pytest.mark.parametrize("name", GUIDE)
def test_every_code_of_the_reading_guide_is_a_concept(name: str) -> None:
    assert {terms.code_of(concept) for concept in SCHEMES[name]} == set(GUIDE[name].split())


def test_the_guide_as_written_has_no_further_code(shared: Path) -> None:
    guide = (shared / "ANNOTATION.md").read_text("utf-8")
    units = dict(re.findall(r"^\| (SpeechAct|Position|Outcome) \| (.*?) \|", guide, re.MULTILINE))
    quantifiers = set(re.findall(r"^\| `([a-z]+)`", guide, re.MULTILINE))
    assert quantifiers == set(GUIDE["quantifier"].split())
    for unit, name in (("SpeechAct", "act"), ("Position", "stance"), ("Outcome", "outcome")):
        assert set(re.findall(r"`([a-z-]+)`", units[unit])) == set(GUIDE[name].split())


def test_prefixes_cover_every_list() -> None:
    assert terms.PREFIXES["cg"] == str(CG)
    assert {terms.PREFIXES[name] for name in SCHEMES} == {str(scheme) for scheme in SCHEMES.values()}


def test_the_public_face_leads_to_every_name_it_shows() -> None:
    for name in ontology.__all__:
        assert getattr(ontology, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        ontology.nonsense  # noqa: B018


def test_importing_the_room_loads_no_library() -> None:
    script = "import sys, councilgraph.ontology; print('rdflib' in sys.modules, 'pyoxigraph' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("module", [terms, ontology])
def test_examples_in_the_documentation_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 1
    assert result.failed == 0
