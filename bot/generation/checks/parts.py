"""Texts cut into the parts that each say one thing, and which parts of the sources say the same as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.generation.checks.phrases import opposing_words
from bot.generation.checks.plain import plain
from bot.generation.checks.support import is_among, stems_of, telling_words, weight
from bot.understanding.canonical import canonical
from bot.understanding.folding import fold
from bot.understanding.lexicon import UNITS
from bot.understanding.numbers import parse_word

_SENTENCE: Final = re.compile(r"(?<!\b\w\.)(?<=[.?!;])\s+|\n|(?<=:)\s+")
_LINK: Final = (
    r"maar|want|omdat|terwijl|zodat|waarbij|waarna|tenzij|mits|behalve|als|indien|wanneer|zodra|zolang|voor zover|voorzover|doch"
    r"|dan wel"
)
_AND: Final = "u|de|het|dat|wij|we|hij|zij|ook|mag|kan|moet|is|wordt|geldt|niet|geen"
_PART: Final = re.compile(
    rf"(?<!\d),\s+|[;()]\s*|:\s+|(?<!\book)(?<!\bzelfs)(?<!\balleen)\s+(?=(?:{_LINK})\b)|\s+(?=en (?:{_AND})\b)"
)
NEGATORS: Final = frozenset(("niet", "geen", "nooit", "nimmer", "niemand", "niets", "nergens", "noch", "geenszins", "evenmin"))
_LEAST: Final = 0.45
"""The share of a part's words below which another part says something else."""
_NEAR: Final = 0.8
"""Parts that have this much of the best one's words count beside it."""
_SAME: Final = 0.9
_BACK: Final = 0.75
_FLOOR: Final = 0.4
"""What a word weighs that everybody uses; a rare one and a number weigh 1."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST: Final = 2
"""Telling words below which a part belongs to the one before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence, folded, with its telling words; `sentence` is all of it."""

    text: str
    words: tuple[str, ...]
    sentence: str

    def words_alone(self) -> Part:
        """The same without its numbers and the units that they count."""
        return replace(self, words=tuple(word for word in self.words if word not in UNITS and not word[0].isdigit()))


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text in order."""
    return tuple(
        Part(part, _words(part), sentence)
        for sentence in filter(None, _SENTENCE.split(fold(plain(text))))
        for part in _joined([piece for piece in _PART.split(sentence) if piece and piece.strip()])
    )


def _words(text: str) -> tuple[str, ...]:
    """The telling words of a folded text but for those that turn its sense, and its numbers, in figures."""
    numbers = _NUMBER.findall(canonical(text).text)
    turning = NEGATORS | opposing_words()
    return (*(word for word in telling_words(text) if word not in turning and parse_word(word) is None), *numbers)


def _joined(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and min(len(_words(piece)), len(_words(joined[-1]))) < _FEWEST:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


@dataclass(frozen=True, slots=True)
class Kindred:
    """The parts of the sources that say most of one part, and how much of it the best of them says (0..1).

    `twins` say the same words and little else, so that they may be compared word by word.
    """

    near: tuple[Part, ...]
    best: float
    twins: tuple[Part, ...]


@lru_cache(maxsize=1024)
def source_parts(told: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts of everything that was told, each once."""
    return tuple(dict.fromkeys(part for text in told for part in parts_of(text) if part.words))


@lru_cache(maxsize=4096)
def kindred(part: Part, told: tuple[str, ...]) -> Kindred:
    """Which parts of what was told speak of the same as this one."""
    scored = [(other, overlap(part, other)) for other in source_parts(told)] if part.words else []
    best = max((score for _, score in scored), default=0.0)
    if best < _LEAST:
        return Kindred((), best, ())
    near = tuple(other for other, score in scored if score >= _NEAR * best)
    twins = tuple(other for other, score in scored if score >= _SAME and is_twin(part, other))
    return Kindred(near, best, twins)


def is_twin(part: Part, other: Part) -> bool:
    """Whether two parts have the same words, but for a few of the other's own."""
    return overlap(part, other) >= _SAME and overlap(other, part) >= _BACK


def overlap(part: Part, other: Part) -> float:
    """The share (0..1) of a part's telling words, by weight, that the other part has."""
    total = sum(map(_weight, part.words))
    stems = stems_of(other.text)
    return sum(_weight(word) for word in part.words if word in other.words or is_among(word, stems)) / total if total else 0.0


def _weight(word: str) -> float:
    return 1.0 if word[0].isdigit() else _FLOOR + (1 - _FLOOR) * weight(word)
