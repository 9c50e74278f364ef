"""The reference data: complete in six languages, tied together, and equal to what the generators make."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from councilgraph.ontology import TOPIC, iri
from councilgraph.ontology.terms import CG
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from .conftest import LANGUAGES, ROOM

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

TOOLS = ROOM.parent / "tools"
EVENT = Namespace("http://purl.org/dc/dcmitype/").Event
NAMED = (CG.State, CG.Body, CG.WorkingGroup, CG.Post, CG.Coalition, CG.Document, EVENT, SKOS.Concept)
MADE = ("bodies", "coalitions", "texts")


@pytest.fixture(scope="module")
def data() -> Graph:
    """All reference data and the topics."""
    graph = Graph()
    for file in [*sorted((ROOM / "reference").glob("*.ttl")), ROOM / "schemes/topic.ttl"]:
        graph.parse(file)
    return graph


def things(graph: Graph) -> set[Node]:
    return {thing for kind in NAMED for thing in graph.subjects(RDF.type, kind)}


def languages(graph: Graph, thing: Node, label: URIRef) -> Counter[str]:
    words = [word for word in graph.objects(thing, label) if isinstance(word, Literal)]
    return Counter(str(word.language) for word in words)


def test_states_are_the_members_and_the_two_observers(data: Graph) -> None:
    states = set(data.subjects(RDF.type, CG.State))
    assert len(states) == 193 + 2
    assert {iri.state("VAT"), iri.state("PSE"), iri.state("CHE"), iri.state("SSD")} <= states
    assert not {iri.state(iso3) for iso3 in ("TWN", "HKG", "COK", "NIU", "ESH")} & states


def test_every_state_has_its_three_codes(data: Graph) -> None:
    for state in data.subjects(RDF.type, CG.State):
        iso3, iso2, m49 = (str(data.value(state, code)) for code in (CG.iso3, CG.iso2, CG.m49))
        assert state == iri.state(iso3)
        assert re.fullmatch(r"[A-Z]{3} [A-Z]{2} [0-9]{3}", f"{iso3} {iso2} {m49}")
    for code in (CG.iso3, CG.iso2, CG.m49):
        assert max(Counter(data.objects(None, code)).values()) == 1


def test_everything_named_has_one_preferred_name_in_each_language(data: Graph) -> None:
    once = Counter(LANGUAGES)
    assert [thing for thing in things(data) if languages(data, thing, SKOS.prefLabel) != once] == []


def test_no_two_things_of_one_kind_share_a_preferred_name(data: Graph) -> None:
    for kind in NAMED:
        names: Counter[Node] = Counter()
        for thing in data.subjects(RDF.type, kind):
            names.update(data.objects(thing, SKOS.prefLabel))
        assert [str(name) for name, count in names.items() if count > 1] == []


def test_the_european_union_is_a_coalition(data: Graph) -> None:
    assert (iri.coalition("european-union"), RDF.type, CG.Coalition) in data
    assert data.value(iri.coalition("european-union"), SKOS.notation) is None
    assert str(data.value(iri.coalition("CEPT"), SKOS.notation)) == "CEPT"


def test_a_coalition_without_acronym_is_named_by_the_slug_of_its_english_name(data: Graph) -> None:
    for coalition in data.subjects(RDF.type, CG.Coalition):
        names = [name for name in data.objects(coalition, SKOS.prefLabel) if isinstance(name, Literal)]
        english = next(str(name) for name in names if name.language == "en")
        assert coalition == iri.coalition(str(data.value(coalition, SKOS.notation) or iri.slug(english)))


def test_keys_are_the_last_part_of_the_iri(data: Graph) -> None:
    for thing in things(data) - set(data.subjects(RDF.type, CG.State)):
        notation = data.value(thing, SKOS.notation)
        assert notation is None or unquote(str(thing).rsplit("/", 1)[-1]) == str(notation)


def test_every_topic_referred_to_exists(data: Graph) -> None:
    topics = set(data.subjects(RDF.type, SKOS.Concept))
    for link in (DCTERMS.subject, SKOS.broader, SKOS.related):
        assert set(data.objects(None, link)) - topics == set()


def test_every_topic_is_defined_in_each_language_and_stands_in_the_scheme(data: Graph) -> None:
    for topic in data.subjects(RDF.type, SKOS.Concept):
        assert topic == TOPIC[str(data.value(topic, SKOS.notation))]
        assert languages(data, topic, SKOS.definition) == Counter(LANGUAGES)
        assert str(data.value(topic, SKOS.inScheme)) == str(TOPIC).rstrip("/")


def test_goals_are_those_of_the_united_nations(data: Graph) -> None:
    goals = set(data.subject_objects(SKOS.exactMatch))
    assert goals == {(TOPIC[f"SDG-{n}"], URIRef(f"http://metadata.un.org/sdg/{n}")) for n in range(1, 18)}


def test_offices_are_told_apart(data: Graph) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for office in data.subjects(RDF.type, CG.Post):
        for label in (SKOS.prefLabel, SKOS.altLabel):
            names[str(office)] |= {str(name) for name in data.objects(office, label)}
    mine, theirs = names[str(iri.office("secretary-general"))], names[str(iri.office("un-secretary-general"))]
    assert mine
    assert theirs
    assert not mine & theirs


def members(graph: Graph, group: URIRef, year: int) -> set[str]:
    """The states whose membership of the group covers the year."""
    found = set()
    for seat in graph.subjects(CG.ofBody, group):
        first, last = graph.value(seat, CG.startYear), graph.value(seat, CG.endYear)
        if int(str(first)) <= year <= int(str(last or 9999)):
            found.add(str(graph.value(graph.value(seat, CG.member), CG.iso3)))
    return found


@pytest.mark.parametrize(
    ("group", "year", "count"),
    [
        ("european-union", 1972, 6),
        ("european-union", 2015, 28),
        ("european-union", 2024, 27),
        ("GCC", 2024, 6),
        ("ASEAN", 2024, 10),
        ("LAS", 2024, 22),
        ("arab-states", 2024, 22),
        ("african-group", 2010, 53),
        ("african-group", 2024, 54),
        ("african-union", 2024, 54),
        ("CARICOM", 2024, 14),
        ("SCO", 2024, 10),
    ],
)
def test_groups_have_their_members(data: Graph, group: str, year: int, count: int) -> None:
    assert len(members(data, iri.coalition(group), year)) == count


def test_memberships_are_of_known_states_once_and_say_their_source(data: Graph) -> None:
    held: Counter[tuple[Node | None, ...]] = Counter()
    for seat in data.subjects(RDF.type, CG.Membership):
        state, body = data.value(seat, CG.member), data.value(seat, CG.ofBody)
        assert (state, RDF.type, CG.State) in data
        assert (body, RDF.type, None) in data
        assert data.value(seat, DCTERMS.source) is not None
        held[state, body, data.value(seat, CG.startYear)] += 1
    assert set(held.values()) == {1}


def test_council_seats_are_those_of_the_announcements(data: Graph, shared: Path) -> None:
    with (shared / "data/itu-council-members.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for term in {row["term"] for row in rows}:
        seats = {row["iso3"] for row in rows if row["term"] == term}
        assert members(data, iri.body("ITU-C"), int(term[:4])) == seats
        assert len(seats) == 48
    seat = iri.membership("ITU-C", 2023, "CHE")
    assert str(data.value(seat, CG.region)) == "B"


def made(tool: str, into: Path, *tables: Path) -> dict[str, bytes]:
    """What a generator writes into an empty folder, by file."""
    (into / "reference").mkdir()
    (into / "schemes").mkdir()
    command = [sys.executable, str(TOOLS / tool), *map(str, tables), "--into", str(into)]
    subprocess.run(command, check=True, capture_output=True)
    return {file.relative_to(into).as_posix(): file.read_bytes() for file in into.rglob("*.ttl")}


def test_names_are_what_the_tables_say(tmp_path: Path) -> None:
    fresh = made("build_names.py", tmp_path)
    assert set(fresh) == {*(f"reference/{name}.ttl" for name in MADE), "schemes/topic.ttl"}
    assert [name for name, turtle in fresh.items() if (ROOM / name).read_bytes() != turtle] == []


def test_states_are_what_the_country_table_says(tmp_path: Path, shared: Path) -> None:
    fresh = made("build_states.py", tmp_path, shared / "data/country-codes.csv")
    assert fresh == {"reference/states.ttl": (ROOM / "reference/states.ttl").read_bytes()}


def test_seats_are_what_the_table_of_members_says(tmp_path: Path, shared: Path) -> None:
    fresh = made("build_membership.py", tmp_path, shared / "data/itu-council-members.csv")
    assert fresh == {"reference/membership.ttl": (ROOM / "reference/membership.ttl").read_bytes()}
