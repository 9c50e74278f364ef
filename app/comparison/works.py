"""Which readings are versions of one work: by symbol, else by session and meeting, else by what they hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.comparison.versions import Version, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from councilgraph.ingest import RecordReading

ALIKE = 0.9
"""Share of all paragraph numbers that two versions without symbol and meeting must have in common."""
SYMBOL, MEETING, CONTENT = "symbol", "session and meeting", "paragraph numbers and documents"


@dataclass(slots=True)
class Work:
    """A record, and its versions sorted by label; `recognised_by` is how the weakest link was found, "" for one."""

    record: str
    versions: list[Version]
    recognised_by: str = ""


class Signs(NamedTuple):
    """What tells whether two readings are of one record; empty where a reading does not say."""

    record: str
    symbol: str
    meeting: tuple[str, str]
    date: str
    paragraphs: frozenset[str]
    documents: frozenset[tuple[str, str]]


@dataclass(slots=True)
class _Group:
    readings: list[RecordReading] = field(default_factory=list)
    signs: list[Signs] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def recognise(readings: Iterable[RecordReading]) -> list[Work]:
    """The works behind readings, sorted by record; every reading is in exactly one.

    Two readings are of one work when they have the same symbol; else the same session and meeting; else the
    same documents under the same agenda items and nine tenths of their paragraph numbers in common. Symbols,
    meetings or dates that differ keep two readings apart where a weaker sign would join them.
    """
    found = sorted(((_signs(version_of(one), one.record), one) for one in readings), key=_best_known_first)
    groups: list[_Group] = []
    for signs, reading in found:
        group, link = _home(signs, groups)
        group.readings.append(reading)
        group.signs.append(signs)
        group.links.append(link)
    return sorted((_work(group) for group in groups), key=lambda work: work.record)


def _best_known_first(pair: tuple[Signs, RecordReading]) -> tuple[object, ...]:
    signs, reading = pair
    return (not signs.symbol, not all(signs.meeting), signs.record, reading.language, reading.path)


def _home(signs: Signs, groups: list[_Group]) -> tuple[_Group, str]:
    """The first group that a reading belongs to and nothing keeps it from; a new one where there is none."""
    for group in groups:
        links = [link for other in group.signs if (link := same_work(signs, other))]
        if links and not any(_apart(signs, other) for other in group.signs):
            return group, min(links, key=(SYMBOL, MEETING, CONTENT).index)
    groups.append(_Group())
    return groups[-1], ""


def same_work(one: Signs, other: Signs) -> str:
    """How two readings are known to be of one work; "" when they are not."""
    if one.record == other.record:
        return SYMBOL if one.symbol else MEETING
    if _apart(one, other):
        return ""
    if all(one.meeting) and one.meeting == other.meeting:
        return MEETING
    common, every = one.paragraphs & other.paragraphs, one.paragraphs | other.paragraphs
    alike = len(common) >= ALIKE * len(every) and not _differ(one.date, other.date)
    return CONTENT if alike and one.documents and one.documents == other.documents else ""


def _apart(one: Signs, other: Signs) -> bool:
    """Whether both say of which record, session or meeting they are, and differ in it."""
    if one.record == other.record:
        return False
    meetings = zip(one.meeting, other.meeting, strict=True)
    return _differ(one.symbol, other.symbol) or any(_differ(first, second) for first, second in meetings)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _signs(version: Version, record: str) -> Signs:
    header = version.header
    return Signs(
        record=record,
        symbol=header.get("symbol", ""),
        meeting=(header.get("session", ""), header.get("meeting", "")),
        date=header.get("date", ""),
        paragraphs=frozenset(version.paragraphs),
        documents=frozenset((item, key) for item, keys in version.items.items() for key in keys),
    )


def _work(group: _Group) -> Work:
    labels = _labels(group.readings)
    versions = [version_of(reading, label) for reading, label in zip(group.readings, labels, strict=True)]
    links = [link for link in group.links if link]
    weakest = max(links, key=(SYMBOL, MEETING, CONTENT).index, default="")
    return Work(group.readings[0].record, sorted(versions, key=lambda version: version.label), weakest)


def _labels(readings: Sequence[RecordReading]) -> list[str]:
    """Languages; with the file's name where two files are in one language."""
    languages = Counter(reading.language for reading in readings)
    names = [f"{reading.language} ({Path(reading.path).name})" for reading in readings]
    several = Counter(names)
    return [
        reading.language
        if languages[reading.language] == 1
        else (name if several[name] == 1 else f"{reading.language} ({reading.path})")
        for reading, name in zip(readings, names, strict=True)
    ]
