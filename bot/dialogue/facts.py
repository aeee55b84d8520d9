"""What a rule needs to know, looked for in a customer's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.calculators.facts import FactValue
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.understanding.dates import DateMention
from bot.understanding.facts import find_facts
from bot.understanding.reading import Reading
from bot.understanding.vocabulary import Choice, FactDefinition, FactVocabulary


@dataclass(frozen=True, slots=True)
class Given:
    """What a message tells of the facts of a rule. `unclear` has dates that are no single day, by the name of their fact."""

    values: Mapping[str, FactValue]
    unclear: Mapping[str, DateMention]


def read_facts(
    rule: Rule,
    message: str,
    *,
    reading: Reading,
    reference_date: date,
    vocabulary: FactVocabulary,
    asked: Sequence[str] = (),
) -> Given:
    """The facts of the rule that this message gives; those that were asked for come first."""
    names = tuple(dict.fromkeys((*(name for name in asked if name in rule.needs), *rule.all_facts())))
    wanted = [define(name, rule.needs[name]) for name in names if name in rule.needs]
    found = find_facts(message, wanted=wanted, vocabulary=vocabulary, reference_date=reference_date, reading=reading)
    return Given({name: value for name, value in found.values.items() if not isinstance(value, bool)}, found.unclear)


def define(name: str, need: Need) -> FactDefinition:
    """A need as something to look for in a message."""
    choices = tuple(
        Choice(value, (value.replace("_", " "), choice.label, *choice.synonyms)) for value, choice in need.choices.items()
    )
    return FactDefinition(name, need.type or "date", need.question, need.cues, choices)
