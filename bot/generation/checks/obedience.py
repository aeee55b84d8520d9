"""Whether a sentence comes from an instruction that the model followed, or tells what steers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.phrases import pattern
from bot.generation.checks.plain import without_lookalikes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold
from bot.understanding.instructions import is_instruction

NAME: Final = "instruction"
_ROOT: Final = 9
"""So many letters of a trace must a source have for it to be the clause's own word."""
_MARKS: Final = re.compile(r"<\|\w+|\[/?inst\]|###|```|\{\{")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Traces of instructions, of another role and of what steers a model, which no source has."""
    text = fold(without_lookalikes(sentence.text))
    said = fold("\n".join(sources.told))
    for traces in (pattern("obedience"), _MARKS):
        yield from (Fault(NAME, trace.group()) for trace in traces.finditer(text) if trace.group()[:_ROOT] not in said)
    if is_instruction(sentence.text) and not is_instruction("\n".join(sources.composed)):
        yield Fault(NAME, sentence.text)
