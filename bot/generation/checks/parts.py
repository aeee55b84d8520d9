"""Texts cut into the parts that each say one thing, and how much of one part another one says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.generation.checks.plain import plain
from bot.generation.checks.support import is_among, stems_of, telling_words, weight
from bot.understanding.folding import fold

_SENTENCE: Final = re.compile(r"(?<=[.?!;])\s+|\n|(?<=:)\s+")
_LINK: Final = (
    "maar|want|omdat|terwijl|zodat|waarbij|waarna|tenzij|mits|behalve|als|indien|wanneer|zodra|voor zover|voorzover|doch|dan wel"
)
_AND: Final = "u|de|het|dat|wij|we|hij|zij|ook|mag|kan|moet|is|wordt|geldt|niet|geen"
_PART: Final = re.compile(rf"(?<!\d),\s+|[;()]\s*|:\s+|\s+(?=(?:{_LINK})\b)|\s+(?=en (?:{_AND})\b)")
NEGATORS: Final = frozenset(("niet", "geen", "nooit", "nimmer", "niemand", "niets", "nergens", "noch", "geenszins", "evenmin"))
_FEWEST: Final = 2
"""Telling words below which a part belongs to the one before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence, folded, with its telling words; `sentence` is all of it."""

    text: str
    words: tuple[str, ...]
    sentence: str


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text in order."""
    return tuple(
        Part(part, tuple(word for word in telling_words(part) if word not in NEGATORS), sentence)
        for sentence in filter(None, _SENTENCE.split(fold(plain(text))))
        for part in _joined([piece for piece in _PART.split(sentence) if piece and piece.strip()])
    )


def _joined(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and min(len(list(telling_words(piece))), len(list(telling_words(joined[-1])))) < _FEWEST:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def overlap(part: Part, other: Part) -> float:
    """The share (0..1) of a part's telling words, by weight, that the other part has."""
    total = sum(map(weight, part.words))
    stems = stems_of(other.text)
    return sum(weight(word) for word in part.words if is_among(word, stems)) / total if total else 0.0
