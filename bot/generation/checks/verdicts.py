"""The verdict that a rule gave: on time or too late, and whether an amount that was named is right, too much or too little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.several import without_questions
from bot.generation.checks.phrases import pattern, patterns
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.models import Reply
from bot.understanding.folding import fold

NAME: Final = "verdict"
TIME: Final = frozenset({"in time", "late"})
_AGAIN: Final = " again"
_ASKS: Final = re.compile(r"[,;] (?:dan|is|bent|moet|mag|kan|betaalt)\b|\?\s*$")
_AGAINST: Final = {
    "in time": frozenset({"late"}),
    "late": frozenset({"in time"}),
    "right": frozenset({"wrong", "too much", "too little"}),
    "wrong": frozenset({"right"}),
    "too much": frozenset({"right", "too little"}),
    "too little": frozenset({"right", "too much"}),
}


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """A verdict against the rule's own, or one where neither the rule nor a clause speaks of it."""
    text = fold(plain(without_quotes(sentence.text)))
    if pattern("conditions").search(text) or _ASKS.search(text):
        return
    given = verdicts_given(ground.reply)
    spoken = verdicts_in("\n".join(sources.told))
    for verdict, words in _verdicts(text):
        about = {other for other in given if (other in TIME) == (verdict in TIME)}
        if (about & _AGAINST[verdict] and verdict not in about) or (not about and verdict not in spoken):
            yield Fault(NAME, words)


def verdicts_given(reply: Reply) -> frozenset[str]:
    """What the composed answer says on time or amount; nothing where no rule spoke."""
    if reply.calculation is None:
        return frozenset()
    answer = fold(plain(without_questions(reply.answer)))
    return frozenset(verdict for verdict, phrases in patterns("given").items() if phrases.search(answer))


def verdicts_in(text: str) -> frozenset[str]:
    """Every verdict that a text speaks of."""
    return frozenset(verdict for verdict, _ in _verdicts(fold(plain(text))))


def _verdicts(text: str) -> Iterator[tuple[str, str]]:
    taken: list[tuple[int, int]] = []
    for verdict, phrases in patterns("verdicts").items():
        for found in phrases.finditer(text):
            if all(found.end() <= start or end <= found.start() for start, end in taken):
                taken.append(found.span())
                yield verdict.removesuffix(_AGAIN), found.group()
