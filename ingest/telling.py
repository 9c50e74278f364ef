"""Whose act a clause is when somebody reports it: "said that the draft had been supported by Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .framing import SAYING, Party, Sentence
from .grammar import STRONG_STOPS
from .spans import Span, back_over

if TYPE_CHECKING:
    from .grammar import Grammar
    from .lexicon import Cue, Lexicon

LASTING = ("that", "bare")
TELLING = ("that", "say")


class TellingReader:
    """Tells, in one language, what the speaker of a sentence only reports from what is done in it."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._grammar = grammar

    def heard(self, s: Sentence, segment: Span, parties: list[Party], able: list[Party]) -> tuple[list[Party], int]:
        """Those who act themselves, not in what somebody reports; and where in the clause a reported view begins."""
        own = {one.key for one in s.subject}
        before = back_over(s.text, segment.start, " ", s.span.start)
        if before > s.span.start and s.text[before - 1] in STRONG_STOPS:
            s.embedded, s.foreign = "", False
        opened = s.embedded == "say" and self._grammar.opens_reported(s.text, segment)
        if opened or self._grammar.colon_opens(s, segment):
            s.embedded = "that"
        hidden = s.embedded and (s.embedded != "bare" or (able and (able[0][0].bare or able[0][0].group)))
        if s.tells and self._goes_on(s, segment, able):
            return [], segment.start
        if able and hidden and all(one.key not in own for one in able[0]):
            if s.foreign or not self._takes_over(s, segment, able[0]):
                s.foreign = s.foreign or s.embedded == "that"
                kept = s.embedded in LASTING or (able[0][0].group is not None and not self._lexicon.spaced)
                s.embedded = s.embedded if kept else ""
                return [], segment.start
            s.embedded = ""
        others = [party[0] for party in parties if party[0].role == "third_party" and party[0].key not in own]
        s.cited = bool(others and not able) or (s.cited and not able)
        s.tells = s.tells or any(one.group for one in others)
        return able, min((one.start for one in others), default=segment.end)

    def _goes_on(self, s: Sentence, segment: Span, able: list[Party]) -> bool:
        """Whether a clause goes on with what others do, of whom its speaker tells: "…, while others opposed it"."""
        if able:
            return able[0][0].group is not None
        return self._lexicon.verb_first and not self._grammar.pronoun_leads(s, segment)

    def _takes_over(self, s: Sentence, segment: Span, party: Party) -> bool:
        """Whether somebody with a title begins a clause of its own behind what another said: "…, while Y …"."""
        titled = party[0].ref is not None and not party[0].bare
        linked = self._grammar.is_linked(s.text, segment) and not self._grammar.just_opened(s.text, segment)
        return (
            titled
            and linked
            and party[0].start <= self._grammar.head(s.text, segment.start) + 1
            and s.embedded in TELLING
        )

    def is_only_reported(self, s: Sentence, segment: Span, cue: Cue, *, told: bool = False) -> bool:
        """Whether a passive stands in what somebody says: "concluded that it had the support of most"."""
        saying = any(f.means in SAYING and f.holders == s.subject and f.cue.end <= cue.start for f in s.frames)
        return bool(s.subject) and saying and (told or self._grammar.is_foreign(s, segment, cue))

    def embeds(self, s: Sentence, segment: Span, cues: list[Cue], *, put: bool, empty: bool) -> str:
        """What the clause behind this one is: "that" or "say" when it is reported, "bare" when names without a title do
        nothing in it; `put` when the body is asked to do it, `empty` when nothing is done in this one."""
        if put:
            return "that"
        if s.embedded in LASTING or (s.embedded == "say" and empty and not self._lexicon.spaced):
            return s.embedded
        return self._grammar.opens_complement(s, segment, cues)
