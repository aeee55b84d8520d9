"""How often words are used, from the `wordfreq` package: some 300,000 forms of Dutch, the 30,000 most used of other languages."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Final

from wordfreq import cB_to_freq, get_frequency_list

from bot.understanding.folding import fold

DUTCH: Final = "nl"
UNKNOWN = 0.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The share of all words by folded word; words as sorted hashes, because a dictionary of them takes fifty megabytes."""

    hashes: array[int]
    shares: array[float]

    def share(self, word: str) -> float:
        """The share of this folded word, 0 where it is unknown."""
        wanted = hash(word)
        at = bisect_left(self.hashes, wanted)
        return self.shares[at] if at < len(self.hashes) and self.hashes[at] == wanted else 0.0


@cache
def frequencies(language: str = DUTCH) -> Frequencies:
    """The frequencies of Dutch, or of a language by its ISO 639 code; loaded at first use (0.5 s for Dutch, 0.05 for others)."""
    shares: dict[int, float] = {}
    for bucket, listed in enumerate(get_frequency_list(language, "best" if language == DUTCH else "small")):
        share = cB_to_freq(-bucket)
        for word in listed:  # those used most stand first
            shares.setdefault(hash(fold(word)), share)
    hashes = sorted(shares)
    return Frequencies(array("q", hashes), array("d", map(shares.__getitem__, hashes)))


def zipf(word: str, language: str = DUTCH) -> float:
    """How often a folded word is used, on the Zipf scale: 3 is once in a million words, 6 once in a thousand; 0: unknown."""
    share = frequencies(language).share(word)
    return math.log10(share) + 9 if share else UNKNOWN
