"""Whether the telling words of a sentence are those of its sources, so that it speaks of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import Stemmer

from bot import texts
from bot.generation.checks.phrases import verdict_phrases
from bot.generation.checks.plain import plain, sentences
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold
from bot.understanding.frequencies import zipf
from bot.words import STOPWORDS

NAME: Final = "support"
LEAST: Final = 0.5
"""The share of the telling words, by weight, that the sources must have."""
_ASKED: Final = 0.6
"""What a word counts that only the question has."""
_WORD: Final = re.compile(r"[a-z][a-z]+")
_STEMMER: Final = Stemmer.Stemmer("dutch")
_COMMON: Final = 6.0
"""A word that is used this often on the Zipf scale weighs nothing."""
_RARE: Final = 3.0
_SAME_START: Final = 5
_SHORTEST_PART: Final = 4
_PREFIXES: Final = (
    "ge",
    "be",
    "ver",
    "terug",
    "in",
    "aan",
    "af",
    "op",
    "uit",
    "door",
    "voor",
    "over",
    "mee",
    "on",
    "her",
    "ont",
    "bij",
    "om",
)
_PHRASING: Final = (
    "answer.source",
    "answer.verbatim",
    "answer.also",
    "answer.refers_to",
    "answer.version",
    "dialogue.step",
    "calculators.verdict",
)


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """The words that no source has, where they are too many."""
    for each in sentences(without_quotes(sentence.text)):
        share, unknown = support(each, sources)
        if share < LEAST:
            yield Fault(NAME, " ".join(unknown))


def support(text: str, sources: Sources) -> tuple[float, tuple[str, ...]]:
    """The share (0..1) of a plain text's telling words that its sources have, and the words that none has."""
    told, asked = stems_of("\n".join(sources.told)), stems_of(sources.asked)
    known = total = 0.0
    unknown = []
    for word in telling_words(text):
        counts = weight(word)
        total += counts
        if is_among(word, told) or stem(word) in _phrasing():
            known += counts
        elif is_among(word, asked):
            known += counts * _ASKED
        else:
            unknown.append(word)
    return (known / total if total else 1.0), tuple(unknown)


def telling_words(text: str) -> Iterator[str]:
    """The words of a text that tell what it is about, folded, in order."""
    yield from (word for word in _WORD.findall(fold(text)) if word not in STOPWORDS)


@lru_cache(maxsize=8192)
def weight(word: str) -> float:
    """What a word weighs: the more, the less it is used."""
    return min(1.0, max(0.0, (_COMMON - zipf(word)) / (_COMMON - _RARE)))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a folded word, without the prefix of a participle."""
    return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=512)
def stems_of(text: str) -> frozenset[str]:
    """The telling words of a text and their stems."""
    return frozenset(form for word in telling_words(plain(text)) for form in (word, stem(word)))


@lru_cache(maxsize=65536)
def is_among(word: str, stems: frozenset[str]) -> bool:
    """Whether the sources have this word, a form of it, or a compound with it or of its parts."""
    own = stem(word)
    if own in stems or word in stems:
        return True
    roots = {own, *(own.removeprefix(prefix) for prefix in _PREFIXES if own.startswith(prefix))}
    return any(_are_kin(root, other) for root in roots if len(root) >= _SHORTEST_PART for other in stems)


def _are_kin(root: str, other: str) -> bool:
    """Whether one of two words holds the other, or both begin alike for most of their length."""
    if root in other or (len(other) >= _SHORTEST_PART and other in root):
        return True
    shared = 0
    for left, right in zip(root, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _SAME_START and shared >= 0.7 * min(len(root), len(other))


@cache
def _phrasing() -> frozenset[str]:
    """The stems with which answers are phrased, whatever they are about."""
    keys = texts.keys()
    own = (texts.get_template(key) for key in keys if key.startswith(_PHRASING))
    phrased = (re.sub(r"\{\w+\}", " ", template) for template in own)
    return frozenset(stem(word) for text in (*phrased, *verdict_phrases()) for word in telling_words(text))
