"""HTML pages: blocks as lines, table rows as lines of cells, ordered lists with their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from .errors import EmptySourceError, OversizedSourceError
from .html_page import Page, elements
from .model import Content, counted
from .text import decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_DEPTH = 2000
DECLARED_WITHIN = 2048
DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
SHORT_TAG = 1000


def read_html(data: bytes) -> Content:
    """The text of an HTML page, without what is hidden, deleted, scripted or navigation.

    A block is a line; a table row is a line of cells separated by tabs; an item of an ordered list is
    "2\\ttext", nested "2.1\\ttext". Raises `EmptySourceError` for a page without words,
    `OversizedSourceError` for one nested over `MAX_DEPTH` deep, `ForeignSourceError` for bytes that are no
    text.
    """
    declared = declared_encoding(data)
    text, notes = decode(data, declared)
    if declared and any("guessed" in note for note in notes):
        notes = (f"The page declares {declared}, which its bytes are not valid in.", *notes)
    refuse_depth(text)
    page = Page()
    walk(LexborHTMLParser(text).root, page)
    lines = page.finish()
    if not lines:
        raise EmptySourceError("The page holds no words", remedy="Check that the right page was saved.")
    return Content("\n".join(lines) + "\n", notes=notes + left_out_notes(page))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page states in its first bytes, in lower case."""
    found = DECLARED.search(data, 0, DECLARED_WITHIN)
    return found[1].decode("ascii", "replace").lower() if found else None


def refuse_depth(text: str) -> None:
    """Raise `OversizedSourceError` for nesting that only hostile pages have: parsing takes quadratic time."""
    depth = 0
    for match in TAG.finditer(text):
        if match[2].lower() in elements("never_nested"):
            continue
        if match[1]:
            depth = max(0, depth - 1)
            continue
        end = text.find(">", match.end(), match.end() + SHORT_TAG)
        if end < 0 or text[end - 1] != "/":
            depth += 1
        if depth > MAX_DEPTH:
            raise OversizedSourceError(
                f"The page is nested over {MAX_DEPTH} deep", remedy="Save its text as .docx or .txt."
            )


def walk(root: LexborNode | None, page: Page) -> None:
    """Lead a page through all nodes in reading order, without recursion."""
    stack: list[LexborNode] = []
    node = root
    while node is not None or stack:
        if node is None:
            done = stack.pop()
            page.leave(done)
            node = done.next if stack else None
        elif page.enter(node):
            stack.append(node)
            node = node.child
        else:
            node = node.next if stack else None


def left_out_notes(page: Page) -> tuple[str, ...]:
    """One sentence for each kind of passage that is in the page and not in the text."""
    return tuple(
        f"{counted(number, f'{kind} passage was', f'{kind} passages were')} left out."
        for kind, number in sorted(page.left_out.items())
        if number
    )
