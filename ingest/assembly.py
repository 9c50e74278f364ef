"""What shows in a sentence that the body itself acts, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .framing import Doing, Party, Sentence
from .spans import Span, starting_in

if TYPE_CHECKING:
    from .grammar import Grammar
    from .lexicon import Cue, Lexicon
    from .model import Speaker
    from .speakers import SpeakerReader

DONE_BY = 12
RULING = 12
ASKING = frozenset({"proposes", "urges", "asks"})
ASKED = frozenset({"mandated"})
SUFFERED = frozenset({"withdrawn", "mandated", "elected"})


class AssemblyReader:
    """Tells, in one language, where the body is the subject, and frames what it does."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, speakers: SpeakerReader) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._speakers = speakers
        self._relatives = lexicon.finder("language", "relatives")
        self._bodies = lexicon.finder("speakers", "meeting_body")
        self._pronouns = lexicon.finder("language", "assembly_pronouns")
        self._decided = [e.finder for e in lexicon.entries if e.table == "alone" and e.means == "agreed"]

    def frame_outcomes(self, s: Sentence, segment: Span, outcomes: list[Cue], spoken: bool) -> None:
        for cue in outcomes:
            if self._grammar.is_negated(s.text, segment, cue) and cue.means != "rejected":
                continue
            if s.assembly and cue.means in ASKED and self._is_asked_before(s, segment, cue):
                continue
            alone = cue.table == "alone"
            suffered = alone and cue.means in SUFFERED and not s.assembly
            if (
                alone
                and not suffered
                and any(one.role == "agent" and 0 <= _behind(one, cue) <= DONE_BY for one in s.speakers)
            ):
                continue
            if not s.subject and not spoken and self._is_decided(s, segment):
                s.assembly = True
            if (
                (s.assembly and not spoken)
                or (alone and not s.subject and not spoken)
                or suffered
                or (alone and self._is_ruled(s, segment, cue))
            ):
                s.doings.append(Doing(cue, s.span, segment, alone and not s.assembly))

    def _is_asked_before(self, s: Sentence, segment: Span, cue: Cue) -> bool:
        """Whether somebody had been asked what the body speaks of; not "referred it to X, which was asked to …"."""
        relative = self._relatives.starts_at(s.text, self._grammar.head(s.text, segment.start))
        goes_on = s.decided and self._bodies.search(s.text, s.span.start, cue.start) is None
        return relative is None and not goes_on and self._grammar.is_passive(s, segment, cue)

    def _is_ruled(self, s: Sentence, segment: Span, cue: Cue) -> bool:
        """Whether the chair's proposal is agreed to in its own sentence, or the chair declares what is done."""
        if not s.subject or s.subject[0].capacity != "chair":
            return False
        if any(frame.means == "proposes" for frame in s.frames):
            begun = cue.start - self._grammar.head(s.text, segment.start)
            return cue.means == "agreed" and self._grammar.is_linked(s.text, segment) and begun <= 1
        declared = cue.start <= s.subject[0].start < cue.end
        return declared or 0 <= cue.start - s.subject[-1].end <= (RULING if self._lexicon.spaced else 1)

    def is_about(self, s: Sentence, assemblies: list[Span]) -> bool:
        """Whether a sentence that says nobody's act has the body as its subject: "The Council had before it …"."""
        head = self._grammar.head(s.text, s.span.start)
        return not s.frames and any(head <= one.start <= head + 4 for one in starting_in(assemblies, s.span))

    def verb_leads(self, able: list[Party], outcomes: list[Cue]) -> bool:
        """Whether what the body does stands before whoever could be the subject: "and asked X to consult Y"."""
        return bool(able and outcomes) and not self._lexicon.verb_first and outcomes[0].start < able[0][0].start

    def goes_on(self, s: Sentence, segment: Span, outcomes: list[Cue]) -> bool:
        """Whether the body is taken up by a pronoun or a dropped subject: "It noted Document …, and …"."""
        head = self._grammar.head(s.text, segment.start)
        dropped = self._lexicon.pro_drop and outcomes[0].start <= head + 1
        return dropped or self._pronouns.starts_at(s.text, head) is not None

    def _is_decided(self, s: Sentence, segment: Span) -> bool:
        """Whether an impersonal decision leads a clause: "it was decided to take note …"."""
        return any(book.find(s.text, *segment) for book in self._decided)

    def leads(self, s: Sentence, segment: Span, assemblies: list[Span], able: list[Party], outcomes: list[Cue]) -> bool:
        """Whether the body itself is the subject: before what it does and before any speaker of the clause."""
        found = starting_in(assemblies, segment)
        if not found or not outcomes:
            return False
        first = min(found, key=lambda hit: hit.start)
        leads = first.start <= outcomes[0].start or self._lexicon.verb_first
        place = able[0][0].start if able else segment.end
        ahead = first.start <= outcomes[0].start or self._lexicon.verb_first
        if able and not (ahead and first.start < place and outcomes[0].start < place):
            return False
        asking = [cue for cue in starting_in(s.cues, segment) if cue.means in ASKING and cue.start < first.start]
        asked = bool(asking) and not self._lexicon.verb_first
        if asked or (s.subject and first.start > self._grammar.head(s.text, segment.start) + 4):
            return False
        return leads and not self._speakers.role(s.text, first.start)[0]


def _behind(speaker: Speaker, cue: Cue) -> int:
    """How far behind a cue a speaker, or the words that give it its role, stand."""
    place = speaker.marked_from if speaker.marked_from >= cue.end else speaker.start
    return place - cue.end
