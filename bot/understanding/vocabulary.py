"""The facts that rules can ask for: their type, the question, and the words that bind a value to them. Data, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, get_args

import yaml

from bot.errors import BrokenData

FactType = Literal[
    "date",
    "datetime",
    "dates",
    "amount",
    "amounts",
    "count",
    "duration_months",
    "duration_days",
    "percentage",
    "choice",
    "audience",
    "yes_no",
]
_TYPES: Final = get_args(FactType)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice; `words` are its label and synonyms, as people may write them."""

    value: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact by its name. `cues` are words that bind a date, amount or number beside them to this fact.

    `sought`: it is asked for where it is not given, so that a value without any cue may be meant for it. `instead`: names of
    facts that make this one needless. `difference`: it is what one number is more than another. `adds_up`: numbers
    in its unit that are told one by one count together.
    """

    name: str
    type: FactType
    question: str = ""
    cues: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    sought: bool = True
    instead: tuple[str, ...] = ()
    difference: bool = False
    adds_up: bool = False


def is_rate(fact: FactDefinition) -> bool:
    """True for what only counts with its measure beside it ("90 euro per uur")."""
    return any(cue.startswith("per ") for cue in fact.cues)


@dataclass(frozen=True)
class FactVocabulary:
    """Every fact that is known, wanted now or not: a value that belongs to another fact fills none."""

    definitions: tuple[FactDefinition, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, FactDefinition]:
        """The definitions by the name of their fact."""
        return {definition.name: definition for definition in self.definitions}

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """The cues of all facts."""
        return tuple(cue for definition in self.definitions for cue in definition.cues)


def load_vocabulary(path: Path) -> FactVocabulary:
    """The facts of a YAML file `{name: {type, question, cues, choices}}`.

    Raises:
        BrokenData: the file is no such mapping.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise BrokenData(f"De feiten in {path.name} zijn niet te lezen: {error}") from error
    if not isinstance(content, dict):
        raise BrokenData(
            f"In {path.name} hoort per feit een naam te staan met type, vraag en woorden; gevonden: {type(content).__name__}."
        )
    return FactVocabulary(tuple(_definition(str(name), entry, path.name) for name, entry in content.items()))


def _definition(name: str, entry: object, file: str) -> FactDefinition:
    if not isinstance(entry, dict) or entry.get("type") not in _TYPES:
        raise BrokenData(f"Het feit {name!r} in {file} heeft geen bekend type. Kies er een van: {', '.join(_TYPES)}.")
    cues = tuple(str(cue) for cue in entry.get("cues") or ())
    return FactDefinition(name, entry["type"], str(entry.get("question") or ""), cues, read_choices(entry.get("choices")))


def read_choices(entry: object) -> tuple[Choice, ...]:
    """The choices of `{value: label}`, `{value: [label, synonym, ...]}`, `{value: {label, synonyms}}` or `[value, ...]`."""
    if isinstance(entry, dict):
        return tuple(Choice(str(value), (str(value).replace("_", " "), *_words(words))) for value, words in entry.items())
    if isinstance(entry, list | tuple):
        return tuple(Choice(str(value), (str(value).replace("_", " "),)) for value in entry)
    return ()


def _words(entry: object) -> tuple[str, ...]:
    if isinstance(entry, dict):
        return tuple(word for part in entry.values() for word in _words(part))
    if isinstance(entry, list | tuple):
        return tuple(str(word) for word in entry)
    return (str(entry),) if entry else ()
