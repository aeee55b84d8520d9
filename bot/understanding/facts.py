"""The facts that a message gives: each date, amount or choice bound to the fact that it belongs to. Rather open than wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from bot.understanding.amounts import AmountMention
from bot.understanding.choices import NO, YES, find_choice
from bot.understanding.counts import read_bare_numbers, read_counts
from bot.understanding.cues import find_cues
from bot.understanding.dates import DateMention
from bot.understanding.fact_message import (
    FactMessage,
    MentionT,
    count_of,
    is_each,
    place_of,
    place_of_count,
    prepare,
    standing,
)
from bot.understanding.reading import Reading, read
from bot.understanding.sharing import AMOUNTS, DATES, How, share_out
from bot.understanding.spans import Span, overlaps_any
from bot.understanding.vocabulary import FactDefinition, FactVocabulary, is_rate
from bot.understanding.wanted_ends import WANTED_END, end_of_stretch, last_day_wanted

# "Binnen 30 dagen" is no length, only a bound on one.
_BOUND: Final = re.compile(r"\b(?:binnen|tot|minder dan|meer dan|langer dan|korter dan|nog geen|de|die)\s+(?:de\s+)?$")
FactValue = date | datetime | Decimal | int | str | bool | tuple[Decimal, ...] | tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FoundFact(Span):
    """The value of a fact and the words that gave it.

    `how`: by a cue beside it, as the only one that it can be, or as the plain answer to the question. `assumed`: the day was
    chosen among several (a year or week that was left out).
    """

    name: str
    value: FactValue
    how: How
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message gives of the wanted facts. `unclear` holds dates that belong to a fact but are no single day.

    `left`: days that belong to no fact, and may yet be meant for one.
    """

    found: Mapping[str, FoundFact] = field(default_factory=dict)
    unclear: Mapping[str, DateMention] = field(default_factory=dict)
    left: Sequence[DateMention] = ()

    @property
    def values(self) -> dict[str, FactValue]:
        """The values by the name of their fact."""
        return {name: fact.value for name, fact in self.found.items()}


def find_facts(
    message: str,
    *,
    wanted: Sequence[FactDefinition],
    vocabulary: FactVocabulary,
    reference_date: date,
    reading: Reading | None = None,
    names: Collection[str] = (),
) -> Facts:
    """The wanted facts that this message gives.

    `wanted` in the order in which they were asked: a bare answer ("5 maart", "8000 en 2000") fills them in that order. A value
    beside a cue of another fact fills none, and neither do two values that could both be meant. `names`: words that are right,
    be they ever so much like another one.
    """
    known = reading or read(message, reference_date)
    prepared = prepare(message, tuple(wanted), vocabulary, known, names)
    found: dict[str, FoundFact] = {}
    unclear: dict[str, DateMention] = {}
    left: Sequence[DateMention] = ()
    if prepared.text.strip():
        left = _fill_dates(prepared, found, unclear)
        _fill_counts(prepared, found)
        _fill_amounts(prepared, found)
        _fill_rest(prepared, found)
    return Facts(found, unclear, left)


def _fill_dates(message: FactMessage, found: dict[str, FoundFact], unclear: dict[str, DateMention]) -> Sequence[DateMention]:
    """Fills in the days; what comes back are those that belong to no fact."""
    wanted = [fact for fact in message.wanted if fact.type in DATES]
    mentions_left = standing(message, message.reading.dates)
    shares = share_out(message, wanted, mentions_left, DATES)
    for fact, how, mentions in shares.taken:
        days = [mention for mention in mentions if mention.value is not None]
        if not days and fact.name == WANTED_END and (last := end_of_stretch(mentions[0])):
            found[fact.name] = _fact(fact, last, how, mentions[0], assumed=True)
        elif not days:
            unclear[fact.name] = mentions[0]
        elif fact.type == "dates":
            found[fact.name] = _fact(fact, tuple(m.value for m in days if m.value), how, days[0], any(m.assumed for m in days))
        elif (chosen := _only_value(days, lambda mention: mention.value)) and chosen.value:
            value = chosen.moment if fact.type == "datetime" and chosen.moment else chosen.value
            if fact.name == WANTED_END:
                value = last_day_wanted(message.text, place_of(message.source, chosen), chosen.value)
            found[fact.name] = _fact(fact, value, how, chosen, chosen.assumed)
    return shares.left


def _fill_amounts(message: FactMessage, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type in AMOUNTS]
    mentions_left = standing(message, _sums_of_money(message, found))
    if each := _price_each(message, wanted, mentions_left, found):
        fact, price = each
        found[fact.name] = _fact(fact, price.value, "cue", price)
        wanted, mentions_left = [other for other in wanted if other != fact], tuple(m for m in mentions_left if m != price)
    for fact, how, mentions in share_out(message, wanted, mentions_left, AMOUNTS).taken:
        if fact.type == "amounts":
            values = tuple(mention.value for mention in mentions)
            values *= (count_of(message, mentions[0]) or 1) if len(values) == 1 else 1
            found[fact.name] = _fact(fact, values, how, mentions[0])
        elif chosen := _only_value(mentions, lambda mention: mention.value):
            alone = _is_price_each(message, fact) or not is_each(message, chosen)
            value = chosen.value if alone else _total(message, chosen)
            if value is not None:
                found[fact.name] = _fact(fact, value, how, chosen)


def _is_price_each(message: FactMessage, fact: FactDefinition) -> bool:
    """Whether this fact is the price of one; that of one thing only where the things are counted apart."""
    counted = any(other.type == "count" and "stuks" in other.cues for other in message.wanted)
    return is_rate(fact) and (counted or "per stuk" not in fact.cues)


def _price_each(
    message: FactMessage, wanted: Sequence[FactDefinition], amounts: Sequence[AmountMention], found: Mapping[str, FoundFact]
) -> tuple[FactDefinition, AmountMention] | None:
    """The one amount that is sought with the price of each of the things that were counted: "7 schermen van 129 euro"."""
    counted = {place_of(message.source, number).start for number in found.values()}
    prices = [amount for amount in amounts if place_of_count(message, amount) in counted]
    sought = [fact for fact in wanted if fact.sought and fact.type == "amount"]
    return (sought[0], prices[0]) if len(sought) == len(prices) == 1 else None


def _total(message: FactMessage, each: AmountMention) -> Decimal | None:
    """What so many things cost together; None where it is not told how many there are."""
    count = count_of(message, each)
    return None if count is None else count * each.value


def _sums_of_money(message: FactMessage, found: Mapping[str, FoundFact]) -> tuple[AmountMention, ...]:
    """The amounts; without bare numbers that count something, and without all of these in an answer of nothing but numbers."""
    counted = tuple(found.values())
    amounts = message.reading.amounts
    return tuple(amount for amount in amounts if not amount.bare or not (message.bare or overlaps_any(amount, counted)))


def _fill_counts(message: FactMessage, found: dict[str, FoundFact]) -> None:
    for name, number in read_counts(message).items():
        fact = next(fact for fact in message.wanted if fact.name == name)
        found[name] = _fact(fact, number.value, "cue", number)


def _fill_rest(message: FactMessage, found: dict[str, FoundFact]) -> None:
    _fill_lengths(message, found)
    _fill_days(message, found)
    _fill_percentages(message, found)
    _fill_numbers(message, found)
    for fact in message.wanted:
        if fact.name not in found and (chosen := _chosen(message, fact)):
            found[fact.name] = chosen


def _fill_lengths(message: FactMessage, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type == "duration_months"]
    lengths = tuple(length for length in message.reading.durations if length.role == "length" and length.months)
    for fact, how, mentions in share_out(message, wanted, lengths, ("duration_months",)).taken:
        if (chosen := _only_value(mentions, lambda mention: mention.months)) and chosen.months:
            found[fact.name] = _fact(fact, chosen.months, how, chosen)


def _fill_days(message: FactMessage, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type == "duration_days"]
    exact = (length for length in message.reading.durations if length.role == "length" and length.days)
    lengths = tuple(length for length in exact if not _BOUND.search(message.text[: place_of(message.source, length).start]))
    for fact, how, mentions in share_out(message, wanted, lengths, ("duration_days",)).taken:
        if (chosen := _only_value(mentions, lambda mention: mention.days)) and chosen.days:
            found[fact.name] = _fact(fact, chosen.days, how, chosen)


def _fill_percentages(message: FactMessage, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type == "percentage"]
    for fact, how, mentions in share_out(message, wanted, message.reading.percentages, ("percentage",)).taken:
        if chosen := _only_value(mentions, lambda mention: mention.value):
            found[fact.name] = _fact(fact, chosen.value, how, chosen)


def _fill_numbers(message: FactMessage, found: dict[str, FoundFact]) -> None:
    for fact, value, number in read_bare_numbers(message, list(found)):
        found[fact.name] = _fact(fact, value, "answer", number)


def _chosen(message: FactMessage, fact: FactDefinition) -> FoundFact | None:
    if fact.type == "audience":
        who = message.reading.audience
        return _fact(fact, who.value, "cue", who) if who and who.value else None
    if fact.type == "choice":
        chosen = find_choice(
            message.source, fact.choices, asked=fact.sought and _is_first_open(message, fact), keep=message.names
        )
        return _fact(fact, chosen[0], "cue", chosen[1]) if chosen else None
    return _yes_or_no(message, fact) if fact.type == "yes_no" else None


def _is_first_open(message: FactMessage, fact: FactDefinition) -> bool:
    """True for the one choice that a plain "ja" or "optie 2" can answer."""
    open_facts = [other for other in message.wanted if other.type in ("choice", "yes_no")]
    return open_facts == [fact]


def _yes_or_no(message: FactMessage, fact: FactDefinition) -> FoundFact | None:
    whole = Span(0, len(message.source.message), message.source.message)
    if _is_first_open(message, fact) and "?" not in message.text:
        if YES.search(message.text):
            return _fact(fact, True, "answer", whole)
        if NO.search(message.text) and not find_cues(message.text, fact.cues):
            return _fact(fact, False, "answer", whole)
    hits = find_cues(message.text, fact.cues)
    if not hits:
        return None
    around = message.text[max(0, hits[0].start - 24) : hits[0].start], message.text[hits[0].end : hits[0].end + 12]
    denied = re.search(r"\b(?:niet|geen|nooit|zonder)\b[^,.;?!]*$", around[0]) or re.match(r"\s+(?:nog\s+)?niet\b", around[1])
    return _fact(fact, denied is None, "cue", message.source.span(hits[0].start, hits[0].end))


def _only_value(mentions: Sequence[MentionT], value: Callable[[MentionT], object]) -> MentionT | None:
    """The first mention where all have the same value; None where two could be meant."""
    return mentions[0] if mentions and len({value(mention) for mention in mentions}) == 1 else None


def _fact(fact: FactDefinition, value: FactValue, how: How, span: Span, assumed: bool = False) -> FoundFact:
    return FoundFact(span.start, span.end, span.text, fact.name, value, how, assumed)
