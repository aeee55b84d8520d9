"""Whether a sentence denies what its sources say, says what they deny, or drops what they limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from bot.generation.checks.parts import NEGATORS, Part, overlap, parts_of
from bot.generation.checks.phrases import likewise, pattern
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "polarity"
_HARD: Final = re.compile(rf"\b(?:{'|'.join(sorted(NEGATORS))})\b(?!-)")
_SAME: Final = 0.95
"""The share of a part's words from which another part says the very same; from `_FIRM` on it speaks of the same."""
_FIRM: Final = 0.7
_NEAR: Final = 0.8
"""Parts that have this much of the best one's words count beside it."""
_LEAST: Final = 0.45


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """A negation that no source has there, one that was dropped, and words that allow no exception where the sources do."""
    text = without_quotes(sentence.text)
    others = source_parts(sources)
    for part in parts_of(text):
        alike = _alike(part, others)
        if alike and not _agree(part, alike):
            yield Fault(NAME, part.text)
    folded, said = fold(plain(text)), fold(plain("\n".join(sources.told)))
    for absolute, same in likewise("absolute"):
        if (found := absolute.search(folded)) and not same.search(said):
            yield Fault(NAME, found.group())


def source_parts(sources: Sources) -> tuple[Part, ...]:
    """The parts of everything that was told."""
    return tuple(part for text in sources.told for part in parts_of(text) if part.words)


def _alike(part: Part, others: Sequence[Part]) -> list[tuple[Part, float]]:
    """The parts that say most of this one, with how much of it."""
    scored = [(other, overlap(part, other)) for other in others]
    best = max((score for _, score in scored), default=0.0)
    if best < _LEAST or not part.words:
        return []
    return [(other, score) for other, score in scored if score >= _NEAR * best]


def _agree(part: Part, alike: Sequence[tuple[Part, float]]) -> bool:
    """Whether a part that is as negative as this one is among those that say the same."""
    best = max(score for _, score in alike)
    if _denies(part.text):
        loose = best < _SAME
        return any(
            _denies(other.text) or _limits_more(other, part) or (loose and _negative(other.sentence)) for other, _ in alike
        )
    if best >= _FIRM and not _negative(part.sentence):
        return any(not _denies(other.text) for other, _ in alike)
    return True


@lru_cache(maxsize=8192)
def _denies(text: str) -> bool:
    """Whether an odd number of words deny."""
    return len(_HARD.findall(text)) % 2 == 1


@lru_cache(maxsize=8192)
def _limits(text: str) -> frozenset[str]:
    """The words that limit or exclude."""
    return frozenset(found.group() for found in pattern("limits").finditer(text))


def _limits_more(other: Part, part: Part) -> bool:
    """Whether the other part limits by words that this one lacks, and may say by "niet"."""
    return bool(_limits(other.text) - _limits(part.text))


def _negative(text: str) -> bool:
    return _HARD.search(text) is not None or bool(_limits(text))
