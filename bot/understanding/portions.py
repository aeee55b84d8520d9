"""How much of a whole was done: "3 van de 12 lessen gehad", "12 uur voor 480 euro, er is 3 uur gewerkt"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.understanding.clauses import part_at
from bot.understanding.fact_message import FactMessage, free_numbers, place_of
from bot.understanding.numbers import NumberMention

_UNITS: Final = {
    "uur": r"(?:[a-z]*uur|[a-z]*uren|uurtjes?)",
    "les": r"[a-z]*less?(?:en)?",
    "sessie": r"[a-z]*sessies?",
    "keer": r"(?:keer|keren)",
    "bijeenkomst": r"[a-z]*bijeenkomst(?:en)?",
    "dag": r"(?:werk|trainings|cursus)?(?:dag|dagen)",
    "dagdeel": r"dagde(?:el|len)",
    "maand": r"maand(?:en)?",
}
_UNIT: Final = re.compile(
    rf"\s*(?:(?!van\b|voor\b|en\b|er\b)[a-z]+[\s-])?(?:{'|'.join(f'(?P<{unit}>{form})' for unit, form in _UNITS.items())})\b"
)
_OF_A_WHOLE: Final = re.compile(
    r"\bvan (?:de|het|mijn|m'n|onze|die|in totaal)\s+$|\b(?:pakket|traject|bundel|reeks|strippenkaart) van\s+$"
)
_PART_OF: Final = re.compile(r"\s+(?:[a-z]+\s+)?van (?:de|het|mijn|m'n|onze|die|in totaal)\s+\d")
_AGREED: Final = (
    r"\b(?:afgesproken|overeengekomen|geoffreerd|begroot|geschat|offerte|raming|in totaal|totaal|pakket|traject|klus|opdracht"
    r"|reeks|bundel|strippenkaart|gekocht|ingekocht|geboekt|besteld)\b"
)
_AGREED_BEFORE: Final = re.compile(rf"{_AGREED}[^\d.?!]*$")
_AGREED_AFTER: Final = re.compile(rf"(?:\s+(?!(?:over|boven|buiten|meer)\b)[a-z]+){{0,2}}?\s+{_AGREED}")
_PRICED_BEFORE: Final = re.compile(r"(?:euro|eur|\d)\s+(?:[a-z]+\s+)?voor\s+$")
_PRICED_AFTER: Final = re.compile(r"\s+(?:in totaal\s+)?voor\s+(?:in totaal\s+|samen\s+)?(?:€|\d)")
_DONE: Final = re.compile(
    r"\b(?:gewerkte?|gedaan|gehad|geweest|uitgevoerd|verbruikt|opgemaakt|opgebruikt|afgenomen|besteed|gemaakt|geworden|werden|gevolgd"
    r"|gegeven|geleverd|voorbij|achter de rug|op zitten|erop zitten)\b"
)
_AFTER_SO_MUCH: Final = re.compile(r"\bna\s+$")
# A moment or a term, no count: "om 12 uur", "binnen 24 uur".
_NO_COUNT: Final = re.compile(r"\b(?:om|rond|binnen|over|tussen|tot|vanaf|na|elke|per|laatste|komende|afgelopen)\s+$")


@dataclass(frozen=True, slots=True)
class Portion:
    """What was done and the whole that was agreed, in the same unit ("uur"); None for what is not told or is told twice.

    `contradictory`: more was done than was agreed, so that neither can be trusted unless that is what is told. `further`: other
    numbers in that unit beside the part that was done, where no whole is told ("9 uur gewerkt, 2 uur reistijd").
    """

    done: NumberMention | None = None
    whole: NumberMention | None = None
    unit: str | None = None
    contradictory: bool = False
    further: tuple[NumberMention, ...] = ()


def read_portion(message: FactMessage) -> Portion:
    """How much was done of how much, as far as the message tells."""
    numbers = free_numbers(message)
    whole = _only([number for number in numbers if _is_whole(message, number)]) or _beside_so_much(message, numbers)
    unit = _unit(message, whole) if whole else None
    done = _only([number for number in numbers if number != whole and _is_done(message, number, unit, known=whole is not None)])
    more = bool(done and whole and done.value > whole.value)
    unit = unit or (_unit(message, done) if done else None)
    others = [number for number in numbers if done and number.value != done.value]
    further = () if whole else _further(message, others, unit)
    return Portion(done, whole, unit, contradictory=more, further=further)


def _further(message: FactMessage, numbers: Sequence[NumberMention], unit: str | None) -> tuple[NumberMention, ...]:
    counted = (number for number in numbers if unit and _unit(message, number) == unit)
    return tuple(number for number in counted if not _NO_COUNT.search(message.text[: place_of(message.source, number).start]))


def _beside_so_much(message: FactMessage, numbers: Sequence[NumberMention]) -> NumberMention | None:
    """The 8 in "u geeft 8 sessies, na 3 sessies stop ik": the one other number in that unit, and a larger one."""
    done = [number for number in numbers if _AFTER_SO_MUCH.search(message.text[: place_of(message.source, number).start])]
    unit = _unit(message, done[0]) if len(done) == 1 else None
    others = [number for number in numbers if number not in done and unit and _unit(message, number) == unit]
    return others[0] if len(others) == 1 and others[0].value > done[0].value else None


def tells_done(words: str) -> bool:
    """Whether these words tell that something was done ("al gewerkt")."""
    return _DONE.search(words) is not None


def units_of(cues: Sequence[str]) -> frozenset[str]:
    """The units that are named among these cues."""
    matches = (_UNIT.match(f" {word}") for cue in cues for word in cue.split())
    return frozenset(match.lastgroup for match in matches if match and match.lastgroup)


def _unit(message: FactMessage, number: NumberMention) -> str | None:
    match = _UNIT.match(message.text, place_of(message.source, number).end)
    return match.lastgroup if match else None


def _is_whole(message: FactMessage, number: NumberMention) -> bool:
    place = place_of(message.source, number)
    before = message.text[: place.start]
    unit = _UNIT.match(message.text, place.end)
    if _OF_A_WHOLE.search(before):
        return True
    if unit is None or _NO_COUNT.search(before) or _part_tells(message, number, tells_done):
        return False
    agreed = _AGREED_BEFORE.search(before) or _AGREED_AFTER.match(message.text, unit.end())
    return bool(agreed or _PRICED_BEFORE.search(before) or _PRICED_AFTER.match(message.text, unit.end()))


def _is_done(message: FactMessage, number: NumberMention, unit: str | None, *, known: bool) -> bool:
    """`known`: the whole is told, in this unit, so that a number without one may be of it."""
    place = place_of(message.source, number)
    before, own = message.text[: place.start], _unit(message, number)
    if _PART_OF.match(message.text, place.end):
        return True
    if own is not None and unit is not None and own != unit:
        return False
    if _AFTER_SO_MUCH.search(before):
        return own is not None and own == unit
    told = (own is not None or known) and _part_tells(message, number, tells_done)
    return told and not _NO_COUNT.search(before)


def _part_tells(message: FactMessage, number: NumberMention, tells: Callable[[str], bool]) -> bool:
    part = part_at(message.text, place_of(message.source, number).start)
    return tells(message.text[part.start : part.end])


def _only(numbers: Sequence[NumberMention]) -> NumberMention | None:
    """The one number, also where it is said twice; None where there are several."""
    return numbers[0] if numbers and len({number.value for number in numbers}) == 1 else None
