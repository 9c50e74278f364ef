"""Mentions → speakers: who, in a paragraph, can take the floor, in which capacity, and in which role."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from .model import Group, Mention, Ref, Speaker
from .phrases import CLASSES, FILL, Finder, LongestFinder
from .spans import Span, longest, starting_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .lexicon import Lexicon
    from .phrases import Hit
    from .profile import Profile

TEMPLATES = (
    "group_chair",
    "group_chair_here",
    "named",
    "that_state",
    "coalition",
    "secretariat",
    "secretariat_of",
    "body",
    "office",
    "chair",
    "group",
    "bare",
    "state_alone",
    "body_alone",
    "meeting_body",
)
ROLES = (
    "behalf",
    "supported_by",
    "replied_to",
    "likewise",
    "holder",
    "capacity",
    "third_party",
    "addressee",
    "agent",
    "definite",
    "oblique",
)
INHERITED = frozenset(
    {"behalf", "supported_by", "agent", "replied_to", "addressee", "third_party", "likewise", "holder"}
)
LONGEST_ALONE = 20
CASED = ("roles", "forms", "possessive")
COMMAS = frozenset(",،")
BY = {"supported_by": "agent"}
BOUNDS: dict[str, tuple[int, int | None]] = {
    "one": (1, 1),
    "some": (2, None),
    "several": (3, None),
    "many": (4, None),
    "most": (2, None),
    "all": (2, None),
    "unspecified": (2, None),
}


class _Found(NamedTuple):
    start: int
    end: int
    template: str


class SpeakerReader:
    """Finds the speakers of paragraphs in one language, as one body calls them."""

    def __init__(self, lexicon: Lexicon, profile: Profile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        self._templates = {
            name: LongestFinder(
                lexicon.words("speakers", name) if name != "body_alone" else ["{body}"],
                spaced=lexicon.spaced,
                proclitics=lexicon.proclitics,
                slots=lexicon.slots,
            )
            for name in TEMPLATES
        }
        data = lexicon.data
        self._quantifiers = {name: lexicon.compile(forms) for name, forms in data["quantifiers"].items() if forms}
        self._alone = {name: lexicon.compile(forms) for name, forms in data["quantifiers_alone"].items() if forms}
        self._titles = {name: lexicon.compile([*one["one"], *one["many"]]) for name, one in data["titles"].items()}
        self._around = {role: lexicon.compile(phrases) for role, phrases in data["roles"]["around"].items()}
        self._forms = {role: lexicon.compile(forms) for role, forms in data["roles"]["forms"].items()}
        self._pronouns = lexicon.finder("language", "pronouns")
        self._owner = Finder(lexicon.words("roles", "owner"), spaced=False)
        self._joining = tuple(set(lexicon.proclitics) & set(lexicon.words("language", "list_separators")))
        self._separators = lexicon.finder("language", "list_separators")
        self._roles = {role: lexicon.finder("roles", role) for role in ROLES}

    @property
    def default_capacity(self) -> str:
        """The capacity of speakers whom the text counts and calls nothing."""
        return self._profile.capacity("state_alone")

    def read(self, masked: str, mentions: list[Mention], text: str = "") -> tuple[list[Speaker], list[Span]]:
        """The speakers mentioned in a masked paragraph, in text order, each with its role; and where the
        body that meets is called by its common noun. `text` is the folded text behind the mask, where the
        case of a name can be seen."""
        found = longest(
            _Found(*hit, "pronoun" if self._points_back(masked, hit, template) else template)
            for template, finder in self._templates.items()
            for hit in finder.find(masked)
        )
        speakers: list[Speaker] = []
        chained = self._chained(masked, found)
        for place, one in enumerate(found):
            role, marked_from = self.role(masked, one.start)
            if not role and self._owner.starts_at(masked, one.end):
                role = "oblique"
            if role == "definite" and one.template != "group":
                role = ""
            case = self._case((text or masked)[one.start : one.end], one.template)
            if role == "replied_to" and not case and one.template == "named" and self._lexicon.words(*CASED):
                role = ""  # a title in its first form is the subject: "in reply to these remarks X said"
            if not role and case:
                role, marked_from = case, one.start
            before = speakers[-1] if speakers else None
            beside = before is not None and before.end == found[place - 1].end  # not the body itself, nor a pronoun
            joined = (
                before is not None
                and beside
                and place in chained
                and role in ("", "oblique", before.role, BY.get(before.role))
            )
            if before and joined and place - 1 not in chained and self._begins_clause(masked, before, one):
                joined = False
            elif joined and self._acts_beside(masked, found[place - 1], speakers, one):
                joined, ahead = False, next((each for each in reversed(speakers) if each.role != "behalf"), None)
                if ahead and role in ("", "oblique", "behalf"):
                    role, marked_from = ahead.role, ahead.marked_from
            elif before and joined and (before.role == "" or before.role in INHERITED):
                role, marked_from = before.role, before.marked_from
            if role == "holder" and before and not before.role and masked[before.end : marked_from].strip() in COMMAS:
                role = "behalf" if one.template == "coalition" else role
            for speaker in self._speakers(one, masked, mentions):
                speakers.append(_placed(speaker, role or speaker.role, marked_from, joined=joined))
        assemblies = [Span(one.start, one.end) for one in found if one.template == "meeting_body"]
        return self._between(masked, speakers), assemblies

    def _begins_clause(self, masked: str, before: Speaker, one: _Found) -> bool:
        """Whether a comma and a word before the second of two speakers part clauses: "to X, and Y did likewise"."""
        between = masked[before.end : one.start].strip()
        return before.role in INHERITED and between[:1] in COMMAS and between[1:].strip() != ""

    def _acts_beside(self, masked: str, last: _Found, speakers: list[Speaker], one: _Found) -> bool:
        """Whether somebody with a title stands beside another who speaks for a group, not with those spoken for: "X, on
        behalf of the Arab States, and the councillor from Y"."""
        if speakers[-1].role != "behalf" or last.template == "named" or one.template != "named":
            return False
        parted = any(comma in masked[last.end : one.start] for comma in COMMAS)
        return parted or self._roles["behalf"].starts_at(masked, one.end + 1) is not None

    def _between(self, masked: str, speakers: list[Speaker]) -> list[Speaker]:
        """Give speakers that stand between two halves of a phrase its role: "in X's view"."""
        text, starts = mask_speakers(masked, speakers), [one.start for one in speakers]
        for role, finder in self._around.items():
            for hit in finder.find(text):
                for place in range(bisect_left(starts, hit.start), bisect_left(starts, hit.end)):
                    speakers[place] = _placed(speakers[place], role, hit.start, joined=speakers[place].joined)
        return speakers

    def _case(self, phrase: str, template: str) -> str:
        """The role that the form of the first title in a phrase gives ("советником": agent)."""
        hits = [(hit.start, role) for role, finder in self._forms.items() if (hit := finder.search(phrase))]
        counted = template in ("group", "bare")
        place, role = min(hits) if hits else (0, "")
        if not counted and place > 1:
            return ""
        if role == "possessive":
            return "" if counted else "oblique"
        return role

    def _points_back(self, masked: str, hit: Hit, template: str) -> bool:
        """Whether a counted group is one mentioned before: "the three countries"."""
        pronoun = self._pronouns.starts_at(masked, hit.start) if template == "group" else None
        return pronoun is not None and pronoun.end >= hit.end

    def _chained(self, masked: str, found: list[_Found]) -> set[int]:
        """The places in a list of finds that stand in one list with the find before them.

        A bare comma joins only where the list goes on to an "and": "on behalf of X, the councillor from Y"
        is no list.
        """
        chained: set[int] = set()
        ended_by_word = False
        for place in range(len(found) - 1, 0, -1):
            start, end = found[place - 1].end, found[place].start
            if not self.joined(masked, start, end):
                ended_by_word = False
                continue
            word = bool(masked[start:end].strip(" ,，،")) or masked.startswith(self._joining, end)
            ended_by_word = ended_by_word or word
            if ended_by_word:
                chained.add(place)
        return chained

    def joined(self, masked: str, start: int, end: int) -> bool:
        """Whether only what joins the members of a list stands between two places."""
        between = masked[start:end].strip()
        if not between:
            return start < end and masked.startswith(self._joining, end)
        hit = self._separators.starts_at(between, 0)
        rest = between[hit.end :].strip() if hit else between
        role = self._roles["agent"].starts_at(rest, 0) or self._roles["behalf"].starts_at(rest, 0)
        return hit is not None and (not rest or (role is not None and role.end == len(rest)))

    def alone(self, masked: str, start: int, capacity: str) -> Speaker | None:
        """A quantifier that stands for speakers ("others felt …") at the head of a clause."""
        hits = [(name, hit) for name, finder in self._alone.items() if (hit := finder.starts_at(masked, start))]
        if not hits:
            return None
        name, hit = max(hits, key=lambda pair: pair[1].end)
        group = self._group(name, masked[hit.start : hit.end], capacity)
        return Speaker(hit.start, hit.end, capacity, group=group)

    def role(self, masked: str, start: int) -> tuple[str, int]:
        """The role that the words before a mention give it, and where those words begin."""
        hits = [(role, hit) for role, finder in self._roles.items() if (hit := finder.ends_at(masked, start))]
        if not hits:
            return "", -1
        role, hit = min(hits, key=lambda pair: (pair[1].start - pair[1].end, ROLES.index(pair[0])))
        return role, hit.start

    def _speakers(self, found: _Found, masked: str, mentions: list[Mention]) -> Iterable[Speaker]:
        words = masked[found.start : found.end]
        inside = starting_in(mentions, found)
        match found.template:
            case "named" | "state_alone":
                title = self._title(words)
                capacity = self._profile.capacity(title or "state_alone")
                called = found.template == "named"
                for mention in inside:
                    if mention.kind in ("state", "demonym") and (called or not mention.weak):
                        ref = Ref("state", mention.refs[0].key)
                        yield Speaker(found.start, found.end, capacity, ref=ref, bare=not called)
            case "that_state":
                named = [one.refs[0].key for one in mentions if one.kind == "state" and one.end <= found.start]
                for key in named[-1:]:
                    capacity = self._profile.capacity(self._title(words))
                    yield Speaker(found.start, found.end, capacity, ref=Ref("state", key))
            case "group" | "bare":
                title = self._title(words)
                capacity = self._profile.capacity(title) if title else "none"
                quantifier = self._quantifier(words) if found.template == "group" else "unspecified"
                role = "" if found.template == "group" or title != "state" else "oblique"
                group = self._group(quantifier, words, capacity)
                counted = title == "state"
                yield Speaker(found.start, found.end, capacity, group=group, role=role, bare=counted)
            case "chair":
                yield Speaker(found.start, found.end, "chair", ref=Ref("chair", ""))
            case "meeting_body" | "pronoun":
                return
            case "group_chair_here":
                yield Speaker(found.start, found.end, "group-chair", ref=Ref("body", ""))
            case "body_alone":
                for mention in inside:
                    if mention.refs[0].key == self._profile.secretariat:
                        yield Speaker(found.start, found.end, "secretariat", ref=mention.refs[0], bare=True)
            case "secretariat":
                bare = len(words.split()) <= 2 and len(words) <= LONGEST_ALONE
                yield Speaker(
                    found.start,
                    found.end,
                    "secretariat",
                    ref=Ref("body", self._profile.secretariat),
                    bare=bare,
                )
            case "office":
                for mention in inside:
                    if mention.kind == "office":
                        yield Speaker(found.start, found.end, "elected-official", ref=mention.refs[0])
            case _:
                yield from self._of_bodies(found, words, inside)

    def _of_bodies(self, found: _Found, words: str, inside: Sequence[Mention]) -> Iterable[Speaker]:
        capacities = {"group_chair": "group-chair", "secretariat_of": "secretariat", "coalition": "delegate"}
        capacity = capacities.get(found.template) or self._title(words) or "observer"
        if found.template == "coalition" and self._title(words) == "observer":
            capacity = "observer"
        bare = found.template == "coalition" and not self._title(words)
        for mention in inside:
            if mention.kind in ("body", "coalition"):
                yield Speaker(found.start, found.end, capacity, ref=mention.refs[0], bare=bare)

    def _title(self, words: str) -> str:
        hits = [(name, hit) for name, finder in self._titles.items() for hit in finder.find(words)]
        return max(hits, key=lambda pair: pair[1].end - pair[1].start)[0] if hits else ""

    def _quantifier(self, words: str) -> str:
        hits = [(name, hit) for name, finder in self._quantifiers.items() if (hit := finder.starts_at(words, 0))]
        return max(hits, key=lambda pair: pair[1].end)[0] if hits else "unspecified"

    def _group(self, quantifier: str, words: str, capacity: str) -> Group:
        if quantifier == "exact":
            number = self._lexicon.number(words) or 2
            return Group("one", 1, 1, capacity) if number == 1 else Group("exact", number, number, capacity)
        return Group(quantifier, *BOUNDS[quantifier], capacity)


def _placed(speaker: Speaker, role: str, marked_from: int, *, joined: bool) -> Speaker:
    return replace(speaker, role=role, marked_from=marked_from, joined=joined)


def mask_speakers(masked: str, speakers: list[Speaker]) -> str:
    """The masked text with every speaker phrase under the speaker's mark."""
    letters = list(masked)
    for one in speakers:
        letters[one.start : one.end] = CLASSES["speaker"] + FILL * (one.end - one.start - 1)
    return "".join(letters)
