"""Minting the IRIs of data, and parsing them: each function makes one kind of name, `parse` is their inverse.

A readable name stands only where an authority gave the number; everything else hangs from a record, in the
order of its paragraphs, or from a hash of what was read. Functions for things known to the world take
`base`; functions for parts take the IRI of their whole.

>>> str(document("C24/8(Rev.1)", issuer="ITU-C"))
'https://w3id.org/councilgraph/id/document/ITU-C/C24/8/rev1'
>>> parse(document("C24/8(Rev.1)", issuer="ITU-C")).key
('ITU-C', 'C24/8(Rev.1)')
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote

from rdflib import URIRef

from . import symbols
from .errors import CouncilgraphError
from .terms import DATA_BASE

ANY_ISSUER = "any"
UNKNOWN_ISSUER = "unknown"
AMENDABLE = frozenset({"resolution", "decision", "text", "document"})
PARTS = frozenset(
    {
        *("amendment", "candidate", "draft-resolution", "evidence", "graph", "item", "meeting"),
        *("p", "part", "person", "review"),
    }
)
RESERVED = AMENDABLE | PARTS | {"reading", "sha256", "version"}
ORCID = re.compile(r"[0-9]{4}(-[0-9]{4}){2}-[0-9]{3}[0-9X]")


class IriError(CouncilgraphError):
    """A name that cannot be minted or parsed; `where` holds the offending text."""


class Parsed(NamedTuple):
    """What an IRI names: the function that mints it, the IRI of its whole (None for roots), its keys."""

    kind: str
    whole: URIRef | None
    key: tuple[str, ...]


# --- things the world knows by a number or a name ---


def state(iso3: str, *, base: str = DATA_BASE) -> URIRef:
    """A state, by its ISO 3166-1 alpha-3 code."""
    return _root(base, "state", iso3)


def body(key: str, *, base: str = DATA_BASE) -> URIRef:
    """A body or working group, by its notation ("CWG-WSIS&SDG")."""
    return _root(base, "body", key)


def office(key: str, *, base: str = DATA_BASE) -> URIRef:
    """A post ("secretary-general")."""
    return _root(base, "office", key)


def coalition(key: str, *, base: str = DATA_BASE) -> URIRef:
    """A coalition, by acronym or by `slug` of its English name."""
    return _root(base, "coalition", key)


def text(key: str, *, base: str = DATA_BASE) -> URIRef:
    """A text of another forum ("GDC")."""
    return _root(base, "text", key)


def event(key: str, *, base: str = DATA_BASE) -> URIRef:
    """A gathering that keeps no record here ("WSIS-Forum")."""
    return _root(base, "event", key)


def membership(of: str, year: int, iso3: str, *, base: str = DATA_BASE) -> URIRef:
    """The seat of a state in body `of` from `year` on."""
    return _root(base, "membership", of, str(year), iso3)


def graph(name: str, *, base: str = DATA_BASE) -> URIRef:
    """A named graph of reference data ("states")."""
    return _root(base, "graph", name)


def session(issuer: str, code: str, *, base: str = DATA_BASE) -> URIRef:
    """A series of meetings ("ITU-C", "C24")."""
    return _root(base, "session", issuer, code)


def meeting(issuer: str, code: str, number: int, *, base: str = DATA_BASE) -> URIRef:
    """The meeting with this ordinal in a session."""
    return _root(base, "meeting", issuer, code, str(number))


def document(symbol: str, *, issuer: str = ANY_ISSUER, base: str = DATA_BASE) -> URIRef:
    """A paper by its symbol in any printed form; raises IriError where nothing is left of the symbol."""
    return _root(base, "document", issuer, *_symbol_segments(symbol))


def resolution(number: str, *, issuer: str = UNKNOWN_ISSUER, base: str = DATA_BASE) -> URIRef:
    """A resolution by number; the issuing body stays open where the record does not tell."""
    return _root(base, "resolution", issuer, number)


def decision(number: str, *, issuer: str = UNKNOWN_ISSUER, base: str = DATA_BASE) -> URIRef:
    """A decision by number; the issuing body stays open where the record does not tell."""
    return _root(base, "decision", issuer, number)


def record(symbol: str, *, issuer: str, base: str = DATA_BASE) -> URIRef:
    """A record by its own symbol; all its language versions share it."""
    return _root(base, "record", issuer, *_symbol_segments(symbol))


def record_of_meeting(issuer: str, code: str, number: int, *, base: str = DATA_BASE) -> URIRef:
    """A record known by session and meeting only."""
    return _extend(_root(base, "record", issuer, code), "meeting", str(number))


def record_of_bytes(sha256: str, *, base: str = DATA_BASE) -> URIRef:
    """A record known by the hash of its bytes only (hexadecimal, the first 32 digits are kept)."""
    return URIRef(f"{_checked(base)}record/sha256/{_segment(sha256.removeprefix('sha256:')[:32])}")


# --- parts of a record ---


def record_meeting(record: str) -> URIRef:
    """The meeting of a record that does not tell session and ordinal."""
    return URIRef(f"{record}/meeting")


def record_graph(record: str, language: str) -> URIRef:
    """The named graph of one language version."""
    return _extend(record, "graph", language)


def reading(record: str, language: str) -> URIRef:
    """The run that read one language version."""
    return _extend(record, "reading", language)


def item(record: str, number: str) -> URIRef:
    """An agenda item as the record numbers it."""
    return _extend(record, "item", number)


def paragraph(record: str, number: str) -> URIRef:
    """A numbered paragraph ("1.3")."""
    return _extend(record, "p", number)


def person(record: str, name: str) -> URIRef:
    """A person as the record names them; the name is hashed, so two records never merge people."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()
    return _extend(record, "person", digest[:16])


def intervention(paragraph: str, order: int) -> URIRef:
    """The `order`th taking of the floor that opens in a paragraph, counted from 1."""
    return URIRef(f"{paragraph}/i{order}")


def act(intervention: str, order: int) -> URIRef:
    """A speech act or position, counted from 1 within its intervention."""
    return URIRef(f"{intervention}/a{order}")


def group(intervention: str) -> URIRef:
    """The unnamed group that takes the floor in an intervention."""
    return URIRef(f"{intervention}/group")


def behalf(intervention: str, order: int) -> URIRef:
    """An unnamed group that is spoken for in an intervention, counted from 1."""
    return URIRef(f"{intervention}/behalf{order}")


def outcome(paragraph: str, order: int) -> URIRef:
    """What the body did, counted from 1 within the paragraph."""
    return URIRef(f"{paragraph}/o{order}")


def mandate(paragraph: str, order: int) -> URIRef:
    """What the body asked of somebody, counted from 1 within the paragraph."""
    return URIRef(f"{paragraph}/m{order}")


def evidence(fact: str, language: str) -> URIRef:
    """The words behind an intervention, act, position, outcome or mandate, in one language."""
    return _extend(fact, "evidence", language)


# --- what is only likely ---


def candidate(position: str, iso3: str) -> URIRef:
    """The guess that a state is among the unnamed who hold a position."""
    return _extend(position, "candidate", iso3)


# --- what people found when they checked ---


def reviewer(name: str, *, base: str = DATA_BASE) -> URIRef:
    """Who judges facts: by ORCID iD where that is the name, else by a hash of the name as it is written."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    digest = hashlib.sha256(plain.encode()).hexdigest()
    return _root(base, "reviewer", plain if ORCID.fullmatch(plain) else digest[:16])


def review_graph(reviewer: str) -> URIRef:
    """The named graph of all that one reviewer found."""
    return URIRef(f"{reviewer}/reviews")


def review(fact: str, reviewer: str) -> URIRef:
    """What a reviewer found an intervention, act, position, outcome or mandate to be; the last word counts."""
    return _extend(fact, "review", unquote(reviewer.rpartition("/")[2]))


# --- parts of papers and instruments ---


def version(instrument: str, label: str) -> URIRef:
    """One version of a resolution or decision ("C23", "Rev. Bucharest, 2022")."""
    return _extend(instrument, "version", label)


def amendment(whole: str, instrument: str, *, base: str = DATA_BASE) -> URIRef:
    """A change to `instrument` that a document (or an agenda item, where none holds it) proposes."""
    if parse(instrument, base=base).kind not in AMENDABLE:
        raise IriError("This is not an instrument that can be amended", where=instrument)
    path = instrument.removeprefix(base).removeprefix("resolution/")
    return URIRef(f"{whole}/amendment/{path}")


def draft_resolution(whole: str) -> URIRef:
    """The new resolution that a document (or an agenda item) proposes."""
    return URIRef(f"{whole}/draft-resolution")


def part(whole: str, number: str) -> URIRef:
    """An operative paragraph of an instrument, amendment or draft ("2.1")."""
    return _extend(whole, "part", number)


# --- the way back ---

_ONE, _RECORD, _PAPER = "([^/]+)", "(record/.+)", "((?:document|record)/.+)"
_PARAGRAPH, _FLOOR = "(record/.+/p/[^/]+)", "(record/.+/p/[^/]+/i[0-9]+)"
_AMENDED = "((?:[^/]+|decision/[^/]+|text|document/.+)/[^/]+)"
_ROOTS = ("state", "body", "office", "coalition", "text", "event", "graph")
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("review", f"(record/.+)/review/{_ONE}"),
        ("candidate", f"(record/.+)/candidate/{_ONE}"),
        ("review_graph", "(reviewer/[^/]+)/reviews"),
        ("evidence", f"(.+)/evidence/{_ONE}"),
        ("part", f"(.+)/part/{_ONE}"),
        ("version", f"((?:resolution|decision)/[^/]+/[^/]+)/version/{_ONE}"),
        ("amendment", f"{_PAPER}/amendment/{_AMENDED}"),
        ("draft_resolution", f"{_PAPER}/draft-resolution"),
        ("record_graph", f"{_RECORD}/graph/{_ONE}"),
        ("reading", f"{_RECORD}/reading/{_ONE}"),
        ("person", f"{_RECORD}/person/{_ONE}"),
        ("item", f"{_RECORD}/item/{_ONE}"),
        ("behalf", f"{_FLOOR}/behalf([0-9]+)"),
        ("group", f"{_FLOOR}/group"),
        ("act", f"{_FLOOR}/a([0-9]+)"),
        ("intervention", f"{_PARAGRAPH}/i([0-9]+)"),
        ("outcome", f"{_PARAGRAPH}/o([0-9]+)"),
        ("mandate", f"{_PARAGRAPH}/m([0-9]+)"),
        ("paragraph", f"{_RECORD}/p/{_ONE}"),
        ("record_meeting", f"{_RECORD}/meeting"),
        *((kind, f"(){kind}/{_ONE}") for kind in (*_ROOTS, "reviewer")),
        *((kind, f"(){kind}/{_ONE}/{_ONE}") for kind in ("session", "resolution", "decision")),
        *((kind, f"(){kind}/{_ONE}/{_ONE}/{_ONE}") for kind in ("meeting", "membership")),
        ("record_of_bytes", f"()record/sha256/{_ONE}"),
        ("record_of_meeting", f"()record/{_ONE}/{_ONE}/meeting/{_ONE}"),
        ("record", f"()record/{_ONE}/(.+)"),
        ("document", f"()document/{_ONE}/(.+)"),
    )
)


def parse(iri: str, *, base: str = DATA_BASE) -> Parsed:
    """What `iri` names. Raises IriError for an IRI that no function of this module mints.

    Keys are decoded: a symbol is in its normal form, an amendment's key is the IRI of what it amends, a
    person's key is the hash of the name.
    """
    path = iri.removeprefix(_checked(base))
    if path == iri or not all(_is_minted(each) for each in path.split("/")):
        raise IriError("This IRI is not a name of this graph", where=iri, remedy="Check the data base.")
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(path):
            whole, *keys = match.groups()
            return Parsed(kind, URIRef(base + whole) if whole else None, _keys(kind, keys, base))
    raise IriError("This IRI names no kind of thing that is known", where=iri)


def slug(label: str) -> str:
    """A name as a segment: "African Group" → "african-group"."""
    decomposed = unicodedata.normalize("NFKD", label.casefold())
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def _keys(kind: str, keys: list[str], base: str) -> tuple[str, ...]:
    if kind in ("document", "record"):
        issuer, path = keys
        return unquote(issuer), symbols.symbol(tuple(unquote(each) for each in path.split("/")))
    if kind == "amendment":
        rooted = keys[0].split("/")[0] in AMENDABLE
        return (base + keys[0] if rooted else f"{base}resolution/{keys[0]}",)
    return tuple(unquote(key) for key in keys)


def _root(base: str, kind: str, *keys: str) -> URIRef:
    return URIRef("/".join((f"{_checked(base)}{kind}", *(_segment(key) for key in keys))))


def _extend(whole: str, kind: str, key: str) -> URIRef:
    return URIRef(f"{whole}/{kind}/{_segment(key)}")


def _segment(key: str) -> str:
    if key.strip(".") == "" or key in RESERVED:
        raise IriError("This text cannot be part of a name", where=repr(key))
    return quote(key, safe="")


def _is_minted(segment: str) -> bool:
    return segment != "" and quote(unquote(segment), safe="") == segment


def _symbol_segments(symbol: str) -> tuple[str, ...]:
    found = symbols.segments(symbol)
    if not found:
        raise IriError("This symbol is empty", where=repr(symbol))
    return found


def _checked(base: str) -> str:
    if base.endswith(("/", "#", ":")):
        return base
    raise IriError("A data base must end in / or #", where=base, remedy="Add the missing sign.")
