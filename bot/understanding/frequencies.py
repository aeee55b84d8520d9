"""How often Dutch words are used, from the `wordfreq` package (some 300,000 forms, in a few megabytes)."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from wordfreq import get_frequency_dict

from bot.understanding.folding import fold

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
def frequencies() -> Frequencies:
    """The frequencies of Dutch, loaded at first use (0.5 s)."""
    largest: dict[int, float] = {}
    for word, share in get_frequency_dict("nl", wordlist="best").items():
        folded = hash(fold(word))
        largest[folded] = max(share, largest.get(folded, 0.0))
    get_frequency_dict.cache_clear()
    hashes = sorted(largest)
    return Frequencies(array("q", hashes), array("d", map(largest.__getitem__, hashes)))


def zipf(word: str) -> float:
    """How often a folded word is used, on the Zipf scale: 3 is once in a million words, 6 once in a thousand; 0: unknown."""
    share = frequencies().share(word)
    return math.log10(share) + 9 if share else UNKNOWN
