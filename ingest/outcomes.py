"""What the body did: outcomes, and the mandates that they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .clauses import BREAK
from .context import raw_span
from .dates import read_date
from .model import Mandate, Outcome, Ref
from .spans import Span, starting_in

if TYPE_CHECKING:
    from .context import Context
    from .framing import Doing
    from .lexicon import Lexicon
    from .model import Act, Intervention, Mention, Speaker
    from .profile import Profile
    from .targets import TargetFinder

YEAR = re.compile(r"(?:19|20)\d{2}")
OPENING = 30
SUFFERED = frozenset({"withdrawn", "mandated", "elected"})
UPON_WORDS = frozenset({"rejected", "withdrawn", "adopted", "approved", "agreed", "deferred", "referred"})
CLOSING = frozenset({"adopted", "approved", "rejected", "withdrawn", "endorsed"})
MANDATE_REACH = 160
NEAR = 24
BESIDE = 6
DUTY_REACH = 260
LEADERS = frozenset({"state", "body", "office", "coalition"})


class Proposal(NamedTuple):
    """What the chair put to the body, until it is agreed: what it is about and whom it asks for what."""

    targets: list[Ref]
    mandates: list[Mandate]


class OutcomeReader:
    """Turns what the body did, in one language, into outcomes."""

    def __init__(self, lexicon: Lexicon, targets: TargetFinder, profile: Profile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        self._targets = targets

    def read(
        self, context: Context, speakers: list[Speaker], proposal: Proposal | None, made: list[Intervention]
    ) -> list[Outcome]:
        """The outcomes of one paragraph; `proposal` is what the chair proposed before, `made` who speaks in it."""
        done: dict[str, Doing] = {}
        for doing in context.understood.doings:
            if self._is_outcome(context, doing, made):
                done.setdefault(doing.cue.means, doing)
        kept = [one for one in done.values() if not self._only_opens(context, one, list(done.values()))]
        return [self._outcome(context, speakers, doing, proposal) for doing in kept]

    def _only_opens(self, context: Context, one: Doing, done: list[Doing]) -> bool:
        """Whether "agreed" only opens what was done: "it was agreed to take note …"."""
        text = context.understood.text
        conjunctions = self._lexicon.finder("language", "conjunctions")
        return one.cue.means == "agreed" and any(
            one.sentence == two.sentence
            and 0 <= two.cue.start - one.cue.end <= OPENING
            and not BREAK.search(text, one.cue.end, two.cue.start)
            and (one.cue.table == "alone" or not conjunctions.search(text, one.cue.end, two.cue.start))
            for two in done
        )

    def _is_outcome(self, context: Context, doing: Doing, made: list[Intervention]) -> bool:
        """Whether a passive that stands alone is the body's act, not part of what somebody says."""
        if not doing.alone or not made or doing.cue.means in SUFFERED:
            return True
        last = doing.sentence == context.understood.sentences[-1]
        spoken = any(f.holders and f.sentence.end <= doing.sentence.start for f in context.understood.frames)
        chaired = any(one.speaker.capacity == "chair" for one in made)
        voted = self._lexicon.finder("qualifiers", "vote").search(context.understood.text, *doing.sentence)
        return last or chaired or not spoken or voted is not None

    def proposal(self, context: Context, speakers: list[Speaker], made: Intervention) -> Proposal:
        """What a chair's proposal holds."""
        act = next(act for act in made.acts if act.means == "proposes")
        whole = Span(0, len(context.words.text))
        return Proposal(list(act.targets), self._mandates(context, speakers, whole))

    def _outcome(self, context: Context, speakers: list[Speaker], doing: Doing, proposal: Proposal | None) -> Outcome:
        span = raw_span(context.paragraph, doing.sentence)
        outcome = Outcome(doing.cue.means, context.paragraph, span, doing.cue.entry)
        outcome.upon = self._upon(context, doing)
        outcome.targets = [] if outcome.upon else self._about(context, doing, proposal)
        outcome.condition = self._condition(context, doing)
        outcome.method = self._method(context, doing)
        outcome.mandates = self._mandates(context, speakers, doing.sentence, self._led(context, doing))
        if doing.cue.means == "agreed" and proposal and not outcome.mandates:
            outcome.mandates = [Mandate(m.leader, span, m.about, m.reports_to, m.due) for m in proposal.mandates]
        for ref in outcome.targets:
            if outcome.means in CLOSING:
                context.discussion.close(ref)
        return outcome

    def _upon(self, context: Context, doing: Doing) -> Act | None:
        """The proposal, made in words alone, that an outcome is about: "the proposal of X was rejected"."""
        own = doing.cue.means == "withdrawn"  # by whoever made it, so that its name may stand behind the verb
        zone = doing.sentence if own else Span(doing.zone.start, doing.cue.start)
        if doing.cue.means not in UPON_WORDS or not self._targets.has("proposal", context.words, zone):
            return None
        cited = {one.key for one in starting_in(context.speakers, zone)}
        made = [(key, act) for key, act in context.discussion.acts if key in cited]
        proposed = next((act for _, act in reversed(made) if act.means == "proposes"), None)
        if proposed is None or any(ref.kind == "amd" for ref in proposed.targets):
            return None
        tabled = {ref for _, act in made if act.means == "introduces" for ref in act.targets}
        return None if tabled & set(proposed.targets) else proposed

    def _about(self, context: Context, doing: Doing, proposal: Proposal | None) -> list[Ref]:
        words, discussion, zone = context.words, context.discussion, doing.zone
        named = self._targets.named(words, zone, discussion)
        if doing.cue.means == "approved" and (documents := self._targets.documents(words, zone)):
            return documents
        if doing.cue.means == "adopted" and (drafts := self._targets.drafts(words, zone, discussion)):
            return drafts
        if named:
            return named
        if doing.cue.means == "agreed" and proposal and proposal.targets:
            return proposal.targets
        if self._targets.has("amendment", words, zone) or self._targets.has("draft", words, zone):
            return [discussion.proposal] if discussion.proposal else []
        if doing.cue.means == "reaffirmed":
            return self._targets.topics(words, zone) or self._targets.topics(words, Span(0, zone.start))[:1]
        if doing.cue.means in ("noted", "approved", "endorsed", "adopted"):
            return [discussion.report] if discussion.report else []
        if doing.cue.means in ("deferred", "rejected", "withdrawn", "referred"):
            found = discussion.proposal or discussion.document
            return [found] if found else []
        return []

    def _condition(self, context: Context, doing: Doing) -> tuple[int, int] | None:
        hit = self._lexicon.finder("qualifiers", "condition").search(
            context.understood.text, doing.sentence.start, doing.sentence.end
        )
        if hit is None:
            return None
        return raw_span(context.paragraph, Span(hit.start, doing.sentence.end))

    def _method(self, context: Context, doing: Doing) -> str:
        for method in ("acclamation", "vote", "consensus"):
            if self._lexicon.finder("qualifiers", method).search(context.understood.text, *doing.sentence):
                return method
        return "consensus" if doing.cue.means == "agreed" else ""

    def _led(self, context: Context, doing: Doing) -> Span:
        """Where those charged by one of several outcomes of a sentence stand: up to the next one."""
        doings = [one for one in context.understood.doings if one.sentence == doing.sentence]
        first = min(one.cue.start for one in doings)
        after = [one.cue.start for one in doings if one.cue.start > doing.cue.start]
        start = doing.sentence.start if doing.cue.start == first else doing.cue.start
        return Span(start, min(after, default=doing.sentence.end))

    def _mandates(
        self, context: Context, speakers: list[Speaker], zone: Span, led: Span | None = None
    ) -> list[Mandate]:
        """Whom the words of a zone ask for something: a verb of asking, a leader in `led`, a duty behind it."""
        text = context.understood.text
        verbs = [
            *self._lexicon.finder("mandate", "verbs").find(text, *zone),
            *self._lexicon.finder("qualifiers", "condition").find(text, *zone),
        ]
        found: dict[Ref, Mandate] = {}
        told = self._lexicon.finder("mandate", "reports_to").find(text, *zone)
        leaders = self._leaders(context, speakers)
        own = [verb for verb in verbs if any(0 <= one.start - verb.end <= BESIDE for one, _ in leaders)]
        for speaker, leader in leaders:
            if found and any(hit.start <= speaker.start <= hit.end + BESIDE for hit in told):
                continue
            if not zone.start <= speaker.start < zone.end or (led and not led.start <= speaker.start < led.end):
                continue
            role = getattr(speaker, "role", "")
            asked = role != "agent" and any(
                speaker.start - MANDATE_REACH <= verb.end <= speaker.start
                or (role != "oblique" and 0 <= verb.start - speaker.end <= NEAR)
                for verb in verbs
            )
            after = [verb.start for verb in own if verb.start >= speaker.end]  # the duty of whoever comes next
            stop = min([zone.end, speaker.end + DUTY_REACH, *after])
            duty = self._lexicon.finder("mandate", "duties").search(text, speaker.end, stop)
            leads = any(
                self._lexicon.finder(*key).ends_at(text, speaker.start)
                for key in (("mandate", "leads"), ("qualifiers", "condition"))
            )
            if ((asked and duty) or (leads and speaker.end < zone.end)) and leader not in found:
                found[leader] = self._mandate(context, leader, Span(speaker.end, zone.end), zone)
        return list(found.values())

    def _leaders(self, context: Context, speakers: list[Speaker]) -> list[tuple[Speaker | Mention, Ref]]:
        """Everybody named who can lead: speakers, and bodies that do not speak here, in text order."""
        named: list[tuple[Speaker | Mention, Ref]] = [
            (one, one.ref) for one in speakers if one.ref is not None and one.ref.kind in LEADERS
        ]
        covered = [(one.start, one.end) for one in speakers]
        for mention in context.words.mentions:
            inside = any(start <= mention.start < end for start, end in covered)
            if mention.kind == "body" and not inside and mention.refs[0].key != self._profile.body:
                named.append((mention, mention.refs[0]))
        return sorted(named, key=lambda pair: pair[0].start)

    def _mandate(self, context: Context, leader: Ref, duty: Span, zone: Span) -> Mandate:
        discussion, words = context.discussion, context.words
        about = self._targets.named(words, duty, discussion)
        if not about:
            table = None if discussion.settled else discussion.document
            about = [discussion.proposal or table or Ref("", "")]
        text = context.understood.text
        due = self._lexicon.finder("mandate", "due").search(text, *duty)
        date = (
            read_date(context.paragraph.folded.text, self._lexicon, due.end)
            if due and context.paragraph.folded
            else None
        )
        about = [ref for ref in about if ref.kind]
        return Mandate(leader, raw_span(context.paragraph, zone), about, self._reports_to(context, duty), date)

    def _reports_to(self, context: Context, duty: Span) -> str:
        """Where a mandate is to be reported on: a later plenary, a session by its code, or "body:" and its key."""
        text = context.understood.text
        if self._lexicon.finder("mandate", "future_plenary").search(text, *duty):
            return "future-plenary"
        named = self._lexicon.finder("mandate", "session").find(text, *duty)
        years = YEAR.findall(text, named[-1].start, named[-1].end) if named else []
        if years:
            return self._profile.session_in(int(years[-1]))
        told = self._lexicon.finder("mandate", "reports_to").find(text, *duty)
        bodies = [m for m in context.words.mentions if m.kind == "body" and m.refs[0].key != self._profile.body]
        found = [m.refs[0].key for m in bodies for hit in told if hit.start <= m.start <= hit.end + BESIDE]
        return f"body:{found[0]}" if found else ""
