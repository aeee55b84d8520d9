"""Dutch words and how often they are used, from the `wordfreq` package (some 300,000 forms, loaded once, in memory)."""

from __future__ import annotations

import math
from functools import cache
from typing import Protocol

from wordfreq import get_frequency_dict

_LEAST_PART = 4
# Small words that do stand in front of verbs and nouns: terugzenden, samenwerking.
_PARTICLES = frozenset({"terug", "samen", "voort"})
_LINKS = ("", "s", "en")
# The frequency of a compound that is not in the list.
COMPOUND = -10.0
# A word that is used more often than this is a small word (voor, over, worden), not a half of a compound.
SMALL_WORD = -3.3
# A rarer form is a slip or a piece of a word. A compound ends in a rare word ("derving") more often than it starts in one.
_RAREST_MODIFIER, _RAREST_HEAD = -7.0, -8.0


class Lexicon(Protocol):
    """What the repair wants to know of a language."""

    def frequency(self, word: str) -> float | None:
        """How often a word is used, as log10 of its share of all words (-1 very often, -8 rare); None where it is unknown."""

    def __hash__(self) -> int: ...


class DutchLexicon:
    """Dutch: a word of the list, or a compound of two words of the list ("garantietermijn")."""

    def __init__(self) -> None:
        self._shares = get_frequency_dict("nl", wordlist="best")

    def frequency(self, word: str) -> float | None:
        """The logarithm of a word's share; a compound that is not in the list counts as rare."""
        return _listed(self._shares, word.lower()) or (COMPOUND if self._is_compound(word.lower()) else None)

    def _is_compound(self, word: str) -> bool:
        for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
            if self._is_half(word[cut:], _RAREST_HEAD) and (word[:cut] in _PARTICLES or self._is_modifier(word[:cut])):
                return True
        return False

    def _is_modifier(self, word: str) -> bool:
        """Whether a noun can stand in front of another; what ends in -e is an adjective ("materiële") far more often."""
        if word.endswith("e") or (_listed(self._shares, word) or COMPOUND) >= SMALL_WORD:
            return False
        bases = (word.removesuffix(link) for link in _LINKS if word.endswith(link))
        return any(len(base) >= _LEAST_PART and self._is_half(base, _RAREST_MODIFIER) for base in bases)

    def _is_half(self, word: str, rarest: float) -> bool:
        share = _listed(self._shares, word)
        return share is not None and rarest < share < SMALL_WORD


@cache
def dutch() -> DutchLexicon:
    """The Dutch lexicon, loaded at first use (0.3 s)."""
    return DutchLexicon()


def _listed(shares: dict[str, float], word: str) -> float | None:
    share = shares.get(word)
    return math.log10(share) if share else None
