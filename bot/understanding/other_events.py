"""Days that tell of something else than what is sought: a feast, what was done on a day, what came in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.understanding.clauses import part_at
from bot.understanding.cues import find_receipts
from bot.understanding.fact_message import FactMessage, place_of
from bot.understanding.feast_days import FEAST_DAY
from bot.understanding.spans import Span

# "Op 11 december live gegaan" tells of something that was done.
_DONE: Final = re.compile(r"\b(?:[a-z]*ge(?:[a-z]{2,}(?:[dt]|en)|[dg]aan|zien)|(?:ont|be|ver)[a-z]{3,}(?:[dt]|en))\b")


# "Of toch 6 maart, volgens de bezorger"
_DOUBT: Final = re.compile(r"\b(?:of|volgens|toch|nee|eigenlijk|misschien|dacht|denk|zegt|zeggen|meent|track\w*)\b")


def came_in(message: FactMessage, mentions: Sequence[Span]) -> bool:
    """Whether one day is left, and its sentence tells that something came in: no day of anything else."""
    if len(mentions) != 1:
        return False
    sentence = part_at(message.text, place_of(message.source, mentions[0]).start).sentence
    return any(part_at(message.text, hit.start).sentence == sentence for hit in find_receipts(message.text))


def tells_another_event(message: FactMessage, mention: Span) -> bool:
    """True for a feast that stands for itself, and for a day of something that no fact is about: nothing came in on it, and it is
    no second thought.
    """
    place = place_of(message.source, mention)
    if FEAST_DAY.fullmatch(message.text, place.start, place.end):
        return True
    part = part_at(message.text, place.start)
    receipts = [(hit.start, hit.end) for hit in find_receipts(message.text)]
    came_in_here = any(part.start <= start < part.end for start, _ in receipts)
    if not came_in_here and not _DOUBT.search(message.text, part.start, part.end):
        return True
    done = _DONE.finditer(message.text, part.start, part.end)
    return any((match.start(), match.end()) not in receipts for match in done)
