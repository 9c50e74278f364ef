"""Every question: its file is well made, and a tiny graph answers it with the rows that were worked out by hand."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from councilgraph.ontology import terms
from councilgraph.queries import answer, questions
from councilgraph.queries.answering import UNLABELLED
from councilgraph.queries.catalogue import VALUES
from councilgraph.queries.labels import lookup
from councilgraph.queries.values import LITERALS
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
ROOM = HERE.parent.parent / "queries"
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("cases/*.toml"))}
PARTS = [(name, part) for name, question in questions().items() for part in question.sections]
NUMBERS = {int(number) for question in questions().values() for number in question.number.split(", ")}
DIFFERS_BY_LANGUAGE = {
    "do-the-language-versions-disagree",
    "what-are-the-words",
    "where-is-there-no-record",
    "where-was-duplication-raised",
}
TELLS_WHAT_WAS_SET_ASIDE = {
    "do-the-language-versions-disagree",
    "how-much-rests-on-unnamed-speakers",
    "what-are-the-words",
    "what-did-a-revised-record-change",
    "where-is-there-no-record",
    "which-facts-were-never-checked",
}
"""Questions about how records were read, printed and judged; all others count only what stands."""
CG = terms.PREFIXES["cg"]
KINDS = {f"{CG}{kind}" for kind in ("Intervention", "SpeechAct", "Position", "Outcome", "Mandate")}
CODES = {
    "stance": terms.STANCE,
    "act": terms.ACT,
    "outcome": terms.OUTCOME,
    "capacity": terms.CAPACITY,
    "status": terms.STATUS,
}


def test_nothing_slipped_out_of_the_tests() -> None:
    assert len(questions()) == 40
    assert len(PARTS) == len(list(ROOM.glob("*.rq"))) == 52
    assert CASES.keys() == questions().keys()
    assert sum(len(case["case"]) for case in CASES.values()) == 57
    assert set(range(1, 41)) == NUMBERS


@pytest.mark.parametrize(("name", "part"), PARTS, ids=lambda value: getattr(value, "name", value))
def test_file_is_well_made(name: str, part: Any) -> None:
    query = prepareQuery(part.sparql)
    columns = {str(column) for column in query.algebra.PV}
    assert set(part.order) <= columns
    pyoxigraph.Store().query(part.sparql)
    assert part.title
    assert part.description.endswith(".")
    assert questions()[name].title.endswith("?")
    set_by_users = {parameter.name for parameter in part.parameters}
    assert set_by_users <= {variable for variable, _ in VALUES.findall(part.sparql)}
    if {"paragraph", "laterParagraph"} & columns:
        assert columns & {"quote", "laterQuote", "one"}
        assert columns & {"record", "laterRecord", "earlierMeeting"}


@pytest.mark.parametrize(("name", "part"), PARTS, ids=lambda value: getattr(value, "name", value))
def test_every_part_on_positions_says_which_it_counts(name: str, part: Any) -> None:
    assert set(part.counts) <= {terms.code_of(status) for status in terms.STATUS}
    assert part.counts or not re.search(r"cg:(stance|heldBy)\b", part.sparql)
    assert ("candidate" in part.counts) == (name == "who-could-the-unnamed-be")


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.rq")), ids=lambda path: path.name)
def test_query_uses_only_words_of_the_vocabulary(path: Path) -> None:
    body = re.sub(r'(?m)"[^"]*"|<[^>]*>|^#.*$', "", path.read_text("utf-8"))
    used = re.findall(r"\b(cg|stance|act|outcome|capacity|status|topic):([\w-]+)", body)
    unknown = [
        word
        for prefix, word in used
        if (prefix == "cg" and terms.PREFIXES["cg"] + word not in {str(term) for term in terms.CG})
        or (prefix in CODES and terms.PREFIXES[prefix] + word not in {str(term) for term in CODES[prefix]})
    ]
    assert not unknown


def test_kinds_of_parameters_can_be_looked_up() -> None:
    kinds = {parameter.kind for question in questions().values() for parameter in question.parameters}
    assert {kind for kind in kinds if kind not in LITERALS and "SELECT" not in lookup(kind)} == set()


@pytest.mark.parametrize("name", CASES)
def test_rows(name: str, store: Callable[..., Any], world: Callable[[str], str]) -> None:
    case_file = CASES[name]
    select = store(*map(world, case_file["worlds"]), *filter(None, [case_file.get("data")]))
    for case in case_file["case"]:
        found = answer(select, case_file["question"], **case["parameters"])
        assert [section.name for section in found.sections] == [part["name"] for part in case["section"]]
        for section, expected in zip(found.sections, case["section"], strict=True):
            shown = [column for column in section.table.columns if column not in UNLABELLED]
            assert " | ".join(shown) == expected["columns"]
            rows = [" | ".join(found.labels(row[column]) for column in shown) for row in section.table.records()]
            assert rows == expected["rows"]


@pytest.mark.parametrize(("name", "part"), PARTS, ids=lambda value: getattr(value, "name", value))
def test_file_runs_as_it_stands(name: str, part: Any, council: tuple[str, str], council_select: Any) -> None:
    table = council_select(part.sparql)
    assert set(part.order) <= set(table.columns)
    if not any(parameter.required for parameter in part.parameters):
        assert len(table) >= len(answer(council_select, name).sections[0].table) * (part.name == "")


def second_language(text: str) -> str:
    """The same graphs as another language version would hold them: same nodes, other words."""
    graphs = text[text.index("<record/FC/S1/20/graph/en>") :]
    head = text[: text.index("<record/FC/S1/20/graph/en>")]
    changed = re.sub(r"/(evidence|graph)/en>", r"/\1/zh>", graphs)
    changed = re.sub(r'"([^"]*)"@en', r'"(zh) \1"@zh', changed)
    return head + changed.replace('dcterms:language "en"', 'dcterms:language "zh"')


@pytest.mark.parametrize("name", sorted(questions().keys() - DIFFERS_BY_LANGUAGE))
def test_a_second_language_adds_no_row(name: str, store: Callable[..., Any], council: tuple[str, str]) -> None:
    both = store(*council, second_language(council[1]))
    needed = CASES[name]["case"][0]["parameters"]
    one, two = answer(store(*council), name, **needed), answer(both, name, **needed)
    assert [section.table for section in one.sections] == [section.table for section in two.sections]


def set_aside(text: str) -> str:
    """A second node for each fact, which says the same and is set aside."""
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG))
    facts = {q.subject for q in quads if isinstance(q.object, pyoxigraph.NamedNode) and q.object.value in KINDS}
    twins = {fact: pyoxigraph.NamedNode(f"{fact.value}/twin") for fact in facts}
    aside, true = pyoxigraph.NamedNode(f"{CG}isSetAside"), pyoxigraph.Literal(True)
    doubled = [
        pyoxigraph.Quad(twins.get(q.subject, q.subject), q.predicate, twins.get(q.object, q.object), q.graph_name)
        for q in quads
        if q.subject in twins or q.object in twins
    ]
    doubled += [pyoxigraph.Quad(twin, aside, true) for twin in twins.values()]
    return pyoxigraph.serialize(doubled, format=pyoxigraph.RdfFormat.TRIG).decode()


@pytest.mark.parametrize("name", sorted(questions().keys() - TELLS_WHAT_WAS_SET_ASIDE))
def test_what_is_set_aside_is_in_no_answer(name: str, store: Callable[..., Any], council: tuple[str, str]) -> None:
    needed = CASES[name]["case"][0]["parameters"]
    one, two = answer(store(*council), name, **needed), answer(store(*council, set_aside(council[1])), name, **needed)
    assert [section.table for section in one.sections] == [section.table for section in two.sections]


def test_quotes_come_in_the_language_asked_for(store: Callable[..., Any], council: tuple[str, str]) -> None:
    both = store(*council, second_language(council[1]))
    found = answer(both, "who-had-reservations", language="zh")
    assert {quote.language for quote in found.sections[0].table.column("quote")} == {"zh"}
    assert {reason.language for reason in found.sections[0].table.column("reason") if reason} == {"zh"}
    assert found.labels(found.sections[0].table.column("holder")[-2]) == "法国"
