"""A message made ready for binding: what was read in it, what is wanted, and the text in which cues are sought."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.understanding.binding import Place
from bot.understanding.canonical import Canonical, canonical, respelled
from bot.understanding.cues import wider_cue_speller
from bot.understanding.numbers import NumberMention, find_numbers
from bot.understanding.reading import Reading
from bot.understanding.spans import Span, overlaps_any
from bot.understanding.vocabulary import FactDefinition, FactVocabulary

MentionT = TypeVar("MentionT", bound=Span)
_FILLERS: Final = frozenset(
    re.findall(
        r"[\w']+",
        """
        ja nee neen hoor dat dit het was is op van om de een en ik bedoelde bedoel bedoeld denk dacht geloof eh euh ehm dus
        ongeveer precies sorry oeps correctie moet zijn toch maar niet uiterlijk volgens mij datum bedrag euro eur resp
        respectievelijk in gewoon oh oke ok hoi hallo bij dan al nog pas per voor totaal samen bedankt dank je u alvast groet
        groeten mvg zo'n circa rond den hem ze die deze klopt dag zou kunnen zowat ben waren wel waarvan
        """,
    )
)
_TAKEN_BACK: Final = re.compile(r"\bniet\s+(?:(?:op|van|de|om)\s+)*$")
_REPLACED: Final = re.compile(
    r"\s*[,.(-]*\s*(?:of\s+)?(?:nee|neen|sorry|oeps|correctie|pardon|ik bedoel|eigenlijk|of eigenlijk|wacht)\b"
)
_SEVERAL: Final = re.compile(
    r"(?<![\d.,])(\d+)\s*(?:\s(?:[a-z]+\s+)?[a-z']+(?:en|s)\s+(?:van|a)|x|keer|maal)(?:\s+(?:elk|ieder|telkens))?\s+(?:€\s*)?$"
)
# In "2 rekeningen van 900 en 1.900 euro" the 900 is one of two.
_LISTED: Final = re.compile(r"\s*(?:euro|eur|€)?\s*(?:,|en|\+|plus)\s*(?:een\s+)?(?:van\s+)?(?:€\s*)?\d")
# "Drie kwartier" is no three hours.
_QUARTERS: Final = re.compile(r"\s*kwartier")
_MOST_THINGS: Final = 1000
_EACH: Final = re.compile(r"\s+(?:per stuk|elk|ieder|het stuk|p\.?st|per persoon|per deelnemer|p\.p|pp)\b")


@dataclass(frozen=True, slots=True)
class FactMessage:
    """A message with what was read in it, ready for binding. `names` are words that are no typing errors."""

    source: Canonical
    reading: Reading
    wanted: tuple[FactDefinition, ...]
    vocabulary: FactVocabulary
    bare: bool
    names: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The canonical text, in which cues are sought."""
        return self.source.text


def prepare(
    message: str, wanted: tuple[FactDefinition, ...], vocabulary: FactVocabulary, reading: Reading, names: Collection[str] = ()
) -> FactMessage:
    """The message ready for binding, with typing errors in cue words mended; `names` are no typing errors."""
    cues = tuple(cue for fact in wanted for cue in fact.cues)
    source = respelled(canonical(message), wider_cue_speller(vocabulary.cues, cues), keep=names)
    return FactMessage(source, reading, wanted, vocabulary, _is_bare(message, reading), frozenset(names))


def _is_bare(message: str, reading: Reading) -> bool:
    """True for a message that holds values and next to nothing else."""
    spans: list[Span] = [*reading.dates, *reading.amounts, *reading.durations, *reading.percentages, *find_numbers(message)]
    spans += [reading.audience] if reading.audience else []
    covered = {place for span in spans for place in range(span.start, span.end)}
    rest = "".join(" " if place in covered else character for place, character in enumerate(message))
    words = re.findall(r"[a-z']+", canonical(rest).text)
    return "?" not in message and all(word in _FILLERS for word in words)


def place_of(source: Canonical, mention: Span) -> Place:
    """Where a mention stands in the canonical text."""
    start = source.position(mention.start)
    return Place(start, max(start + 1, source.position(mention.end - 1) + 1))


def standing(message: FactMessage, mentions: Sequence[MentionT]) -> tuple[MentionT, ...]:
    """The mentions that the writer stands by: without "niet 3 maart" and without what a "nee" replaces."""
    text, kept = message.text, []
    for index, mention in enumerate(mentions):
        place = place_of(message.source, mention)
        denied = _TAKEN_BACK.search(text[: place.start]) and re.search(r"\bmaar\b", text[place.end :])
        replaced = index + 1 < len(mentions) and _REPLACED.match(text, place.end)
        if not denied and not replaced:
            kept.append(mention)
    return tuple(kept)


def is_each(message: FactMessage, amount: Span) -> bool:
    """True for the price of one of several ("3 stoelen van 80 euro", "80 euro per stuk"), which is no total."""
    several = _several(message, amount)
    end = place_of(message.source, amount).end
    return bool(several and several[1] != "1") or _EACH.match(message.text, end) is not None


def count_of(message: FactMessage, amount: Span) -> int | None:
    """How many things cost this amount each ("3 stoelen van 80 euro"); None where that is not told."""
    several = _several(message, amount)
    return int(several[1]) if several and 1 <= int(several[1]) <= _MOST_THINGS else None


def place_of_count(message: FactMessage, amount: Span) -> int | None:
    """Where in the canonical text that number stands."""
    several = _several(message, amount)
    return several.start(1) if several else None


def _several(message: FactMessage, amount: Span) -> re.Match[str] | None:
    """Where it is told how many things cost this amount each; not where further amounts follow for the others."""
    place = place_of(message.source, amount)
    return None if _LISTED.match(message.text, place.end) else _SEVERAL.search(message.text[: place.start])


def free_numbers(message: FactMessage) -> list[NumberMention]:
    """The numbers that are no part of a date, an amount, a percentage or the number of a clause; bare ones may be either."""
    reading = message.reading
    sums = [amount for amount in reading.amounts if not amount.bare]
    taken: list[Span] = [*reading.dates, *sums, *reading.percentages, *reading.intent.articles]
    numbers = find_numbers(message.source.message)
    free = (number for number in numbers if number.kind != "ordinal" and not overlaps_any(number, taken))
    return [number for number in free if not _QUARTERS.match(message.text, place_of(message.source, number).end)]
