"""Sentences → frames: who does what to which words, clause by clause.

A clause belongs to the speaker that stands in it as a subject, else to the subject of the clause before it,
else to whoever had the floor. Speakers named in another role (thanked, replied to, cited) never become the
subject, and what is said under "as several members had noted" is nobody's act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .clauses import BREAK, Span, read_segments, read_sentences
from .speakers import mask_speakers

if TYPE_CHECKING:
    from .lexicon import Cue, Lexicon
    from .model import Speaker
    from .speakers import SpeakerReader

SAYING = frozenset({"states", "reports", "replies", "asks"})
FLIPPED = {
    "supports": "opposes",
    "supports-with-reservation": "opposes",
    "opposes": "does-not-object",
    "has-reservations": "does-not-object",
}
UNFLIPPED = frozenset({"states", "asks", "replies", "urges", "does-not-object", "nothing"})
PRO_DROP_GAP = 12
GAPPED = frozenset({"asks"})
NEGATION_REACH = 26
AGENT_REACH = 40
BARE_REACH = 30
PASSIVE_REACH = 20
POSTPOSED_REACH = 16

Party = list["Speaker"]


@dataclass(slots=True)
class Frame:
    """One cue with its holders; folded offsets. `holders` is empty when the words name nobody.

    `voice` is "active", "agent" (the holder follows a passive), "backing" (holder supports the subject's
    view), "carried" (holder from an earlier sentence), "document" (what the holder's document says), "impersonal" or
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
    zone: Span = Span(0, 0)


@dataclass(slots=True)
class Doing:
    """One cue that says what the body did; `alone` when it stands without the body as its subject."""

    cue: Cue
    sentence: Span
    segment: Span
    alone: bool
    zone: Span = Span(0, 0)


@dataclass(slots=True)
class Understood:
    """What one paragraph says, in frames."""

    frames: list[Frame] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    text: str = ""
    opened: bool = False
    floor: Party = field(default_factory=list)


class _Sentence:
    """The running state while the clauses of one sentence are read."""

    def __init__(self, span: Span, text: str, floor: Party, before: list[Frame]) -> None:
        self.before = before
        self.span = span
        self.text = text
        self.floor = floor
        self.subject: Party = []
        self.assembly = False
        self.fresh = False
        self.embedded = ""
        self.cues: list[Cue] = []
        self.agents: dict[Cue, Party] = {}
        self.last: Party = []
        self.spoken = False
        self.behalf: list[Speaker] = []
        self.waiting: list[tuple[Cue, Span]] = []
        self.frames: list[Frame] = []
        self.doings: list[Doing] = []


class FrameReader:
    """Reads the frames of paragraphs in one language."""

    def __init__(self, lexicon: Lexicon, speakers: SpeakerReader) -> None:
        self._lexicon = lexicon
        self._speakers = speakers
        self._pronouns = lexicon.finder("language", "pronouns")
        self._heads = (lexicon.finder("language", "contrast"), lexicon.finder("language", "conjunctions"))
        self._pluperfect = lexicon.finder("language", "pluperfect")
        self._passive = lexicon.finder("language", "passive")
        self._relatives = lexicon.finder("language", "relatives")
        self._complement = lexicon.finder("language", "complementizers")
        self._reason = lexicon.finder("qualifiers", "reason")
        self._condition = lexicon.finder("qualifiers", "condition")
        self._obligation = lexicon.finder("language", "obligation")
        self._negation = lexicon.finder("negation", "before")
        self._negation_except = lexicon.finder("negation", "except")

    def read(self, masked: str, speakers: list[Speaker], floor: Party, assemblies: list[Span]) -> Understood:
        """The frames of a paragraph; `floor` is who spoke last, `assemblies` are names of the body itself."""
        text = mask_speakers(masked, speakers)
        done = Understood(text=text, floor=floor, sentences=read_sentences(text, self._lexicon))
        if not self._goes_on(text):
            done.floor = []
        for span in done.sentences:
            sentence = _Sentence(span, text, done.floor, done.frames)
            self._read_sentence(sentence, speakers, assemblies)
            _set_zones(sentence)
            done.frames += sentence.frames
            done.doings += sentence.doings
            done.floor = next(
                (f.holders for f in reversed(sentence.frames) if f.voice in ("active", "agent")), done.floor
            )
        return done

    def _goes_on(self, text: str) -> bool:
        """Whether a paragraph opens with a pronoun or a dropped subject, and so goes on with who spoke before."""
        head = self._head(text, 0)
        hit = self._pronouns.search(text, head, head + 60)
        if hit is not None and hit.start - head <= (24 if self._lexicon.verb_first else 2):
            return True
        if self._lexicon.pro_drop and any(c.start <= head + 2 for c in self._lexicon.cues(text, "act", within=(0, 80))):
            return True
        comma = BREAK.search(text, head, head + 60)
        after = self._head(text, comma.end()) if comma else head
        return self._pronouns.starts_at(text, after) is not None

    def _read_sentence(self, s: _Sentence, speakers: list[Speaker], assemblies: list[Span]) -> None:
        inside = [one for one in speakers if s.span.start <= one.start < s.span.end]
        acts = self._lexicon.cues(s.text, "act", "impersonal", within=s.span)
        s.cues = acts
        s.agents = _agents(s.text, _parties(inside), acts, spaced=self._lexicon.spaced)
        doings = self._lexicon.cues(s.text, "outcome", "alone", within=s.span)
        for segment in read_segments(s.text, s.span, self._lexicon):
            here = [one for one in inside if segment.start <= one.start < segment.end]
            cues = [cue for cue in acts if segment.start <= cue.start < segment.end]
            outcomes = [cue for cue in doings if segment.start <= cue.start < segment.end]
            self._read_segment(s, segment, here, cues, outcomes, assemblies)
        self._settle_waiting(s)
        self._fill_gap(s)

    def _read_segment(
        self,
        s: _Sentence,
        segment: Span,
        here: list[Speaker],
        cues: list[Cue],
        outcomes: list[Cue],
        assemblies: list[Span],
    ) -> None:
        parties = _parties(here)
        s.behalf += [one for one in here if one.role == "behalf"]
        self._answered(s, segment, parties)
        s.spoken = s.spoken or any(not one.group or one.capacity != "state" for one in here)
        able = [party for party in parties if self._is_able(s, segment, party)]
        if not able and cues and (alone := self._alone(s, segment)) and self._acts([alone], cues):
            able = [[alone]]
        muted = any(party[0].role == "third_party" for party in parties)
        if able and s.embedded:
            able, muted, s.embedded = [], True, s.embedded if s.embedded == "that" else ""
        if s.assembly and (self._condition.search(s.text, *segment) or self._head(s.text, segment.start) == segment.start):
            able = []
        if self._may_decide(s) and self._assembly_leads(s, segment, assemblies, able, outcomes):
            s.assembly, s.subject, able = True, [], []
        if able:
            self._take_floor(s, able[0])
        elif s.last and self._relatives.starts_at(s.text, self._head(s.text, segment.start)):
            s.subject, s.assembly = s.last, False
        elif not s.subject and not s.assembly and self._pronoun_leads(s, segment):
            s.subject = s.floor
        if not muted:
            self._likewise(s, parties)
            self._frame_cues(s, segment, cues)
            self._frame_outcomes(s, segment, outcomes, bool(able))
        s.last = parties[-1] if parties else []
        s.embedded = s.embedded or self._opens_complement(s, segment, cues)

    def _take_floor(self, s: _Sentence, party: Party) -> None:
        joined = s.fresh and s.subject and self._speakers.joined(s.text, s.subject[-1].end, party[0].start)
        s.subject = [*s.subject, *party] if joined else party
        s.assembly = False
        s.fresh = True
        waiting, s.waiting = s.waiting, []
        for cue, segment in waiting:
            self._add(s, cue, segment, party, "active")

    def _frame_cues(self, s: _Sentence, segment: Span, cues: list[Cue]) -> None:
        for cue in cues:
            agent = s.agents.get(cue)
            if agent and self._is_done_by(s, segment, cue, agent):
                voice = "backing" if agent[0].role == "supported_by" and s.subject else "agent"
                self._add(s, cue, segment, agent, voice)
            elif cue.table == "impersonal" and cue.means == "proposes" and s.before and self._in_document(s, segment):
                self._add(s, cue, segment, s.floor, "document")
            elif cue.table == "impersonal" and not (s.subject and s.fresh):
                self._add(s, cue, segment, [], "impersonal")
            elif s.subject:
                s.fresh = False
                if not self._is_foreign(s, segment, cue):
                    self._add(s, cue, segment, s.subject, "active")
            elif not s.assembly:
                s.waiting.append((cue, segment))

    def _is_done_by(self, s: _Sentence, segment: Span, cue: Cue, agent: Party) -> bool:
        """Whether a cue is passive: "supported the statement by X" is not done by X."""
        if agent[0].role == "supported_by" or not s.subject or s.subject[0].start < s.span.start:
            return True
        if not segment.start <= s.subject[0].start < cue.start and not s.fresh:
            return True
        return self._passive.search(s.text, max(segment.start, cue.start - PASSIVE_REACH), cue.end) is not None

    def _is_foreign(self, s: _Sentence, segment: Span, cue: Cue) -> bool:
        """Whether a verb in a reported clause has a subject of its own: "said that experts supported it"."""
        said = [f.cue.end for f in s.frames if f.means in SAYING and f.cue.end <= cue.start]
        if not said or cue.judges or cue.means in SAYING or cue.start <= self._head(s.text, segment.start):
            return False
        opened = self._complement.find(s.text, said[-1] - 1, cue.start)
        if not opened:
            return False
        between = s.text[opened[-1].end : cue.start]
        dropped = self._lexicon.pro_drop and len(between.strip()) <= PRO_DROP_GAP
        own = self._pronouns.search(s.text, max(opened[-1].start - 1, 0), cue.start)
        return not dropped and own is None

    def _frame_outcomes(self, s: _Sentence, segment: Span, outcomes: list[Cue], spoken: bool) -> None:
        for cue in outcomes:
            if self._negated(s.text, segment, cue) and cue.means != "rejected":
                continue
            alone = cue.table == "alone"
            withdrawn = alone and cue.means == "withdrawn"
            if (s.assembly and not spoken) or (alone and not s.subject and not spoken) or withdrawn:
                s.doings.append(Doing(cue, s.span, segment, alone and not s.assembly))

    def _settle_waiting(self, s: _Sentence) -> None:
        """Cues of a sentence without subject: dropped subjects, then free indirect speech."""
        for cue, segment in s.waiting:
            if s.doings or not s.floor:
                continue
            if cue.means == "proposes" and s.before and self._document_leads(s):
                self._add(s, cue, segment, s.floor, "document")
                continue
            dropped = self._lexicon.pro_drop and cue.start <= self._head(s.text, s.span.start) + 1
            free = cue.judges and bool(s.before) and not s.spoken
            if dropped or free:
                self._add(s, cue, segment, s.floor, "carried")

    def _document_leads(self, s: _Sentence) -> bool:
        """Whether the sentence is about what a document says ("the contribution proposed …")."""
        head = self._head(s.text, s.span.start)
        return self._in_document(s, Span(head, min(s.span.end, head + 60)))

    def _in_document(self, s: _Sentence, zone: Span) -> bool:
        head, stop = zone
        return any(self._lexicon.finder("object", noun).search(s.text, head, stop) for noun in ("document", "annex"))

    def _is_able(self, s: _Sentence, segment: Span, party: Party) -> bool:
        """Whether a party can be the subject of its clause."""
        first = party[0]
        if first.role == "holder":
            return first.marked_from <= self._head(s.text, segment.start)
        return not first.role and (not first.bare or self._acts(party, s.cues))

    def _likewise(self, s: _Sentence, parties: list[Party]) -> None:
        """Those who did the same as the subject: "… , as did the councillor from …"."""
        for party in parties:
            if party[0].role == "likewise":
                done = [frame for frame in s.frames if frame.voice in ("active", "agent", "likewise")]
                for frame in done:
                    if frame.holders == done[-1].holders:
                        self._add(s, frame.cue, frame.segment, party, "likewise")
                if not done and s.subject:
                    s.subject = [*s.subject, *party]

    def _fill_gap(self, s: _Sentence) -> None:
        """The verb left out in "X asked what it would cost, and Y, who would pay": never a position."""
        done = [frame for frame in s.frames if frame.voice == "active"]
        if not done or not s.subject or s.assembly or done[-1].means not in GAPPED:
            return
        if s.fresh and all(frame.holders is not s.subject for frame in s.frames):
            self._add(s, done[-1].cue, done[-1].segment, s.subject, "likewise")

    def _answered(self, s: _Sentence, segment: Span, parties: list[Party]) -> None:
        for party in parties:
            if party[0].role == "replied_to":
                words = s.text[party[0].marked_from : min(party[0].end + 60, segment.end)]
                means = "asks" if self._lexicon.finder("roles", "question").search(words) else "states"
                cue = self._lexicon.cue_at(party[0].marked_from, party[0].end, means, "roles.replied_to")
                s.frames.append(Frame(means, cue, party, "answered", s.span, segment, len(s.frames)))

    def _add(self, s: _Sentence, cue: Cue, segment: Span, holders: Party, voice: str) -> None:
        if not cue.judges and voice != "agent" and self._obligation.ends_at(s.text, cue.start):
            return
        if self._tells_of_before(s, cue, holders):
            return
        means = cue.means
        if cue.judges and self._is_reason(s, cue, holders):
            return
        if self._negated(s.text, segment, cue):
            if cue.judges or (means not in FLIPPED and means not in UNFLIPPED):
                return
            means = FLIPPED.get(means, means)
        frame = Frame(means, cue, holders, voice, s.span, segment, len(s.frames), list(s.behalf), list(s.subject))
        s.frames.append(frame)

    def _tells_of_before(self, s: _Sentence, cue: Cue, holders: Party) -> bool:
        """Whether whoever has the floor tells what somebody else had done before."""
        others = s.before and s.before[-1].holders and s.before[-1].holders[0].key != (holders[0].key if holders else "")
        return bool(others) and self._pluperfect.ends_at(s.text, cue.start) is not None

    def _is_reason(self, s: _Sentence, cue: Cue, holders: Party) -> bool:
        """Whether a judgement only gives the reason for a position already taken in the sentence."""
        taken = [f.cue.end for f in s.frames if f.holders == holders and f.means not in SAYING and f.cue.end <= cue.start]
        return bool(taken) and self._reason.search(s.text, taken[-1], cue.start) is not None

    def _negated(self, text: str, segment: Span, cue: Cue) -> bool:
        start = max(segment.start, cue.start - NEGATION_REACH)
        hits = self._negation.find(text, start, cue.start)
        if not hits or self._negation_except.search(text, start, cue.end):
            return False
        between = text[hits[-1].end : cue.start].split() if self._lexicon.spaced else text[hits[-1].end : cue.start]
        return len(between) <= 2

    def _alone(self, s: _Sentence, segment: Span) -> Speaker | None:
        capacity = s.floor[0].capacity if s.floor and s.floor[0].group else self._speakers.default_capacity
        speaker = self._speakers.alone(s.text, self._head(s.text, segment.start), capacity)
        s.spoken = s.spoken or speaker is not None
        return None if s.before and s.before[-1].means == "reports" else speaker

    def _head(self, text: str, start: int) -> int:
        """Where a clause begins behind its conjunctions, contrast words and commas."""
        for _ in range(4):
            while start < len(text) and text[start] in " ,，、،;；:：":
                start += 1
            hit = next((hit for finder in self._heads if (hit := finder.starts_at(text, start))), None)
            if hit is None:
                break
            start = hit.end
        return start

    def _pronoun_leads(self, s: _Sentence, segment: Span) -> bool:
        head = self._head(s.text, segment.start)
        hit = self._pronouns.search(s.text, head, min(segment.end, head + 48))
        return bool(s.floor) and hit is not None and (hit.start - head <= (24 if self._lexicon.verb_first else 2))

    def _may_decide(self, s: _Sentence) -> bool:
        """Whether the body can still become the subject: not inside what somebody reports or proposes."""
        return not s.subject or not (s.embedded or any(f.means in ("proposes", "urges", "asks") for f in s.frames))

    def _assembly_leads(
        self, s: _Sentence, segment: Span, assemblies: list[Span], able: list[Party], outcomes: list[Cue]
    ) -> bool:
        """Whether the body itself is the subject: before what it does and before any speaker of the clause."""
        found = [one for one in assemblies if segment.start <= one.start < segment.end]
        if not found or not outcomes:
            return False
        first = min(found, key=lambda hit: hit.start)
        leads = first.start <= outcomes[0].start or self._lexicon.verb_first
        if able and not first.start <= outcomes[0].start < able[0][0].start:
            return False
        if s.subject and first.start > self._head(s.text, segment.start) + 4:
            return False
        return leads and not self._speakers.role(s.text, first.start)[0]

    def _opens_complement(self, s: _Sentence, segment: Span, cues: list[Cue]) -> str:
        """"that" when a clause ends on a complementizer (what follows is reported to the sentence's end),
        "say" when it ends on a verb of saying (the next clause is reported), else ""."""
        saying = [cue for cue in cues if cue.means in SAYING]
        if not saying or not s.subject:
            return ""
        end = segment.end
        while end > segment.start and s.text[end - 1] in " ,，、،:：":
            end -= 1
        if self._complement.ends_at(s.text, end) is not None:
            return "that"
        if saying[-1].end < end:
            return ""
        return "that" if saying[-1].means == "reports" else "say"

    def _acts(self, party: Party, cues: list[Cue]) -> bool:
        """Whether a state named without a title is the subject of a cue: it stands right beside it."""
        start, end = party[0].start, party[0].end
        reach = BARE_REACH if self._lexicon.spaced else BARE_REACH // 4
        return any(
            0 <= cue.start - end <= reach or (self._lexicon.verb_first and 0 <= start - cue.end <= 2) for cue in cues
        )


def _parties(speakers: list[Speaker]) -> list[Party]:
    """Speakers that share one phrase, together."""
    parties: list[Party] = []
    for speaker in speakers:
        same = parties and (parties[-1][0].start == speaker.start or (speaker.joined and speaker.role == parties[-1][0].role))
        if same:
            parties[-1].append(speaker)
        else:
            parties.append([speaker])
    return parties


def _agents(text: str, parties: list[Party], cues: list[Cue], *, spaced: bool) -> dict[Cue, Party]:
    """Each passive cue with the party by whom it was done: a party goes to the nearest cue before it.

    Those who back what another proposed win over a mere agent ("the proposal by X was seconded by Y").
    """
    found: dict[Cue, Party] = {}
    for party in sorted(parties, key=lambda one: one[0].role != "supported_by"):
        if party[0].role not in ("agent", "supported_by"):
            continue
        start = party[0].marked_from
        near = [
            (abs(start - cue.end), cue)
            for cue in cues
            if (cue.start <= party[0].start and start - cue.end <= AGENT_REACH and not BREAK.search(text, cue.end, start))
            or (not spaced and party[-1].end <= cue.start <= party[-1].end + POSTPOSED_REACH)
        ]
        cue = min(near)[1] if near else None
        if cue and found.get(cue, party)[0].role == party[0].role:
            found.setdefault(cue, []).extend(party)
    return found


def _set_zones(s: _Sentence) -> None:
    """The words a cue is about: from the cue before it in its segment to the next cue, or the sentence's end."""
    starts = sorted({frame.cue.start for frame in s.frames} | {doing.cue.start for doing in s.doings})
    ends = sorted({frame.cue.end for frame in s.frames} | {doing.cue.end for doing in s.doings})
    for one in (*s.frames, *s.doings):
        before = max((end for end in ends if end <= one.cue.start), default=s.span.start)
        after = min((start for start in starts if start >= one.cue.end), default=s.span.end)
        one.zone = Span(max(before, one.segment.start), after)
