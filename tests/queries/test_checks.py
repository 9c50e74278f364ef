"""Each check over the whole store finds what it must in a tiny graph, and nothing beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.ontology.terms import PREFIXES, SHORTCUT
from councilgraph.queries.checking import Check, checks, violations

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in Path(__file__).parent.glob("checks/*.toml")}
HERE = "https://example.org/"
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in {**PREFIXES, "": HERE}.items())
BY_NAME = {check.name: check for check in checks()}


def test_every_check_is_discovered_and_has_a_case() -> None:
    assert len(checks()) == 10
    assert CASES.keys() == BY_NAME.keys()


def full(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    return (PREFIXES[prefix] if colon else HERE) + local


@pytest.mark.parametrize("name", CASES)
def test_a_check_finds_what_it_must(name: str, store: Callable[..., Any]) -> None:
    select = store(HEAD + CASES[name]["data"])
    found = [(violation.this, violation.other) for violation in violations(select) if violation.check.name == name]
    expected = [tuple(map(full, row.split())) for row in CASES[name]["rows"]]
    assert found == [(this, "".join(other)) for this, *other in expected]
    assert found


def test_a_sound_store_has_no_violation(council: tuple[str, str], store: Callable[..., Any]) -> None:
    assert list(violations(store(*council))) == []


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_says_what_is_wrong_and_what_to_do(check: Check) -> None:
    assert not check.title.endswith(".")
    assert check.remedy.endswith(".")


def test_every_shortcut_is_checked() -> None:
    text = BY_NAME["shortcut-without-position"].sparql
    for code, shortcut in SHORTCUT.items():
        assert f"(cg:{shortcut.removeprefix(PREFIXES['cg'])} stance:{code})" in text
