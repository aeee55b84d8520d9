"""Dates counted from today: "eergisteren", "vorige week dinsdag", "twee weken geleden", "over 10 dagen"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bot.understanding.date_reading import VAGUE, DateReading, add_months, assumed, conflict, exact, make_date, safe_shift
from bot.understanding.lexicon import UNIT_PATTERN, UNITS, WEEKDAY_PATTERN, weekday_number
from bot.understanding.tense import direction, is_habit

_BACK: Final = r"afgelopen|vorige|laatste"
_AHEAD: Final = r"komende|aanstaande|volgende"
_COUNT: Final = (
    r"(?:\d+(?:,\d+)?|een half|een kleine \d+|een (?:goede|kleine|dikke|krappe|halve)|een|anderhal(?:f|ve)|half|(?:een )?paar"
    r"|enkele|aantal|wat|tig)"
)
_SPAN: Final = rf"(?P<count>{_COUNT})(?:\s(?P<several>tal|aantal))?\s?(?P<unit>{UNIT_PATTERN})(?P<or>\s(?:of|a)\s\d+)?"
_SECOND: Final = rf"(?:\s+en\s+(?P<count2>\d+|een)\s(?P<unit2>{UNIT_PATTERN}))?"
_SHIFT: Final = {"eereergisteren": -3, "eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}

DAY_WORD: Final = re.compile(
    r"\b(?P<word>eereergisteren|eergisteren|gisteren|vandaag(?!\sde(?:n)?\sdag)|overmorgen"
    r"|(?<!goede )(?<!goeden )(?<!s )(?<!de )morgen)\b"
    rf"(?:\s+(?P<later>over\s+)?(?:precies |exact )?(?P<count>\d+|een)\s+(?P<unit>{UNIT_PATTERN})"
    r"(?(later)|\s+(?:geleden|terug)))?"
)
JUST_NOW: Final = re.compile(r"\b(?:zojuist|zonet|daarnet|zopas)\b|(?<=als ik )nu\b|(?<=als we )nu\b|(?<=als wij )nu\b")
AGO: Final = re.compile(
    rf"(?<![\w,.]){_SPAN}{_SECOND}\s+(?P<word>geleden\b|terug\b(?!\s*(?:ge\w+|sturen|geven|krijg|betal|stort|geld)))"
)
# After "over 10 dagen" as a date comes the end or one of these; a noun makes it a length ("over 14 dagen bedenktijd").
_GOES_ON: Final = [
    "en",
    "of",
    "is",
    "ben",
    "moet",
    "wil",
    "heb",
    "ga",
    "gaat",
    "kan",
    "ik",
    "we",
    "wij",
    "hij",
    "pas",
    "al",
    "weer",
    "af",
    "op",
    "verhuis",
    "loopt",
    "begint",
    "vertrek",
    "dus",
    "maar",
    "start",
    "eindigt",
    "verloopt",
    "stop",
    "zijn",
    "komt",
    "hebben",
    "mijn",
    "de",
    "het",
    "jullie",
    "dan",
    "naar",
    "klaar",
    "geleverd",
    "opzeggen",
    "stoppen",
    "weg",
    "krijg",
    "krijgen",
    "zit",
    "zitten",
    "wordt",
    "word",
    "als",
]
AHEAD: Final = re.compile(
    rf"\bover\s+(?:precies\s+|exact\s+)?(?P<hedge>ongeveer\s+|circa\s+|ca\.?\s+|zo'n\s+)?{_SPAN}{_SECOND}(?!\s+(?!(?:{'|'.join(_GOES_ON)})\b)[a-z])"
)
WEEK_THEN_DAY: Final = re.compile(
    rf"\b(?P<which>{_BACK}|{_AHEAD}|deze)\s+week\s+(?:op\s+)?(?P<weekday>{WEEKDAY_PATTERN})\b"
    r"(?:,?\s+(?:de\s+)?(?P<day>\d{1,2})(?:e|ste|de)\b)?"
    rf"|\b(?P<weekday2>{WEEKDAY_PATTERN})\s+(?:van\s+|in\s+)?(?P<which2>{_BACK}|{_AHEAD}|deze)\s+week\b"
)
WEEKDAY_SHIFTED: Final = re.compile(
    rf"\b(?P<weekday>{WEEKDAY_PATTERN})\s+(?:(?P<over>over)\s+|(?P<before>voor)\s+)?"
    r"(?:(?P<weeks>\d+|een)\s+(?:week|weken)|14 dagen)(?P<ago>\s+(?:geleden|terug))?\b"
    rf"|\b(?P<weeks2>\d+|een)\s+(?:week|weken)\s+(?:geleden|terug)\s+(?:op\s+)?(?P<weekday2>{WEEKDAY_PATTERN})\b"
)
WEEKDAY: Final = re.compile(
    rf"(?:\b(?P<lead>{_BACK}|{_AHEAD}|deze|laatst)\s+)?\b(?P<weekday>{WEEKDAY_PATTERN})\b"
    r"(?:\s+(?P<tail>jl\b|j\.l\b\.?|jongstleden|laatstleden|laatst\b|a\.s\b\.?|aanstaande|e\.k\b\.?|komende))?"
)
_ANY_DAY: Final = re.compile(r"\b(?:een|geen|welke)\s+$")
_OTHER_DAY: Final = re.compile(
    rf"\s*(?:en|of|t/m|tot en met|tot|-|/|,)\s*(?:de\s+)?{WEEKDAY_PATTERN}|\s+(?:ook\s+)?een\s+(?:werk|rust|feest)?dag\b"
)
_TALKS_ABOUT: Final = re.compile(
    r"\b(?:het|iets|gaat|gaan|ging|rente|kosten|incassokosten|gespreid|verdeeld|verspreid|uitgesmeerd|vraag"
    r"|klacht|bereken\w*|hebben het"
    r"|staat|bedrag|korting|btw|omzet|procent|lezen|zegt|gemiddeld|beschikt|gehad|gerekend|termijnen)\s+(?:\w+\s+)?$|%\s+$"
)
_ONE_OF_TWO: Final = re.compile(r"(?:\d|\been)\s*(?:of|a|tot|-|/)\s*$")
_NOT_EXACT: Final = re.compile(
    r"\b(?:meer dan|langer dan|minder dan|korter dan|ruim|bijna|zeker|minstens|hooguit|binnen|na|voor|om de)\s+$"
)


def read_day_word(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "gisteren" or "vandaag over een week"; None for "maandag morgen" and "'s morgens"."""
    if match["word"] == "morgen" and re.search(
        rf"(?:'s|{WEEKDAY_PATTERN}|gisteren|vandaag|morgen)\s*$", match.string[: match.start()]
    ):
        return None
    day = safe_shift(reference, timedelta(days=_SHIFT[match["word"]]))
    if day is None or not match["count"]:
        return None if day is None else exact(day)
    moved = _move(day, match["count"], UNITS[match["unit"]], 1 if match["later"] else -1)
    return exact(moved) if isinstance(moved, date) else moved


def read_just_now(match: re.Match[str], reference: date) -> DateReading:
    """Today, for "zojuist" and "als ik nu"."""
    return assumed(reference)


def read_ago(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "twee weken geleden"; None for a period after which something comes back ("binnen 3 dagen terug")."""
    before = match.string[: match.start()]
    hedged = _NOT_EXACT.search(before)
    if hedged and match["word"] == "terug":
        return None
    return VAGUE if hedged or _ONE_OF_TWO.search(before) else _shifted(match, reference, sign=-1)


def read_ahead(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "over 10 dagen"; None where "over" means "about" ("rente over 3 maanden")."""
    if _TALKS_ABOUT.search(match.string[: match.start()]):
        return None
    return VAGUE if match["hedge"] else _shifted(match, reference, sign=1)


def _shifted(match: re.Match[str], reference: date, *, sign: int) -> DateReading | None:
    if match["or"] or match["several"]:
        return VAGUE
    day: date | None = reference
    for count_name, unit_name in (("count", "unit"), ("count2", "unit2")):
        if match[count_name] and day:
            moved = _move(day, match[count_name], UNITS[match[unit_name]], sign)
            if isinstance(moved, DateReading):
                return moved
            day = moved
    if day is None:
        return None
    return exact(day) if UNITS[match["unit"]] == "days" else assumed(day)


def _move(day: date, count: str, unit: str, sign: int) -> date | DateReading | None:
    number = _count(count)
    months = number * {"months": 1, "quarters": 3, "years": 12}.get(unit, 0)
    if unit not in ("days", "weeks", "months", "quarters", "years") or number <= 0:
        return VAGUE
    if months:
        return add_months(day, sign * int(months)) if months == int(months) and months < 1200 else VAGUE
    days = number * (7 if unit == "weeks" else 1)
    return safe_shift(day, timedelta(days=sign * int(days))) if days == int(days) and days < 36500 else VAGUE


def _count(word: str) -> Decimal:
    """The number in a count; 0 where it names none ("een paar")."""
    if word in ("een half", "half"):
        return Decimal("0.5")
    if word.startswith("anderhal"):
        return Decimal("1.5")
    if word == "een":
        return Decimal(1)
    return Decimal(word.replace(",", ".")) if word[0].isdigit() else Decimal(0)


def read_week_then_day(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "vorige week dinsdag": weeks run from Monday to Sunday."""
    weekday = weekday_number(match["weekday"] or match["weekday2"])
    which = match["which"] or match["which2"]
    weeks = -1 if re.fullmatch(_BACK, which) else 0 if which == "deze" else 1
    day = safe_shift(reference, timedelta(days=weekday - reference.weekday() + 7 * weeks))
    if day is None:
        return None
    named = make_date(day.year, day.month, int(match["day"])) if match["day"] else day
    return exact(day) if named in (None, day) else conflict(named, day)


def read_weekday_shifted(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of "vrijdag over een week", of "vrijdag een week geleden" and of the Flemish "vrijdag voor een week"."""
    weekday = weekday_number(match["weekday"] or match["weekday2"])
    days = int(_count(match["weeks"] or match["weeks2"] or "2") * 7)
    if match["over"]:
        ahead = _next(reference, weekday)
        day = ahead and safe_shift(ahead, timedelta(days=days))
        return assumed(day) if day else None
    if match["weekday2"] or match["before"]:
        then = safe_shift(reference, timedelta(days=weekday - reference.weekday() - days))
        return assumed(then) if then else None
    if not match["ago"]:
        return None
    last = _last(reference, weekday)
    then = last and safe_shift(last, timedelta(days=-days))
    return assumed(then) if then else None


def read_weekday(match: re.Match[str], reference: date) -> DateReading | None:
    """The reading of a weekday: the last one, or the next one where the words look ahead; None for a habit."""
    text = match.string
    if (
        _ANY_DAY.search(text[: match.start()])
        or is_habit(text, match.start())
        or _OTHER_DAY.match(text, match.end())
        or _follows_a_day(text, match.start())
    ):
        return None
    weekday = weekday_number(match["weekday"])
    last, following = _last(reference, weekday), _next(reference, weekday)
    if last is None or following is None:
        return None
    if match["lead"] == "deze":
        this_week = safe_shift(reference, timedelta(days=weekday - reference.weekday()))
        return assumed(this_week) if this_week else None
    words = match["lead"] or match["tail"]
    if words:
        return _told(words, last, following, reference)
    ahead = direction(text, match.start(), match.end()) == "future"
    return assumed(following, last) if ahead else assumed(last, following)


def _told(words: str, last: date, following: date, reference: date) -> DateReading:
    if words == "volgende":
        return _next_or_the_one_after(following, reference)
    if re.fullmatch(rf"{_AHEAD}|a\.s\.?|e\.k\.?", words):
        return exact(following)
    if words == "vorige":
        return _last_or_the_one_before(last, reference)
    return exact(last)


def _next_or_the_one_after(following: date, reference: date) -> DateReading:
    """ "volgende vrijdag" is the next one for some and the one of next week for others."""
    same_week = following.isocalendar()[:2] == reference.isocalendar()[:2]
    later = safe_shift(following, timedelta(days=7))
    return assumed(following, later) if same_week and later else exact(following)


def _last_or_the_one_before(last: date, reference: date) -> DateReading:
    same_week = last.isocalendar()[:2] == reference.isocalendar()[:2]
    earlier = safe_shift(last, timedelta(days=-7))
    return assumed(last, earlier) if same_week and earlier else exact(last)


def _follows_a_day(text: str, start: int) -> bool:
    return re.search(rf"\b{WEEKDAY_PATTERN}\s*(?:en|of|t/m|tot en met|tot|-|/|,)\s*$", text[:start]) is not None


def _last(reference: date, weekday: int) -> date | None:
    return safe_shift(reference, timedelta(days=-((reference.weekday() - weekday - 1) % 7) - 1))


def _next(reference: date, weekday: int) -> date | None:
    return safe_shift(reference, timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1))
