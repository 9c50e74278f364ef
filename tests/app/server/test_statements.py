"""Networks made of what is held in memory are those that the store's own answer gives, whatever is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from councilgraph.queries import InvalidValueError, UnknownParameterError, UnknownValueError
from councilgraph.queries.network import build
from councilgraph.server.pages import bounding, drawing, statements
from councilgraph.server.pages.rendering import Address
from councilgraph.server.source import Source, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHOICES = [
    [],
    [("stance", "supports")],
    [("stance", "supports"), ("stance", "opposes")],
    [("session", "C24")],
    [("topic", "GDC")],
    [("topic", "WSIS"), ("stance", "supports")],
    [("text", "1332")],
    [("text", "1332"), ("topic", "WSIS")],
    [("record", "C24/139")],
    [("named_only", "1"), ("without", "chair")],
]


def at(fields: list[tuple[str, str]]) -> Address:
    return Address("http://h/", "/network", fields)


@pytest.fixture(scope="module")
def store(filled_folder: Path) -> Iterator[Source]:
    with open_source(str(filled_folder), 100_000) as opened:
        assert isinstance(opened, Source)
        assert opened.held
        yield opened


@pytest.mark.parametrize("language", ["", "en", "zh", "fr"])
@pytest.mark.parametrize("fields", CHOICES, ids=str)
def test_they_are_the_links_of_the_question(store: Source, fields: list[tuple[str, str]], language: str) -> None:
    address = at([*fields, *([("language", language)] if language else [])])
    given = {name: address.all(name) for name, _ in address.fields if name not in drawing.OWN}
    own = {"named_only": bool(address.first("named_only")), "without": address.all("without")}
    expected, found = build(store.select, **own, **given), drawing.chosen(store, address)  # type: ignore[arg-type]
    assert expected.number_of_edges()
    assert [*found.nodes(data=True)] == [*expected.nodes(data=True)]
    assert [*found.edges(keys=True, data=True)] == [*expected.edges(keys=True, data=True)]
    assert found.graph == expected.graph


@pytest.mark.parametrize("fields", CHOICES[:-1], ids=str)
def test_records_report_as_many_as_the_store_counts(
    store: Source, filled_folder: Path, fields: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = at(fields)
    held = {one.record: one for one in bounding.positions(store, address)}
    monkeypatch.setattr(Source, "held", property(lambda _: False))
    with open_source(str(filled_folder), 100_000) as another:
        assert isinstance(another, Source)
        asked = {one.record: one for one in bounding.positions(another, address)}
        assert drawing.chosen(another, address).edges == drawing.chosen(store, address).edges
    assert held.keys() <= asked.keys()
    for record, one in held.items():
        assert (one.year, one.session) == (asked[record].year, asked[record].session)
        assert 0 < one.times <= asked[record].times  # some of which have no target


def test_what_is_not_understood_is_refused(store: Source) -> None:
    for fields, error in (
        ({"text": ["none"]}, UnknownValueError),
        ({"friends": ["x"]}, UnknownParameterError),
        ({"language": ["?"]}, InvalidValueError),
    ):
        with pytest.raises(error):
            statements.asked(store, fields, [])
