"""Speakers that act together, and by whom a passive was done."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .clauses import BREAK
from .framing import SAYING
from .spans import Span

if TYPE_CHECKING:
    from .framing import Party
    from .lexicon import Cue
    from .model import Speaker

AGENT_REACH = 40
WORDED = frozenset({"likewise"})
POSTPOSED_REACH = 16


def parties_of(speakers: list[Speaker]) -> list[Party]:
    """Speakers that share one phrase or stand in one list, together."""
    parties: list[Party] = []
    for speaker in speakers:
        last = parties[-1] if parties else None
        if last and (last[0].start == speaker.start or (speaker.joined and speaker.role == last[0].role)):
            last.append(speaker)
        else:
            parties.append([speaker])
    return parties


def agents_of(text: str, parties: list[Party], cues: list[Cue], *, spaced: bool) -> dict[Cue, Party]:
    """Each passive cue with the party by whom it was done: a party goes to the nearest cue it can belong to.

    Those who back what another proposed win over a mere agent ("the proposal by X was seconded by Y").
    """
    found: dict[Cue, Party] = {}
    for party in sorted(parties, key=lambda one: one[0].role != "supported_by"):
        if party[0].role not in ("agent", "supported_by"):
            continue
        able = [cue for cue in cues if party[0].role != "supported_by" or cue.means not in SAYING]
        near = [(_distance(party, cue), cue) for cue in able if _belongs(text, party, cue, spaced=spaced)]
        cue = min(near)[1] if near else None
        if cue and found.get(cue, party)[0].role == party[0].role:
            found.setdefault(cue, []).extend(party)
    return found


def _distance(party: Party, cue: Cue) -> int:
    return min(abs(party[0].marked_from - cue.end), abs(cue.start - party[-1].end))


def _belongs(text: str, party: Party, cue: Cue, *, spaced: bool) -> bool:
    """Whether a cue can have been done by a party: close before it, or behind it where grammar allows that.

    That is where the form of the title shows the agent, and in scripts without spaces.
    """
    start, end = party[0].marked_from, party[-1].end
    if cue.start <= party[0].start and start - cue.end <= AGENT_REACH:
        return BREAK.search(text, cue.end, start) is None
    reach = AGENT_REACH if start == party[0].start else 0 if spaced else POSTPOSED_REACH
    return end <= cue.start <= end + reach and BREAK.search(text, end, cue.start) is None


def keep_lists(segments: list[Span], speakers: list[Speaker]) -> list[Span]:
    """Segments of which none begins between two members of one list of speakers."""
    kept: list[Span] = []
    joints = [(before.end, one.start) for before, one in pairwise(speakers) if one.joined]
    for segment in segments:
        if kept and any(end <= segment.start <= start for end, start in joints):
            kept[-1] = Span(kept[-1].start, segment.end)
        else:
            kept.append(segment)
    return kept


def without_roles(cues: list[Cue], speakers: list[Speaker]) -> list[Cue]:
    """Cues that are not part of the words that give a speaker its role: "to whom the delegates of X joined"."""
    spans = [(one.marked_from, one.start) for one in speakers if one.role in WORDED]
    return [cue for cue in cues if not any(start <= cue.start < end for start, end in spans)]
