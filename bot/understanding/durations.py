"""Lengths of time: "anderhalve maand", "72 uur", "een jaarcontract", "1 jaar en 3 maanden"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, cast

from bot.understanding.canonical import Canonical, canonical
from bot.understanding.lexicon import UNIT_PATTERN, UNITS
from bot.understanding.spans import Span, overlaps_any

Unit = Literal["hours", "days", "working_days", "weeks", "months", "years"]
Role = Literal["length", "date", "repeating"]
DAYS_A_MONTH: Final = 30
FEW_MONTHS: Final = 2
"""From so many months on it hardly matters how long each of them is."""


@dataclass(frozen=True, slots=True)
class DurationMention(Span):
    """A length of time in a message.

    `role`: "date" where it counts from today ("twee weken geleden"), "repeating" for "elke 2 weken" and "per 3 maanden".
    `approximate`: "ongeveer 2 weken"; for "2 à 3 weken" the longer one is the value.
    """

    value: Decimal
    unit: Unit
    role: Role = "length"
    approximate: bool = False

    @property
    def months(self) -> int | None:
        """The length in whole months; None for days, weeks and parts of a month."""
        months = self.value * {"months": 1, "years": 12}.get(self.unit, 0)
        return int(months) if months and months == int(months) else None

    @property
    def days(self) -> Decimal | None:
        """The length in days; None for working days, hours, and for months that can be longer or shorter than so many days."""
        if self.unit in ("days", "weeks"):
            return self.value * (7 if self.unit == "weeks" else 1)
        months = self.value * {"months": 1, "years": 12}.get(self.unit, 0)
        return months * DAYS_A_MONTH if months >= FEW_MONTHS or 0 < months < 1 else None


_COUNT: Final = (
    r"(?:\d+(?:,\d+)?(?:\s*(?:en een|1/2|½)\s*(?:half|halve)?)?|een half|een halve|een|anderhalve|anderhalf|half|halve|1/2)"
)
_LENGTH: Final = re.compile(
    rf"(?<![\w.,/:-])(?:(?P<low>\d+)\s?(?:-|a|tot|of)\s?)?(?P<count>{_COUNT})(?:\s|-)?(?:volle|hele|complete|gehele)?\s?(?P<unit>{UNIT_PATTERN})"
    rf"(?:\s+en\s+(?P<count2>\d+|een)\s(?P<unit2>{UNIT_PATTERN})|\s+en\s+een\s+(?P<half>half|halve)\b)?"
)
_WHOLE_WORD: Final = re.compile(
    r"\b(?:(?P<n>[a-z]+?|\d+)-?(?P<adjective>daagse|weekse|maandse|maandelijkse|jarige?)\b"
    r"|(?:(?P<n2>\d+|een|twee|drie|vier|vijf)-?)?(?P<noun>halfjaar|kwartaal|maand|jaar|week)s?-?(?:contract|abonnement|overeenkomst|termijn|pakket|licentie)\b"
    r"|(?P<n3>\d+)-?(?P<noun3>maanden|jaren|weken|dagen)-?(?:contract|abonnement|overeenkomst)\b|(?P<halfyear>half\s?jaar(?:tje)?)\b"
    r"|\b(?P<quarters>3) kwartier\b)"
)
_ROUGHLY: Final = re.compile(
    r"\b(?:ongeveer|circa|ca\.?|zo'n|ruim|bijna|minstens|hooguit|max\.?|maximaal|minimaal|plusminus|rond de)\s+$|±\s*$"
)
_REPEATING: Final = re.compile(r"\b(?:elke|iedere|ieder|elk|per|om de|eens per|1x per)\s+$")
_ARTICLE_ONLY: Final = re.compile(r"\b(?:op|welke|zo|elke|in)\s+$")
_A_TIME: Final = re.compile(r"\b(?:om|rond|omstreeks|vanaf|tegen|tot|voor)\s+$")
_NOUNS: Final[dict[str, tuple[int, Unit]]] = {
    "halfjaar": (6, "months"),
    "kwartaal": (3, "months"),
    "maand": (1, "months"),
    "maanden": (1, "months"),
    "jaar": (12, "months"),
    "jaren": (12, "months"),
    "week": (1, "weeks"),
    "weken": (1, "weeks"),
    "dagen": (1, "days"),
}
_ADJECTIVES: Final[dict[str, tuple[int, Unit]]] = {
    "daagse": (1, "days"),
    "weekse": (1, "weeks"),
    "maandse": (1, "months"),
    "maandelijkse": (1, "months"),
    "jarig": (12, "months"),
    "jarige": (12, "months"),
}


def find_durations(text: str, *, dates: Iterable[Span] = ()) -> tuple[DurationMention, ...]:
    """Every length of time in the text, in order; those inside one of the `dates` get the role "date"."""
    return durations_in(canonical(text), dates)


def durations_in(source: Canonical, dates: Iterable[Span]) -> tuple[DurationMention, ...]:
    """Every length of time in a message that was made canonical already."""
    found = [_counted(source, match) for match in _LENGTH.finditer(source.text) if _is_length(match)]
    for match in _WHOLE_WORD.finditer(source.text):
        mention = _in_one_word(source, match)
        if mention is not None and not overlaps_any(mention, found):
            found.append(mention)
    known = tuple(dates)
    return tuple(sorted((_with_role(mention, known) for mention in found), key=lambda mention: mention.start))


def _is_length(match: re.Match[str]) -> bool:
    before, hours = match.string[: match.start()], UNITS[match["unit"]] == "hours"
    if hours and match["count"][0].isdigit() and _A_TIME.search(before):
        return int(Decimal(match["count"].split()[0].replace(",", "."))) > 24
    return not (match["count"] == "een" and _ARTICLE_ONLY.search(before))


def _counted(source: Canonical, match: re.Match[str]) -> DurationMention:
    span, unit = source.span(match.start(), match.end()), UNITS[match["unit"]]
    value = _count(match["count"]) + (Decimal("0.5") if match["half"] else 0)
    if match["count2"]:
        value, unit = _added(value, unit, _count(match["count2"]), UNITS[match["unit2"]])
    if unit == "quarters":
        value, unit = value * 3, "months"
    if unit == "years" and value != int(value):
        value, unit = value * 12, "months"
    before = match.string[: match.start()]
    role: Role = "repeating" if _REPEATING.search(before) else "length"
    roughly = match["low"] is not None or _ROUGHLY.search(before) is not None
    return DurationMention(span.start, span.end, span.text, value.normalize() + 0, cast(Unit, unit), role, roughly)


def _count(words: str) -> Decimal:
    number = re.match(r"\d+(?:,\d+)?", words)
    if number and not words.startswith("1/2"):
        half = Decimal("0.5") if number.end() < len(words) else Decimal(0)
        return Decimal(number[0].replace(",", ".")) + half
    if words == "een":
        return Decimal(1)
    return Decimal("1.5") if words.startswith("anderhal") else Decimal("0.5")


def _added(left: Decimal, left_unit: str, right: Decimal, right_unit: str) -> tuple[Decimal, str]:
    """The sum in the smaller unit; the first length alone where the two can't be added."""
    sizes = {("years", "months"): 12, ("weeks", "days"): 7, ("days", "hours"): 24}
    size = sizes.get((left_unit, right_unit))
    return (left * size + right, right_unit) if size else (left, left_unit)


def _in_one_word(source: Canonical, match: re.Match[str]) -> DurationMention | None:
    measured = _measure(match)
    if measured is None:
        return None
    span = source.span(match.start(), match.end())
    role: Role = "repeating" if _REPEATING.search(match.string[: match.start()]) else "length"
    return DurationMention(span.start, span.end, span.text, *measured, role)


def _measure(match: re.Match[str]) -> tuple[Decimal, Unit] | None:
    if match["halfyear"]:
        return Decimal(6), "months"
    if match["quarters"]:
        return Decimal("0.75"), "hours"
    if match["adjective"]:
        count = canonical(match["n"]).text
        size, unit = _ADJECTIVES[match["adjective"]]
        return (Decimal(int(count) * size), unit) if count.isdecimal() else (Decimal(size), unit) if count == "een" else None
    noun, count = match["noun"] or match["noun3"], match["n2"] or match["n3"]
    size, unit = _NOUNS[noun]
    return Decimal(size * (int(canonical(count).text) if count and count != "een" else 1)), unit


def _with_role(mention: DurationMention, dates: tuple[Span, ...]) -> DurationMention:
    if not overlaps_any(mention, dates):
        return mention
    return DurationMention(mention.start, mention.end, mention.text, mention.value, mention.unit, "date", mention.approximate)
