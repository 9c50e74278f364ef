"""Every question as a web API, held to its own description, and as a page."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import councilgraph
import pytest
from councilgraph.queries import questions

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

REQUIRED = {"holder": "Switzerland", "word": "GDC"}
FORMS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "text/csv": "text/csv; charset=utf-8",
    "text/markdown": "text/markdown; charset=utf-8",
    "text/html": "text/html; charset=utf-8",
}


@pytest.mark.parametrize("name", questions())
def test_every_question_answers_in_every_form(client: httpx.Client, name: str) -> None:
    needed = {one.name: REQUIRED[one.name] for one in questions()[name].parameters if one.required}
    for accept, media_type in FORMS.items():
        response = client.get(f"/questions/{name}", params=needed, headers={"Accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (200, media_type)


def test_the_answer_is_that_of_the_command_line(client: httpx.Client, filled_folder: Path) -> None:
    with councilgraph.open_store(filled_folder, read_only=True) as store:
        answer = councilgraph.ask(store, "who-supported-the-amendment", resolution="1332")
    for form in ("csv", "json", "markdown"):
        params = {"resolution": "1332", "document": "", "format": form}
        assert client.get("/questions/who-supported-the-amendment", params=params).text == answer.render(form)


def test_a_parameter_given_twice_asks_for_both(client: httpx.Client) -> None:
    def holders(*stances: str) -> set[str]:
        params = [("format", "csv"), *(("stance", stance) for stance in stances)]
        rows = csv.DictReader(io.StringIO(client.get("/questions/which-links-make-the-network", params=params).text))
        return {row["fact"] for row in rows}

    assert holders("supports", "opposes") == holders("supports") | holders("opposes")
    assert holders("supports")


def test_what_is_wrong_is_said(client: httpx.Client) -> None:
    url = "/questions/who-supported-the-amendment"
    wrong = client.get(url, params={"resolution": "1331x"})
    assert (wrong.status_code, wrong.json()["title"]) == (400, "no such resolution '1331x'")
    assert client.get(url, params={"nothing": "x"}).status_code == 400
    assert client.get("/questions/who-knows").status_code == 404
    assert client.get(url, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(url, params={"format": "docx"}).status_code == 406
    page = client.get(url, params={"resolution": "1331x<script>", "format": "html"})
    assert page.status_code == 400
    assert "<script" not in page.text
    assert "1331x&lt;script&gt;" in page.text


def test_the_description_names_all(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {"/network", *(f"/questions/{name}" for name in questions())}
    for name, question in questions().items():
        described = document["paths"][f"/questions/{name}"]["get"]["parameters"]
        assert [one["name"] for one in described] == [*(one.name for one in question.parameters), "format"]


def test_no_parameter_is_called_as_the_form_is() -> None:
    assert not [one for question in questions().values() for one in question.parameters if one.name == "format"]
