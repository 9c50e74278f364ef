"""Frames, and the state of a sentence while its clauses are read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .spans import Span

if TYPE_CHECKING:
    from .lexicon import Cue
    from .model import Speaker

Party = list["Speaker"]
NOWHERE = Span(0, 0)
FLIPPED = {
    "supports": "opposes",
    "supports-with-reservation": "opposes",
    "opposes": "does-not-object",
    "has-reservations": "does-not-object",
}
SAYING = frozenset({"states", "reports", "replies", "asks"})
POSITIONS = frozenset(
    {
        "proposes",
        "supports",
        "supports-with-reservation",
        "does-not-object",
        "has-reservations",
        "seeks-deferral",
        "opposes",
        "abstains",
    }
)
OFFICIALS = frozenset({"chair", "group-chair", "secretariat", "elected-official"})
"""Capacities of those who serve the body, and take no side as a delegation does."""


@dataclass(slots=True)
class Frame:
    """One cue with its holders; folded offsets. `holders` is empty when the words name nobody.

    `voice` is "active", "agent" (the holder follows a passive), "backing" (supports the subject's view),
    "carried" (from an earlier sentence), "document" (what the holder's document says), "impersonal",
    "answered" (was replied to) or "likewise" (did the same as the subject).
    """

    means: str
    cue: Cue
    holders: Party
    voice: str
    sentence: Span
    segment: Span
    order: int
    behalf: list[Speaker] = field(default_factory=list)
    subject: Party = field(default_factory=list)
    zone: Span = NOWHERE


@dataclass(slots=True)
class Doing:
    """One cue that says what the body did; `alone` when it stands without the body as its subject."""

    cue: Cue
    sentence: Span
    segment: Span
    alone: bool
    zone: Span = NOWHERE


@dataclass(slots=True)
class Understood:
    """What one paragraph says, in frames."""

    frames: list[Frame] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    text: str = ""
    floor: Party = field(default_factory=list)


class Sentence:
    """The running state while the clauses of one sentence are read."""

    def __init__(self, span: Span, text: str, floor: Party, before: list[Frame], quotes: list[Span]) -> None:
        self.before = before
        self.quotes = quotes
        self.span = span
        self.text = text
        self.floor = floor
        self.subject: Party = []
        self.assembly = False
        self.fresh = False
        self.embedded = ""
        self.foreign = False
        self.told = False
        self.cited = False
        self.theirs = False
        self.tells = False
        self.cues: list[Cue] = []
        self.outcomes: list[Cue] = []
        self.speakers: list[Speaker] = []
        self.agents: dict[Cue, Party] = {}
        self.last: Party = []
        self.late: list[Party] = []
        self.acting: Party = []
        self.main: Party | None = None
        self.spoken = False
        self.decided = False
        self.behalf: list[Speaker] = []
        self.waiting: list[tuple[Cue, Span]] = []
        self.frames: list[Frame] = []
        self.doings: list[Doing] = []

    def speak_for(self, others: list[Speaker], apposed: bool) -> None:
        """Note those spoken for; in an apposition they are those of whoever acted just before it."""
        self.behalf += others
        last = self.frames[-1] if self.frames else None
        acting = last.holders if last and last.voice == "likewise" and not self.fresh else self.subject
        for frame in self.frames if apposed else ():
            if frame.holders == acting:
                frame.behalf += others

    def is_declared(self, cue: Cue) -> bool:
        """Whether a cue only says what the chair declares done: "declared the amendment rejected"."""
        chaired = bool(self.subject) and self.subject[0].capacity == "chair"
        return chaired and any(one.table == "alone" and one.start <= cue.start < one.end for one in self.outcomes)

    def listed_until(self, party: Party) -> int:
        """Where a list of subjects ends that a party may go on, behind those for whom its last member speaks."""
        end = self.subject[-1].end
        return max((one.end for one in self.behalf if end <= one.start < party[0].start), default=end)

    def goes_on(self, party: Party) -> bool:
        """Whether subjects may be listed still: no verb stands behind the last, or all stand before one that speaks for
        others, and another follows."""
        ahead = all(one.cue.end <= self.subject[0].start for one in self.frames if one.holders == self.subject)
        return self.fresh or (ahead and self.listed_until(party) > self.subject[-1].end)

    def lengthen(self, party: Party) -> None:
        """Give one more of a list a share in the verb before it: "endorsed it X, on behalf of A, and Y"."""
        for frame in self.frames:
            if frame.holders == self.subject and frame.cue.end <= self.subject[0].start:
                frame.holders = [*frame.holders, *party]

    def apposed(self, holders: Party) -> list[Speaker]:
        """Those for whom somebody speaks who does the same as others: "so did X, on behalf of A", not "as did X"."""
        begun = holders[0].marked_from if holders[0].role else holders[-1].end
        others = [one.start for one in self.speakers if one.start >= holders[-1].end and one.role != "behalf"]
        return [one for one in self.behalf if begun <= one.start < min(others, default=self.span.end)]

    def is_answered(self, cue: Cue) -> bool:
        """Whether a cue belongs to somebody who is answered: "to an observer who wished to know …"."""
        return any(f.voice == "answered" and f.cue.end <= cue.start < f.segment.end for f in self.frames)

    def unspent(self, party: Party) -> list[Speaker]:
        """Those spoken for by nobody but a party so far: "X, on behalf of A, endorsed it, and Y agreed"."""
        spent = {id(one) for frame in self.frames if frame.holders != party for one in frame.behalf}
        return [one for one in self.behalf if id(one) not in spent]

    def is_of_another(self, cue: Cue) -> bool:
        """Whether somebody else who could be the subject stands right before a cue."""
        near = [one for one in self.speakers if self.subject[-1].end <= one.start and 0 <= cue.start - one.end <= 1]
        keys = {one.key for one in self.subject}
        return any(not one.role and one.key not in keys for one in near)


def set_zones(s: Sentence) -> None:
    """The words a cue is about: from the cue before it in its segment to the next cue, or the sentence's end."""
    starts = sorted({frame.cue.start for frame in s.frames} | {doing.cue.start for doing in s.doings})
    ends = sorted({frame.cue.end for frame in s.frames} | {doing.cue.end for doing in s.doings})
    cued: list[Frame | Doing] = [*s.frames, *s.doings]
    for one in cued:
        before = bisect_right(ends, one.cue.start)
        after = bisect_left(starts, one.cue.end)
        start = ends[before - 1] if before else s.span.start
        end = starts[after] if after < len(starts) else s.span.end
        passive = isinstance(one, Doing) and one.alone
        one.zone = Span(start if passive else max(start, one.segment.start), end)
