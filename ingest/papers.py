"""Who submitted a paper, where the words say so: beside its symbol, or in the title of an item on it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .spans import starting_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lexicon import Lexicon
    from .model import Item, Mention, Ref

SUBMITTERS = frozenset({"state", "coalition"})
Submitted = list[tuple[str, "Ref"]]
"""Symbols with those who submitted them."""


class PaperReader:
    """Finds those who submitted papers, in the words of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._submitted = lexicon.finder("papers", "submitted")
        self._contribution = lexicon.finder("papers", "contribution")

    def in_text(self, text: str, mentions: list[Mention]) -> Submitted:
        """The papers of a masked paragraph of which it says by whom they were submitted."""
        found = []
        for hit in self._submitted.find(text):
            named = starting_in(mentions, hit)
            papers = [ref.key for m in named if m.kind == "document" for ref in m.refs]
            found += [(symbol, ref) for symbol in papers for ref in _submitters(named)]
        return found

    def in_title(self, title: str, mentions: list[Mention], item: Item) -> Submitted:
        """The only paper of an item whose masked title calls it somebody's contribution."""
        hit = self._contribution.search(title)
        if hit is None or len(item.documents) != 1:
            return []
        return [(item.documents[0], ref) for ref in _submitters(starting_in(mentions, hit))]


def _submitters(mentions: Sequence[Mention]) -> list[Ref]:
    return [ref for m in mentions if m.kind in SUBMITTERS for ref in m.refs]
