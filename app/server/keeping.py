"""Answers that were given, kept for those who ask the same of an unchanged store."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from councilgraph.server.reply import Reply


class Kept:
    """Replies by entity tag, up to `limit` bytes; the one not asked for longest goes first.

    >>> from councilgraph.server.reply import Reply
    >>> kept = Kept(limit=5)
    >>> for tag in "ab":
    ...     kept.keep(tag, Reply(b"123", "text/plain"))
    >>> kept.get("a") is None, kept.get("b").body
    (True, b'123')
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._replies: OrderedDict[str, Reply] = OrderedDict()

    def get(self, tag: str) -> Reply | None:
        """The reply with this tag, if it is still here."""
        reply = self._replies.get(tag)
        if reply is not None:
            self._replies.move_to_end(tag)
        return reply

    def keep(self, tag: str, reply: Reply) -> None:
        """Remember a reply; one that would push out most others is let go."""
        if tag in self._replies or len(reply.body) > max(self._limit // 4, 3):
            return
        self._replies[tag] = reply
        self._size += len(reply.body)
        while self._size > self._limit:
            _, oldest = self._replies.popitem(last=False)
            self._size -= len(oldest.body)
