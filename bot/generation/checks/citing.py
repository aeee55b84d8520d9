"""Whether a sentence says on which of the retrieved clauses it rests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.plain import plain
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "citation"
_SENTENCE_END: Final = re.compile(r"(?<=[.?!:])\s+")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Ids that were not retrieved, and a statement without any id that the composed answer does not make."""
    unknown = [name for name in sentence.clause_ids if name not in ground.clauses]
    yield from (Fault(NAME, name) for name in unknown)
    if not sentence.clause_ids and not _may_stand_alone(sentence.text, sources):
        yield Fault(NAME, "")


def _may_stand_alone(text: str, sources: Sources) -> bool:
    """Whether the composed answer says the same words, apart from what it says of a clause."""
    said = {part for paragraph in sources.composed for part in (paragraph, *_SENTENCE_END.split(paragraph))}
    return plain(text) in {part.removeprefix("- ") for part in said} | said
