"""Whether a sentence denies what its sources say, says what they deny, or drops what they limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.generation.checks.parts import NEGATORS, Kindred, Part, kindred, parts_of
from bot.generation.checks.phrases import likewise, pattern
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "polarity"
_HARD: Final = re.compile(rf"\b(?:{'|'.join(sorted(NEGATORS))})\b(?!-)")
_FIRM: Final = 0.7
"""The share of a part's words from which another part speaks of the same, so that a denial there is one here."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """A negation that no source has there, one that was dropped, and words that allow no exception where the sources do."""
    text = without_quotes(sentence.text)
    for part in parts_of(text):
        alike = kindred(part, sources.told)
        if alike.near and not _agree(part, alike):
            yield Fault(NAME, part.text)
    folded, said = fold(plain(text)), fold(plain("\n".join(sources.told)))
    for absolute, same in likewise("absolute"):
        if (found := absolute.search(folded)) and not same.search(said):
            yield Fault(NAME, found.group())


def _agree(part: Part, alike: Kindred) -> bool:
    """Whether a part that is as negative as this one is among those that say the same."""
    if alike.twins:
        return any(
            _denials(twin.text) == _denials(part.text) or len(_limits(twin.text)) != len(_limits(part.text))
            for twin in alike.twins
        )
    if _denials(part.text):
        return any(_is_negative(other.sentence) for other in alike.near)
    if alike.best >= _FIRM and not _is_negative(part.sentence):
        return any(not _denials(other.text) for other in alike.near)
    return True


@lru_cache(maxsize=8192)
def _denials(text: str) -> int:
    """How many words deny."""
    return len(_HARD.findall(text))


@lru_cache(maxsize=8192)
def _limits(text: str) -> frozenset[str]:
    """The words that limit or exclude."""
    return frozenset(found.group() for found in pattern("limits").finditer(text))


def _is_negative(text: str) -> bool:
    return bool(_denials(text) or _limits(text))
