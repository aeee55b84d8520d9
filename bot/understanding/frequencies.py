"""How often Dutch words are used, from the `wordfreq` package (some 300,000 forms, loaded once, in memory)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from wordfreq import get_frequency_dict

from bot.understanding.folding import fold

UNKNOWN = 0.0


@cache
def shares() -> Mapping[str, float]:
    """The share of all words by folded word; loaded at first use (0.5 s)."""
    found: dict[str, float] = {}
    for word, share in get_frequency_dict("nl", wordlist="best").items():
        folded = fold(word)
        found[folded] = max(share, found.get(folded, 0.0))
    return found


def zipf(word: str) -> float:
    """How often a folded word is used, on the Zipf scale: 3 is once in a million words, 6 once in a thousand; 0: unknown."""
    share = shares().get(word)
    return math.log10(share) + 9 if share else UNKNOWN
