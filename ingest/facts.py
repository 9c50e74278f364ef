"""Record → facts: every paragraph in turn, with what its agenda item has put on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from councilgraph.ontology.names import names

from .acts import ActReader
from .coined import coined_bodies
from .context import Context
from .fold import fold
from .frames import FrameReader
from .instruments import Instruments
from .mentions import Gazetteer, mask, read_mentions
from .model import Facts, Group, Ref, Speaker
from .outcomes import OutcomeReader, Proposal
from .papers import PaperReader
from .spans import Span
from .speakers import SpeakerReader
from .targets import Discussion, TargetFinder

if TYPE_CHECKING:
    from .framing import Party
    from .lexicon import Lexicon
    from .model import Intervention, Item, Mention, Paragraph, Record
    from .profile import Profile

NOBODY = Speaker(0, 0, "none", group=Group("unspecified", 2, None, "none"))
EXCERPT = 120
STEM = 5


def read_facts(record: Record, lexicon: Lexicon, profile: Profile) -> Facts:
    """What a record says, paragraph by paragraph; linear in its length."""
    return _FactReader(record, lexicon, profile).read()


class _FactReader:
    def __init__(self, record: Record, lexicon: Lexicon, profile: Profile) -> None:
        self.record = record
        self.lexicon = lexicon
        self.profile = profile
        self.facts = Facts(record, lexicon.code, profile.name)
        self.instruments = Instruments(lexicon, profile)
        coined = coined_bodies(record, lexicon, (name.form for name in names(lexicon.code)))
        self.facts.coined = {name.key: name.form for name in reversed(coined) if name.form != name.key}
        self.coined = Gazetteer(lexicon.code, coined) if coined else None
        self.speakers = SpeakerReader(lexicon, profile)
        self.frames = FrameReader(lexicon, self.speakers)
        targets = TargetFinder(lexicon, profile.body)
        self.targets = targets
        self.acts = ActReader(lexicon, targets, NOBODY)
        self.outcomes = OutcomeReader(lexicon, targets, profile)
        self.papers = PaperReader(lexicon)
        self.discussions: dict[str, Discussion] = {}
        self.floor: Party = []
        self.running: dict[tuple[str, str], Intervention] = {}
        self.proposal: Proposal | None = None

    def read(self) -> Facts:
        for item in self.record.items:
            self._start_item(item)
        item_number = ""
        for paragraph in self.record.paragraphs:
            assert paragraph.item is not None
            if paragraph.item.number != item_number:
                item_number, self.floor, self.proposal = paragraph.item.number, [], None
                self.running = {}
            self._read_paragraph(paragraph, self.discussions[item_number])
        return self.facts

    def _start_item(self, item: Item) -> None:
        """Open the discussion of an item: its title tells its topics and the group it is about."""
        discussion = Discussion(item, documents=list(item.documents))
        folded = fold(item.title).text
        mentions = read_mentions(folded, "", self.lexicon, self.instruments, self.coined)
        item.topics = tuple(dict.fromkeys(topic for mention in mentions for topic in mention.topics))
        discussion.group = next(
            (m.refs[0] for m in mentions if m.kind == "body" and m.refs[0].key != self.profile.body), None
        )
        self.facts.submitted += self.papers.in_title(mask(folded, mentions), mentions, item)
        self.discussions[item.number] = discussion

    def _read_paragraph(self, paragraph: Paragraph, discussion: Discussion) -> None:
        raw = self.record.raw[paragraph.start : paragraph.end]
        paragraph.folded = fold(raw.replace("\n", " "))
        text = self._without_noise(paragraph.folded.text)
        aligned = paragraph.folded.aligned(raw)
        mentions = read_mentions(text, aligned, self.lexicon, self.instruments, self.coined)
        masked = mask(text, mentions)
        found, assemblies = self.speakers.read(masked, mentions, text)
        speakers = [self._resolved(speaker, discussion, text) for speaker in found]
        understood = self.frames.read(masked, speakers, self.floor, [*assemblies, *self._own_names(mentions)])
        before, self.floor = self.floor, understood.floor
        words = self.targets.words(understood.text, mentions)
        context = Context(paragraph, words, discussion, understood, speakers)
        self._references(paragraph, mentions)
        self.facts.submitted += self.papers.in_text(masked, mentions)
        made = self.acts.read(context)
        self._take_up(made, {id(speaker) for speaker in before})
        self._keep_proposal(context, speakers, made)
        done = self.outcomes.read(context, speakers, self.proposal, made)
        self.facts.outcomes += done
        if done:
            self.proposal = None
        if not made and not done:
            self._not_understood(paragraph, raw, speakers)

    def _take_up(self, made: list[Intervention], before: set[int]) -> None:
        """Add a paragraph's interventions; one that goes on from the paragraph before is the same intervention."""
        for one in made:
            key = (one.speaker.key, one.speaker.capacity)
            running = self.running.get(key) if id(one.speaker) in before else None
            if running is not None:
                running.paragraphs += one.paragraphs
                running.acts += one.acts
            else:
                self.running[key] = one
                self.facts.interventions.append(one)

    def _without_noise(self, text: str) -> str:
        if not self.profile.noise:
            return text
        return self.profile.noise.sub(lambda match: " " * len(match.group()), text)

    def _own_names(self, mentions: list[Mention]) -> list[Span]:
        """Where the paragraph names the body itself that meets."""
        return [Span(m.start, m.end) for m in mentions if m.kind == "body" and m.refs[0].key == self.profile.body]

    def _presides_elsewhere(self, speaker: Speaker, discussion: Discussion, text: str) -> bool:
        """Whether a chair is called by a noun that the item's group bears, and not the body that meets."""
        if speaker.capacity != "chair" or discussion.group is None or not self.profile.body:
            return False
        noun = self.lexicon.finder("speakers", "group_nouns").search(text, speaker.start, speaker.end)
        return noun is not None and self._bears(text[noun.start : noun.end], discussion.group.key)

    def _bears(self, noun: str, key: str) -> bool:
        """Whether a noun, but for its ending, stands in a name of a body and in none of the body that meets."""
        forms = {
            name.key: fold(name.form).text
            for name in names(self.lexicon.code)
            if name.kind == "body" and name.key in (key, self.profile.body) and noun[:STEM] in fold(name.form).text
        }
        return key in forms and self.profile.body not in forms

    def _resolved(self, speaker: Speaker, discussion: Discussion, text: str) -> Speaker:
        """The chair "of the working group" is that of the group the item is about, and so is that "of the Committee"
        where the group is one and the body itself is none."""
        if speaker.ref != Ref("body", "") and not self._presides_elsewhere(speaker, discussion, text):
            return speaker
        ref, capacity = discussion.group or Ref("chair", ""), "group-chair" if discussion.group else "chair"
        return Speaker(
            speaker.start, speaker.end, capacity, ref=ref, role=speaker.role, marked_from=speaker.marked_from
        )

    def _references(self, paragraph: Paragraph, mentions: list[Mention]) -> None:
        cited = [ref for m in mentions if m.kind in ("document", "instrument") for ref in m.refs]
        topics = [topic for mention in mentions for topic in mention.topics]
        self.facts.cites[paragraph.number] = list(dict.fromkeys(cited))
        self.facts.topics[paragraph.number] = list(dict.fromkeys(topics))

    def _keep_proposal(self, context: Context, speakers: list[Speaker], made: list[Intervention]) -> None:
        """Remember what the chair proposes until the body has agreed to it."""
        for one in made:
            if one.speaker.capacity == "chair" and any(act.means == "proposes" for act in one.acts):
                self.proposal = self.outcomes.proposal(context, speakers, one)

    def _not_understood(self, paragraph: Paragraph, raw: str, speakers: list[Speaker]) -> None:
        reason = "a speaker, and no act that is known" if speakers else "no speaker and no outcome"
        self.facts.unread.append((paragraph.number, reason, " ".join(raw[:EXCERPT].split())))
