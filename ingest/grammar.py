"""What the words of a clause forbid and allow: negation, reported clauses, passives, pronouns, earlier times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .clauses import BREAK
from .framing import POSITIONS, SAYING, Party, Sentence
from .phrases import MASKED, Hit
from .spans import Span, back_over, starting_in

if TYPE_CHECKING:
    from .framing import Frame
    from .lexicon import Cue, Lexicon
    from .model import Speaker

NEGATION_REACH = 26
PASSIVE_REACH = 20
BARE_REACH = 30
VERB_FIRST_REACH = 24
LONGEST_PRONOUN = 60
AUXILIARIES = (
    ("negation", "before"),
    ("language", "pluperfect"),
    ("language", "passive"),
    ("language", "adverbs"),
    ("language", "obligation"),
)
MATTERS = ("proposal", "amendment", "draft", "text", "document", "view", "report")
STRONG_STOPS = (";", "；", "؛")
COMMAS = frozenset(",，،")
COLONS = ":："
ROLL_REACH = 2
GAP_MARKS = (" - ", " -- ")
SKIPPED = " ,，、،;；:：'"
BEFORE_REPORTED = " ,，、،:："


def opens_roll(text: str, cue: Cue) -> bool:
    """Whether a cue ends on a colon, so that those who follow hold it: "In favour: …"."""
    return text[cue.end - 1] in COLONS


class Grammar:
    """Answers questions about clauses in one language, from its lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._pronouns = lexicon.finder("language", "pronouns")
        self._heads = (lexicon.finder("language", "contrast"), lexicon.finder("language", "conjunctions"))
        self._questions = lexicon.finder("language", "questions")
        self._pluperfect = lexicon.finder("language", "pluperfect")
        self._passive = lexicon.finder("language", "passive")
        self._complement = lexicon.finder("language", "complementizers")
        self._bodies = lexicon.finder("speakers", "meeting_body")
        self._openers = lexicon.finder("language", "openers") if lexicon.words("language", "openers") else None
        self._adverbs = re.compile(rf"(?:{lexicon.slots['adverb']}\s*)*")
        self._relatives = lexicon.finder("language", "relatives")
        self._oblique = lexicon.finder("roles", "oblique")
        self._reason = lexicon.finder("qualifiers", "reason")
        self._obligation = lexicon.finder("language", "obligation")
        self._negation = lexicon.finder("negation", "before")
        self._negation_except = lexicon.finder("negation", "except")
        helping = [form for keys in AUXILIARIES for form in lexicon.words(*keys)]
        self._auxiliary = lexicon.compile(helping)

    def head(self, text: str, start: int) -> int:
        """Where a clause begins behind its conjunctions, contrast words and commas."""
        for _ in range(4):
            while start < len(text) and text[start] in SKIPPED:
                start += 1
            hit = next((hit for finder in self._heads if (hit := finder.starts_at(text, start))), None)
            if hit is None:
                break
            start = hit.end
        return start

    def is_linked(self, text: str, segment: Span) -> bool:
        """Whether a clause opens with a conjunction or a word of contrast."""
        start = segment.start
        while start < segment.end and text[start] in SKIPPED:
            start += 1
        return self.head(text, start) > start

    def goes_on(self, text: str) -> bool:
        """Whether a paragraph opens with a pronoun or a dropped subject, and so goes on with who spoke before."""
        head = self.head(text, 0)
        hit = self._pronouns.search(text, head, head + 60)
        if hit is not None and hit.start - head <= (24 if self._lexicon.verb_first else 2):
            return True
        if self._lexicon.pro_drop and any(c.start <= head + 2 for c in self._lexicon.cues(text, "act", within=(0, 80))):
            return True
        comma = BREAK.search(text, head, head + 60)
        after = self.head(text, comma.end()) if comma else head
        return self._pronouns.starts_at(text, after) is not None

    def pronoun_leads(self, s: Sentence, segment: Span) -> bool:
        head = self.head(s.text, segment.start)
        hit = self._pronouns.search(s.text, head, min(segment.end, head + 48))
        return bool(s.floor) and hit is not None and (hit.start - head <= (24 if self._lexicon.verb_first else 2))

    def relative_leads(self, s: Sentence, segment: Span) -> bool:
        """Whether a clause opens with a relative pronoun that is its subject: "who added"; not "which he opposed"."""
        hit = self._relatives.starts_at(s.text, self.head(s.text, segment.start))
        return hit is not None and self._pronouns.starts_at(s.text, hit.end + 1) is None

    def keeps_floor(self, s: Sentence, segment: Span, party: Party, cues: list[Cue]) -> bool:
        """Whether whoever had the floor says something of a party: "he proposed that the delegate from X …"."""
        if not cues or cues[0].end > party[0].start or s.subject or s.assembly:
            return False
        if self.pronoun_leads(s, segment):
            pronoun = self._pronouns.search(s.text, self.head(s.text, segment.start), party[0].start)
            return pronoun is not None and pronoun.end <= cues[0].start
        dropped = self._lexicon.pro_drop and bool(s.floor) and cues[0].start <= self.head(s.text, segment.start) + 1
        return dropped and self._complement.search(s.text, cues[0].end - 1, party[0].start) is not None

    def stands_beside_cue(self, party: Party, cues: list[Cue]) -> bool:
        """Whether a state named without a title is the subject of a cue: it stands right beside it."""
        start, end = party[0].start, party[0].end
        reach = BARE_REACH if self._lexicon.spaced else BARE_REACH // 4
        nearby = 2 if self._lexicon.verb_first else -1
        return any(
            0 <= cue.start - end <= reach or cue.start <= start < cue.end or 0 <= start - cue.end <= nearby
            for cue in cues
        )

    def heads_list(self, text: str, cue: Cue, party: Party) -> bool:
        """Whether a cue stands at the head of a roll of states: "In favour: China, Kenya"."""
        return opens_roll(text, cue) and 0 <= party[0].start - cue.end <= ROLL_REACH

    def stands_alone(self, text: str, segment: Span, able: list[Party], cues: list[Cue]) -> bool:
        """Whether somebody with a title opens a clause and takes a position in it: "…, the delegate of X objecting"."""
        if not able or able[0][0].bare or able[0][0].start > self.head(text, segment.start) + 1:
            return False
        return any(cue.start >= able[0][-1].end and cue.means in POSITIONS for cue in cues)

    def leads_verb(self, s: Sentence, segment: Span, one: Speaker, cues: list[Cue]) -> bool:
        """Whether a quantifier stands for speakers: a verb follows it ("others did not agree"), or it stands
        before a parenthesis ("others, while …, agreed"); not "some new elements"."""
        place = one.end
        while place < segment.end and (hit := self._auxiliary.starts_at(s.text, place)):
            place = hit.end
        while s.text[place : place + 1] == " ":
            place += 1
        if not s.text[place : segment.end].strip(SKIPPED):
            return any(cue.start >= segment.end for cue in s.cues)
        return any(cue.start - 1 <= place <= cue.end or 0 <= one.start - cue.end <= 1 for cue in cues)

    def begins_clause(self, text: str, before: list[Speaker], cue: Cue) -> bool:
        """Whether the last of several speakers stands behind a comma and a conjunction, and right before its verb."""
        last = before[-1]
        start = before[-2].end if len(before) > 1 else last.start
        linked = text[start : last.start].strip()
        between = self._adverbs.sub("", text[last.end : cue.start].strip(SKIPPED), count=1)
        return linked[:1] in COMMAS and linked[1:].strip() != "" and not between

    def speaks_of_matter(self, s: Sentence, cue: Cue, agent: Party) -> bool:
        """Whether what a state without title is said to have backed is something proposed or said: not "a
        workshop supported by China"."""
        begun = min(agent[0].marked_from, cue.start)
        before = s.text[s.span.start : begun].rstrip(SKIPPED)
        end = s.span.start + len(before)
        told = end in {one.end for one in s.speakers} | {other.end for other in s.cues}
        finite = self._passive.search(s.text, max(s.span.start, begun - PASSIVE_REACH), cue.end) is not None
        nouns = (self._lexicon.finder("object", noun) for noun in MATTERS)
        named = max(agent[0].marked_from, cue.end)
        return told or finite or any(noun.search(s.text, s.span.start, named) for noun in nouns)

    def only_describes(self, s: Sentence, cue: Cue, agent: Party) -> bool:
        """Whether a passive only describes a thing: "a workshop supported by China"."""
        return agent[0].bare and not self.speaks_of_matter(s, cue, agent)

    def is_done_by(self, s: Sentence, segment: Span, cue: Cue, agent: Party) -> bool:
        """Whether a cue is passive: "supported the statement by X" is not done by X."""
        if agent[0].role == "supported_by" or not s.subject or s.subject[0].start < s.span.start:
            return True
        if not segment.start <= s.subject[0].start < cue.start and not s.fresh:
            return True
        return self.is_passive(s, segment, cue)

    def is_passive(self, s: Sentence, segment: Span, cue: Cue) -> bool:
        """Whether the mark of a passive stands in a cue or close before it."""
        return self._passive.search(s.text, max(segment.start, cue.start - PASSIVE_REACH), cue.end) is not None

    def is_foreign(self, s: Sentence, segment: Span, cue: Cue) -> bool:
        """Whether a verb in a reported clause has a subject of its own: "said that experts supported it"."""
        if cue.start <= self.head(s.text, segment.start):
            return False
        own = [self._behind_relative(s)] if s.span.start <= s.subject[0].start < cue.start else []
        begun = max([*own, *(f.cue.start + 1 for f in s.frames if f.cue.end <= cue.start)], default=s.span.start)
        stopped = max(s.text.rfind(stop, begun, cue.start) for stop in STRONG_STOPS)
        asked = self._questions.find(s.text, max(begun, stopped), cue.start)
        opened = self._complement.find(s.text, begun, cue.start)
        if asked or cue.judges or not opened:
            return bool(asked)
        between = s.text[opened[-1].end : cue.start]
        dropped = self._lexicon.pro_drop and self._adverbs.fullmatch(between.strip()) is not None
        return not dropped and not self._names_itself(s, opened[-1], cue.start)

    def _behind_relative(self, s: Sentence) -> int:
        """Where a subject ends, with the relative pronoun right behind it that looks like a complementizer."""
        end = s.subject[-1].end
        said = any(s.span.start <= one.start < s.subject[0].start for one in s.cues if one.means in SAYING)
        hit = None if said else self._complement.starts_at(s.text, end)
        return hit.end if hit and hit.start - end <= 1 else s.subject[0].end

    def _names_itself(self, s: Sentence, opened: Hit, end: int) -> bool:
        """Whether the subject of a reported clause is the speaker: a pronoun, or its own name; not "the governing body
        of his organization"."""
        keys, start = {one.key for one in s.subject}, max(opened.start - 1, 0)
        if any(one.key in keys for one in starting_in(s.speakers, Span(start, end))):
            return True
        pronouns = self._pronouns.find(s.text, start, end)
        return any(one.start <= opened.end + 1 or not self._oblique.ends_at(s.text, one.start) for one in pronouns)

    def opens_complement(self, s: Sentence, segment: Span, cues: list[Cue]) -> str:
        """ "that" when a clause ends on a complementizer (what follows is reported to the sentence's end),
        "say" when it ends on a verb of saying (the next clause is reported), else ""."""
        saying = [cue for cue in cues if cue.means in SAYING]
        if not saying or not s.subject:
            return ""
        end = back_over(s.text, segment.end, BEFORE_REPORTED, segment.start)
        if self._complement.ends_at(s.text, end) is not None or self._is_only_placed(s, cues, saying[-1], end):
            return "that"
        if not self._is_last(s.text, saying[-1], end):
            return ""
        return "that" if any(cue.means == "reports" for cue in saying) else "say"

    def _is_last(self, text: str, saying: Cue, end: int) -> bool:
        """Whether a verb of saying ends a clause, but for its pronoun or whoever is told: "добавляет она"."""
        rest = text[saying.end : end].strip()
        pronoun = self._pronouns.starts_at(rest, 0)
        if self._openers is None:
            return not rest or (pronoun is not None and pronoun.end == len(rest))
        body = self._bodies.starts_at(rest, 0)
        told = not rest or MASKED.sub("", rest) == "" or (body is not None and body.end == len(rest))
        return told and self._openers.ends_at(text, saying.end) is not None

    def _is_only_placed(self, s: Sentence, cues: list[Cue], saying: Cue, end: int) -> bool:
        """Whether a reported clause ends, at a comma, before its subject: "said that, at the last session, …"."""
        opened = self._complement.search(s.text, saying.end - 1, end)
        if opened is None or s.text[end : end + 1] not in COMMAS or cues[-1] is not saying:
            return False
        return (
            not starting_in(s.speakers, Span(opened.start, end))
            and self._pronouns.search(s.text, opened.end, end) is None
        )

    def opens_reported(self, text: str, segment: Span) -> bool:
        """Whether a clause opens with a complementizer: "said, that …"."""
        return self._complement.starts_at(text, self.head(text, segment.start)) is not None

    def colon_opens(self, s: Sentence, segment: Span) -> bool:
        """Whether a clause stands behind a colon that opens what its subject reports: "reported back: most agreed"."""
        if s.text[segment.start - 1] not in COLONS:
            return False
        return any(f.means in SAYING and f.means != "asks" and f.holders == s.subject for f in s.frames)

    def follows_comma(self, s: Sentence, segment: Span) -> bool:
        """Whether a clause is an apposition: behind a comma, and no conjunction beside that."""
        end = back_over(s.text, segment.start, " ", s.span.start)
        if s.text[end - 1 : end] not in COMMAS or self.is_linked(s.text, segment):
            return False
        return all(finder.ends_at(s.text, end - 1) is None for finder in self._heads)

    def just_opened(self, text: str, segment: Span) -> bool:
        """Whether a clause stands right behind a complementizer: "said that, although …"."""
        end = back_over(text, segment.start, SKIPPED)
        opened = self._openers.ends_at(text, end) if self._openers else None
        return bool(opened or self._complement.ends_at(text, end))

    def leaves_open(self, text: str, segment: Span, parties: list[Party], cues: list[Cue]) -> bool:
        """Whether a clause ends in what somebody else, of whom its speaker tells, goes on to do behind a comma: "said
        that several countries, Niger among them, …"."""
        if len(parties) < 2 or parties[-1][0].role or any(cue.start >= parties[-1][0].start for cue in cues):
            return False
        return self._complement.search(text, parties[0][-1].end, parties[-1][0].start) is not None

    def only_says(self, s: Sentence, frame: Frame) -> bool:
        """Whether a sentence ends on a clause of a speaker and a verb of saying alone: "…, the Chair said"."""
        start, end = frame.segment
        behind = s.span.start < start <= frame.cue.start and end == s.span.end
        if not behind or not frame.holders or frame.voice != "active":
            return False
        kept = [*range(start, frame.cue.start), *range(frame.cue.end, end)]
        said = [place for one in frame.holders for place in range(one.start, one.end)]
        rest = "".join(s.text[place] for place in sorted(set(kept) - set(said)))
        return not self._adverbs.sub("", rest.strip(SKIPPED + ".。"), count=1)

    def opens_at(self, text: str, cue: Cue) -> bool:
        """Whether a complementizer ends a cue or follows it."""
        return bool(self._complement.starts_at(text, cue.end) or self._complement.ends_at(text, cue.end))

    def opens_behind(self, text: str, party: Party) -> bool:
        """Whether what somebody proposes follows without a verb: "…, and Y that it be held in Nairobi", behind a comma
        or a dash where the language puts one."""
        behind = text[party[-1].end : party[-1].end + ROLL_REACH * 2]
        if behind.startswith(GAP_MARKS):
            return True
        start = party[-1].end + len(behind) - len(behind.lstrip(SKIPPED))
        hit = self._complement.starts_at(text, start)
        return hit is not None and hit.start == start

    def tells_of_before(self, s: Sentence, cue: Cue, holders: Party) -> bool:
        """Whether whoever has the floor tells what somebody else had done before."""
        if cue.means == "abstains":
            return False
        first = holders[0].key if holders else ""
        others = bool(s.before) and s.before[-1].holders and s.before[-1].holders[0].key != first
        told = s.frames[-1].cue if s.frames else None
        openers = (self._complement, self._relatives) if cue.means in POSITIONS else (self._complement,)
        reported = told and any(finder.search(s.text, told.start + 1, cue.start) for finder in openers)
        return bool(others or reported) and self._pluperfect.ends_at(s.text, cue.start) is not None

    def is_reason(self, s: Sentence, cue: Cue, holders: Party) -> bool:
        """Whether a position only gives the reason for one already taken in the sentence."""
        taken = [
            f.cue.end for f in s.frames if f.holders == holders and f.means not in SAYING and f.cue.end <= cue.start
        ]
        if not taken:
            return False
        stopped = max(s.text.rfind(stop, taken[-1], cue.start) for stop in STRONG_STOPS)
        return self._reason.search(s.text, max(taken[-1], stopped), cue.start) is not None

    def is_negated(self, text: str, segment: Span, cue: Cue) -> bool:
        start = max(segment.start, cue.start - NEGATION_REACH)
        hits = self._negation.find(text, start, cue.start)
        if not hits or self._negation_except.search(text, start, cue.end):
            return False
        between = text[hits[-1].end : cue.start].split() if self._lexicon.spaced else text[hits[-1].end : cue.start]
        return len(between) <= 2

    def may_decide(self, s: Sentence) -> bool:
        """Whether the body can still become the subject: not inside what somebody reports or proposes."""
        return not s.subject or not (s.embedded or any(f.means in ("proposes", "urges", "asks") for f in s.frames))

    def document_leads(self, s: Sentence) -> bool:
        """Whether the sentence is about what a document says ("the contribution proposed …")."""
        head = self.head(s.text, s.span.start)
        return self.in_document(s, Span(head, min(s.span.end, head + 60)))

    def in_document(self, s: Sentence, zone: Span) -> bool:
        head, stop = zone
        return any(self._lexicon.finder("object", noun).search(s.text, head, stop) for noun in ("document", "annex"))

    def is_duty(self, text: str, cue: Cue) -> bool:
        """Whether a verb tells what somebody only ought to do."""
        return not cue.judges and self._obligation.ends_at(text, cue.start) is not None
