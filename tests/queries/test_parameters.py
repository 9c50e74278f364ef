"""Every parameter of every question, set: stores agree, and what is asked for narrows the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import answer, questions
from councilgraph.queries.substitution import HINT

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = {
    "body": ("FC", "GS"),
    "coalition": ("African Group",),
    "document": ("S1/3", "S1/4(Rev.1)"),
    "holder": ("FRA", "Brazil", "African Group", "KEN"),
    "item": ("2",),
    "language": ("zh",),
    "outcome": ("adopted", "noted"),
    "paragraph": ("1.3",),
    "record": ("S1/21",),
    "resolution": ("FC/7",),
    "session": ("S1", "S2"),
    "stance": ("supports", "opposes"),
    "state": ("MEX", "Switzerland"),
    "text": ("S1/3", "FC/7", "S1/4(Rev.1)", "GDC"),
    "topic": ("GDC", "COP"),
    "words": ("duplication",),
    "year": ("2031", "2032"),
}
SETTINGS = [
    (question.name, parameter.name, value)
    for question in questions().values()
    for parameter in question.parameters
    for value in SAMPLES[parameter.kind]
]


ONE_OF_EACH = [setting for setting in SETTINGS if setting[2] in {values[0] for values in SAMPLES.values()}]


def needed(name: str) -> dict[str, str]:
    """What a question cannot be asked without."""
    return {p.name: SAMPLES[p.kind][0] for p in questions()[name].parameters if p.required}


def rows(select: Any, name: str, **parameters: str) -> list[list[Any]]:
    """The rows of each part of an answer."""
    return [section.table.rows for section in answer(select, name, **parameters).sections]


@pytest.mark.parametrize(("name", "parameter", "value"), ONE_OF_EACH)
def test_stores_agree_whatever_is_asked_for(
    name: str, parameter: str, value: str, stores: dict[str, Callable[..., Any]], council: tuple[str, str]
) -> None:
    asked = needed(name) | {parameter: value}
    first, *others = (rows(store(*council), name, **asked) for store in stores.values())
    assert all(other == first for other in others)


@pytest.mark.parametrize(("name", "parameter", "value"), SETTINGS)
def test_a_parameter_that_meant_everything_narrows(name: str, parameter: str, value: str, council_select: Any) -> None:
    known = {p.name: p for p in questions()[name].parameters}
    if known[parameter].default or known[parameter].required:
        return
    everything = rows(council_select, name, **needed(name))
    some = rows(council_select, name, **needed(name) | {parameter: value})
    assert all(set(part) <= set(whole) for part, whole in zip(some, everything, strict=True))


def test_a_session_without_records_has_no_rows(council_select: Any) -> None:
    asked = [q.name for q in questions().values() if any(p.name == "session" for p in q.parameters)]
    assert len(asked) >= 9
    for name in set(asked) - {"where-is-there-no-record"}:
        assert not any(rows(council_select, name, **needed(name), session="S2")), name


HINTED = [
    (name, found[2], value)
    for name, question in questions().items()
    for part in question.sections
    for found in HINT.finditer(part.sparql)
    for value in SAMPLES[next(parameter.kind for parameter in question.parameters if parameter.name == found[2])]
]


@pytest.mark.parametrize(("name", "parameter", "value"), HINTED)
def test_a_hint_says_nothing_new(
    name: str, parameter: str, value: str, council_select: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = needed(name) | {parameter: value}
    hinted = rows(council_select, name, **asked)
    monkeypatch.setattr("councilgraph.queries.substitution.HINT", re.compile(r"(?!)"))
    assert rows(council_select, name, **asked) == hinted


def test_there_are_hints() -> None:
    assert len(HINTED) > 20
