"""Names of things: every form that records print is there, once, and means one thing."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from councilgraph.ontology import names as room
from councilgraph.ontology.names import LANGUAGES, Name, names

EXPECTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("test_names_expected.toml").read_text("utf-8"))
FORMS = [(language, form, key) for language in LANGUAGES for form, key in EXPECTED[language].items()]
EVERYWHERE = ("WSIS", "GDC", "CWG-COP", "CWG-WSIS&SDG", "ITU", "UNGA", "CSTD", "MERCOSUR", "ITU-T", "PP-22")


def lookup(language: str) -> dict[str, list[Name]]:
    """Form → its names."""
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names(language):
        found[name.form].append(name)
    return found


@pytest.mark.parametrize(("language", "form", "key"), FORMS, ids=[f"{row[0]}-{row[1]}" for row in FORMS])
def test_a_printed_form_leads_to_its_thing(language: str, form: str, key: str) -> None:
    assert [name.key for name in lookup(language)[form] if name.kind != "demonym"] == [key]


def test_russian_cases_are_checked_over_many_patterns() -> None:
    states = {name.form for name in names("ru") if name.kind == "state"}
    assert len(states & set(EXPECTED["ru"])) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_stable_sorted_and_said_once(language: str) -> None:
    first = names(language)
    room._things.cache_clear()
    names.cache_clear()
    assert names(language) == first
    assert list(first) == sorted(set(first))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_whole(language: str) -> None:
    for name in names(language):
        assert name.kind in {*room.KINDS, "demonym", "decoy"}
        assert name.key, name
        assert name.form == name.form.strip(), name
        assert not set(name.form) & set("|_="), name
        assert "  " not in name.form


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_means_two_things(language: str) -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for name in names(language):
        meant[name.form].add(name.iri)
    twice = {form for form, iris in meant.items() if len(iris) > 1}
    assert twice == set(EXPECTED["shared"].get(language, []))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_state_has_the_name_of_another(language: str) -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for name in names(language):
        if name.kind in {"state", "demonym"}:
            meant[name.form].add(name.key)
    assert {form: keys for form, keys in meant.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_acronyms_hold_in_every_language(language: str) -> None:
    found = lookup(language)
    assert [form for form in EVERYWHERE if form not in found] == []


def test_generic_words_and_wrong_cases_are_not_names() -> None:
    for language, forms in EXPECTED["absent"].items():
        assert [form for form in forms if form in lookup(language)] == []


def test_decoys_hide_names() -> None:
    for language, forms in EXPECTED["decoy"].items():
        found = lookup(language)
        assert [form for form in forms if [name.kind for name in found[form]] != ["decoy"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decoy_contains_what_it_hides(language: str) -> None:
    hidden: dict[str, list[str]] = defaultdict(list)
    for name in names(language):
        if name.kind != "decoy":
            hidden[name.iri].append(name.form.casefold())
    idle = [
        name.form
        for name in names(language)
        if name.kind == "decoy" and not any(form in name.form.casefold() for form in hidden[name.iri])
    ]
    assert idle == []


def test_ambiguous_forms_are_weak() -> None:
    for language, forms in EXPECTED["weak"].items():
        found = lookup(language)
        assert [form for form in forms if not all(name.weak for name in found[form]) or not found[form]] == []


def test_plain_names_are_strong() -> None:
    english = lookup("en")
    assert not any(name.weak for form in ("Switzerland", "WSIS", "CWG-COP", "EU") for name in english[form])


def test_adjectives_are_weak_and_point_to_their_state() -> None:
    for language, rows in EXPECTED["demonym"].items():
        found = lookup(language)
        for form, iso3 in rows.items():
            kinds = [(name.kind, name.key, name.weak) for name in found[form]]
            assert kinds == [("demonym", iso3, True)], form


def test_a_mention_of_a_body_is_a_mention_of_its_topic() -> None:
    chinese = lookup("zh")
    assert [name.topics for name in chinese["CWG-COP"]] == [("COP",)]
    assert [name.topics for name in chinese["CWG-WSIS&SDG"]] == [("WSIS",)]
    full = [name for name in names("zh") if name.key == "CWG-WSIS&SDG" and "SDG" in name.topics]
    assert full
    assert all(len(name.form) > len("CWG-WSIS&SDG") for name in full)


def test_a_narrower_topic_is_also_the_broader_one() -> None:
    assert lookup("en")["Action Line C5"][0].topics == ("WSIS", "WSIS-C5")
    assert lookup("en")["SDG 5"][0].topics == ("SDG", "SDG-5")


def test_a_thing_takes_the_form_it_shares_with_its_topic() -> None:
    compact = lookup("en")["GDC"]
    assert [(name.kind, name.topics) for name in compact] == [("text", ("GDC",))]
    assert [name.kind for name in lookup("en")["WSIS"]] == ["topic"]


def test_all_keys_of_the_gold_file_have_names(shared: Path) -> None:
    gold = json.loads((shared / "records/c24-plenary.gold.json").read_text("utf-8"))
    keys = {name.key for name in names("zh")} | {"chair"}
    said = {who.split(":")[1] for act in gold["acts"] for who in [act["who"]] if not who.startswith("group:")}
    topics = {topic for row in gold["topics"].values() for topic in row}
    assert said - keys == set()
    assert topics - keys == set()
