"""The part of a message that asks, apart from the part that only tells what happened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.understanding.canonical import canonical
from bot.understanding.clauses import part_at, split_parts
from bot.understanding.intent import Aspect, intent_in

_ASKING: Final[tuple[Aspect, ...]] = ("when", "amount", "calculation", "yes_no", "how", "who", "where", "why")


@dataclass(frozen=True, slots=True)
class AskingPart:
    """A message in canonical form, cut in two: what it asks, and what it only tells."""

    asks: str
    tells: str


@lru_cache(maxsize=256)
def asking_part(message: str) -> AskingPart:
    """What the message asks: from each part that shows a question to the end of its sentence; the rest only tells."""
    source = canonical(message)
    shown = [found for found in intent_in(source).evidence if found.aspect in _ASKING]
    starts: dict[int, int] = {}
    for found in shown:
        part = part_at(source.text, source.position(found.end - 1))
        starts[part.sentence] = min(part.start, starts.get(part.sentence, part.start))
    asks: list[str] = []
    tells: list[str] = []
    for part in split_parts(source.text):
        told = shown and part.start < starts.get(part.sentence, len(source.text))
        (tells if told else asks).append(source.text[part.start : part.end])
    return AskingPart("".join(asks), "".join(tells))
