"""Words → targets: what an act, a position or an outcome is about, from its clause and its agenda item.

The most specific thing that the words and the item support is the target; where the words name none, the
proposal under discussion; where that is ambiguous, none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .model import Ref
from .spans import Span, starting_in

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .model import Act, Item, Mention
    from .phrases import Hit

NOUNS = (
    "amendment",
    "draft",
    "report",
    "document",
    "proposal",
    "view",
    "text",
    "annex",
    "operative",
    "authors",
    "change",
)
NUMBER = re.compile(r"\d+(?:\.\d+)*")
INSTRUMENTS = ("res", "dec")
AMENDMENT_REACH = 80
TEXT_REACH = 24
DRAFT_REACH = 40


@dataclass(slots=True)
class Discussion:
    """What has been put before the body under one item so far."""

    item: Item
    group: Ref | None = None
    documents: list[str] = field(default_factory=list)
    introduced: list[str] = field(default_factory=list)
    reported: str = ""
    amendments: list[Ref] = field(default_factory=list)
    drafts: list[Ref] = field(default_factory=list)
    proposals: list[Ref] = field(default_factory=list)
    acts: list[tuple[str, Act]] = field(default_factory=list)
    settled: bool = False

    @property
    def document(self) -> Ref | None:
        """The document under discussion: the last one introduced, else the only one of the item."""
        if self.introduced:
            return Ref("doc", self.introduced[-1])
        return Ref("doc", self.item.documents[0]) if len(self.item.documents) == 1 else None

    @property
    def report(self) -> Ref | None:
        """The report under discussion: what an officer introduced, else the item's first document."""
        symbol = self.reported or next(iter(self.item.documents), "")
        return Ref("doc", symbol) if symbol else self.document

    @property
    def proposal(self) -> Ref | None:
        """The proposal under discussion: the last amendment or draft put forward, else a proposing document."""
        return self.proposals[-1] if self.proposals else None

    def known(self, ref: Ref) -> Ref:
        """An amendment as it was first put forward, where it was."""
        return next((one for one in self.amendments if one.key == ref.key), ref)

    def propose(self, ref: Ref) -> None:
        """Put a proposal forward; a later one takes over."""
        known = {"amd": self.amendments, "draft": self.drafts}.get(ref.kind)
        if known is not None and ref not in known:
            known.append(ref)
        if ref in self.proposals:
            self.proposals.remove(ref)
        self.proposals.append(ref)

    def close(self, ref: Ref) -> None:
        """Take a proposal off the table once the body has decided on it."""
        self.settled = True
        self.proposals = [one for one in self.proposals if one[:2] != ref[:2]]


@dataclass(slots=True)
class Words:
    """One paragraph as the target finder sees it: masked text, mentions, and where nouns stand."""

    text: str
    mentions: list[Mention]
    nouns: dict[str, list[Hit]]


class TargetFinder:
    """Finds targets in the words of one language."""

    def __init__(self, lexicon: Lexicon, home: str) -> None:
        self._lexicon = lexicon
        self._home = home

    def words(self, text: str, mentions: list[Mention]) -> Words:
        """Where the nouns of things talked about stand in a masked paragraph."""
        return Words(text, mentions, {noun: self._lexicon.finder("object", noun).find(text) for noun in NOUNS})

    def everything(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """All documents, changes and instruments that a zone names, documents first."""
        found = [*self.documents(words, zone), *self.amendments(words, zone, discussion)]
        return found or self.named(words, zone, discussion)

    def named(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """The things that the words of a zone name, the most specific kind only."""
        for find in (self.amendments, self.drafts, self.texts, self._listed, self._instruments):
            if refs := find(words, zone, discussion):
                return refs
        return []

    def amendments(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """Changes to instruments or texts that a zone speaks of."""
        hits = within(words.nouns["amendment"], zone)
        cited = [m for m in _inside(words, zone) if m.kind == "instrument"]
        bound = [m for m in cited if any(_distance(m, hit) <= AMENDMENT_REACH for hit in hits)]
        home = [m for m in bound if m.refs[0].key.startswith(f"{self._home}/")]
        holder = self._holder(words, zone, discussion)
        if bound and not home and discussion.amendments:
            return discussion.amendments[-1:]
        found = [Ref("amd", _amended(m.refs[0]), holder) for m in (home or bound)[:1]]
        if found:
            return [discussion.known(ref) for ref in found]
        texts = [m for m in _inside(words, zone) if m.kind == "text"]
        if hits and texts and any(_distance(m, hit) <= AMENDMENT_REACH for m in texts for hit in hits):
            return [texts[0].refs[0]]
        return discussion.amendments[-1:] if hits and not cited and not within(words.nouns["draft"], zone) else []

    def changed(self, words: Words, zone: Span, refs: list[Ref], discussion: Discussion) -> list[Ref]:
        """What is proposed, where a change is: an amendment to what the words name, "adding a paragraph to …"."""
        if not self.has("change", words, zone) or any(ref.kind not in INSTRUMENTS for ref in refs):
            return refs
        made = [Ref("amd", _amended(ref), self._holder(words, zone, discussion)) for ref in refs[:1]]
        return [discussion.known(ref) for ref in made]

    def drafts(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """New instruments that a zone speaks of."""
        hits = within(words.nouns["draft"], zone)
        if not hits:
            return []
        named = [m for m in _inside(words, zone) if m.kind == "document"]
        if discussion.drafts and all(_distance(m, hit) > DRAFT_REACH for m in named for hit in hits):
            return discussion.drafts[-1:]
        documents = self.documents(words, zone)
        if documents:
            return [Ref("draft", documents[0].key, documents[0].key)]
        if discussion.drafts:
            return discussion.drafts[-1:]
        holder = self._holder(words, zone, discussion)
        return [Ref("draft", holder, holder)] if holder else []

    def parts(self, words: Words, zone: Span) -> list[str]:
        """The numbers of the operative passages that a zone names; none where they stand nearest to a report."""
        hits = within(words.nouns["operative"], zone)
        changing = [*within(words.nouns["amendment"], zone), *within(words.nouns["draft"], zone)]
        cited = [m for m in _inside(words, zone) if m.kind in ("instrument", "document")]
        texts: list[Mention | Hit] = [*changing, *(m for m in cited if m.kind == "instrument")]
        papers: list[Mention | Hit] = [
            *within(words.nouns["report"], zone),
            *(m for m in cited if m.kind == "document"),
        ]
        kept = [hit for hit in hits if not papers or (texts and _nearest(hit, texts) <= _nearest(hit, papers))]
        return list(dict.fromkeys(NUMBER.findall(" ".join(words.text[hit.start : hit.end] for hit in kept))))

    def topics(self, words: Words, zone: Span) -> list[Ref]:
        """The topics that a zone mentions."""
        codes: dict[str, None] = {}
        for mention in _inside(words, zone):
            codes.update(dict.fromkeys(mention.topics))
        return [Ref("topic", code) for code in codes]

    def has(self, noun: str, words: Words, zone: Span) -> bool:
        """Whether a noun of a class stands in a zone."""
        return bool(within(words.nouns[noun], zone))

    def _holder(self, words: Words, zone: Span, discussion: Discussion) -> str:
        """The document that holds a change: the last one named before the end of the zone, else the item's."""
        named = [m for m in starting_in(words.mentions, Span(0, zone.end)) if m.kind == "document"]
        if named:
            return named[-1].refs[0].key
        return discussion.document.key if discussion.document else ""

    def _listed(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        return self.documents(words, zone)

    def documents(self, words: Words, zone: Span) -> list[Ref]:
        """The documents that a zone names by symbol."""
        return list(dict.fromkeys(m.refs[0] for m in _inside(words, zone) if m.kind == "document"))

    def texts(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        """The text of another forum whose wording a zone speaks of."""
        named = [m for m in _inside(words, zone) if m.kind == "text"]
        texts = [m.refs[0] for m in named]
        hits = within(words.nouns["text"], zone)
        return texts[:1] if texts and any(_distance(m, hit) <= TEXT_REACH for m in named for hit in hits) else []

    def _instruments(self, words: Words, zone: Span, discussion: Discussion) -> list[Ref]:
        return list(dict.fromkeys(m.refs[0] for m in _inside(words, zone) if m.kind == "instrument"))


def _amended(ref: Ref) -> str:
    """The key of an amendment: that of the instrument, marked where it is a decision."""
    return f"dec:{ref.key}" if ref.kind == "dec" else ref.key


def within(hits: list[Hit], zone: Span) -> list[Hit]:
    """The hits that lie in a zone."""
    return list(starting_in(hits, zone))


def _inside(words: Words, zone: Span) -> list[Mention]:
    return list(starting_in(words.mentions, zone))


def _nearest(hit: Hit, things: list[Mention | Hit]) -> int:
    return min(_distance(thing, hit) for thing in things)


def _distance(mention: Mention | Hit, hit: Hit) -> int:
    return max(mention.start - hit.end, hit.start - mention.end, 0)
