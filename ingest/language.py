"""Which language a text is in: by script, and by its small words where languages share one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from .fold import fold
from .lexicon import LanguageError, languages, load_lexicon

SAMPLE = 200_000
LEAST_SHARE = 0.12
SCRIPTS_OF_ONE = frozenset({"ARABIC", "CYRILLIC"})
ALONE = 3  # how much more a small word counts where no other lexicon shares its script
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str, *, where: str = "") -> str:
    """The code of the language a text is written in; `LanguageError` when no lexicon fits it.

    A text fits a language when enough of its words are that language's small words; scripts written without
    spaces are told by their characters.
    """
    sample = fold(text[:SAMPLE]).text
    words = _WORD.findall(sample)
    scores = {language: _score(language, words, sample) for language in languages()}
    best = max(scores, key=lambda language: scores[language])
    if scores[best] < LEAST_SHARE:
        raise LanguageError(
            "this text is in no language that can be read",
            where=where,
            remedy=f"Languages that are read: {', '.join(languages())}; --language CODE states one",
        )
    return best


def _score(language: str, words: list[str], sample: str) -> float:
    lexicon = load_lexicon(language)
    if not lexicon.spaced:
        total = sum(character.isalpha() for character in sample)
        small = sum(sample.count(word) for word in lexicon.words("language", "function_words"))
        return min(_share_of("CJK", sample), small * 4 / total) if total else 0.0
    small_words = frozenset(fold(word).text for word in lexicon.words("language", "function_words"))
    share = sum(word in small_words for word in words) / len(words) if words else 0.0
    own = _script(next(iter(small_words))[0])
    return min(share * ALONE, _share_of(own, sample)) if own in SCRIPTS_OF_ONE else share


def _share_of(script: str, sample: str) -> float:
    letters = Counter(_script(character) for character in sample if character.isalpha())
    return letters[script] / max(sum(letters.values()), 1)


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ", 1)[0]
