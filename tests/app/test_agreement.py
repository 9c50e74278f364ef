"""Agreement, held to the examples of those who proposed the measures."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from councilgraph.ontology import iri
from councilgraph.ontology.terms import STANCE
from councilgraph.review import Correction, Judgement, Review, Reviewer, alpha, compare_reviewers, kappa
from rdflib import URIRef

COHEN = [(88, 14, 18), (10, 40, 10), (2, 6, 12)]
"""J. Cohen 1960, table 2: 200 cases, three categories, kappa .492."""
RATERS = {
    "binary": ("0100000010", "1110010000"),
    "nominal": ("aabbdcccedda", "babbbccceddd"),
    "missing": ("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
}
"""K. Krippendorff 2011, examples A, B and C; a dot where somebody judged nothing."""
PEOPLE = [Reviewer(name) for name in ("Ana", "Bo", "Cy")]
NAMES = {person.iri: person.name for person in PEOPLE}


def units(name: str) -> list[str]:
    return ["".join(value for value in unit if value != ".") for unit in zip(*RATERS[name], strict=True)]


def test_kappa_of_cohen() -> None:
    cells = [(row, column) for row in range(3) for column in range(3)]
    pairs = [cell for cell in cells for _ in range(COHEN[cell[0]][cell[1]])]
    assert kappa(pairs) == pytest.approx(0.492, abs=0.0005)


@pytest.mark.parametrize(("name", "published"), [("binary", 0.095), ("nominal", 0.692), ("missing", 0.743)])
def test_alpha_of_krippendorff(name: str, published: float) -> None:
    assert alpha(units(name)) == pytest.approx(published, abs=0.0005)


def test_bounds() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == alpha(["aa", "bb"]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "a"), ("a", "a")]) is None
    assert alpha(["aa", "aa"]) is None
    assert alpha(["a", "b"]) is None


def judged(person: Reviewer, number: int, judgement: Judgement, weighed: str = "supports") -> Review:
    fact = URIRef(f"{iri.DATA_BASE}record/X/1/p/1/i{number}/a1")
    return Review(fact, person.iri, judgement, "2024-06-10T09:30:00Z", ("said", "en"), frozenset({STANCE[weighed]}))


def test_reviewers_are_compared_where_they_judged_the_same() -> None:
    accept, reject = Judgement("accept", "Right."), Judgement("reject", "No.")
    opposes, abstains = (Judgement("correct", "No.", Correction(STANCE[code])) for code in ("opposes", "abstains"))
    ana, bo, cy = PEOPLE
    reviews = [
        *(judged(ana, 1, accept), judged(bo, 1, Judgement("accept"))),
        *(judged(ana, 2, opposes), judged(bo, 2, abstains)),
        *(judged(ana, 3, reject), judged(bo, 3, reject, "opposes")),
        *(judged(ana, 4, accept), judged(cy, 4, reject)),
    ]
    table = compare_reviewers(reviews, NAMES)
    assert [tuple(None if cell is None else cell.toPython() for cell in row) for row in table.rows] == [
        ("verdict", "Ana", "Bo", 2, 2, 1.0, 1.0),
        ("verdict", "Ana", "Cy", 1, 0, 0.0, 0.0),
        ("verdict", "Bo", "Cy", 0, 0, None, None),
        ("verdict", None, None, 3, 2, None, 0.5455),
        ("correction", "Ana", "Bo", 2, 1, 0.3333, 0.4),
        ("correction", "Ana", "Cy", 1, 0, 0.0, 0.0),
        ("correction", "Bo", "Cy", 0, 0, None, None),
        ("correction", None, None, 3, 1, None, 0.1667),
    ]


@pytest.mark.parametrize("module", ["agreement", "finding", "keeping", "sheet"])
def test_examples_in_the_documentation_hold(module: str) -> None:
    result = doctest.testmod(import_module(f"councilgraph.review.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
