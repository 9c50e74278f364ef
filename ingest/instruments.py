"""Resolutions and decisions in folded text: kind, number, issuer and version, as texts cite them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .citations import Citation, Citations
from .model import Mention, Ref

if TYPE_CHECKING:
    from .lexicon import Lexicon
    from .profile import Profile

_VERSION = re.compile(r"\s?\((?=[^()]{0,80}\d)[^()]{1,80}\)")
_NUMBER = r"\d{1,4}(?:/\d{1,4})?"
_REACH = 40
CLOSE = 3
_SHORT = {"resolution": "res", "decision": "dec"}


class Instruments:
    """Finds instruments in one record, and remembers the issuer under which a number was first cited."""

    def __init__(self, lexicon: Lexicon, profile: Profile) -> None:
        self._lexicon = lexicon
        self._profile = profile
        self._known: dict[tuple[str, str], str] = {}
        issuers = profile.instruments["issuers"]
        self._undivided = {issuers["council"], issuers["conference"]}  # their numbers are never "57/9"
        self._citations = {kind: Citations(lexicon, kind, _NUMBER) for kind in _SHORT}

    def find(self, text: str, masked: str, named: list[Mention]) -> list[Mention]:
        """The instruments cited in a paragraph; `masked` hides other names, `named` tells issuers."""
        return [
            mention
            for kind, citations in self._citations.items()
            for cited in citations.find(masked)
            for mention in self._cited(kind, cited, text, masked, named)
        ]

    def _cited(self, kind: str, cited: list[Citation], text: str, masked: str, named: list[Mention]) -> list[Mention]:
        """One citation, and the further numbers of a list such as "Resolutions 71 and 140"."""
        start, last = cited[0].start, cited[-1].end
        version = _VERSION.match(text, last)
        end = version.end() if version else last
        printed = self._issuer(kind, cited[0], end, version.group() if version else "", masked, named)
        mentions = []
        for one in cited:
            owner = self._resolve(kind, one.number, printed or self._beside(start, one.number, masked, named))
            ref = Ref(_SHORT[kind], f"{owner}/{one.number}")
            mentions.append(Mention(one.start, end if one.end == last else one.end, "instrument", (ref,)))
        return mentions

    def _resolve(self, kind: str, number: str, issuer: str) -> str:
        """The issuer that is printed, else the one under which the number was cited before, else the body's."""
        if issuer and not ("/" in number and issuer in self._undivided):
            self._known.setdefault((kind, number), issuer)
            return issuer
        return self._known.get((kind, number)) or self._profile.issuer_of(kind, number) or "?"

    def _issuer(self, kind: str, cited: Citation, end: int, version: str, masked: str, named: list[Mention]) -> str:
        """The issuer printed beside a citation that ends at `end`, or shown by its version; "" when none is."""
        start = cited.start
        issuers = self._profile.instruments["issuers"]
        owners = set(issuers.values())
        bodies = [m for m in named if m.kind == "body" and m.refs[0].key in owners]
        before, after = masked[max(0, start - 16) : start], masked[end : end + _REACH]
        finders = {issuer: self._lexicon.finder("instrument", key) for key, issuer in issuers.items()}
        ahead = _right_before(start, masked, bodies)
        ahead += [issuer for issuer, finder in finders.items() if finder.ends_at(before, len(before))]
        if ahead or (shown := self._by_version(kind, cited.number, version)):
            return str(ahead[0]) if ahead else shown
        behind = [m.refs[0].key for m in bodies if self._follows(masked, end, m.start)]
        behind += [
            issuer
            for issuer, finder in finders.items()
            if (hit := finder.search(after)) and self._follows(masked, end, end + hit.start)
        ]
        return str(behind[0]) if behind else ""

    def _beside(self, start: int, number: str, masked: str, named: list[Mention]) -> str:
        """Any body named right before a number such as "48/4", which only its own instruments bear."""
        near = _right_before(start, masked, [m for m in named if m.kind == "body"]) if "/" in number else []
        return near[-1] if near else ""

    @staticmethod
    def _follows(masked: str, end: int, start: int) -> bool:
        """Whether only a short link stands between a citation and the issuer behind it."""
        return 0 <= start - end <= 14 and not any(mark in masked[end:start] for mark in ".;:,。；，、")

    def _by_version(self, kind: str, number: str, version: str) -> str:
        """(C11, last amended C23) shows a council's instrument; (Rev. Bucharest, 2022) that of the conference held
        there, or, where that is unknown, of the one whose numbers these are."""
        issuers = self._profile.instruments["issuers"]
        if re.search(r"\bc\d{2}\b|[^a-z]c\d{2}[^\d]", version):
            return str(issuers["council"])
        if self._lexicon.finder("instrument", "revised_at").search(version) and re.search(r"\d{4}", version):
            return self._profile.reviser_of(version) or self._profile.issuer_of(kind, number)
        return ""


def _right_before(start: int, masked: str, bodies: list[Mention]) -> list[str]:
    """The bodies named right before a citation."""
    return [m.refs[0].key for m in bodies if 0 <= start - m.end <= CLOSE and not masked[m.end : start].strip()]
