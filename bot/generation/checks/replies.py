"""A yes or no at the head of a sentence: an answer to the customer's question, which is settled and not the model's to give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.phrases import patterns
from bot.generation.checks.plain import plain, sentences
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "yes or no"
_LEADING: Final = re.compile(r"^\W*(?:(?:het (?:korte )?antwoord(?: is| luidt)?|kort gezegd|dus|en|maar)\b\W*)?")
_ALONE: Final = " alone"
"""What marks phrases that answer only where they stand by themselves ("dat mag, ..."), and else begin what is told."""
_ENDS: Final = re.compile(r"\s*(?:[,.;:!–-]|$)")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """A yes or no with which the composed answer does not begin a sentence too."""
    held = {reply_in(each) for each in sentences(ground.composed)}
    for each in sentences(without_quotes(sentence.text)):
        reply = reply_in(each)
        if reply and reply not in held:
            yield Fault(NAME, each)


def reply_in(sentence: str) -> str:
    """Whether a sentence begins with a "yes" or a "no"; empty where it does not."""
    text = _LEADING.sub("", fold(plain(sentence)))
    for name, phrases in patterns("replies").items():
        found = phrases.match(text)
        if found and (not name.endswith(_ALONE) or _ENDS.match(text, found.end())):
            return name.removesuffix(_ALONE)
    return ""
