"""Dates that are written out, in figures or with the name of the month: "3 mrt", "12-11-2026", "maandag 3 maart"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.understanding.date_reading import (
    INVALID,
    DateReading,
    add_months,
    choose,
    exact,
    make_date,
    with_weekday,
    without_year,
)
from bot.understanding.lexicon import (
    MONTH_PATTERN,
    SHORT_WEEKDAY_PATTERN,
    UNIT_PATTERN,
    WEEKDAY_PATTERN,
    month_number,
    weekday_number,
)
from bot.understanding.tense import direction, is_habit

_WEEKDAY: Final = (
    rf"(?:\b(?P<weekday>{WEEKDAY_PATTERN}|{SHORT_WEEKDAY_PATTERN})(?:\s?(?:ochtend|middag|avond))?,?\s+(?:den?\s+)?)?"
)
_DAY: Final = r"(?<![\w.,/-])(?P<day>\d{1,2})(?:\s?(?:e|ste|de|den))?"
_YEAR: Final = r"(?:,?[\s./-]*(?P<year>(?:19|20)\d\d)(?![\d.,]*\d)|[\s-]*'(?P<short>\d\d)\b|(?<=[-/])(?P<dashed>\d\d)(?!\d))?"
# "31 december 9999" names a year, and none that can be meant; "3 maart 5000 betaald" may name an amount.
_NO_YEAR: Final = re.compile(
    r",?\s+(?:0\d{3}|2[1-9]\d\d|[3-9]\d{3}|20\d{3})"
    r"(?=\s*(?:$|[.,;:?!)]|(?:ontvangen|gekregen|geleverd|bezorgd|besteld|afgesloten|getekend)\b))"
)
_YEAR_IN_WORDS: Final = r"(?:\s+(?:van\s+)?(?P<yearword>vorige|dit|afgelopen|volgende|komende)\s+jaar)?"
_NOT_NUMBERED: Final = r"(?<!artikel )(?<!art )(?<!art\. )(?<!versie )(?<!lid )(?<!punt )(?<!nummer )(?<!nr )(?<!nr\. )(?<!v)"
_PREPOSITION: Final = (
    r"(?:op|van|per|sinds|vanaf|tot|dd\.?|d\.d\.|datum|was|is|en|ontvangen|gekregen|besteld|geleverd|tussen)\s+(?:de\s+)?"
)
_NOT_COUNTED: Final = rf"(?!\s*(?:{UNIT_PATTERN}|%|euro|eur\b|€|keer|stuks|procent|x\b|personen|facturen))"

_NO_NUMBERED_THING: Final = r"(?!(?:artikel|versie|punt|nummer|paragraaf|maat|score|schaal|beoordeling|voor|ongeveer)\b)"
_CAME_ABOUT: Final = re.compile(r"\w*(?:ge|ont|be|ver)\w{2,}(?:[dt]|en)\b")
_FIRST_THAT_IS_NO_MONTH: Final = 13

ISO: Final = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/-]|\.\d)"
)
NUMERIC: Final = re.compile(
    rf"{_WEEKDAY}{_NOT_NUMBERED}(?<![\w./-])(?P<day>\d{{1,2}})(?P<sep>\s?[-/.]\s?|\s)(?P<month>\d{{1,2}})(?P=sep)"
    r"'?(?P<year>(?:19|20)\d\d|\d\d)(?![\d%]|[/-]\d|[.,]\d)"
)
DAY_AND_MONTH: Final = re.compile(
    rf"(?:(?P<lead>\b{_PREPOSITION}|^\s*|(?P<thing>(?<!\w){_NO_NUMBERED_THING}[a-z]{{4,}}:?\s+))"
    rf"|(?=\b{WEEKDAY_PATTERN}|\b{SHORT_WEEKDAY_PATTERN}\s)){_WEEKDAY}(?<![\w./-])"
    rf"(?P<day>\d{{1,2}})(?P<sep>[-/])(?P<month>\d{{1,2}})(?![\w/-]|[.,]\d){_NOT_COUNTED}"
)
NAMED: Final = re.compile(
    rf"{_WEEKDAY}{_DAY}(?:\s*[./-]\s*|\s*(?:van\s+(?:de\s+)?)?)(?<![a-z])(?P<month>{MONTH_PATTERN}){_YEAR}{_YEAR_IN_WORDS}"
)
SHARED_MONTH: Final = re.compile(
    rf"(?P<lead>\b(?:tussen|van|op|de|of|{WEEKDAY_PATTERN})\s+(?:de\s+)?)?"
    rf"(?P<more>(?<![\d.,])\d{{1,2}},\s?)*{_DAY}\s*(?P<link>tot en met|t/m|tot|tm|op"
    rf"|-|/|of|a|en|,)\s*(?:de\s+)?"
    rf"(?P<last>\d{{1,2}})(?:\s?(?:e|ste|de))?\s*(?P<month>{MONTH_PATTERN}){_YEAR}"
)
_PARTICIPLE: Final = (
    r"(?:(?:binnen|op|aan|af|terug|in)?ge[a-z]{2,}(?:[dt]|en)|ontvangen|besteld|betaald|bezorgd|verstuurd|verzonden)\b"
)
_NO_NOUN: Final = (
    r"(?=\s*(?:$|[.,;:?!)]|(?:van|en|of|maar|dus|is|was|heb|had|kreeg|kwam|viel|al|pas|om|in|bij|binnen|kan|kon|ben|begint|begon|eindigt"
    rf"|loopt|liep|tot|toen|aan|werd|zijn|ik|hij|ie|wij|we|jl|a\.s)\b|{_PARTICIPLE}))"
)
ORDINAL_DAY: Final = re.compile(
    rf"(?:\b(?P<ahead>deze|afgelopen|vorige|volgende|komende)\s+maand,?\s+(?:op\s+)?(?:de\s+)?|"
    rf"(?P<weekday>{WEEKDAY_PATTERN}),?\s+(?:de\s+)?|\b(?:op|sinds|per|vanaf|tot|was|dd|is|voor)\s+(?:de\s+)?|\bde\s+|^\s*)"
    r"(?P<day>\d{1,2})\s?(?:e|ste|de)\b"
    r"(?:(?P<month_words>\s+(?:van\s+)?(?:de\s+)?(?P<which>deze|afgelopen|vorige|volgende|komende)?\s*maand)\b|" + _NO_NOUN + ")"
)


def read_figures(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of a date that names day, month and year in figures."""
    year = int(match["year"])
    day = make_date(year if year > 99 else 2000 + year, int(match["month"]), int(match["day"]))
    if match["sep"].strip() in ("", ".") and day is None:
        return None
    return _checked(INVALID if day is None else exact(day), match, reference)


def read_day_and_month(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "12/11", or None where it is no date but a fraction, a range or "24/7"."""
    day, month = int(match["day"]), int(match["month"])
    if (day, month) == (24, 7) or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    doubtful = not match["month"].startswith("0") and day < _FIRST_THAT_IS_NO_MONTH
    if match["thing"] and doubtful and not _CAME_ABOUT.match(match["thing"]):
        return None
    if match["lead"] is None and match["weekday"] is None:
        return None
    where = direction(match.string, match.start("day"), match.end())
    return _checked(without_year(month, day, reference, where), match, reference)


def read_named(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of a day with the name of its month, with or without a year."""
    day, month = int(match["day"]), month_number(match["month"])
    if (year := _year(match, reference)) is not None:
        found = make_date(year, month, day)
        return _checked(INVALID if found is None else exact(found), match, reference)
    if _NO_YEAR.match(match.string, match.end()):
        return INVALID
    where = direction(match.string, match.start(), match.end())
    return _checked(without_year(month, day, reference, where), match, reference)


def read_shared_month(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of two days in one month: a range ("3 t/m 5 maart") or None for a plain list ("3 en 5 maart")."""
    lead = match["lead"] or ""
    if match["link"] == "op" and not lead.startswith("van"):
        return None
    between = lead.startswith("tussen")
    if match["link"] in ("en", ",") and not between and not match["more"]:
        return None
    days = [_in_month(match, int(match[name]), reference) for name in ("day", "last")]
    known = tuple(day for day in days if day is not None)
    return DateReading("range", None, known) if len(known) == 2 else INVALID


def read_first_of_list(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of the first day in "op 3 en 5 maart"; the second is read as a date of its own."""
    day = _in_month(match, int(match["day"]), reference)
    return None if day is None else DateReading("assumed", day, (day,))


def _in_month(match: re.Match[str], day: int, reference: date) -> date | None:
    month, year = month_number(match["month"]), _year(match, reference)
    if year is not None:
        return make_date(year, month, day)
    where = direction(match.string, match.start(), match.end())
    return without_year(month, day, reference, where).value


def read_ordinal_day(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "de 15e", in the month that was named or else the sensible one."""
    day = int(match["day"])
    if not 1 <= day <= 31 or is_habit(match.string, match.start()):
        return None
    if match["ahead"] or match["which"]:
        which = {"vorige": -1, "afgelopen": -1, "volgende": 1, "komende": 1}.get(match["ahead"] or match["which"], 0)
        month = add_months(reference.replace(day=1), which)
        found = month and make_date(month.year, month.month, day)
        return _checked(exact(found) if found else INVALID, match, reference)
    months = [add_months(reference.replace(day=1), shift) for shift in range(-3, 3)]
    days = [found for month in months if month and (found := make_date(month.year, month.month, day))]
    if match["weekday"]:
        days = [found for found in days if found.weekday() == weekday_number(match["weekday"])]
    where = direction(match.string, match.start("day"), match.end())
    return choose(days, reference, where) if days else INVALID


def _year(match: re.Match[str], reference: date) -> int | None:
    groups = match.groupdict()
    if groups.get("yearword"):
        return reference.year + {"vorige": -1, "afgelopen": -1, "dit": 0}.get(groups["yearword"], 1)
    if groups["year"]:
        return int(groups["year"])
    short = groups["short"] or groups["dashed"]
    return 2000 + int(short) if short else None


def _checked(reading: DateReading, match: re.Match[str], reference: date) -> DateReading:
    named = match.groupdict().get("weekday")
    if named is None:
        return reading
    checked = with_weekday(reading, weekday_number(named), reference)
    # "zo 3 maart" may be the word "zo": a two-letter weekday that doesn't fit is no contradiction.
    return reading if checked.status == "conflict" and named.rstrip(".") == "zo" else checked
