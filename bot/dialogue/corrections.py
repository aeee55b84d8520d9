"""What a customer takes back of an earlier message: the day or the amount in it gives way to the one that was meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.calculators.facts import FactValue
from bot.calculators.rules import Rule
from bot.understanding.numbers import find_numbers
from bot.understanding.reading import Reading, read
from bot.understanding.spans import Span


def corrected(earlier: str, reading: Reading, *, day: date) -> str:
    """The earlier message with what this one corrects; as it was where it corrects nothing, or where several may be meant.

    `day` is the day of the question.
    """
    if not earlier or not reading.intent.is_correction:
        return earlier
    before = read(earlier, day)
    for old, new in ((before.dates, reading.dates), (before.amounts, reading.amounts)):
        if len(old) == 1 and new:
            return _replaced(earlier, old, new[-1].text)
    return earlier


def corrected_values(
    rule: Rule, told: Mapping[str, FactValue], earlier: Mapping[str, FactValue], reading: Reading
) -> dict[str, FactValue]:
    """What a message tells for a rule, and what it corrects of what was told before.

    A number with nothing beside it corrects a number of things.
    """
    numbers = find_numbers(reading.message)
    counts = [name for name in earlier if name in rule.needs and rule.needs[name].type == "count"]
    money = any(not mention.bare for mention in reading.amounts)
    if reading.intent.is_correction and len(counts) == len(numbers) == 1 and not money and not reading.dates:
        number = numbers[0].value
        return {**{name: value for name, value in told.items() if value != number}, counts[0]: number}
    return {**told, **corrected_facts(earlier, told.values(), reading)}


def corrected_facts(earlier: Mapping[str, FactValue], told: Collection[FactValue], reading: Reading) -> dict[str, FactValue]:
    """The one day, or the one amount, of earlier messages as this one corrects it; nothing where several may be meant.

    `told`: what this message tells by itself, which corrects nothing.
    """
    if not reading.intent.is_correction:
        return {}
    found: dict[str, FactValue] = {}
    days = [mention.value for mention in reading.dates if mention.value]
    amounts = [mention.value for mention in reading.amounts]
    for kind, values in ((date, days), (Decimal, amounts)):
        names = [name for name, value in earlier.items() if isinstance(value, kind)]
        if len(names) == len(values) == 1 and not any(isinstance(value, kind) for value in told):
            found[names[0]] = values[0]
    return found


def _replaced(text: str, old: Sequence[Span], new: str) -> str:
    return f"{text[: old[0].start]}{new}{text[old[0].end :]}"
