"""Sentences → frames: who does what to which words, clause by clause.

A clause belongs to the speaker that stands in it as a subject, else to the subject of the clause before it,
else to whoever had the floor. Speakers named in another role (thanked, replied to, cited) never become the
subject, and what is said under "as several members had noted" is nobody's act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .assembly import AssemblyReader
from .clauses import read_quotes, read_segments, read_sentences
from .framing import FLIPPED, OFFICIALS, POSITIONS, SAYING, Frame, Party, Sentence, Understood, set_zones
from .grammar import Grammar, opens_roll
from .parties import agents_of, keep_lists, parties_of, without_roles
from .spans import Span, outside, starting_in
from .speakers import mask_speakers
from .telling import TELLING, TellingReader

if TYPE_CHECKING:
    from .lexicon import Cue, Lexicon
    from .model import Speaker
    from .speakers import SpeakerReader

UNFLIPPED = frozenset({"states", "asks", "replies", "urges", "does-not-object"})
REPEATING = frozenset({"same", "otherwise"})
PRESIDING = frozenset({"chair", "group-chair"})


class FrameReader:
    """Reads the frames of paragraphs in one language."""

    def __init__(self, lexicon: Lexicon, speakers: SpeakerReader) -> None:
        self._lexicon = lexicon
        self._speakers = speakers
        self._grammar = Grammar(lexicon)
        self._assembly = AssemblyReader(lexicon, self._grammar, speakers)
        self._telling = TellingReader(lexicon, self._grammar)
        self._condition = lexicon.finder("qualifiers", "condition")

    def read(self, masked: str, speakers: list[Speaker], floor: Party, assemblies: list[Span]) -> Understood:
        """The frames of a paragraph; `floor` is who spoke last, `assemblies` are names of the body itself."""
        text = mask_speakers(masked, speakers)
        assemblies = sorted(assemblies)
        done = Understood(text=text, floor=floor, sentences=read_sentences(text, self._lexicon))
        if not self._grammar.goes_on(text):
            done.floor = []
        decided = False
        quotes = read_quotes(text)
        for span in done.sentences:
            sentence = Sentence(span, text, done.floor, done.frames, quotes)
            sentence.decided = decided
            self._read_sentence(sentence, speakers, assemblies)
            set_zones(sentence)
            done.frames += sentence.frames
            done.doings += sentence.doings
            decided = bool(sentence.doings) or self._assembly.is_about(sentence, assemblies)
            done.floor = next(
                (f.holders for f in reversed(sentence.frames) if f.voice in ("active", "agent")), done.floor
            )
        return done

    def _read_sentence(self, s: Sentence, speakers: list[Speaker], assemblies: list[Span]) -> None:
        inside = outside(starting_in(speakers, s.span), s.quotes)
        said = outside(self._lexicon.cues(s.text, "act", "impersonal", within=s.span), s.quotes)
        acts = without_roles(said, inside)
        s.cues, s.speakers = acts, inside
        s.agents = agents_of(s.text, parties_of(inside), acts, spaced=self._lexicon.spaced)
        doings = outside(self._lexicon.cues(s.text, "outcome", "alone", within=s.span), s.quotes)
        s.outcomes = doings
        for segment in keep_lists(read_segments(s.text, s.span, self._lexicon), inside):
            here = list(starting_in(inside, segment))
            cues = list(starting_in(acts, segment))
            outcomes = list(starting_in(doings, segment))
            self._read_segment(s, segment, here, cues, outcomes, assemblies)
        self._settle_waiting(s)
        self._likewise(s, s.late, last=True)
        self._share_behalf(s)
        self._fill_gap(s)
        self._voice_opinion(s, inside)
        self._ascribe(s)

    def _read_segment(
        self,
        s: Sentence,
        segment: Span,
        here: list[Speaker],
        cues: list[Cue],
        outcomes: list[Cue],
        assemblies: list[Span],
    ) -> None:
        parties = parties_of(here)
        s.told = s.embedded in TELLING
        s.speak_for([one for one in here if one.role == "behalf"], self._grammar.follows_comma(s, segment))
        self._answered(s, segment, parties)
        s.spoken = s.spoken or any(not one.group or one.capacity != "state" for one in here)
        able, reported = self._telling.heard(s, segment, parties, self._candidates(s, segment, parties, cues))
        cues = [cue for cue in cues if cue.start < reported]
        outcomes = [cue for cue in outcomes if cue.start < reported]
        able = self._without_body(s, segment, able, cues, outcomes, assemblies)
        s.theirs = s.theirs and not (able or self._grammar.pronoun_leads(s, segment))
        self._set_subject(s, segment, able, cues)
        self._likewise(s, parties)
        self._frame_cues(s, segment, cues)
        self._assembly.frame_outcomes(s, segment, outcomes, bool(able))
        s.theirs = self._grammar.leaves_open(s.text, segment, parties, cues) or (s.theirs and not (able or cues))
        speaking = [party for party in parties if party[0].role != "behalf"]
        s.last = speaking[-1] if speaking else s.last if parties else []
        empty = not (cues or able or outcomes)
        s.embedded = self._telling.embeds(s, segment, cues, put=self._is_put_to_body(s), empty=empty)

    def _candidates(self, s: Sentence, segment: Span, parties: list[Party], cues: list[Cue]) -> list[Party]:
        """The parties that can be the subject of a clause, in text order."""
        able = [party for party in parties if self._is_able(s, segment, party)]
        if not able and (alone := self._alone(s, segment)) and self._grammar.leads_verb(s, segment, alone, cues):
            return [[alone]]
        return able

    def _without_body(
        self,
        s: Sentence,
        segment: Span,
        able: list[Party],
        cues: list[Cue],
        outcomes: list[Cue],
        assemblies: list[Span],
    ) -> list[Party]:
        """Those who can be the subject once it is known whether the body is, or whoever had the floor."""
        unlinked = not self._grammar.is_linked(s.text, segment)
        goes_on = unlinked or self._condition.search(s.text, *segment) or self._assembly.verb_leads(able, outcomes)
        if s.assembly and goes_on and not self._grammar.stands_alone(s.text, segment, able, cues):
            able = []
        if s.decided and not s.subject and outcomes and self._assembly.goes_on(s, segment, outcomes):
            s.assembly, able = True, []
        if able and self._grammar.keeps_floor(s, segment, able[0], cues):
            s.subject, able = s.floor, []
        ahead = [cue for cue in s.outcomes if cue.start >= segment.end] if segment.start == s.span.start else []
        if self._grammar.may_decide(s) and self._assembly.leads(s, segment, assemblies, able, outcomes or ahead):
            s.assembly, s.subject, able = True, [], []
        return able

    def _set_subject(self, s: Sentence, segment: Span, able: list[Party], cues: list[Cue]) -> None:
        """Who acts in a clause: a party in it, whom a relative or personal pronoun takes up, else as before."""
        if able:
            had = s.subject
            self._take_floor(s, able[0])
            if not cues:
                self._give_back(s, segment, had)
        elif s.last and self._grammar.relative_leads(s, segment):
            s.main, s.subject, s.assembly = s.subject, s.last, False
        elif s.main is not None and self._grammar.pronoun_leads(s, segment):
            s.subject, s.main = s.main or s.floor, None
        elif not s.subject and not s.assembly and self._grammar.pronoun_leads(s, segment):
            s.subject = s.floor

    def _give_back(self, s: Sentence, segment: Span, had: Party) -> None:
        """Hand the verbs of the clause before to a subject that only follows: "…; supported it also X"."""
        if not (self._lexicon.verb_first and had and s.frames and s.frames[-1].segment.end == segment.start):
            return
        before = s.frames[-1].segment
        if before.start < had[-1].end or s.text[segment.start - 1] in ",،":
            return
        for frame in s.frames:
            if frame.segment == before and frame.holders == had:
                frame.holders = s.subject

    def _is_put_to_body(self, s: Sentence) -> bool:
        """Whether the chair has begun to say what the body should do: who comes next is asked, and does nothing."""
        proposed = [f for f in s.frames if f.means == "proposes" and f.holders and f.holders[0].capacity == "chair"]
        return bool(proposed) and self._grammar.opens_at(s.text, proposed[-1].cue)

    def _share_behalf(self, s: Sentence) -> None:
        """Let "on behalf of" count for the whole sentence where one party acts in it."""
        acting = [frame for frame in s.frames if frame.voice in ("active", "agent")]
        if len({one.key for frame in acting for one in frame.holders}) == 1:
            for frame in acting:
                frame.behalf = list(s.behalf) or frame.behalf

    def _take_floor(self, s: Sentence, party: Party) -> None:
        if party[0].role == "capacity":
            s.acting = party
        elif s.acting and party[0].capacity in PRESIDING:
            party = s.acting
        listed = bool(s.subject) and s.goes_on(party)
        joined = listed and self._speakers.joined(s.text, s.listed_until(party), party[0].start)
        if joined:
            s.lengthen(party)
        else:
            s.behalf = s.unspent(party)
        s.subject = [*s.subject, *party] if joined else party
        s.assembly = False
        s.fresh = True
        if party[0].role == "holder":
            s.embedded = "bare"
        waiting, s.waiting = s.waiting, []
        for cue, segment in waiting:
            if not opens_roll(s.text, cue) or self._grammar.heads_list(s.text, cue, party):
                self._add(s, cue, segment, party, "active")

    def _frame_cues(self, s: Sentence, segment: Span, cues: list[Cue]) -> None:
        for cue in cues:
            decided = starting_in(s.outcomes, cue) if s.assembly else ()
            if any(one.table == "outcome" or cue not in s.agents for one in decided):
                continue
            if opens_roll(s.text, cue):
                s.waiting.append((cue, segment))
                continue
            if s.is_declared(cue):
                continue
            if cue.means in REPEATING:
                self._do_the_same(s, cue, s.agents.get(cue) or s.subject)
                continue
            agent = s.agents.get(cue)
            told = s.told and agent is not None and agent[0].role != "supported_by"
            if agent and self._telling.is_only_reported(s, segment, cue, told=told):
                continue
            if agent and self._grammar.only_describes(s, cue, agent):
                continue
            if agent and self._grammar.is_done_by(s, segment, cue, agent):
                voice = "backing" if agent[0].role == "supported_by" and s.subject else "agent"
                self._add(s, cue, segment, agent, voice)
            elif (
                cue.table == "impersonal"
                and cue.means == "proposes"
                and s.before
                and self._grammar.in_document(s, segment)
            ):
                self._add(s, cue, segment, s.floor, "document")
            elif cue.table == "impersonal" and not (s.subject and s.fresh):
                if not self._telling.is_only_reported(s, segment, cue):
                    self._add(s, cue, segment, [], "impersonal")
            elif s.subject:
                if self._grammar.is_foreign(s, segment, cue):
                    ahead = starting_in(s.speakers, Span(segment.start, cue.start))
                    s.tells = s.tells or any(one.group for one in ahead)
                elif not s.theirs:
                    self._take_up_other(s, cue)
                    if not s.is_of_another(cue):
                        self._add(s, cue, segment, s.subject, "active")
                s.fresh = False
            elif not (s.assembly or s.cited or s.is_answered(cue)):
                s.waiting.append((cue, segment))

    def _take_up_other(self, s: Sentence, cue: Cue) -> None:
        """Let a second subject take over that looks like one more of a list: "agreed with X, and Y came out for it"."""
        before = [one for one in s.speakers if s.subject[-1].end <= one.start and one.end <= cue.start]
        if before and before[-1].joined and not before[-1].role and self._grammar.begins_clause(s.text, before, cue):
            self._take_floor(s, [before[-1]])

    def _do_the_same(self, s: Sentence, cue: Cue, party: Party) -> None:
        """Those who do what the one before them did, or just not: "several others did the same", "Y did not"."""
        done = [f for f in (*s.before, *s.frames) if f.holders and f.holders != party and f.means not in SAYING]
        s.fresh = False
        means = done[-1].means if done else ""
        if cue.means == "otherwise":
            means = FLIPPED.get(means, "")
        if means and party:
            self._add(s, done[-1].cue, done[-1].segment, party, "likewise", means=means)

    def _settle_waiting(self, s: Sentence) -> None:
        """Cues of a sentence without subject: dropped subjects, then free indirect speech."""
        dropped = False
        for cue, segment in s.waiting:
            if s.doings or not s.floor or opens_roll(s.text, cue):
                continue
            if cue.means == "proposes" and s.before and self._grammar.document_leads(s):
                self._add(s, cue, segment, s.floor, "document")
                continue
            at_head = cue.start <= self._grammar.head(s.text, s.span.start) + 1
            dropped = dropped or (self._lexicon.pro_drop and at_head)
            free = cue.judges and bool(s.before) and not s.spoken
            if dropped or free:
                self._add(s, cue, segment, s.floor, "carried")

    def _is_able(self, s: Sentence, segment: Span, party: Party) -> bool:
        """Whether a party can be the subject of its clause."""
        first = party[0]
        if first.role == "capacity":
            return not s.subject or s.subject[0].capacity in PRESIDING
        if first.role == "holder":
            return first.marked_from <= self._grammar.head(s.text, segment.start)
        beside = first.bare and not s.theirs and self._grammar.stands_beside_cue(party, s.cues)
        if not first.role and (not first.bare or beside):
            return True
        return any(self._grammar.heads_list(s.text, cue, party) for cue in s.cues)

    def _likewise(self, s: Sentence, parties: list[Party], *, last: bool = False) -> None:
        """Those who did the same as the subject ("…, as did X"), as the subject to come ("Joined by X, …"), or,
        at the `last` of a sentence, as whoever spoke before it ("So did X.")."""
        for party in parties:
            if party[0].role != "likewise" or any(one.start < party[0].marked_from < one.end for one in s.cues):
                continue
            done = [f for f in s.frames if f.voice in ("active", "agent", "likewise") and f.holders != party]
            if not done and s.subject:
                s.subject = [*s.subject, *party]
                continue
            if not done and not last:
                s.late.append(party)
                continue
            before = done or [frame for frame in s.before if frame.holders and frame.means not in SAYING]
            for frame in before:
                if frame.holders == before[-1].holders and (done or frame.sentence == before[-1].sentence):
                    self._add(s, frame.cue, frame.segment, party, "likewise", means="" if done else frame.means)

    def _fill_gap(self, s: Sentence) -> None:
        """The verb left out in "X asked what it cost, and Y, who would pay", "X proposed that …, and Y that …"."""
        done = [frame for frame in s.frames if frame.voice == "active"]
        gapped = s.fresh and all(frame.holders is not s.subject for frame in s.frames)
        if not (done and s.subject and gapped) or s.assembly:
            return
        if done[-1].means == "asks" or (done[-1].means == "proposes" and self._grammar.opens_behind(s.text, s.subject)):
            self._add(s, done[-1].cue, done[-1].segment, s.subject, "likewise")

    def _voice_opinion(self, s: Sentence, inside: list[Speaker]) -> None:
        """Whoever holds an opinion without a verb of its own states it: "in the opinion of X, …"."""
        for party in parties_of(inside):
            held = party[0].role == "holder" and all(frame.holders[:1] != party[:1] for frame in s.frames)
            if held and s.subject[:1] == party[:1]:
                cue = self._lexicon.cue_at(party[0].marked_from, party[0].end, "states", "roles.holder")
                s.frames.append(Frame("states", cue, party, "active", s.span, s.span, len(s.frames)))

    def _ascribe(self, s: Sentence) -> None:
        """Leave nothing to others where a sentence ends on whose words it is: "…, the Chair said"."""
        last = s.frames[-1] if s.frames else None
        if last is None or last.means != "states" or not self._grammar.only_says(s, last):
            return
        s.frames = [frame for frame in s.frames if frame.holders == last.holders]
        s.doings = []

    def _answered(self, s: Sentence, segment: Span, parties: list[Party]) -> None:
        for party in parties:
            if party[0].role == "replied_to":
                words = s.text[party[0].marked_from : min(party[0].end + 60, segment.end)]
                means = "asks" if self._lexicon.finder("roles", "question").search(words) else "states"
                cue = self._lexicon.cue_at(party[0].marked_from, party[0].end, means, "roles.replied_to")
                s.frames.append(Frame(means, cue, party, "answered", s.span, segment, len(s.frames)))

    def _add(self, s: Sentence, cue: Cue, segment: Span, holders: Party, voice: str, means: str = "") -> None:
        if voice != "agent" and self._grammar.is_duty(s.text, cue):
            return
        if self._grammar.tells_of_before(s, cue, holders):
            return
        behalf = s.apposed(holders) if voice == "likewise" else list(s.behalf)
        if means:
            s.frames.append(Frame(means, cue, holders, voice, s.span, segment, len(s.frames), behalf))
            return
        means = cue.means
        if cue.means in POSITIONS and self._grammar.is_reason(s, cue, holders):
            return
        if self._grammar.is_negated(s.text, segment, cue):
            if cue.judges or (means not in FLIPPED and means not in UNFLIPPED):
                return
            means = FLIPPED.get(means, means)
        frame = Frame(means, cue, holders, voice, s.span, segment, len(s.frames), behalf, list(s.subject))
        s.frames.append(frame)

    def _alone(self, s: Sentence, segment: Span) -> Speaker | None:
        capacity = s.floor[0].capacity if s.floor and s.floor[0].group else self._speakers.default_capacity
        speaker = self._speakers.alone(s.text, self._grammar.head(s.text, segment.start), capacity)
        s.spoken = s.spoken or speaker is not None
        told = s.before[-1] if s.before and s.before[-1].means == "reports" else None
        single = speaker is not None and speaker.group is not None and speaker.group.quantifier == "one"
        officer = told is not None and any(one.capacity in OFFICIALS for one in told.holders)
        return None if told and (officer or not single) else speaker
