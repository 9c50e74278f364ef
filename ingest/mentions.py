"""Paragraph → mentions: names, document symbols and instruments, longest first; and the masked text.

In the masked text every mention is replaced, at the same length, by the mark of its class, so that phrases
can ask for "{state}" and no word inside a name is read as a word of the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from councilgraph.ontology.names import Name, names

from .fold import fold
from .lexicon import load_lexicon
from .model import Mention, Ref
from .phrases import CLASSES, FILL
from .spans import longest
from .symbols import symbol_finder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .instruments import Instruments
    from .lexicon import Lexicon

_PREFIX = 2
_JOINABLE = frozenset("وفبلك")


class _Form(NamedTuple):
    folded: str
    name: Name


class Gazetteer:
    """Finds the names of one language in folded text, indexed by their first letters."""

    def __init__(self, language: str, given: Iterable[Name]) -> None:
        self._spaced = load_lexicon(language).spaced
        self._clitic = language == "ar"
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        seen = set()
        for name in given:
            folded = fold(name.form).text.strip()
            if len(folded) >= _PREFIX and (name.form, name.iri) not in seen:
                seen.add((name.form, name.iri))
                self._forms[folded[:_PREFIX]].append(_Form(folded, name))
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form.folded), form.name.weak, form.name.kind, form.name.key))

    def find(self, text: str, raw: str = "") -> list[Mention]:
        """Every name, longest first at each place, without overlap; `raw` tells acronyms from words."""
        found, position = [], 0
        while position < len(text):
            mention = self._at(text, position, raw) if self._opens(text, position) else None
            if mention:
                found.append(mention)
                position = mention.end
            else:
                position += 1
        return [mention for mention in found if mention.kind != "decoy"]

    def _opens(self, text: str, position: int) -> bool:
        if not self._spaced or position == 0 or not text[position - 1].isalnum():
            return True
        if self._clitic and text[position - 1] in _JOINABLE:
            before = position - 2 if position > 1 and text[position - 2] in _JOINABLE else position - 1
            return before <= 0 or not text[before - 1].isalnum() or (before == position - 1 and position == 1)
        return not text[position - 1].isascii() and text[position].isascii()

    def _at(self, text: str, position: int, raw: str) -> Mention | None:
        for form in self._forms.get(text[position : position + _PREFIX], ()):
            end = position + len(form.folded)
            if not text.startswith(form.folded, position) or not self._closes(text, end, form):
                continue
            if raw and not _printed_as_name(form.name, raw[position:end]):
                continue
            ref = Ref(form.name.kind, form.name.key)
            return Mention(position, end, form.name.kind, (ref,), form.name.topics, form.name.weak)
        return None

    def _closes(self, text: str, end: int, form: _Form) -> bool:
        if end >= len(text) or not text[end].isalnum():
            return True
        return form.folded[-1].isascii() != text[end].isascii() or not (self._spaced or text[end].isascii())


def _printed_as_name(name: Name, printed: str) -> bool:
    """Whether capitals bear a name out: acronyms stand in capitals, ambiguous names begin with one."""
    if name.form.isupper() and name.form.lower() != name.form:
        return printed.isupper()
    return not name.weak or not name.form[:1].isupper() or printed[:1].isupper()


@cache
def gazetteer(language: str) -> Gazetteer:
    """The names of a language, indexed once."""
    return Gazetteer(language, names(language))


def read_mentions(
    text: str, raw: str, lexicon: Lexicon, instruments: Instruments, coined: Gazetteer | None = None
) -> list[Mention]:
    """All mentions of a folded paragraph, in text order; `raw` has the case of `text`, or is empty. `coined` are
    names that the record itself gives."""
    symbols = [
        Mention(start, end, "document", (Ref("doc", symbol),))
        for start, end, symbol in symbol_finder(lexicon.code).find(text)
    ]
    named = gazetteer(lexicon.code).find(text, raw)
    if coined:
        named = longest([*named, *coined.find(text, raw)])
    masked = mask(text, longest([*symbols, *named]))
    cited = instruments.find(text, masked, named)
    return _without_glosses(text, longest([*symbols, *named, *cited]))


def _without_glosses(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take a name that is repeated in brackets, "the Asia-Pacific Telecommunity (APT)", as one mention."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        bracketed = (
            before and text[before.end : mention.start].strip() == "(" and text[mention.end : mention.end + 1] == ")"
        )
        if before and bracketed and before.refs == mention.refs:
            kept[-1] = before._replace(end=mention.end + 1)
        else:
            kept.append(mention)
    return kept


def mask(text: str, mentions: list[Mention]) -> str:
    """The text with every mention replaced by its class mark and filling, at the same length."""
    pieces, position = [], 0
    for mention in mentions:
        pieces += [
            text[position : mention.start],
            CLASSES[mention.kind],
            FILL * (mention.end - mention.start - 1),
        ]
        position = mention.end
    pieces.append(text[position:])
    return "".join(pieces)
