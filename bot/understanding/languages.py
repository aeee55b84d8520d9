"""In which language a message is written: by its script, and by how often its words are used in Dutch and elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import Final

from bot.understanding.folding import fold
from bot.understanding.frequencies import UNKNOWN, frequencies, zipf

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "pl", "tr", "ro")
"""Those in Latin script that are told apart from Dutch, by their ISO 639 code."""
ARABIC: Final = "ar"
OTHER: Final = "other"
"""What is written in another script than the Latin and the Arabic one."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FEWEST: Final = 3
"""Words below which nothing is told."""
_UNUSED: Final = 2.5
"""Zipf value below which a word tells nothing: it may be mistyped, or a name."""
_KNOWN: Final = 3.0
"""Zipf value from which a word that only Dutch has tells as much as a word may."""
_MOST: Final = 3.0
"""What one word may tell, so that no name alone makes a language."""
_TOGETHER: Final = 4.5
"""How much better, on the Zipf scale, the words must fit another language together."""
_EVENLY: Final = 2.0
"""The same for the square root of their number, as what words tell by chance grows with that."""
_GRAMMAR: Final = 5.0
"""Zipf value from which a word may carry grammar; a foreign message has one that is much rarer in Dutch."""
_RARER: Final = 1.5
_ENGLISH_GRAMMAR: Final = frozenset(
    re.findall(
        r"[a-z']+",
        """
        the my your are do does did how what when where why who can could should i i'm i've you they have has this
        that these from with without about not and for if it it's would will want need there which
        """,
    )
)
"""Dutch borrows so much English ("fair use policy") that frequency alone doesn't tell grammar there."""


@lru_cache(maxsize=256)
def foreign_language(message: str) -> str | None:
    """The language of a message that is not in Dutch, one of `LANGUAGES`, `ARABIC` or `OTHER`; else None.

    Dutch with foreign words in it, and what is too short to tell, is Dutch.
    """
    if script := _foreign_script(message):
        return script
    words = _WORD.findall(fold(message))
    if len(words) < _FEWEST:
        return None
    fits = {language: _fits_better(words, language) for language in LANGUAGES}
    language = max(fits, key=lambda each: fits[each])
    enough = fits[language] >= max(_TOGETHER, _EVENLY * sqrt(len(words)))
    return language if enough and any(_is_grammar(word, language) for word in words) else None


def load_languages() -> None:
    """Load what is known of all languages (0.5 s), so that no question waits for it."""
    for language in LANGUAGES:
        frequencies(language)


def _fits_better(words: Sequence[str], language: str) -> float:
    """How much better these words fit the language than Dutch; negative for worse."""
    return sum(_fits_one_better(zipf(word, language), zipf(word)) for word in words)


def _fits_one_better(there: float, in_dutch: float) -> float:
    if there == UNKNOWN and in_dutch >= _KNOWN:
        return -_MOST
    return max(-_MOST, min(_MOST, max(_UNUSED, there) - max(_UNUSED, in_dutch)))


def _is_grammar(word: str, language: str) -> bool:
    if language == "en":
        return word in _ENGLISH_GRAMMAR
    used = zipf(word, language)
    return used >= _GRAMMAR and used - zipf(word) >= _RARER


def _foreign_script(message: str) -> str | None:
    """What most letters say, where they are not Latin."""
    if message.isascii():
        return None
    letters = [unicodedata.name(character, "") for character in message if character.isalpha()]
    foreign = [name for name in letters if not name.startswith("LATIN")]
    if 2 * len(foreign) <= len(letters):
        return None
    arabic = sum(name.startswith("ARABIC") for name in foreign)
    return ARABIC if 2 * arabic > len(foreign) else OTHER
