"""Times of the day: "om 14.30 uur", "'s ochtends om 9 uur", "half drie 's middags"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time
from typing import Final

_PART: Final = r"(?:'s\s+|in de\s+|des\s+)?(?P<{0}>ochtends?|morgens?|middags?|namiddags?|avonds?|nachts?)"
_SPOKEN: Final = r"(?P<half>half|kwart over|kwart voor|10 over|10 voor|5 over|5 voor|5 over half|5 voor half)\s+"
CLOCK: Final = re.compile(
    rf"(?:{_PART.format('early')}\s+)?(?:(?P<lead>om|rond|omstreeks|vanaf|tegen|circa|rond de klok van)\s+)?"
    rf"(?:{_SPOKEN}(?P<spoken>\d{{1,2}})(?:\s?uur)?"
    r"|(?<![\d.,/-])(?P<hour>\d{1,2})(?P<sep>[.:uh])(?P<minute>[0-5]\d)(?:\s?(?:uur|u|h)\b)?(?![\d.,-]*\d)|(?<![\d.,/-])(?P<full>\d{1,2})\s?(?:uur|u|h)\b)"
    rf"(?:\s+{_PART.format('late')}\b)?"
)
_MINUTES: Final = {
    "half": -30,
    "kwart over": 15,
    "kwart voor": -15,
    "10 over": 10,
    "10 voor": -10,
    "5 over": 5,
    "5 voor": -5,
    "5 over half": -25,
    "5 voor half": -35,
}
_NO_LENGTH: Final = re.compile(r"(?!\s+(?:later|lang|na|erna|daarna|ervoor|geleden|tijd|de\s+tijd|dagen|werk\w*|gewerkt)\b)")
_LATER: Final = ("middag", "namiddag", "avond")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day at `text[start:end]` of the canonical text."""

    start: int
    end: int
    time: time


def find_clocks(text: str, days: Collection[int] = ()) -> list[Clock]:
    """Every time of the day in a canonical text; an hour that may be morning or afternoon is left out.

    `days`: where the days in the text end; figures with "u" right behind one are a time.
    """
    return [
        Clock(match.start(), match.end(), read)
        for match in CLOCK.finditer(text)
        if (_is_time(match) or _follows(match, days)) and (read := _read(match)) is not None
    ]


def _follows(match: re.Match[str], days: Collection[int]) -> bool:
    """True for the "22u" of "12 maart 22u", and not for "12 maart 22 uur later"."""
    leading = len(match.string[: match.start()].rstrip(" ,"))
    return match["full"] is not None and leading in days and _NO_LENGTH.match(match.string, match.end()) is not None


def _is_time(match: re.Match[str]) -> bool:
    """True where the figures tell a time and no length ("72 uur"), article ("6.30") or price."""
    told = match["lead"] or match["early"] or match["late"]
    if match["hour"]:
        return bool(told) or match["sep"] in ":uh" or match.group().rstrip().endswith(("uur", "u"))
    return bool(told)


def _read(match: re.Match[str]) -> time | None:
    part = (match["early"] or match["late"] or "").rstrip("s") or _part_before(match)
    hour = int(match["hour"] or match["full"] or match["spoken"])
    written_exactly = bool(match["minute"]) and (hour == 0 or hour > 12 or len(match["hour"]) == 2)
    if not part and not written_exactly and not 7 <= hour <= 24:
        return None
    minutes = hour * 60 + int(match["minute"] or 0) + (_MINUTES[match["half"]] if match["half"] else 0)
    if part in _LATER and minutes < 12 * 60:
        minutes += 12 * 60
    if part == "nacht" and 12 * 60 <= minutes < 13 * 60:
        minutes -= 12 * 60
    if minutes == 24 * 60:
        minutes = 0
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 and hour <= 24 else None


def _part_before(match: re.Match[str]) -> str:
    """The part of the day in "gisteren avond om 8 uur"."""
    before = re.search(r"\b(ochtend|morgen|middag|namiddag|avond|nacht)\s*$", match.string[: match.start()])
    return before[1] if before else ""
