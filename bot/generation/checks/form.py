"""Whether a sentence is Dutch that addresses the customer with "u", and speaks for nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.phrases import words
from bot.generation.checks.plain import sentences
from bot.generation.checks.quoting import own_words
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "form"
_WORD: Final = re.compile(r"[a-z]+")
_LANGUAGES: Final = ("english", "german", "french", "spanish", "afrikaans_or_frisian", "turkish_or_polish")
_FEWEST: Final = 2
"""Small words of another language from which a sentence may be in it."""
_TELLING: Final = 5
"""Words from which a Dutch sentence has a small Dutch word among them."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Another language, "je" for "u", and "wij" or "ik" where the composed answer has none."""
    spoken = frozenset(_WORD.findall(fold("\n".join(sources.composed))))
    unfit = words("familiar") | (words("speaker") - spoken)
    for each in sentences(own_words(sentence.text, sources)):
        own = _WORD.findall(fold(each))
        yield from (Fault(NAME, word) for word in dict.fromkeys(own) if word in unfit)
        if foreign := _foreign(own):
            yield Fault(NAME, foreign)


def _foreign(own: list[str]) -> str:
    """The language whose small words outnumber the Dutch ones; empty for Dutch."""
    dutch = sum(word in words("dutch") for word in own)
    for language in _LANGUAGES:
        there = sum(word in words(language) - words("dutch") for word in own)
        if there >= _FEWEST and there > dutch:
            return language
    return "no Dutch" if len(own) >= _TELLING and not dutch else ""
