"""Phrases that tell something about a sentence, by group, from the file beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.understanding.folding import fold

FILE: Final = Path(__file__).with_name("phrases.yaml")
_BETWEEN: Final = r"(?:[^\s.?!;,:]+ ){0,3}"


@cache
def pattern(group: str) -> re.Pattern[str]:
    """What finds the phrases of this group in a folded text."""
    return _any_of(_groups()[group])


@cache
def patterns(group: str) -> Mapping[str, re.Pattern[str]]:
    """The same for each part of a group that has parts, in their order."""
    return {name: _any_of(phrases) for name, phrases in _groups()[group].items()}


@cache
def likewise(group: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What finds each phrase of a group of pairs, with what finds all that mean the same."""
    return tuple((_any_of([phrase]), _any_of([phrase, *others])) for phrase, others in _groups()[group].items())


@dataclass(frozen=True, slots=True)
class Side:
    """One side of two that exclude each other: what says it, what else means it, and what says or means the opposite.

    `reach` says where the opposite tells enough: "anywhere", "near" or "twins".
    """

    here: re.Pattern[str]
    likewise: re.Pattern[str]
    there: re.Pattern[str]
    reach: str


@cache
def opposites() -> tuple[Side, ...]:
    """Every group of words that has an opposite, from both sides."""
    return tuple(
        Side(_any_of(here), _any_of([*here, *alike]), _any_of([*there, *also]), reach)
        for reach, pairs in _groups()["opposites"].items()
        for one, like_one, other, like_other in pairs
        for here, alike, there, also in ((one, like_one, other, like_other), (other, like_other, one, like_one))
        if here
    )


@cache
def opposing_words() -> frozenset[str]:
    """Every single word that has an opposite."""
    phrases = (phrase for pairs in _groups()["opposites"].values() for pair in pairs for side in pair for phrase in side)
    return frozenset(word for phrase in phrases for word in fold(phrase).split("/") if word.isalpha())


@cache
def verdict_phrases() -> tuple[str, ...]:
    """Every phrase of a verdict, in words."""
    return tuple(phrase.replace("/", " ").replace("#", " ") for phrases in _groups()["verdicts"].values() for phrase in phrases)


@cache
def words(group: str) -> frozenset[str]:
    """The words of a group that is a list of words, folded."""
    return frozenset(fold(word) for line in _groups()[group] for word in line.split())


@cache
def _groups() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_as_pattern, longest_first))})(?!\w)")


def _as_pattern(phrase: str) -> str:
    """The phrase as a pattern; the signs are explained at the top of the file."""
    return "".join(_BETWEEN if word == "…" else f"{_one_of(word)} " for word in fold(phrase).split()).removesuffix(" ")


def _one_of(word: str) -> str:
    forms = (re.escape(form).replace(r"\*", r"\w*").replace(r"\#", r"[\d.,]*\d") for form in word.split("/"))
    return f"(?:{'|'.join(forms)})"
