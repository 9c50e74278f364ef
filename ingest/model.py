"""The record model: what each step of the reader hands to the next. Offsets are into the raw text.

Things are named by `Ref`, a pair of kind and key in the codes of the reading guide: ("state", "CHE"),
("doc", "C24/8(Rev.1)"), ("res", "ITU-C/1332"). IRIs are minted only when triples are written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from .fold import Folded


class Ref(NamedTuple):
    """A thing by kind (state, body, office, coalition, doc, res, dec, amd, draft, text, topic, part) and key.

    `within` is the key of the document that holds an amendment or draft resolution ("" when unknown).
    """

    kind: str
    key: str
    within: str = ""


@dataclass(slots=True)
class Item:
    """An entry of the agenda."""

    number: str
    title: str
    documents: list[str] = field(default_factory=list)
    topics: tuple[str, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """A numbered paragraph: raw[start:end] is its text without the number."""

    number: str
    item: Item | None
    start: int
    end: int
    folded: Folded | None = None


@dataclass(slots=True)
class Header:
    """What the head and foot of a record say of it."""

    symbol: str = ""
    session: str = ""
    year: int | None = None
    session_inferred: bool = False
    meeting: int | None = None
    date: dt.date | None = None
    title: str = ""
    chair: str = ""
    later_chair: str = ""
    hours: tuple[dt.time, ...] = ()
    fictional: bool = False


@dataclass(slots=True)
class Record:
    """A record as its lines give it, before any paragraph is understood."""

    raw: str
    header: Header
    items: list[Item]
    paragraphs: list[Paragraph]
    warnings: list[str] = field(default_factory=list)


class Mention(NamedTuple):
    """A thing named in a paragraph: folded offsets there, the class it is masked by, and what it is."""

    start: int
    end: int
    kind: str
    refs: tuple[Ref, ...]
    topics: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Speakers that a record counts but does not name."""

    quantifier: str
    minimum: int
    maximum: int | None
    capacity: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who can take the floor, where a paragraph mentions it (folded offsets).

    Exactly one of `ref` and `group` is set; several named speakers in one phrase are several Speakers at the
    same place; `joined` ones go on a list ("X and Y"). `role` says what stands before the mention: "" (it can
    be a subject) or a key of the lexicon's section on roles; `marked_from` is where those words begin. `bare`
    ones stand without a title, and are subjects only right beside a verb.
    """

    start: int
    end: int
    capacity: str
    ref: Ref | None = None
    group: Group | None = None
    role: str = ""
    bare: bool = False
    marked_from: int = -1
    joined: bool = False

    @property
    def key(self) -> str:
        """The speaker in the code of the reading guide, without capacity."""
        if self.ref:
            return f"{self.ref.kind}:{self.ref.key}"
        assert self.group is not None
        number = f":{self.group.minimum}" if self.group.quantifier == "exact" else ""
        return f"group:{self.group.capacity}:{self.group.quantifier}{number}"


@dataclass(slots=True)
class Act:
    """One thing done, or one stance taken, in an intervention; `span` is raw offsets of the words.

    `parts` are the numbers of the operative passages of its targets that it is about; none means the whole.
    """

    means: str
    paragraph: Paragraph
    span: tuple[int, int]
    entry: str
    confidence: float
    targets: list[Ref] = field(default_factory=list)
    view_of: Act | None = None
    resolved: list[Ref] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    reason: tuple[int, int] | None = None
    condition: tuple[int, int] | None = None


@dataclass(slots=True)
class Intervention:
    """One taking of the floor by one speaker or one unnamed group."""

    speaker: Speaker
    paragraphs: list[Paragraph]
    span: tuple[int, int]
    behalf: list[Speaker] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    confidence: float = 0.9


@dataclass(slots=True)
class Mandate:
    """What an outcome asks of somebody."""

    leader: Ref
    span: tuple[int, int]
    about: list[Ref]
    reports_to: str = ""
    due: dt.date | None = None


@dataclass(slots=True)
class Outcome:
    """What the body did, in one paragraph; `upon` is its target where somebody proposed that in words alone."""

    means: str
    paragraph: Paragraph
    span: tuple[int, int]
    entry: str
    targets: list[Ref] = field(default_factory=list)
    upon: Act | None = None
    method: str = ""
    condition: tuple[int, int] | None = None
    mandates: list[Mandate] = field(default_factory=list)


@dataclass(slots=True)
class Facts:
    """Everything read from one record, ready to be written as triples. `coined` are the bodies that the record
    itself names: acronym → name as printed; `submitted` are symbols of papers, each with one who submitted it."""

    record: Record
    language: str
    profile: str
    interventions: list[Intervention] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    cites: dict[str, list[Ref]] = field(default_factory=dict)
    topics: dict[str, list[str]] = field(default_factory=dict)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    coined: dict[str, str] = field(default_factory=dict)
    submitted: list[tuple[str, Ref]] = field(default_factory=list)
