"""The lexicons: the same keys in all, phrases that compile, and examples that are read as what they exemplify."""

from __future__ import annotations

from typing import Any

import pytest
from councilgraph.ingest.fold import fold
from councilgraph.ingest.lexicon import LanguageError, languages, load_lexicon
from councilgraph.ingest.speakers import ROLES
from councilgraph.ontology.terms import ACT, CAPACITY, OUTCOME, QUANTIFIER, STANCE, code_of

from .reading import acts, outcomes, read

READ_AS = {"concern": "has-reservations", "same": "supports", "otherwise": "opposes"}
SPEECH = {code_of(term) for scheme in (ACT, STANCE) for term in scheme}
TABLES = ("act", "impersonal", "outcome")
OPEN_SECTIONS = {"around", "numbers"}
Row = tuple[str, str, dict[str, Any]]


def keys(data: Any, path: str = "") -> set[str]:
    """The paths of all keys of a lexicon, without those of open sections and without list members."""
    if not isinstance(data, dict):
        return {path}
    return {
        found
        for key, value in data.items()
        for found in ({f"{path}/{key}"} if key in OPEN_SECTIONS else keys(value, f"{path}/{key}"))
    }


def rows(*tables: str) -> list[Row]:
    return [
        (language, table, row)
        for language in languages()
        for table in tables
        for row in load_lexicon(language).data[table]
        if row["means"] != "nothing"
    ]


def label(row: Row) -> str:
    return f"{row[0]}-{row[1]}-{row[2]['means']}"


@pytest.mark.parametrize("language", languages())
def test_every_lexicon_has_the_keys_of_english(language: str) -> None:
    english = keys(load_lexicon("en").data)
    data = load_lexicon(language).data
    assert keys(data) ^ english == set()
    assert set(data["roles"]["around"]) <= set(ROLES)


@pytest.mark.parametrize("language", languages())
def test_every_code_of_the_guide_can_be_said(language: str) -> None:
    data = load_lexicon(language).data
    assert {row["means"] for row in data["act"]} - {"nothing", *READ_AS} == SPEECH
    assert {row["means"] for row in data["outcome"]} - {"nothing"} == {code_of(term) for term in OUTCOME}
    assert set(data["quantifiers"]) >= {code_of(term) for term in QUANTIFIER} - {"unspecified"}
    assert set(data["titles"]) <= {code_of(term) for term in CAPACITY} | {"none"}


@pytest.mark.parametrize("language", languages())
def test_phrases_compile(language: str) -> None:
    lexicon = load_lexicon(language)
    assert len(lexicon.entries) > 40
    for section in ("roles", "object", "mandate", "qualifiers"):
        for key, value in lexicon.data[section].items():
            if isinstance(value, list):
                lexicon.finder(section, key).find(fold("a b c").text)


@pytest.mark.parametrize("row", rows("act", "impersonal"), ids=label)
def test_an_example_of_an_act_is_read_as_that_act(row: Row) -> None:
    language, _, entry = row
    found = acts(read(language, entry["example"]))
    wanted = READ_AS.get(entry["means"], entry["means"])
    assert wanted in {act.rsplit(" ", 1)[1] for act in found}, found


@pytest.mark.parametrize("row", rows("act"), ids=label)
def test_an_act_has_a_named_or_counted_holder(row: Row) -> None:
    language, _, entry = row
    found = acts(read(language, entry["example"]))
    assert all(":none" not in act for act in found), found


@pytest.mark.parametrize("row", rows("outcome"), ids=label)
def test_an_example_of_an_outcome_is_read_as_that_outcome(row: Row) -> None:
    language, _, entry = row
    assert f"1.1 {entry['means']}" in outcomes(read(language, entry["example"]))


def test_a_language_without_lexicon_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match=r"'de'.*en.*zh"):
        load_lexicon("de")
