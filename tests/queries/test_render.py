"""An answer as text, CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from councilgraph.queries import Table, UnknownFormatError, answer
from councilgraph.queries.table import canonical, natural, ordered, plain_number
from rdflib import XSD, Literal, URIRef
from rdflib.query import Result

if TYPE_CHECKING:
    from collections.abc import Callable

HEADLINE = "who-supported-the-amendment"


@pytest.fixture
def headline(council_select: Any) -> Any:
    """The answer to the headline question."""
    return answer(council_select, HEADLINE, resolution="7")


def test_a_table_shows_each_part_with_its_meaning(headline: Any) -> None:
    text = headline.render(width=110)
    assert max(map(len, text.split("\n"))) <= 110
    for expected in ("On record by name (3)", "supports with reservation", "several councillors"):
        assert expected in text
    assert "Silence is never consent" in text
    assert "https://" not in text
    assert "\x1b" not in text


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_narrow_table_loses_no_word(headline: Any, width: int) -> None:
    text = headline.render(width=width)
    assert max(map(len, text.split("\n"))) <= width
    assert words(headline.render(width=300)) <= words(text)


def test_what_fits_no_table_is_listed_without_what_is_empty(headline: Any) -> None:
    lines = headline.render(width=60).split("\n")
    assert "holder: Brazil" in lines
    assert "quote: Brazil supported the amendment" in lines
    assert all(line.partition(": ")[2] for line in lines if line.startswith("reason"))


def test_csv_holds_every_row_and_label(headline: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(headline.render("csv"))))
    assert len(rows) == len(headline) == 6
    assert [row["part"] for row in rows] == ["named"] * 3 + ["unnamed"] * 2 + ["silent"]
    assert rows[0]["holder"].endswith("/state/BRA")
    assert rows[0]["holderLabel"] == "Brazil"
    assert rows[3]["minimum"] == "3"
    assert rows[5]["memberLabel"] == "Mexico"


def test_json_is_a_sparql_result(headline: Any) -> None:
    found = Result.parse(io.BytesIO(headline.render("json").encode()), format="json")
    assert len(found) == 6
    rows = [{str(name): term for name, term in row.items()} for row in found.bindings]
    assert rows[0]["quote"] == Literal("Brazil supported the amendment", lang="en")
    assert isinstance(rows[0]["holder"], URIRef)
    assert rows[3]["minimum"] == Literal("3", datatype=XSD.integer)
    assert json.loads(headline.render("json"))["head"]["vars"][0] == "part"


def test_one_part_needs_no_part_column(council_select: Any) -> None:
    found = answer(council_select, "who-wanted-more-time")
    assert found.render("csv").split(",")[0] == "holder"


def test_markdown_escapes_what_would_be_markup(oxigraph: Callable[..., Any], council: tuple[str, str]) -> None:
    hostile = council[1].replace("Brazil supported the amendment", "a | b <script> *x* `y` [z](javascript:q)")
    found = answer(oxigraph(council[0], hostile), HEADLINE).render("markdown")
    assert "a \\| b \\<script\\> \\*x\\* \\`y\\` \\[z\\](javascript:q)" in found
    tables = [line for line in found.split("\n") if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in tables[:5]} == {tables[0].count("|")}


def test_an_empty_answer_says_so(council_select: Any) -> None:
    found = answer(council_select, "what-was-decided", session="S2")
    assert "None on record." in found.render(width=80)
    assert "None on record." in found.render("markdown")
    assert found.render("csv").count("\n") == 1


def test_an_unknown_format_is_refused(headline: Any) -> None:
    with pytest.raises(UnknownFormatError, match="Choose one of table, csv, json, markdown"):
        headline.render("xlsx")


def test_rows_are_distinct_and_in_natural_order() -> None:
    table = Table(("p",), [(Literal(p),) for p in ("1.10", "1.2", "1.2", "1.1")] + [(None,)])
    assert [str(row[0]) for row in ordered(table, ["p"]).rows] == ["1.1", "1.2", "1.10", "None"]
    assert natural(Literal("C9")) < natural(Literal("C24"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Literal("x"), Literal("x", datatype=XSD.string)),
        (Literal("x", lang="zh-Hans"), Literal("x", lang="ZH-HANS")),
        (Literal("0.90", datatype=XSD.decimal), Literal("0.9", datatype=XSD.decimal)),
        (Literal("03", datatype=XSD.integer), Literal("3", datatype=XSD.integer)),
    ],
)
def test_stores_may_write_one_term_differently(one: Literal, other: Literal) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("written", "plain"), [("-0.50", "-0.5"), ("100", "100"), ("0.0", "0"), ("1E3", "1000")])
def test_numbers_are_written_plainly(written: str, plain: str) -> None:
    assert plain_number(written) == plain
