"""Whether a sentence promises, comforts, predicts, advises or speaks in the company's name, where no source does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.generation.checks.phrases import pattern
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "promise"
_GROUPS: Final = ("promises", "comfort", "predictions", "advice", "in_its_name")
_ROOT: Final = 5
"""So many letters of a word must a source have for it to be the source's own."""
_TELLING: Final = 4
_LONGER: Final = 3
"""So many letters more may the source's word have."""


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Words of promise, comfort, advice or in the company's name that no source has."""
    text = fold(plain(without_quotes(sentence.text)))
    said = folded("\n".join(sources.told))
    for group in _GROUPS:
        for claim in pattern(group).finditer(text):
            if not _is_said(claim.group(), said):
                yield Fault(NAME, claim.group())


@lru_cache(maxsize=512)
def folded(told: str) -> str:
    """What was told, plain and folded."""
    return fold(plain(told))


def _is_said(claim: str, said: str) -> bool:
    """Whether the sources have every telling word of the claim, a long one in any of its forms."""
    telling = [word for word in claim.split() if len(word) >= _TELLING]
    return all(_has_form(word, said) for word in telling) if telling else claim in said


def _has_form(word: str, said: str) -> bool:
    longer = len(word) - _ROOT + _LONGER if len(word) > _ROOT else 0
    return re.search(rf"\b{re.escape(word[:_ROOT])}\w{{0,{longer}}}\b", said) is not None
