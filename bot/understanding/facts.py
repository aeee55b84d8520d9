"""The facts that a message gives: each date, amount or choice bound to the fact that it belongs to. Rather open than wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, TypeVar

from bot.understanding.binding import Place, best_claim, leads_elsewhere
from bot.understanding.canonical import Canonical, canonical, respelled
from bot.understanding.choices import NO, YES, find_choice
from bot.understanding.cues import cue_speller, find_cues
from bot.understanding.dates import DateMention
from bot.understanding.numbers import NumberMention, find_numbers
from bot.understanding.reading import Reading, read
from bot.understanding.spans import Span, overlaps_any
from bot.understanding.vocabulary import FactDefinition, FactType, FactVocabulary

FactValue = date | datetime | Decimal | int | str | bool | tuple[Decimal, ...] | tuple[date, ...]
How = Literal["cue", "only_one", "answer"]


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
    """What a message gives of the wanted facts. `unclear` holds dates that belong to a fact but are no single day."""

    found: Mapping[str, FoundFact] = field(default_factory=dict)
    unclear: Mapping[str, DateMention] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, FactValue]:
        """The values by the name of their fact."""
        return {name: fact.value for name, fact in self.found.items()}


@dataclass(frozen=True, slots=True)
class _Message:
    """A message with what was read in it, ready for binding."""

    source: Canonical
    reading: Reading
    wanted: tuple[FactDefinition, ...]
    vocabulary: FactVocabulary
    bare: bool

    @property
    def text(self) -> str:
        """The canonical text, in which cues are sought."""
        return self.source.text


_Mention = TypeVar("_Mention", bound=Span)
_DATES: Final[tuple[FactType, ...]] = ("date", "datetime", "dates")
_AMOUNTS: Final[tuple[FactType, ...]] = ("amount", "amounts")
_FILLERS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        ja nee neen hoor dat dit het was is op van om de een en ik
        bedoelde bedoel bedoeld denk dacht geloof eh euh ehm dus ongeveer
        precies sorry oeps correctie moet zijn toch maar niet uiterlijk volgens mij datum bedrag euro eur respectievelijk resp in
        gewoon oh oke ok hoi hallo bij
        dan al nog pas per voor totaal samen bedankt dank je u alvast groet groeten mvg zo'n circa rond
        den hem ze die deze klopt dag zou kunnen zowat ben waren wel waarvan
        """,
    )
)
_TAKEN_BACK: Final = re.compile(r"\bniet\s+(?:(?:op|van|de|om)\s+)*$")
_REPLACED: Final = re.compile(
    r"\s*[,.(-]*\s*(?:of\s+)?(?:nee|neen|sorry|oeps|correctie|pardon|ik bedoel|eigenlijk|of eigenlijk|wacht)\b"
)
_UNITLESS: Final[tuple[FactType, ...]] = ("amount", "amounts", "count", "duration_months", "percentage")


def find_facts(
    message: str,
    *,
    wanted: Sequence[FactDefinition],
    vocabulary: FactVocabulary,
    reference_date: date,
    reading: Reading | None = None,
) -> Facts:
    """The wanted facts that this message gives.

    `wanted` in the order in which they were asked: a bare answer ("5 maart", "8000 en 2000") fills them in that order. A value
    beside a cue of another fact fills none, and neither do two values that could both be meant.
    """
    known = reading or read(message, reference_date)
    prepared = _prepare(message, tuple(wanted), vocabulary, known)
    found: dict[str, FoundFact] = {}
    unclear: dict[str, DateMention] = {}
    if prepared.text.strip():
        _fill_dates(prepared, found, unclear)
        _fill_amounts(prepared, found)
        _fill_rest(prepared, found)
    return Facts(found, unclear)


def _prepare(message: str, wanted: tuple[FactDefinition, ...], vocabulary: FactVocabulary, reading: Reading) -> _Message:
    cues = tuple(cue for fact in (*wanted, *vocabulary.definitions) for cue in fact.cues)
    source = respelled(canonical(message), cue_speller(cues))
    return _Message(source, reading, wanted, vocabulary, _is_bare(message, reading))


def _is_bare(message: str, reading: Reading) -> bool:
    """True for a message that holds values and next to nothing else."""
    spans: list[Span] = [*reading.dates, *reading.amounts, *reading.durations, *reading.percentages, *find_numbers(message)]
    spans += [reading.audience] if reading.audience else []
    rest = "".join(" " if any(s.start <= i < s.end for s in spans) else c for i, c in enumerate(message))
    words = re.findall(r"[a-z']+", canonical(rest).text)
    return "?" not in message and all(word in _FILLERS for word in words)


def _fill_dates(message: _Message, found: dict[str, FoundFact], unclear: dict[str, DateMention]) -> None:
    wanted = [fact for fact in message.wanted if fact.type in _DATES]
    standing = _not_taken_back(message, message.reading.dates)
    for fact, how, mentions in _bind(message, wanted, standing, _DATES):
        days = [mention for mention in mentions if mention.value is not None]
        if not days:
            unclear[fact.name] = mentions[0]
        elif fact.type == "dates":
            found[fact.name] = _fact(fact, tuple(m.value for m in days if m.value), how, days[0], any(m.assumed for m in days))
        elif (chosen := _only_value(days, lambda mention: mention.value)) and chosen.value:
            value = chosen.moment if fact.type == "datetime" and chosen.moment else chosen.value
            found[fact.name] = _fact(fact, value, how, chosen, chosen.assumed)


def _fill_amounts(message: _Message, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type in _AMOUNTS]
    standing = _not_taken_back(message, message.reading.amounts)
    for fact, how, mentions in _bind(message, wanted, standing, _AMOUNTS):
        if fact.type == "amounts":
            found[fact.name] = _fact(fact, tuple(mention.value for mention in mentions), how, mentions[0])
        elif chosen := _only_value(mentions, lambda mention: mention.value):
            found[fact.name] = _fact(fact, chosen.value, how, chosen)


def _fill_rest(message: _Message, found: dict[str, FoundFact]) -> None:
    _fill_lengths(message, found)
    _fill_percentages(message, found)
    _fill_counts(message, found)
    _fill_bare_numbers(message, found)
    for fact in message.wanted:
        if fact.name not in found and (chosen := _chosen(message, fact)):
            found[fact.name] = chosen


def _fill_lengths(message: _Message, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type == "duration_months"]
    lengths = tuple(length for length in message.reading.durations if length.role == "length" and length.months)
    for fact, how, mentions in _bind(message, wanted, lengths, ("duration_months",)):
        if (chosen := _only_value(mentions, lambda mention: mention.months)) and chosen.months:
            found[fact.name] = _fact(fact, chosen.months, how, chosen)


def _fill_percentages(message: _Message, found: dict[str, FoundFact]) -> None:
    wanted = [fact for fact in message.wanted if fact.type == "percentage"]
    for fact, how, mentions in _bind(message, wanted, message.reading.percentages, ("percentage",)):
        if chosen := _only_value(mentions, lambda mention: mention.value):
            found[fact.name] = _fact(fact, chosen.value, how, chosen)


def _fill_counts(message: _Message, found: dict[str, FoundFact]) -> None:
    """Counts need a cue right beside the number: numbers are everywhere."""
    numbers = _free_numbers(message)
    for fact in (fact for fact in message.wanted if fact.type == "count"):
        near = [number for number in numbers if _stands_beside_cue(message, number, fact)]
        if chosen := _only_value(near, lambda number: number.value):
            found[fact.name] = _fact(fact, chosen.value, "cue", chosen)


def _fill_bare_numbers(message: _Message, found: dict[str, FoundFact]) -> None:
    """A message of nothing but numbers answers the questions for numbers in their order."""
    asked = [fact for fact in message.wanted if fact.type in _UNITLESS and fact.name not in found]
    numbers = _free_numbers(message)
    if not (message.bare and asked and numbers):
        return
    if len(asked) == 1 and asked[0].type == "amounts":
        found[asked[0].name] = _fact(asked[0], tuple(number.value for number in numbers), "answer", numbers[0])
    elif len(asked) == len(numbers):
        for fact, number in zip(asked, numbers, strict=True):
            if (value := _as_type(number.value, fact.type)) is not None:
                found[fact.name] = _fact(fact, value, "answer", number)


def _as_type(value: Decimal, kind: FactType) -> FactValue | None:
    if kind == "amounts":
        return (value,)
    if kind == "duration_months":
        return int(value) if value == int(value) else None
    return value


def _chosen(message: _Message, fact: FactDefinition) -> FoundFact | None:
    if fact.type == "audience":
        who = message.reading.audience
        return _fact(fact, who.value, "cue", who) if who and who.value else None
    if fact.type == "choice":
        chosen = find_choice(message.source, fact.choices, asked=_is_first_open(message, fact))
        return _fact(fact, chosen[0], "cue", chosen[1]) if chosen else None
    return _yes_or_no(message, fact) if fact.type == "yes_no" else None


def _is_first_open(message: _Message, fact: FactDefinition) -> bool:
    """True for the one choice that a plain "ja" or "optie 2" can answer."""
    open_facts = [other for other in message.wanted if other.type in ("choice", "yes_no")]
    return open_facts == [fact]


def _yes_or_no(message: _Message, fact: FactDefinition) -> FoundFact | None:
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


def _bind(
    message: _Message, wanted: Sequence[FactDefinition], mentions: Sequence[_Mention], kinds: tuple[FactType, ...]
) -> list[tuple[FactDefinition, How, list[_Mention]]]:
    """Each wanted fact with the mentions that it takes: by cue, in the order of the questions, or as the only one left."""
    if not wanted or not mentions:
        return []
    owners = _owners(message, wanted, mentions, kinds)
    by_cue = [(fact, [m for m, name in zip(mentions, owners, strict=True) if name == fact.name]) for fact in wanted]
    bound: list[tuple[FactDefinition, How, list[_Mention]]] = [(fact, "cue", taken) for fact, taken in by_cue if taken]
    filled = {fact.name for fact, _, _ in bound}
    rest = [fact for fact in wanted if fact.name not in filled]
    loose = [mention for mention, name in zip(mentions, owners, strict=True) if name is None]
    if kinds == _DATES and not message.bare:
        loose = [mention for mention in loose if not leads_elsewhere(message.text, _place(message.source, mention))]
    return bound + _bind_loose(rest, loose, bare=message.bare)


def _bind_loose(
    rest: list[FactDefinition], loose: list[_Mention], *, bare: bool
) -> list[tuple[FactDefinition, How, list[_Mention]]]:
    """What is left for what is left: one for one, in order where the message is nothing but an answer."""
    how: How = "answer" if bare else "only_one"
    if len(rest) == 1 and loose and (len(loose) == 1 or rest[0].type in ("amounts", "dates")):
        return [(rest[0], how, loose)]
    if bare and len(rest) == len(loose):
        return [(fact, how, [mention]) for fact, mention in zip(rest, loose, strict=True)]
    return []


def _owners(
    message: _Message, wanted: Sequence[FactDefinition], mentions: Sequence[_Mention], kinds: tuple[FactType, ...]
) -> list[str | None]:
    """For each mention the name of the fact whose cue claims it, wanted or not; None where no cue does."""
    known = [fact for fact in message.vocabulary.definitions if fact.type in kinds]
    places = [_place(message.source, mention) for mention in mentions]
    claims = [
        best_claim(message.text, place, others=[other for other in places if other != place], wanted=wanted, known=known)
        for place in places
    ]
    owners = [claim.name if claim else None for claim in claims]
    return _spread_over_list(message, wanted, places, owners)


def _spread_over_list(
    message: _Message, wanted: Sequence[FactDefinition], places: Sequence[Place], owners: list[str | None]
) -> list[str | None]:
    """The owners with each list continued: in "facturen van 900 en 2400 euro" the 2400 belongs to the invoices too."""
    lists = {fact.name for fact in wanted if fact.type in ("amounts", "dates")}
    for index in range(1, len(owners)):
        between = message.text[places[index - 1].end : places[index].start]
        if (
            owners[index] is None
            and owners[index - 1] in lists
            and re.fullmatch(r"\W*(?:(?:en|plus|eentje|een|van)\W*)*", between)
        ):
            owners[index] = owners[index - 1]
    return owners


def _place(source: Canonical, mention: Span) -> Place:
    start = source.position(mention.start)
    return Place(start, max(start + 1, source.position(mention.end - 1) + 1))


def _not_taken_back(message: _Message, mentions: Sequence[_Mention]) -> tuple[_Mention, ...]:
    """The mentions that the writer stands by: without "niet 3 maart" and without what a "nee" replaces."""
    text, standing = message.text, []
    for index, mention in enumerate(mentions):
        place = _place(message.source, mention)
        denied = _TAKEN_BACK.search(text[: place.start]) and re.search(r"\bmaar\b", text[place.end :])
        replaced = index + 1 < len(mentions) and _REPLACED.match(text, place.end)
        if not denied and not replaced:
            standing.append(mention)
    return tuple(standing)


def _only_value(mentions: Sequence[_Mention], value: Callable[[_Mention], object]) -> _Mention | None:
    """The first mention where all have the same value; None where two could be meant."""
    return mentions[0] if mentions and len({value(mention) for mention in mentions}) == 1 else None


def _free_numbers(message: _Message) -> list[NumberMention]:
    reading = message.reading
    taken: list[Span] = [*reading.dates, *reading.amounts, *reading.percentages, *reading.intent.articles]
    numbers = find_numbers(message.source.message)
    return [number for number in numbers if number.kind != "ordinal" and not overlaps_any(number, taken)]


def _stands_beside_cue(message: _Message, number: NumberMention, fact: FactDefinition) -> bool:
    place = _place(message.source, number)
    for hit in find_cues(message.text, fact.cues):
        if hit.start <= place.start and place.end <= hit.end:
            return True
        between = message.text[hit.end : place.start] if hit.end <= place.start else message.text[place.end : hit.start]
        if len(between.split()) <= 2 and not re.search(r"[.,;?!]|\d", between):
            return True
    return False


def _fact(fact: FactDefinition, value: FactValue, how: How, span: Span, assumed: bool = False) -> FoundFact:
    return FoundFact(span.start, span.end, span.text, fact.name, value, how, assumed)
