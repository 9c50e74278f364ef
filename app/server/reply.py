"""What a worker hands back to the web, and the frames in which both talk."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any

LENGTHS = struct.Struct("!II")
"""Bytes of the head, bytes of the body."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as HTTP needs it."""

    body: bytes
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def text(body: str, media_type: str, status: int = 200, **headers: str) -> Reply:
    """A reply of text, as UTF-8; underscores in the names of headers stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body.encode("utf-8", "replace"), media_type, status, named)


def problem(status: int, title: str, detail: str = "", **headers: str) -> Reply:
    """What went wrong, as RFC 9457 has it."""
    document: dict[str, Any] = {"status": status, "title": title}
    if detail:
        document["detail"] = detail
    return text(json.dumps(document, ensure_ascii=False) + "\n", "application/problem+json", status, **headers)


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A frame: lengths, head as JSON, body."""
    told = json.dumps(head).encode()
    return LENGTHS.pack(len(told), len(body)) + told + body


def pack(reply: Reply) -> bytes:
    """A reply as a frame."""
    return packed({"type": reply.media_type, "status": reply.status, "headers": reply.headers}, reply.body)


def unpack(head: bytes, body: bytes) -> Reply:
    """The reply that `pack` made the frame of."""
    told = json.loads(head)
    return Reply(body, told["type"], told["status"], told["headers"])
