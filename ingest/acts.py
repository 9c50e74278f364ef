"""Frames → acts and positions, by the rules of the reading guide (docs/reading.md)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from .aims import AimFinder
from .context import raw_span
from .framing import OFFICIALS, POSITIONS
from .model import Act, Intervention, Speaker
from .spans import Span, starting_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from .context import Context
    from .framing import Frame
    from .lexicon import Lexicon
    from .targets import TargetFinder

FAVOURABLE = frozenset({"proposes", "supports", "supports-with-reservation"})  # who backs such a view backs its target
RESISTING = frozenset({"seeks-deferral", "opposes", "has-reservations"})
PROPOSERS = frozenset({"councillor", "observer", "delegate", "state", "none"})
CONFIDENCE = {
    "active": 0.9,
    "agent": 0.9,
    "backing": 0.85,
    "document": 0.8,
    "carried": 0.7,
    "impersonal": 0.7,
    "answered": 0.7,
    "likewise": 0.85,
}
DIVISIBLE = frozenset({"amd", "draft", "res", "dec"})
OBJECT_REACH = 40
BESIDE = 16


class ActReader:
    """Turns the frames of paragraphs into interventions with their acts."""

    def __init__(self, lexicon: Lexicon, targets: TargetFinder, nobody: Speaker) -> None:
        self._lexicon = lexicon
        self._targets = targets
        self._aims = AimFinder(targets, lexicon)
        self._nobody = nobody
        self._contrast = lexicon.finder("language", "contrast")
        self._held = lexicon.finder("papers", "held")
        self._presiding = lexicon.finder("roles", "presiding")
        self._pronouns = lexicon.finder("language", "pronouns")
        self._wish = lexicon.finder("qualifiers", "wish")

    def read(self, context: Context) -> list[Intervention]:
        """The interventions of one paragraph, in text order."""
        taken: dict[tuple[str, int], Intervention] = {}
        frames = context.understood.frames
        for frame in sorted(frames, key=lambda one: (one.sentence, one.voice == "backing")):
            for speaker in frame.holders or [self._nobody]:
                means = self._means(frame, speaker, context)
                if means:
                    intervention = self._intervention(taken, frame, speaker, context)
                    self._add(intervention, frame, means, context)
        found = list(taken.values())
        for intervention in found:
            self._settle(intervention, context)
        return [one for one in found if one.acts]

    def _intervention(
        self, taken: dict[tuple[str, int], Intervention], frame: Frame, speaker: Speaker, context: Context
    ) -> Intervention:
        """A named speaker takes the floor once a paragraph; each unnamed group is one of its own."""
        place = -1 if speaker.ref else (frame.cue.start if not frame.holders else speaker.start)
        key = (f"{speaker.key}:{speaker.capacity}", place)
        if key not in taken:
            span = self._raw(context, frame.sentence)
            taken[key] = Intervention(speaker, [context.paragraph], span, confidence=CONFIDENCE[frame.voice])
        intervention = taken[key]
        held = {one.key for one in intervention.behalf} | {speaker.key}
        intervention.behalf += [one for one in _spoken_for(frame, speaker) if one.key not in held]
        return intervention

    def _means(self, frame: Frame, speaker: Speaker, context: Context) -> str:
        """What a frame means once its speaker and object are known; "" when it is no act of the speaker."""
        means, words, zone = frame.means, context.words, frame.zone
        has = self._targets.has
        if frame.voice == "document" and speaker.capacity not in PROPOSERS:
            return ""
        if frame.voice == "answered" and any(key == speaker.key for key, _ in context.discussion.acts):
            return ""
        where = frame.sentence if frame.voice == "agent" else zone
        if means == "introduces" and not self._is_document(context, where):
            return "reports"
        if means == "reports" and self._names_document(context, frame):
            means = "introduces"
        if means in ("states", "reports") and self._tells_where(context, frame, speaker):
            return "introduces"
        near = self._object(frame, context)
        if means == "welcomes" and self._is_proposal(context, near) and not has("report", words, near):
            return means if self._is_thanks(context, near) else "supports"
        if means == "states" and speaker.capacity in OFFICIALS and self._is_asked(speaker, context):
            return "replies"
        if means == "concern":
            means = (
                "has-reservations" if self._is_about_text(context, zone) or self._resists(context, frame) else "states"
            )
        if means == "has-reservations" and speaker.capacity in ("chair", "secretariat", "group-chair"):
            return "states"
        if means == "seeks-deferral" and speaker.capacity == "chair":
            return "proposes"
        if means == "supports" and (speaker.capacity == "chair" or self._is_help(context, frame, speaker)):
            return "states"
        if means == "supports" and self._wishes_otherwise(context, frame):
            return "supports-with-reservation"
        return means

    def _wishes_otherwise(self, context: Context, frame: Frame) -> bool:
        """Whether who supports sets a wish against it, in the same breath or the next sentence: "…, but would have
        preferred a shorter text"."""
        text, sentence = context.understood.text, frame.sentence
        after = next((one for one in context.understood.sentences if one.start >= sentence.end), sentence)
        others = [one.start for one in context.speakers if not one.role and one not in frame.holders]
        end = min((start for start in others if frame.cue.end < start < after.end), default=after.end)
        wish = self._wish.search(text, frame.cue.end, end)
        if wish is None:
            return False
        later = wish.start >= sentence.end
        if later and not self._pronouns.search(text, after.start, wish.start):
            return False
        breath = frame.cue.end if later else sentence.start
        return self._contrast.search(text, breath, min(wish.end + BESIDE, after.end)) is not None

    def _resists(self, context: Context, frame: Frame) -> bool:
        """Whether who voices a concern resists in the same sentence, or sets it against what others said of a
        proposal: "feared, however, that …"."""
        own = [f for f in context.understood.frames if f.sentence == frame.sentence and f.holders == frame.holders]
        spoken = any(act.means in FAVOURABLE for _, act in _said_here(context))
        contrasted = spoken and self._contrast.search(context.understood.text, *frame.sentence) is not None
        return contrasted or any(f.means in RESISTING for f in own)

    def _is_asked(self, speaker: Speaker, context: Context) -> bool:
        """Whether somebody else has just asked: an official who speaks next answers."""
        key, act = context.discussion.acts[-1] if context.discussion.acts else ("", None)
        return act is not None and act.means == "asks" and act.paragraph is context.paragraph and key != speaker.key

    def _was_asked(self, speaker: Speaker, context: Context) -> bool:
        """Whether somebody else has asked anything in the paragraph: who only explains a document answers nobody."""
        return any(act.means == "asks" and key != speaker.key for key, act in _said_here(context))

    def _names_document(self, context: Context, frame: Frame) -> bool:
        """Whether a document is the very object of a report: "gave an overview of Document …"."""
        place = Span(frame.cue.end, min(frame.cue.end + BESIDE, frame.zone.end))
        return frame.voice == "active" and bool(self._targets.documents(context.words, place))

    def _tells_where(self, context: Context, frame: Frame, speaker: Speaker) -> bool:
        """Whether an official says in which document a matter is to be found, which puts it before the body."""
        spoken = frame.voice == "active" and speaker.capacity in OFFICIALS
        return spoken and self._held.search(context.understood.text, *frame.sentence) is not None

    def _is_thanks(self, context: Context, zone: Span) -> bool:
        """Whether somebody is thanked for a proposal, by name or as its author, which takes no side on it."""
        named = any(one.role == "addressee" for one in starting_in(context.speakers, zone))
        return named or self._targets.has("authors", context.words, zone)

    def _is_help(self, context: Context, frame: Frame, speaker: Speaker) -> bool:
        """Whether an official helps somebody along, and backs nothing that is proposed."""
        return speaker.capacity in ("secretariat", "elected-official") and not self._is_about_text(context, frame.zone)

    def _object(self, frame: Frame, context: Context) -> Span:
        """The words right behind a cue, up to a relative clause."""
        subject = max((one.end for one in frame.holders if frame.cue.end <= one.start <= frame.cue.end + 2), default=0)
        end = min(max(frame.cue.end, subject) + OBJECT_REACH, frame.zone.end)
        relative = self._lexicon.finder("language", "relatives").search(context.understood.text, frame.cue.end, end)
        return Span(frame.cue.start, relative.start if relative else end)

    def _is_document(self, context: Context, zone: Span) -> bool:
        named = self._targets.documents(context.words, zone)
        nouns = (self._targets.has(noun, context.words, zone) for noun in ("report", "document", "draft", "amendment"))
        return bool(named) or (bool(context.discussion.item.documents) and any(nouns))

    def _is_about_text(self, context: Context, zone: Span) -> bool:
        """Whether a zone speaks of something that is proposed, not of the state of the world."""
        nouns = ("proposal", "amendment", "draft", "document", "text")
        named = any(m.kind in ("document", "instrument") for m in starting_in(context.words.mentions, zone))
        return named or any(self._targets.has(noun, context.words, zone) for noun in nouns)

    def _is_proposal(self, context: Context, zone: Span) -> bool:
        return any(self._targets.has(noun, context.words, zone) for noun in ("proposal", "amendment", "draft"))

    def _add(self, intervention: Intervention, frame: Frame, means: str, context: Context) -> None:
        targets, view = self._aims.aims(frame, means, context)
        known = next((act for act in intervention.acts if act.means == means), None)
        if known:
            known.targets += [
                ref for ref in targets if ref not in known.targets and means in ("proposes", "introduces")
            ]
            if not known.targets and not known.view_of:
                known.targets, known.view_of = targets, view
            return
        act = Act(
            means,
            context.paragraph,
            self._raw(context, frame.sentence),
            frame.cue.entry,
            CONFIDENCE[frame.voice],
        )
        act.targets, act.view_of = targets, view
        if view:
            act.resolved = list(view.resolved or view.targets) if view.means in FAVOURABLE else []
        if means in POSITIONS:
            changed = targets and all(ref.kind in DIVISIBLE for ref in targets)
            act.parts = self._targets.parts(context.words, frame.zone) if changed else []
            act.reason, act.condition = (
                self._qualifier("reason", frame, context),
                self._qualifier("condition", frame, context),
            )
        intervention.acts.append(act)
        context.discussion.acts.append((intervention.speaker.key, act))
        if means == "introduces":
            self._introduced(intervention, act, frame, context)
        new = [ref for ref in act.targets if ref.kind in DIVISIBLE and means in POSITIONS and not act.view_of]
        for ref in act.targets if means == "proposes" else new:
            if means == "proposes" or ref not in context.discussion.proposals:
                context.discussion.propose(ref)

    def _introduced(self, intervention: Intervention, act: Act, frame: Frame, context: Context) -> None:
        """A document is on the table; a state that introduces one which holds a change also proposes it."""
        discussion, words = context.discussion, context.words
        for ref in act.targets:
            if ref.kind == "doc" and ref.key not in discussion.introduced:
                discussion.introduced.append(ref.key)
            if ref.kind == "doc" and intervention.speaker.capacity not in PROPOSERS:
                discussion.reported = ref.key
        scope = Span(frame.sentence.start, len(words.text))
        changes = [
            *self._targets.amendments(words, scope, discussion),
            *self._targets.drafts(words, scope, discussion),
        ]
        for ref in changes:
            discussion.propose(ref)
        speaker, done = intervention.speaker, any(a.means == "proposes" for a in intervention.acts)
        if done or speaker.capacity not in PROPOSERS or self._presides(speaker, frame, context):
            return
        said = self._own_words(frame, context)
        here = [
            *self._targets.amendments(words, said, discussion),
            *self._targets.drafts(words, said, discussion),
        ]
        if here or self._targets.has("proposal", words, frame.sentence):
            proposed = here[:1] or act.targets
            made = Act("proposes", context.paragraph, act.span, act.entry, CONFIDENCE["document"], list(proposed))
            intervention.acts.append(made)
            discussion.acts.append((intervention.speaker.key, made))
            for ref in proposed:
                discussion.propose(ref)

    def _presides(self, speaker: Speaker, frame: Frame, context: Context) -> bool:
        """Whether a delegate introduces what a group has done, as who presides over it: "X, Chair of the group, …"."""
        ahead = frame.cue.start >= speaker.end
        end = frame.cue.start if ahead else min(speaker.end + OBJECT_REACH, frame.sentence.end)
        assert context.paragraph.folded is not None
        return self._presiding.search(context.paragraph.folded.text, speaker.start, end) is not None

    def _own_words(self, frame: Frame, context: Context) -> Span:
        """From a frame's sentence to where the next speaker begins."""
        start = frame.sentence.start
        others = [f.sentence.start for f in context.understood.frames if f.holders and f.holders != frame.holders]
        stops = [place for place in others if place > start]
        return Span(start, min(stops, default=len(context.words.text)))

    def _settle(self, intervention: Intervention, context: Context) -> None:
        """The rules that look at all acts of one speaker in one paragraph."""
        acts = intervention.acts
        means = {act.means for act in acts}
        if "supports" in means and ("has-reservations" in means or self._asks_changes(intervention, context)):
            _merge(intervention, {"supports", "has-reservations", "proposes"})
        if "supports-with-reservation" in means:
            acts = intervention.acts = _without(acts, {"proposes"}, beside={"supports-with-reservation"})
            _merge(intervention, {"supports-with-reservation", "supports", "has-reservations"})
        intervention.acts = _without(intervention.acts, {"proposes"}, beside={"seeks-deferral"})
        if "introduces" in means:
            asked = self._was_asked(intervention.speaker, context)
            spent = {"reports"} if asked else {"reports", "replies"}
            intervention.acts = [act for act in intervention.acts if act.means not in spent]
            if intervention.speaker.capacity in OFFICIALS - {"chair"}:
                intervention.acts = _without(intervention.acts, {"proposes"}, beside={"introduces"})
        intervention.acts = _without(intervention.acts, {"reports"}, beside=POSITIONS)
        if len({act.means for act in intervention.acts}) > 1:
            intervention.acts = [act for act in intervention.acts if act.means != "states"]
        intervention.acts = _without(intervention.acts, {"reports", "urges"}, beside={"replies"})

    def _asks_changes(self, intervention: Intervention, context: Context) -> bool:
        """Whether support and a proposal stand against each other ("supported it, but suggested …")."""
        spans = [act.span for act in intervention.acts if act.means in ("supports", "proposes")]
        return (
            len(spans) == 2
            and len(set(spans)) == 1
            and self._contrast.search(context.understood.text, *self._folded_span(context, spans[0])) is not None
        )

    def _folded_span(self, context: Context, raw: tuple[int, int]) -> Span:
        for sentence in context.understood.sentences:
            if self._raw(context, sentence) == raw:
                return sentence
        return Span(0, len(context.understood.text))

    def _qualifier(self, key: str, frame: Frame, context: Context) -> tuple[int, int] | None:
        """The words of a reason or condition in the frame's sentence, as a raw span."""
        hit = self._lexicon.finder("qualifiers", key).search(context.understood.text, frame.cue.end, frame.sentence.end)
        if hit is None:
            return None
        stop = frame.sentence.end
        return self._raw(context, Span(hit.start, stop))

    def _raw(self, context: Context, span: Span) -> tuple[int, int]:
        return raw_span(context.paragraph, span)


def _said_here(context: Context) -> Iterator[tuple[str, Act]]:
    """The acts read so far in the paragraph, each behind the key of its speaker; the last first."""
    return takewhile(lambda pair: pair[1].paragraph is context.paragraph, reversed(context.discussion.acts))


def _spoken_for(frame: Frame, speaker: Speaker) -> list[Speaker]:
    """Those for whom one of a frame's holders speaks: all do where nobody is named between them, else whoever stands
    before: "X, on behalf of A, and Y, on behalf of B"."""
    ends = sorted(one.end for one in frame.holders)
    if not ends or not any(ends[0] <= one.start < ends[-1] for one in frame.behalf):
        return frame.behalf
    return [one for one in frame.behalf if max((end for end in ends if end <= one.start), default=0) == speaker.end]


def _without(acts: list[Act], dropped: Set[str], *, beside: Set[str]) -> list[Act]:
    """The acts, but none of those `dropped` that stand in the same words as one of those `beside`."""
    spans = {act.span for act in acts if act.means in beside}
    return [act for act in acts if act.means not in dropped or act.span not in spans]


def _merge(intervention: Intervention, codes: set[str]) -> None:
    """Replace several stances by one support with reservation, at the place of the first."""
    merged = [act for act in intervention.acts if act.means in codes]
    first = merged[0]
    first.means = "supports-with-reservation"
    first.targets = next((act.targets for act in merged if act.targets), [])
    first.reason = next((act.reason for act in merged if act.reason), None)
    first.condition = next((act.condition for act in merged if act.condition), None)
    intervention.acts = [act for act in intervention.acts if act is first or act not in merged]
