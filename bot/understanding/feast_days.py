"""Days that have a name: "tweede kerstdag", "koningsdag", "pasen"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.understanding.date_reading import VAGUE, DateReading, assumed, choose, exact
from bot.understanding.tense import direction


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar. Source: the anonymous algorithm (Meeus, Jones, Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    quarter, quarter_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - quarter - correction + 15) % 30
    weekday = (32 + 2 * quarter_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _kings_day(year: int) -> date:
    """27 April, or the day before where that is a Sunday. Source: Koninklijk Besluit of 17 October 2013."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


_DAYS: Final[dict[str, Callable[[int], date]]] = {
    r"kerstavond": _fixed(12, 24),
    r"(?:2e|2de) kerstdag": _fixed(12, 26),
    r"(?:(?:1e|1ste) )?kerstdag|(?:de )?kerst(?:mis)?": _fixed(12, 25),
    r"oudejaarsdag|oudejaarsavond|oudjaar|oudejaar": _fixed(12, 31),
    r"nieuwjaarsdag|nieuwjaar": _fixed(1, 1),
    r"koningsdag": _kings_day,
    r"dodenherdenking": _fixed(5, 4),
    r"bevrijdingsdag": _fixed(5, 5),
    r"sinterklaas(?:avond)?|pakjesavond": _fixed(12, 5),
    r"valentijnsdag|valentijn": _fixed(2, 14),
    r"dag van de arbeid": _fixed(5, 1),
    r"allerheiligen": _fixed(11, 1),
    r"wapenstilstand": _fixed(11, 11),
    r"goede vrijdag": _after_easter(-2),
    r"(?:2e|2de) paasdag|paasmaandag": _after_easter(1),
    r"(?:(?:1e|1ste) )?paasdag|paaszondag|pasen": _after_easter(0),
    r"hemelvaart(?:sdag)?": _after_easter(39),
    r"(?:2e|2de) pinksterdag|pinkstermaandag": _after_easter(50),
    r"(?:(?:1e|1ste) )?pinksterdag|pinksterzondag|pinksteren": _after_easter(49),
}
_SEVERAL_DAYS: Final = ("kerst", "kerstmis", "de kerst", "pasen", "pinksteren", "oudjaar", "nieuwjaar")
_BESIDE: Final = re.compile(r"(?<!dag )\b(?:na|voor|tegen|rond|tijdens|tussen|met de)\s+$")
_NAMES: Final = tuple(re.compile(names) for names in _DAYS)

FEAST_DAY: Final = re.compile(
    rf"\b(?:(?P<lead>afgelopen|vorige|komende|volgende|aanstaande)\s+)?(?P<name>{'|'.join(_DAYS)})\b"
    r"(?:\s+(?:van\s+)?(?P<year>(?:19|20)\d\d)\b|\s+(?P<yearword>vorige|dit|afgelopen|volgende)\s+jaar)?"
)
TURN_OF_YEAR: Final = re.compile(
    r"\boud(?:\s?en\s?|-en-)nieuw\b|\bde feestdagen\b|\bde kerstdagen\b|\bkerstvakantie\b"
    r"|\b(?:in|na|voor|tijdens|binst|rond|sinds)\s+(?:de\s+)?(?:[a-z]+\s?)?vakantie\b|\b(?:met|na|tijdens) carnaval\b"
)


def read_feast_day(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of a named day: in the year that was named, or else the sensible one around the reference date."""
    name = match["name"]
    if name in _SEVERAL_DAYS and _BESIDE.search(match.string[: match.start()]):
        return VAGUE
    day_in = next(day for names, day in zip(_NAMES, _DAYS.values(), strict=True) if names.fullmatch(name))
    if match["year"] or match["yearword"]:
        shift = {"vorige": -1, "afgelopen": -1, "volgende": 1}.get(match["yearword"] or "dit", 0)
        year = int(match["year"] or reference.year + shift)
        return exact(day_in(year)) if 1583 <= year <= 9998 else None
    years = [year for year in range(reference.year - 1, reference.year + 2) if 1583 <= year <= 9998]
    where = direction(match.string, match.start("name"), match.end())
    found = choose([day_in(year) for year in years], reference, where)
    return found if found.value is None else assumed(*found.readings)


def read_turn_of_year(match: re.Match[str], reference: date) -> DateReading:
    """Vague: several days at once."""
    return VAGUE
