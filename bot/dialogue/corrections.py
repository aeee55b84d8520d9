"""What a customer takes back of an earlier message: the day or the amount in it gives way to the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from bot.calculators.facts import FactValue
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.understanding.folding import fold
from bot.understanding.numbers import find_numbers
from bot.understanding.reading import Reading, read
from bot.understanding.spans import Span

ANOTHER_YEAR: Final = 60
"""Days by which a day of another year counts as further from the day that it corrects."""
_ONE_MORE: Final = re.compile(r"\b(?:ook nog|nog een|nog eentje|daarnaast|daarbij|bovendien|komt erbij|komt er \w+ bij)\b")
_SMALL_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        en of maar ok oke wat hoeveel hoe is was wordt zou zijn het dat dit dan als bij voor op met over na van om er nu al ook
        een de
        """,
    )
)


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
    found = {
        **told,
        **corrected_facts(earlier, told.values(), reading),
        **varied_facts(rule, told, earlier, reading),
        **added_facts(rule, told, earlier, reading),
    }
    return {name: _meant(value, earlier.get(name), reading) for name, value in found.items()}


def added_facts(
    rule: Rule, told: Mapping[str, FactValue], earlier: Mapping[str, FactValue], reading: Reading
) -> dict[str, FactValue]:
    """The amounts of a rule with those that a message tells beside them: "er is ook nog een factuur van 400 euro".

    A debt that a list of amounts may stand in for becomes more by it.
    """
    if not _ONE_MORE.search(reading.normalised):
        return {}
    found: dict[str, FactValue] = {}
    for name, value in told.items():
        before, need = earlier.get(name), rule.needs.get(name)
        if isinstance(before, tuple) and isinstance(value, tuple):
            found[name] = cast("tuple[Decimal, ...]", (*before, *value))
        elif isinstance(before, Decimal) and isinstance(value, Decimal) and need and "invoices" in need.instead:
            found[name] = before + value
    return found


def varied_facts(
    rule: Rule, told: Mapping[str, FactValue], earlier: Mapping[str, FactValue], reading: Reading
) -> dict[str, FactValue]:
    """The one fact of its kind that a message puts otherwise by asking the same for another value: "en bij 4 maanden?".

    Nothing where the message tells more, or where several facts of that kind are known.
    """
    new: list[tuple[str, FactValue]] = [("date", mention.value) for mention in reading.dates if mention.value]
    new += [("amount", mention.value) for mention in reading.amounts]
    new += [("duration_months", length.months) for length in reading.durations if length.role == "length" and length.months]
    if told or len(new) != 1 or not reading.intent.is_follow_up or not _asks_the_same(reading):
        return {}
    kind, value = new[0]
    names = [name for name in earlier if name in rule.needs and _kind(rule.needs[name]) == kind]
    if len(names) != 1:
        return {}
    return {names[0]: (value,) if rule.needs[names[0]].type == "amounts" and isinstance(value, Decimal) else value}


def _kind(need: Need) -> str:
    kind = need.type or "date"
    return {"amounts": "amount"}.get(kind, kind)


def _asks_the_same(reading: Reading) -> bool:
    """Whether nothing but small words stand beside the value."""
    spans: list[Span] = [*reading.dates, *reading.amounts, *reading.durations]
    covered = {place for span in spans for place in range(span.start, span.end)}
    rest = "".join(" " if place in covered else letter for place, letter in enumerate(reading.message))
    return all(word in _SMALL_WORDS for word in re.findall(r"[a-z']+", fold(rest)))


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


def stands_for_one(value: FactValue, earlier: Mapping[str, FactValue]) -> bool:
    """Whether one day, or one amount, was told before that this one may correct."""
    kind = next((kind for kind in (date, Decimal) if isinstance(value, kind)), None)
    return kind is not None and sum(isinstance(other, kind) for other in earlier.values()) == 1


def _meant(value: FactValue, before: FactValue | None, reading: Reading) -> FactValue:
    """The value as it is meant where another day was told before: a year that was left out is that of the nearest reading."""
    if not isinstance(value, date) or not isinstance(before, date):
        return value
    mention = next((mention for mention in reading.dates if mention.value == value and mention.status == "assumed"), None)
    return min(mention.readings, key=lambda day: _distance(day, before)) if mention else value


def _distance(day: date, before: date) -> int:
    """The days between two days, where another year counts for two months more."""
    told = before.date() if isinstance(before, datetime) else before
    return abs((day - told).days) + (0 if day.year == told.year else ANOTHER_YEAR)


def _replaced(text: str, old: Sequence[Span], new: str) -> str:
    return f"{text[: old[0].start]}{new}{text[old[0].end :]}"
