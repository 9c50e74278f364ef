"""What the head and foot of a record say of it: symbol, session, meeting, date, chair."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING

from .dates import find_dates
from .fold import fold
from .symbols import symbol_finder

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .model import Header, Record
    from .profile import Profile
    from .reading import ReadOptions

HEAD = 4000
TABLE_ROW = re.compile(r"\d{1,2}\s*\t")
LANGUAGE = re.compile(r"-[acefrs]$")
NAME = re.compile(r"[:：]\s*(.{2,80})$")


def read_header(record: Record, lexicon: Lexicon, profile: Profile, options: ReadOptions) -> None:
    """Fill the record's header from the lines before its first item, then from what the user states."""
    header = record.header
    first = min([p.start for p in record.paragraphs], default=len(record.raw))
    head = record.raw[: min(first, HEAD)]
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    if lines and lexicon.finder("header", "fictional").search(fold(lines[0]).text):
        header.fictional = True
        lines = lines[1:]
    for line in itertools.takewhile(lambda line: not TABLE_ROW.match(line), lines):
        _read_line(header, line, lexicon, profile)
    counted_anew = header.symbol[:1].isdigit() and not header.session
    header.symbol = "" if counted_anew or header.symbol in _considered(record) else header.symbol
    if session := profile.session_of(header.symbol):
        header.session, header.year = session
    header.session = options.session or header.session
    header.meeting = options.meeting or header.meeting or profile.meeting_of(header.symbol)
    header.date = options.date or header.date
    _infer_session(record, profile)
    for name in ("session", "meeting", "date"):
        if not getattr(header, name) or (name == "session" and header.session_inferred):
            what = f"The {name} is not stated"
            found = f"; {header.session} was inferred from document symbols" if header.session else ""
            record.warnings.append(f"{what}{found if name == 'session' else ''}. State it with --{name}.")


def _read_line(header: Header, line: str, lexicon: Lexicon, profile: Profile) -> None:
    folded = fold(line).text
    header.symbol = header.symbol or _symbol(folded, lexicon)
    if not header.session and (session := profile.session_named(folded)):
        header.session, header.year = session
    if not header.title and lexicon.finder("header", "record").search(folded):
        header.title = line
    if not header.meeting and len(folded) < 120:
        header.meeting = _ordinal_meeting(folded, lexicon)
    dates = find_dates(folded, lexicon)
    dated = lexicon.finder("dates", "weekdays").search(folded) or lexicon.finder("header", "record").search(folded)
    if dates and dated and not header.date:
        header.date = dates[0].first
        header.hours = _hours(folded[: dates[0].start] + folded[dates[0].end :], lexicon)
    if header.chair and lexicon.finder("header", "later").search(folded) and (name := NAME.search(line)):
        header.later_chair = " ".join(name.group(1).split())
    chair = lexicon.finder("header", "chair").search(folded)
    if chair and not header.chair and (name := NAME.search(line)) and len(line) < 120:
        header.chair = " ".join(name.group(1).split())


def _symbol(folded: str, lexicon: Lexicon) -> str:
    """The symbol of the record itself, alone in a short line or behind the word for a paper: "Document 164-E"."""
    finder = symbol_finder(lexicon.code)
    label = lexicon.finder("header", "document").search(folded)
    if label and (own := finder.column(LANGUAGE.sub("", folded[label.end :].strip(" :")))):
        return own[0] if len(own) == 1 else ""
    symbols = finder.find(folded)
    return symbols[0][2] if len(symbols) == 1 and len(folded) < (60 if label else 40) else ""


def _hours(folded: str, lexicon: Lexicon) -> tuple[dt.time, ...]:
    """Beginning and end of a meeting, from what a line says beside its date: "from 0930 to 1230", "9 h 35"."""
    marks = "|".join(
        re.escape(fold(word).text)
        for word in sorted((":", ".", *lexicon.words("header", "hours")), key=len, reverse=True)
    )
    clock = rf"(?<!\d)(\d{{1,2}})(?:\s?(?:{marks})\.?\s?)?(\d{{2}})(?!\d)"
    found = [(int(hour), int(minute)) for hour, minute in re.findall(clock, folded)]
    return tuple(dt.time(hour, minute) for hour, minute in found if hour < 24 and minute < 60)[:2]


def _ordinal_meeting(folded: str, lexicon: Lexicon) -> int | None:
    """The ordinal before (or behind) the word for a meeting: "fifth plenary meeting", "第五次全体会议"."""
    if not lexicon.finder("header", "meeting_of").search(folded):
        return None
    ordinals = lexicon.words("dates", "ordinals")
    for value, forms in sorted(enumerate(ordinals, 1), key=lambda pair: -len(pair[1])):
        if lexicon.phrase_in(forms, folded):
            return value
    suffixes = "|".join(re.escape(fold(s).text) for s in lexicon.words("dates", "ordinal_suffix"))
    found = re.search(rf"(?<!\d)(\d{{1,3}})\s?(?:{suffixes})", folded) if suffixes else None
    return int(found.group(1)) if found else None


def _infer_session(record: Record, profile: Profile) -> None:
    """Without a stated session, the one to which most of the items' documents belong."""
    header = record.header
    symbols = [symbol for item in record.items for symbol in item.documents]
    sessions = [session for symbol in symbols if (session := profile.session_of(symbol))]
    if not header.session and sessions:
        header.session, header.year = max(sorted(set(sessions)), key=sessions.count)
        header.session_inferred = True
    if header.session and not header.year and (known := profile.session_of(f"{header.session}/")):
        header.year = known[1]
    if header.date and not header.year:
        header.year = header.date.year


def _considered(record: Record) -> set[str]:
    return {symbol for item in record.items for symbol in item.documents}
