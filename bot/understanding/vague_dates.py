"""Expressions that name a stretch of days and no single one: "eind januari", "vorige maand", "begin 2026"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from bot.understanding.date_reading import (
    VAGUE,
    DateReading,
    add_months,
    assumed,
    exact,
    make_date,
    month_stretch,
    safe_shift,
    stretch,
    without_year,
)
from bot.understanding.lexicon import MONTH_PATTERN, WEEKDAY_PATTERN, month_number, weekday_number
from bot.understanding.tense import direction

_EDGE: Final = (
    r"(?:begin|eind|einde|half|medio|midden|halverwege|aanvang|loop van|laatste week van|eerste week van|1e week van|rond)"
)
_WHICH: Final = r"(?:de|deze|dit|afgelopen|vorige|volgende|komende|aanstaande)"
VAGUE_MONTH: Final = re.compile(
    rf"\b(?:(?P<edge>{_EDGE})|in|sinds|vanaf|tot|van|per|ergens in|afgelopen|vorige|komende|volgende"
    rf"|maand)\s+(?:de maand\s+)?(?P<month>{MONTH_PATTERN})"
    r"(?!\s*\d{1,2}\b(?!\d))(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|(?<![\d\s])\b(?P<month2>{MONTH_PATTERN})\s+(?P<year2>(?:19|20)\d\d)\b|^\s*(?P<month3>{MONTH_PATTERN})\s*$"
    rf"|\b(?P<month4>{MONTH_PATTERN})\s+(?P<year4>(?:19|20)\d\d)\b"
)
VAGUE_PERIOD: Final = re.compile(
    rf"\b(?:{_EDGE}\s+(?:van\s+)?)?{_WHICH}\s+(?:week|weekend|weekeinde|maand|jaar|kwartaal|zomer|winter|lente|najaar|voorjaar|herfst)\b(?!\s*\d)"
    r"|\b(?:in het|dit|van het) weekend\b(?!\s+van\s+(?:de\s+)?\d)|\bvan de week\b"
)
VAGUE_YEAR: Final = re.compile(
    r"\b(?:begin|eind|einde|medio|half|in|sinds|vanaf)\s+(?:van\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s*(?:euro|eur))"
)
DAY_OF_MONTH: Final = re.compile(
    r"\b(?:de\s+|op\s+)?(?P<edge>1e|laatste)\s+(?P<dag>dag\s+)?(?:van\s+)(?:(?:de\s+)?(?:(?P<which>deze|afgelopen|vorige|volgende|komende)\s+)?maand\b"
    r"|(?:het|dit|(?P<past>vorige|afgelopen)|volgende)\s+(?P<of_year>jaar)\b"
    rf"|(?P<month>{MONTH_PATTERN})(?:\s+(?P<year>(?:19|20)\d\d)\b)?)"
    rf"|\bultimo\s+(?P<month2>{MONTH_PATTERN})(?:\s+(?P<year2>(?:19|20)\d\d)\b)?"
)

NTH_WEEKDAY: Final = re.compile(
    rf"\b(?:de\s+)?(?P<nth>[1-4]e|laatste)\s+(?P<weekday>{WEEKDAY_PATTERN})\s+(?:van|in)\s+(?P<month>{MONTH_PATTERN})(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
)


def read_nth_weekday(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "de eerste maandag van maart"."""
    month = month_number(match["month"])
    around = without_year(month, 1, reference, direction(match.string, match.start(), match.end())).value
    start = make_date(int(match["year"]), month, 1) if match["year"] else around
    if start is None:
        return None
    days = [start.replace(day=day) for day in range(1, _last_day(start).day + 1)]
    fitting = [day for day in days if day.weekday() == weekday_number(match["weekday"])]
    day = fitting[-1] if match["nth"] == "laatste" else fitting[int(match["nth"][0]) - 1]
    return exact(day) if match["year"] else assumed(day)


def read_vague_month(match: re.Match[str], reference: date) -> DateReading:
    """The month that was named, as a stretch of days; in the sensible year where none was named."""
    month = month_number(next(found for name in ("month", "month2", "month3", "month4") if (found := match[name])))
    if written := match["year"] or match["year2"] or match["year4"]:
        return month_stretch(int(written), month)
    around = without_year(month, 1, reference, direction(match.string, match.start(), match.end())).value
    return month_stretch(around.year, month) if around else VAGUE


def read_vague_period(match: re.Match[str], reference: date) -> DateReading | None:
    """The week, month or year that was named, as a stretch of days; None for "de week" and the like without more."""
    words = match.group()
    shift = -1 if re.search(r"afgelopen|vorige", words) else 1 if re.search(r"volgende|komende|aanstaande", words) else 0
    edge = re.match(rf"{_EDGE}\b", words)
    if shift == 0 and not edge and not re.search(r"\b(?:deze|dit|weekend)|van de week", words):
        return None
    if re.search(r"week(?!end|einde)", words):
        return _week(reference, shift)
    if "maand" in words:
        month = add_months(reference, shift)
        return month_stretch(month.year, month.month) if month else VAGUE
    if "jaar" in words and "voor" not in words and "na" not in words and 1 <= reference.year + shift <= 9999:
        return stretch(date(reference.year + shift, 1, 1), date(reference.year + shift, 12, 31))
    return VAGUE


def week_of(day: date) -> DateReading:
    """The week in which this day lies, as a stretch of days."""
    return _week(day, 0)


def _week(reference: date, shift: int) -> DateReading:
    monday = safe_shift(reference, timedelta(days=7 * shift - reference.weekday()))
    sunday = monday and safe_shift(monday, timedelta(days=6))
    return stretch(monday, sunday) if monday and sunday else VAGUE


def read_vague_year(match: re.Match[str], reference: date) -> DateReading:
    """The year that was named, as a stretch of days."""
    year = int(match["year"])
    return stretch(date(year, 1, 1), date(year, 12, 31))


def read_day_of_month(match: re.Match[str], reference: date) -> DateReading | None:
    """The first or last day of a month that was named."""
    month_name = match["month"] or match["month2"]
    last = match["edge"] != "1e"
    if match["of_year"]:
        return _edge_of_year(match, reference, last=last)
    if month_name is None:
        shift = {"vorige": -1, "afgelopen": -1, "volgende": 1, "komende": 1}.get(match["which"] or "", 0)
        start = add_months(reference.replace(day=1), shift)
        if start is None:
            return None
        day = _last_day(start) if last else start
        return exact(day) if match["which"] else assumed(day)
    if written := match["year"] or match["year2"]:
        named = make_date(int(written), month_number(month_name), 1)
        return None if named is None else exact(_last_day(named) if last else named)
    around = without_year(month_number(month_name), 1, reference, direction(match.string, match.start(), match.end())).value
    return None if around is None else assumed(_last_day(around) if last else around)


def _edge_of_year(match: re.Match[str], reference: date, *, last: bool) -> DateReading:
    """The first or last day of this year, or of the one beside it."""
    year = reference.year + (-1 if match["past"] else 1 if "volgende" in match.group() else 0)
    return assumed(date(year, 12, 31) if last else date(year, 1, 1))


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
