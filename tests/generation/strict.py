"""A guard for tests of what calls a model: only what was composed may be said, and every result must be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.generation.drafts import Fault, Ground, Sentence
from bot.generation.phrasing import in_words, plain


def faults_of(sentence: Sentence, ground: Ground) -> tuple[Fault, ...]:
    """A sentence that does not stand in the composed answer, or names a clause that was not cited, is wrong."""
    if not sentence.clause_ids or not set(sentence.clause_ids) <= set(ground.clauses):
        return (Fault("clauses", " ".join(sentence.clause_ids)),)
    return () if sentence.text in " ".join(plain(ground.reply.answer).split()) else (Fault("words", sentence.text),)


def omissions(sentences: Sequence[Sentence], ground: Ground) -> tuple[Fault, ...]:
    """The result, where none of the sentences says it."""
    calculation = ground.reply.calculation
    result = in_words(calculation) if calculation else ""
    return () if result in " ".join(sentence.text for sentence in sentences) else (Fault("result", result),)
