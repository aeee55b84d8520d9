"""Whether a sentence says "at most" where its sources say "at least", "may" where they say "must", and the like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.generation.checks.parts import Kindred, Part, kindred, parts_of
from bot.generation.checks.phrases import Side, opposites
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.folding import fold

NAME: Final = "opposite"


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Words whose opposite the sources have in their place."""
    said = fold(plain("\n".join(sources.told)))
    for part in parts_of(without_quotes(sentence.text)):
        alike = kindred(part, sources.told)
        for side in opposites():
            if (found := side.here.search(part.text)) and _contradicts(part, alike, said, side):
                yield Fault(NAME, found.group())


def _contradicts(part: Part, alike: Kindred, said: str, side: Side) -> bool:
    """Whether what speaks of the same has the opposite alone; for words that are seldom said else whether all of it has."""
    if alike.twins:
        telling = [twin for twin in alike.twins if side.here.search(twin.text) or side.there.search(twin.text)]
        return bool(telling) and all(_is_swapped(part, twin, side) for twin in telling)
    if side.reach == "twins" or side.there.search(part.text) or any(side.likewise.search(other.text) for other in alike.near):
        return False
    if any(side.there.search(other.text) for other in alike.near):
        return True
    return side.reach == "anywhere" and side.there.search(said) is not None and side.likewise.search(said) is None


def _is_swapped(part: Part, twin: Part, side: Side) -> bool:
    """Whether one text has more of one side and less of the other than its twin."""
    more = len(side.here.findall(part.text)) > len(side.here.findall(twin.text))
    return more and len(side.there.findall(part.text)) < len(side.there.findall(twin.text))
