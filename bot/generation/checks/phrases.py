"""Phrases that tell something about a sentence, by group, from the file beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bot.understanding.folding import fold

FILE: Final = Path(__file__).with_name("phrases.yaml")
_BETWEEN: Final = r"(?:[^\s.?!]+ ){0,3}"


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
