"""Every question of the house, asked of every kind of store: the same answers, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from councilgraph.queries import answer, questions
from councilgraph.queries.network import build, write
from councilgraph.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VALUES = {"holder": "Switzerland", "word": "WSIS", "oneTopic": "WSIS", "otherTopic": "GDC"}


def answers(store: Store) -> dict[str, str]:
    """Each question's answer as SPARQL JSON, and the network's links; what is required is given."""
    found = {}
    for name, question in questions().items():
        given = {p.name: VALUES[p.name] for p in question.parameters if p.required}
        found[name] = answer(store.select, name, **given).render("json")
    return found | {"network": write(build(store.select), "edges").decode()}


@pytest.fixture(scope="module")
def on_disk(filled_folder: Path) -> dict[str, str]:
    with open_store(filled_folder, read_only=True) as store:
        return answers(store)


@pytest.fixture(params=["oxigraph", "fuseki", "fuseki_tdb2"])
def server(request: pytest.FixtureRequest, filled_folder: Path) -> Iterator[Store]:
    """A server that holds what the folder holds."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    httpx.post(f"{url}/update", data={"update": "DROP ALL"}, timeout=60).raise_for_status()
    with open_store(filled_folder, read_only=True) as source, open_store(url) as store:
        for name in source.graphs():
            store.replace(name, source.content(name))
        yield store


def test_a_server_answers_as_the_folder_does(server: Store, on_disk: dict[str, str]) -> None:
    found = answers(server)
    assert [name for name, text in on_disk.items() if found[name] != text] == []


def test_the_questions_say_something_about_the_bundled_record(on_disk: dict[str, str]) -> None:
    said = [name for name, text in on_disk.items() if text.count("\n") > 8]
    assert len(said) > 15
