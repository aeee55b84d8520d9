"""How easily a Dutch text reads: an aid to find heavy sentences, not a label, and no measure of whether they are right."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pyphen import Pyphen

MARKS = re.compile(r"[*_`>#]|^\s*[-•]\s+", re.MULTILINE)
SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
OPENING_VOWEL = re.compile(r"[aeiouyéèëïöü][bcdfghjklmnpqrstvwxz][aeiouyéèëïöü]")


def reading_ease(text: str) -> float | None:
    """The Flesch-Douma score: 206.84 - 0.93 words per sentence - 77 syllables per word; None for a text without words.

    Above 60 most people read a text without effort, below 45 it is hard. A line, a colon and a semicolon end a sentence as
    well; figures count as no word. Source: W. H. Douma, De leesbaarheid van landbouwbladen (1960).
    """
    sentences = [words for part in SENTENCE_END.split(MARKS.sub("", text)) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    return 206.84 - 0.93 * len(words) / len(sentences) - 77 * sum(map(syllables, words)) / len(words)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """The syllables of a Dutch word: the parts into which it may be hyphenated, an opening vowel ("o-pen") counted apart."""
    breaks = _hyphenator().positions(word.lower())
    opens_alone = bool(OPENING_VOWEL.match(word.lower())) and 2 not in breaks  # hyphenation leaves no single letter
    return len(breaks) + 1 + opens_alone


@cache
def _hyphenator() -> Pyphen:
    return Pyphen(lang="nl_NL", left=1, right=1)
