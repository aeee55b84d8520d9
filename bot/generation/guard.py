"""What is wrong with a sentence that a model wrote, before anybody sees it: a model may phrase, never decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.generation.checks import (
    binding,
    citing,
    contacts,
    duties,
    figures,
    form,
    names,
    obedience,
    opposites,
    parties,
    polarity,
    promises,
    quoting,
    replies,
    retelling,
    signs,
    support,
    telling,
    verdicts,
)
from bot.generation.checks.sources import Sources, sources_of
from bot.generation.drafts import Fault, Ground, Sentence

Check = Callable[[Sentence, Ground, Sources], Iterator[Fault]]
CHECKS: Final[tuple[Check, ...]] = (
    citing.check,
    signs.check,
    quoting.check,
    contacts.check,
    figures.check,
    binding.check,
    verdicts.check,
    polarity.check,
    opposites.check,
    parties.check,
    names.check,
    form.check,
    promises.check,
    obedience.check,
    replies.check,
    support.check,
    retelling.check,
    duties.check,
)


def faults_of(sentence: Sentence, ground: Ground) -> tuple[Fault, ...]:
    """Everything that is wrong with this sentence; it may be shown where that is nothing."""
    sources = sources_of(sentence, ground)
    return tuple(dict.fromkeys(fault for check in CHECKS for fault in check(sentence, ground, sources)))


def omissions(sentences: Sequence[Sentence], ground: Ground) -> tuple[Fault, ...]:
    """What these sentences together must say and do not: the result, the verdict, for whom it holds, what is asked back."""
    return tuple(telling.left_out(" ".join(sentence.text for sentence in sentences), ground))
