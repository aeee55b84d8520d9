"""What a message is about, by the words that people use for the topics of rules. The words are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.understanding.asking import asking_part
from bot.understanding.folding import fold

FILE: Final = "onderwerpen.yaml"
_TOPICS: Final = TypeAdapter(dict[str, list[str]])
_OWED: Final = r"(?:\w*kosten|\w*rente|intrest|hoofdsom)"
_MONEY: Final = r"(?:€\s*)?\d[\d.]*(?:,(?:\d\d|-))?(?:\s*(?:euro|eur|€))?"
_SUM: Final = re.compile(rf"\b{_OWED}\s*(?:van|is|was|zijn|:|=)?\s*{_MONEY}|{_MONEY}\s+(?:aan\s+)?{_OWED}\b")
_BETWEEN: Final = r"\s+(?:[^\s.?!;,]+\s+){0,3}?"


@dataclass(frozen=True, slots=True)
class NamedTopics:
    """The topics that the asking part of a message names, and those that the rest of it does."""

    asked: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TopicWords:
    """Words and phrases by topic: `*` stands for any letters, and a few words may stand between those of a phrase."""

    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def named_in(self, message: str) -> NamedTopics:
        """The topics that the message names; all of them count as asked where it asks for nothing in particular."""
        parts = asking_part(message)
        return NamedTopics(self._named(parts.asks), self._named(_without_listed_sums(parts.tells)))

    def all_in(self, message: str) -> frozenset[str]:
        """Every topic that the message names, asked or told."""
        return self._named(fold(message))

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(topic for topic, pattern in self._patterns.items() if pattern.search(text))

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {topic: re.compile("|".join(map(_pattern_of, words))) for topic, words in self.words.items() if words}


def _without_listed_sums(text: str) -> str:
    """The text without sums that are told one by one ("hoofdsom 900, 45 euro kosten en 12 euro rente"): these are given."""
    return _SUM.sub(" ", text) if len(_SUM.findall(text)) > 1 else text


def load_topics(path: Path) -> TopicWords:
    """The words in a YAML file `{topic: [word, phrase, ...]}`; none where the file is not there. Raises: BrokenData."""
    if not path.exists():
        return TopicWords()
    try:
        return TopicWords(_TOPICS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error


def _pattern_of(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in fold(phrase).split()]
    return rf"\b{_BETWEEN.join(words)}(?!\w)"
