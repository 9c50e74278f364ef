"""Frames → what they aim at: the targets of an act or position, or the view of somebody else that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .context import raw_span
from .framing import POSITIONS
from .model import Ref
from .spans import Span, starting_in

if TYPE_CHECKING:
    from .context import Context
    from .framing import Frame
    from .lexicon import Lexicon
    from .model import Act, Speaker
    from .targets import Discussion, TargetFinder, Words

ABOUT_PROPOSALS = POSITIONS - {"proposes"}
BACKING = frozenset({"supports", "supports-with-reservation"})
THINGS = ("amendment", "draft", "document", "report")


class AimFinder:
    """Finds what frames aim at, in their words and in what was said before."""

    def __init__(self, targets: TargetFinder, lexicon: Lexicon) -> None:
        self._targets = targets
        self._qualifiers = [lexicon.finder("qualifiers", key) for key in ("condition", "reason")]

    def aims(self, frame: Frame, means: str, context: Context) -> tuple[list[Ref], Act | None]:
        """Targets of an act, or the act whose view it is about."""
        words, discussion, zone = context.words, context.discussion, self._unqualified(frame, context)
        if means in ABOUT_PROPOSALS and (view := self._view(frame, zone, context)):
            return [], view
        if frame.voice == "document" and (documents := self._targets.documents(words, zone)):
            return documents[:1], None
        if means in ("replies", "asks", "states") or frame.voice == "document":
            zone = frame.sentence
        named = self._targets.named(words, zone, discussion)
        if means == "introduces":
            where = frame.sentence if frame.voice == "agent" else zone
            documents = self._targets.documents(words, zone) or self._targets.documents(words, where)
            return documents[:1] or _one(self._next_document(discussion)), None
        if means in ("states", "urges", "reports"):
            cited = [ref for ref in named if ref.kind in ("doc", "text", "amd", "draft")]
            return [
                *cited,
                *self._targets.topics(words, frame.sentence),
            ] if means == "states" else cited, None
        if means == "proposes" and frame.holders and frame.holders[0].capacity == "chair":
            return self._targets.everything(words, frame.sentence, discussion), None
        if named:
            changed = self._targets.changed(words, zone, named, discussion) if means == "proposes" else named
            return changed, None
        if means == "welcomes":
            return self._mentioned(words, zone, discussion), None
        if means == "proposes":
            found = self._targets.texts(words, frame.sentence, discussion) or self._proposed(words, zone, discussion)
            return found or self._spoken_of(context), None
        return self._on_the_table(frame, means, context)

    def _unqualified(self, frame: Frame, context: Context) -> Span:
        """The words a frame is about, without its condition and its reason."""
        text, (start, end) = context.understood.text, frame.zone
        hits = (finder.search(text, frame.cue.end, end) for finder in self._qualifiers)
        return Span(start, min((hit.start for hit in hits if hit), default=end))

    def _on_the_table(self, frame: Frame, means: str, context: Context) -> tuple[list[Ref], Act | None]:
        """What a frame that names nothing is about: what was said just before it, else the proposal of the item."""
        words, zone = context.words, frame.zone
        before = self._before(frame, context)
        if before and not self._has(THINGS, words, zone):
            named = self._has(("proposal",), words, zone)
            if before.means == "proposes":
                if named or not before.targets or means in ABOUT_PROPOSALS:
                    return [], before
            elif means in ABOUT_PROPOSALS:
                targets, view = _matter(before)
                if view or not named:
                    return targets, view
        if self._has(("document",), words, zone) and (last := self._last_document(words, frame)):
            return [last], None
        return _one(context.discussion.proposal or context.discussion.document), None

    def _has(self, nouns: tuple[str, ...], words: Words, zone: Span) -> bool:
        return any(self._targets.has(noun, words, zone) for noun in nouns)

    def _last_document(self, words: Words, frame: Frame) -> Ref | None:
        """The document named last before a clause, in its paragraph: "the same document"."""
        before = self._targets.documents(words, Span(0, frame.segment.start))
        return before[-1] if before else None

    def _before(self, frame: Frame, context: Context) -> Act | None:
        """The last position in the paragraph taken by somebody else: "it" in "… did not object to it"."""
        own = {holder.key for holder in frame.holders}
        sentence = raw_span(context.paragraph, frame.sentence)
        named = self._has(("proposal",), context.words, frame.zone)
        here = [(key, act) for key, act in context.discussion.acts if act.paragraph is context.paragraph]
        tabled = {key for key, act in here if act.means == "introduces"}
        backers = {key for key, act in here if act.means in BACKING}
        for key, act in reversed(here):
            if act.means == "proposes" and key in backers:
                continue
            if act.means == "proposes":
                spoken = act.span == sentence or not act.targets or (named and key not in tabled)
            else:
                spoken = act.means in ABOUT_PROPOSALS and bool(act.targets or act.view_of)
            if spoken and key not in own:
                return act
        return None

    def _proposed(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        if self._has(("amendment", "draft", "change", "operative"), words, zone) and discussion.proposal:
            return [discussion.proposal]
        return self._mentioned(words, zone, discussion)

    def _spoken_of(self, context: Context) -> list[Ref]:
        """The draft or amendment, or the document put before the body, that the paragraph has been about so far: "it"
        in "be added to it"."""
        for _, act in reversed(context.discussion.acts):
            if act.paragraph is not context.paragraph:
                break
            if act.means == "introduces" or any(ref.kind in ("amd", "draft") for ref in act.targets):
                return list(act.targets[:1])
        return []

    def _mentioned(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """The item's report or document, where a zone speaks of "the report" or "the document"."""
        if self._targets.has("report", words, zone):
            return _one(discussion.report)
        return _one(discussion.document) if self._targets.has("document", words, zone) else []

    def _next_document(self, discussion: Discussion) -> Ref | None:
        """The item's first document that nobody has introduced yet."""
        waiting = [symbol for symbol in discussion.item.documents if symbol not in discussion.introduced]
        return Ref("doc", waiting[0]) if waiting else discussion.document

    def _view(self, frame: Frame, zone: Span, context: Context) -> Act | None:
        """The act of another speaker that a position is about ("this view was supported by …")."""
        if frame.voice == "backing":
            return self._backed(frame, context)
        own = {holder.key for holder in frame.holders}
        cited = {one.key for one in self._cited_speakers(frame, context)} - own
        named = self._targets.named(context.words, zone, context.discussion)
        spoken_of = self._targets.has("view", context.words, zone)
        if named or not (spoken_of or cited):
            return None
        others = [(key, act) for key, act in context.discussion.acts if key not in own and (not cited or key in cited)]
        if not others:
            return None
        last = [act for key, act in others if key == others[-1][0] and act.paragraph is others[-1][1].paragraph]
        view = max(last, key=lambda act: (act.means in POSITIONS, act.means != "states"))
        proposed = view.view_of if view.view_of and view.view_of.means == "proposes" else None
        own_words = proposed is None or cited or not self._has(("proposal",), context.words, frame.zone)
        return view if own_words else proposed

    def _backed(self, frame: Frame, context: Context) -> Act | None:
        """The act of the subject whom others support ("X, supported by Y, proposed …"), if already read."""
        leaders = {one.key for one in frame.subject}
        return next((act for key, act in reversed(context.discussion.acts) if key in leaders), None)

    def _cited_speakers(self, frame: Frame, context: Context) -> list[Speaker]:
        """Others named beside the cue, whose view a position is about ("supported the councillor from …")."""
        held = {(one.start, one.end) for one in frame.holders}
        return [
            one
            for one in starting_in(context.speakers, Span(frame.zone.start, min(frame.zone.end, frame.segment.end)))
            if one.role in ("", "oblique", "agent")
            and (one.start, one.end) not in held
            and one not in frame.subject
            and (one.group is None or one.group.capacity != "state")
        ]


def _matter(act: Act) -> tuple[list[Ref], Act | None]:
    """What a position is about in the end: the proposal of somebody that it is a view of, or its targets."""
    while act.view_of is not None and act.view_of.means != "proposes":
        act = act.view_of
    return ([], act.view_of) if act.view_of else (list(act.targets), None)


def _one(ref: Ref | None) -> list[Ref]:
    return [ref] if ref else []
