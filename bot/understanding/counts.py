"""Plain numbers as facts: "8 van de 20 uur", or an answer of nothing but numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.understanding.cues import find_cues
from bot.understanding.fact_message import FactMessage, free_numbers, place_of, place_of_count
from bot.understanding.numbers import NumberMention
from bot.understanding.portions import Portion, read_portion, tells_done, units_of
from bot.understanding.vocabulary import FactDefinition, FactType

_UNITLESS: Final[tuple[FactType, ...]] = ("amount", "amounts", "count", "duration_months", "duration_days", "percentage")
_OF_A_WHOLE: Final = re.compile(r"\bvan (?:de|het|mijn|m'n|onze|die|in totaal)\s+$")
_ER: Final = re.compile(r"\ber\s+(?:(?:nog|maar|dan|toch)\s+){0,2}$")
_PART_OF: Final = re.compile(r"\s+van (?:de|het|mijn|m'n|onze|die|in totaal)\s+\d")


def read_counts(message: FactMessage) -> dict[str, NumberMention]:
    """The number for each wanted count. It needs a cue right beside it, because numbers are everywhere.

    In "8 van de 20 uur" the 20 goes to a fact that has "van de" among its cues, and the 8 to one that has not.
    """
    numbers, found = free_numbers(message), {}
    portion = read_portion(message)
    if portion.contradictory and not any(fact.difference for fact in message.wanted):
        return {}
    for fact in (fact for fact in message.wanted if fact.type == "count"):
        whole = any(cue.startswith("van ") for cue in fact.cues)
        if told := _told(fact, portion, whole=whole):
            more = portion.further if told == portion.done else ()
            if not more or fact.adds_up:
                found[fact.name] = _together((told, *more))
            continue
        taken = (portion.done, None) if whole else (portion.whole, None)
        fitting = [number for number in numbers if number not in taken and _is_whole(message, number) == whole]
        near = [number for number in fitting if _stands_beside_cue(message, number, fact)]
        near = near or ([] if whole else [number for number in fitting if _is_part(message, number, fact)])
        if "stuks" in fact.cues:
            near = near or [number for number in fitting if _has_a_price_each(message, number) or _of_them(message, number)]
        if len({number.value for number in near}) == 1:
            found[fact.name] = near[0]
    return found


def _told(fact: FactDefinition, portion: Portion, *, whole: bool) -> NumberMention | None:
    """The part that was done or the whole that was agreed, for a fact about that and in its unit."""
    units = units_of(fact.cues)
    if units and portion.unit and portion.unit not in units:
        return None
    if whole:
        return portion.whole
    return portion.done if any(map(tells_done, fact.cues)) else None


def _together(numbers: Sequence[NumberMention]) -> NumberMention:
    """The numbers as one: their sum, where the first of them stands."""
    return replace(numbers[0], value=sum((number.value for number in numbers), Decimal(0)))


def read_bare_numbers(
    message: FactMessage, taken: Sequence[str]
) -> list[tuple[FactDefinition, Decimal | int | tuple[Decimal, ...], NumberMention]]:
    """The numbers of a message that holds nothing else, for the questions after numbers in their order."""
    asked = [fact for fact in message.wanted if fact.sought and fact.type in _UNITLESS and fact.name not in taken]
    numbers = free_numbers(message)
    if not (message.bare and asked and numbers):
        return []
    if len(asked) == 1 and asked[0].type == "amounts":
        return [(asked[0], tuple(number.value for number in numbers), numbers[0])]
    if len(asked) != len(numbers):
        return []
    pairs = zip(asked, numbers, strict=True)
    return [(fact, value, number) for fact, number in pairs if (value := _as_type(number.value, fact.type)) is not None]


def _as_type(value: Decimal, kind: FactType) -> Decimal | int | tuple[Decimal, ...] | None:
    if kind == "amounts":
        return (value,)
    if kind == "duration_months":
        return int(value) if value == int(value) else None
    return value


def _is_whole(message: FactMessage, number: NumberMention) -> bool:
    place = place_of(message.source, number)
    return _OF_A_WHOLE.search(message.text[: place.start]) is not None


def _is_part(message: FactMessage, number: NumberMention, fact: FactDefinition) -> bool:
    """True for the 8 in "8 van de 20 uur" where the fact's cue follows."""
    end = place_of(message.source, number).end
    return _PART_OF.match(message.text, end) is not None and bool(find_cues(message.text[end : end + 40], fact.cues))


def _has_a_price_each(message: FactMessage, number: NumberMention) -> bool:
    """True for the 4 in "4 muizen van 19,95": so many things with a price each."""
    counted = [place for amount in message.reading.amounts if (place := place_of_count(message, amount)) is not None]
    return place_of(message.source, number).start in counted


def _of_them(message: FactMessage, number: NumberMention) -> bool:
    """True for the 12 in "ik wil er 12": so many of what was named."""
    return _ER.search(message.text[: place_of(message.source, number).start]) is not None


def _stands_beside_cue(message: FactMessage, number: NumberMention, fact: FactDefinition) -> bool:
    place = place_of(message.source, number)
    for hit in find_cues(message.text, fact.cues):
        if hit.start <= place.start and place.end <= hit.end:
            return True
        between = message.text[hit.end : place.start] if hit.end <= place.start else message.text[place.end : hit.start]
        if len(between.split()) <= 2 and not re.search(r"[.,;?!]|\d", between):
            return True
    return False
