"""The literal sentences of a clause that carry an answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge import sentences
from bot.words import Tokenizer

WHOLE_CLAUSE = 600
"""A clause of at most this many characters is quoted whole."""
LONGEST_QUOTE = 700
LONG_SENTENCE = 8
"""Stems that are added to a sentence's length, so that a very short sentence does not win on one shared word."""


def select_quote(text: str, *, about: str, tokenize: Tokenizer) -> str:
    """A literal, contiguous part of the clause: all of a short one, else the sentences nearest to what it is about."""
    if len(text) <= WHOLE_CLAUSE:
        return text
    parts = list(sentences(text))
    wanted = frozenset(tokenize(about))
    scores = [_overlap(tokenize(part), wanted) for part in parts]
    first = last = max(range(len(parts)), key=lambda at: scores[at])
    while (side := _next_side(scores, parts, first, last)) is not None:
        first, last = min(first, side), max(last, side)
    return literal_span(text, parts[first], parts[last])


def _overlap(stems: Sequence[str], wanted: frozenset[str]) -> float:
    shared = wanted & set(stems)
    return float(len(shared) / (len(set(stems)) + LONG_SENTENCE) ** 0.5)


def _next_side(scores: Sequence[float], parts: Sequence[str], first: int, last: int) -> int | None:
    taken = sum(len(part) + 1 for part in parts[first : last + 1])
    sides = [at for at in (first - 1, last + 1) if 0 <= at < len(parts) and taken + len(parts[at]) <= LONGEST_QUOTE]
    return max(sides, key=lambda at: scores[at], default=None)


def literal_span(text: str, first: str, last: str) -> str:
    """The part of the text from one sentence to another, both included."""
    start = text.index(first)
    return text[start : text.index(last, start) + len(last)]
