"""A message cut into sentences and their parts, because a date belongs to the event in its own part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

_ABBREVIATION: Final = (
    r"(?<!\bjl)(?<!\bmrt)(?<!\bjan)(?<!\bfeb)(?<!\bapr)(?<!\baug)(?<!\bsept)(?<!\bokt)(?<!\bnov)(?<!\bdec)(?<!a\.s)(?<!d\.d)(?<!j\.l)"
    r"(?<!\bart)(?<!\bnr)(?<!\bca)(?<!\bdd)(?<!\bincl)(?<!\bexcl)(?<!\bb\.v)(?<!\bbv)"
)
_SENTENCE_END: Final = re.compile(rf"[?!\n]+\s*|{_ABBREVIATION}\.+(?=\s|$)\s*")
# Behind these words "die" points at a thing ("is die router geleverd"); elsewhere it opens a part ("de router die kapot is").
_POINTING: Final = re.findall(
    r"\w+",
    """
    is was zijn waren werd werden heb hebt heeft had hadden kreeg kwam wil kan mag moet ik u je we wij jullie van op in met over
    voor bij aan na door om of en dat als uit tot
    """,
)
_NOT_POINTING: Final = "".join(rf"(?<!\b{word}\s)" for word in _POINTING)
_PART_END: Final = re.compile(
    r"(?<!\d),|,(?![\d-])|[;()]|(?<!\d):|:(?!\d)|\s-\s"
    r"|\b(?=(?:maar|want|dus|omdat|terwijl|toen|waarna|daarna|nadat|voordat|doordat|zodat|als(?!\s+(?:factuur)?datum)|indien|plus)\b)"
    rf"|{_NOT_POINTING}\b(?=die\b)"
    r"|(?<!\btot )\b(?=en\s(?!met\b))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence: `start` and `end` in the text, `sentence` its number from 0."""

    start: int
    end: int
    sentence: int


@lru_cache(maxsize=256)
def split_parts(text: str) -> tuple[Part, ...]:
    """The parts of the text in order; together they cover all of it."""
    sentences = _cut(text, 0, len(text), [match.end() for match in _SENTENCE_END.finditer(text)])
    parts = []
    for number, (start, end) in enumerate(sentences):
        cuts = [match.end() for match in _PART_END.finditer(text, start, end)]
        parts += [Part(*piece, number) for piece in _cut(text, start, end, cuts)]
    return tuple(parts) or (Part(0, len(text), 0),)


def part_at(text: str, place: int) -> Part:
    """The part in which this character stands."""
    return next((part for part in split_parts(text) if part.start <= place < part.end), split_parts(text)[-1])


def _cut(text: str, start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    borders = [start, *(cut for cut in cuts if start < cut < end), end]
    return [(left, right) for left, right in pairwise(borders) if text[left:right]]
