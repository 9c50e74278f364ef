"""Minting and parsing are inverse, for the names the project makes and for anything a record may print."""

from __future__ import annotations

import doctest

import pytest
from councilgraph.ontology import DATA_BASE, iri, symbols
from hypothesis import given
from hypothesis import strategies as st

BASE = "https://example.org/graph/"
RECORD = iri.record("C24/125", issuer="ITU-C")
PARAGRAPH = iri.paragraph(RECORD, "1.3")
FLOOR = iri.intervention(PARAGRAPH, 1)
PAPER = iri.document("C24/8(Rev.1)", issuer="ITU-C")
RESOLUTION = iri.resolution("1332", issuer="ITU-C")

NAMES = {
    iri.state("CHE"): "state/CHE",
    iri.body("CWG-WSIS&SDG"): "body/CWG-WSIS%26SDG",
    iri.office("secretary-general"): "office/secretary-general",
    iri.coalition(iri.slug("African Group")): "coalition/african-group",
    iri.text("GDC"): "text/GDC",
    iri.event("WSIS-Forum"): "event/WSIS-Forum",
    iri.membership("ITU-C", 2023, "CHE"): "membership/ITU-C/2023/CHE",
    iri.graph("states"): "graph/states",
    iri.session("ITU-C", "C24"): "session/ITU-C/C24",
    iri.meeting("ITU-C", "C24", 3): "meeting/ITU-C/C24/3",
    PAPER: "document/ITU-C/C24/8/rev1",
    iri.document("C24/INF/18", issuer="ITU-C"): "document/ITU-C/C24/INF/18",
    iri.document("WT/COMTD/W/192/Rev.1"): "document/any/WT/COMTD/W/192/rev1",
    RESOLUTION: "resolution/ITU-C/1332",
    iri.resolution("140"): "resolution/unknown/140",
    iri.decision("482", issuer="ITU-C"): "decision/ITU-C/482",
    iri.version(RESOLUTION, "C23"): "resolution/ITU-C/1332/version/C23",
    RECORD: "record/ITU-C/C24/125",
    iri.record_of_meeting("ITU-C", "C24", 3): "record/ITU-C/C24/meeting/3",
    iri.record_of_bytes("sha256:" + "ab" * 32): "record/sha256/" + "ab" * 16,
    iri.record_meeting(RECORD): "record/ITU-C/C24/125/meeting",
    iri.record_graph(RECORD, "en"): "record/ITU-C/C24/125/graph/en",
    iri.reading(RECORD, "en"): "record/ITU-C/C24/125/reading/en",
    iri.item(RECORD, "1"): "record/ITU-C/C24/125/item/1",
    PARAGRAPH: "record/ITU-C/C24/125/p/1.3",
    FLOOR: "record/ITU-C/C24/125/p/1.3/i1",
    iri.act(FLOOR, 2): "record/ITU-C/C24/125/p/1.3/i1/a2",
    iri.group(FLOOR): "record/ITU-C/C24/125/p/1.3/i1/group",
    iri.behalf(FLOOR, 1): "record/ITU-C/C24/125/p/1.3/i1/behalf1",
    iri.outcome(PARAGRAPH, 1): "record/ITU-C/C24/125/p/1.3/o1",
    iri.mandate(PARAGRAPH, 1): "record/ITU-C/C24/125/p/1.3/m1",
    iri.evidence(FLOOR, "en"): "record/ITU-C/C24/125/p/1.3/i1/evidence/en",
    iri.candidate(iri.act(FLOOR, 2), "CHE"): "record/ITU-C/C24/125/p/1.3/i1/a2/candidate/CHE",
    iri.reviewer("0000-0002-1825-0097"): "reviewer/0000-0002-1825-0097",
    iri.review_graph(iri.reviewer("0000-0002-1825-0097")): "reviewer/0000-0002-1825-0097/reviews",
    iri.review(iri.act(FLOOR, 2), iri.reviewer("0000-0002-1825-0097")): (
        "record/ITU-C/C24/125/p/1.3/i1/a2/review/0000-0002-1825-0097"
    ),
    iri.amendment(PAPER, RESOLUTION): "document/ITU-C/C24/8/rev1/amendment/ITU-C/1332",
    iri.amendment(PAPER, iri.decision("5", issuer="ITU-C")): ("document/ITU-C/C24/8/rev1/amendment/decision/ITU-C/5"),
    iri.amendment(iri.item(RECORD, "1"), RESOLUTION): "record/ITU-C/C24/125/item/1/amendment/ITU-C/1332",
    iri.draft_resolution(PAPER): "document/ITU-C/C24/8/rev1/draft-resolution",
    iri.part(iri.amendment(PAPER, RESOLUTION), "2.1"): ("document/ITU-C/C24/8/rev1/amendment/ITU-C/1332/part/2.1"),
    iri.part(RESOLUTION, "2.1"): "resolution/ITU-C/1332/part/2.1",
}


def mint(parsed: iri.Parsed, base: str) -> str:
    """The inverse of `parse`, written out once here: the function of that name, on whole and keys."""
    make = getattr(iri, parsed.kind)
    key: list[str | int] = [int(k) if k.isdigit() and parsed.kind in ORDERED else k for k in parsed.key]
    if parsed.kind in ("document", "record"):
        return str(make(key[1], issuer=key[0], base=base))
    if parsed.kind in ("resolution", "decision"):
        return str(make(key[1], issuer=key[0], base=base))
    if parsed.kind in ("membership", "meeting", "record_of_meeting"):
        place = 1 if parsed.kind == "membership" else 2
        key[place] = int(key[place])
        return str(make(*key, base=base))
    if parsed.kind == "amendment":
        return str(make(parsed.whole, key[0], base=base))
    return str(make(parsed.whole, *key) if parsed.whole else make(*key, base=base))


ORDERED = ("intervention", "act", "behalf", "outcome", "mandate")
printable = st.text(min_size=1, max_size=12).filter(lambda s: s.strip(".") != "" and s not in iri.RESERVED)
symbol_text = st.lists(
    st.sampled_from(
        ["C24", "8", "INF", "WT", "A", "(Rev.1)", " (Rév. 2)", "/Add.3", "(CORR.1)", "/", "-E", " ", "rev"]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@pytest.mark.parametrize(("made", "path"), NAMES.items())
def test_names_are_as_agreed(made: str, path: str) -> None:
    assert str(made) == DATA_BASE + path


@pytest.mark.parametrize("made", NAMES)
def test_parsing_and_minting_again_gives_the_same_name(made: str) -> None:
    assert mint(iri.parse(made), DATA_BASE) == str(made)


def test_every_kind_of_name_is_tried() -> None:
    kinds = {kind for kind, _ in iri._PATTERNS}
    assert kinds - {iri.parse(made).kind for made in NAMES} == {"person"}


@given(kind=st.sampled_from(iri._ROOTS), key=printable)
def test_any_text_survives_as_a_key(kind: str, key: str) -> None:
    made = getattr(iri, kind)(key, base=BASE)
    assert iri.parse(made, base=BASE) == (kind, None, (key,))


@given(kind=st.sampled_from(["session", "resolution", "decision"]), issuer=printable, key=printable)
def test_any_issuer_and_number_survive(kind: str, issuer: str, key: str) -> None:
    made = iri.session(issuer, key) if kind == "session" else getattr(iri, kind)(key, issuer=issuer)
    assert iri.parse(made) == (kind, None, (issuer, key))


@given(number=printable, order=st.integers(1, 99), language=printable)
def test_any_paragraph_number_survives(number: str, order: int, language: str) -> None:
    floor = iri.intervention(iri.paragraph(RECORD, number), order)
    assert iri.parse(iri.evidence(floor, language)) == ("evidence", floor, (language,))
    assert iri.parse(floor) == ("intervention", iri.paragraph(RECORD, number), (str(order),))
    assert iri.parse(iri.paragraph(RECORD, number)) == ("paragraph", RECORD, (number,))


@given(issuer=printable, symbol=st.one_of(symbol_text, printable))
def test_any_symbol_comes_back_in_its_normal_form(issuer: str, symbol: str) -> None:
    try:
        made = iri.document(symbol, issuer=issuer)
    except iri.IriError:
        return
    normal = symbols.normal_symbol(symbol)
    assert iri.parse(made) == ("document", None, (issuer, normal))
    assert iri.document(normal, issuer=issuer) == made


@given(st.one_of(symbol_text, st.text()))
def test_the_normal_form_is_its_own_normal_form(symbol: str) -> None:
    normal = symbols.normal_symbol(symbol)
    assert symbols.normal_symbol(normal) == normal


@pytest.mark.parametrize(
    ("printed", "normal", "parts"),
    [
        ("C24/8(Rev.1)", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/8 (REV. 1)", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/8（Rev.1）", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/8(Rév.1)-F", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/8-E (Rev.1)", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/8/Rev.1", "C24/8(Rev.1)", ("C24", "8", "rev1")),
        ("C24/125-E", "C24/125", ("C24", "125")),
        ("C24/125\u2011E", "C24/125", ("C24", "125")),
        ("\u200eC24/125\u200f", "C24/125", ("C24", "125")),
        ("C24/8(Add.2)", "C24/8(Add.2)", ("C24", "8", "add2")),
        ("C24/8(Rev.1)(Corr.1)", "C24/8(Rev.1)(Corr.1)", ("C24", "8", "rev1", "corr1")),
        ("WT/COMTD/W/192/Rev.1", "WT/COMTD/W/192/Rev.1", ("WT", "COMTD", "W", "192", "rev1")),
        ("WT/COMTD/N/6/Add.5", "WT/COMTD/N/6/Add.5", ("WT", "COMTD", "N", "6", "add5")),
        ("WT/MIN(11)/11", "WT/MIN(11)/11", ("WT", "MIN(11)", "11")),
        ("S/PV.10054", "S/PV.10054", ("S", "PV.10054")),
    ],
)
def test_printed_forms_of_a_symbol(printed: str, normal: str, parts: tuple[str, ...]) -> None:
    assert symbols.segments(printed) == parts
    assert symbols.normal_symbol(printed) == normal


@pytest.mark.parametrize(
    "stranger",
    [
        "https://example.org/other/state/CHE",
        DATA_BASE + "planet/mars",
        DATA_BASE + "state/CHE/extra",
        DATA_BASE + "state/",
        DATA_BASE + "body/CWG-WSIS&SDG",
        DATA_BASE + "body/%zz",
        "",
    ],
)
def test_names_of_others_are_refused(stranger: str) -> None:
    with pytest.raises(iri.IriError):
        iri.parse(stranger)


def test_what_cannot_be_a_name_is_refused_with_its_text() -> None:
    for bad in ("", ".", "..", "evidence", "sha256"):
        with pytest.raises(iri.IriError, match="cannot be part"):
            iri.body(bad)
    with pytest.raises(iri.IriError, match="empty"):
        iri.document(" / ")
    with pytest.raises(iri.IriError, match="must end in"):
        iri.state("CHE", base="https://example.org")
    with pytest.raises(iri.IriError, match="amended"):
        iri.amendment(PAPER, iri.state("CHE"))


def test_a_person_is_known_within_one_record_only() -> None:
    here, there = (
        iri.person(RECORD, "N. Amann"),
        iri.person(iri.record("C24/126", issuer="ITU-C"), "N. Amann"),
    )
    assert here != there
    assert iri.parse(here).key == iri.parse(there).key
    assert iri.person(RECORD, "Andr\u00e9") == iri.person(RECORD, "Andre\u0301")


def test_a_reviewer_is_known_by_orcid_or_by_the_name_as_written() -> None:
    ana = iri.reviewer("Ana  Ruíz ")
    assert ana == iri.reviewer("Ana Rui\u0301z") != iri.reviewer("ana ruíz")
    assert iri.parse(ana).key[0] == ana.rpartition("/")[2]
    assert iri.reviewer("0000-0002-1825-009").rpartition("/")[2] != "0000-0002-1825-009"
    assert iri.parse(iri.review(FLOOR, ana)) == ("review", FLOOR, iri.parse(ana).key)


def test_a_slug_is_plain() -> None:
    assert iri.slug("  Group of 77 and China ") == "group-of-77-and-china"
    assert iri.slug("États d'Afrique") == "etats-d-afrique"


@pytest.mark.parametrize("module", [iri, symbols])
def test_examples_in_the_documentation_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 1
    assert result.failed == 0
