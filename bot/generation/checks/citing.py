"""Whether a sentence says on which of the retrieved clauses it rests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.plain import plain
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "citation"


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Ids that were not retrieved, and a statement without any id that the composed answer does not make."""
    unknown = [name for name in sentence.clause_ids if name not in ground.clauses]
    yield from (Fault(NAME, name) for name in unknown)
    if not sentence.clause_ids and not _may_stand_alone(sentence.text, sources):
        yield Fault(NAME, "")


def _may_stand_alone(text: str, sources: Sources) -> bool:
    """Whether the composed answer says just this, from the start of a sentence to the end of one, apart from what clauses say."""
    said = re.escape(plain(text))
    whole = re.compile(rf"(?:^(?:- )?|(?<=[.?!:)] )){said}(?:$|(?= [^a-z]))")
    return bool(text.strip()) and any(whole.search(paragraph) for paragraph in sources.composed)
