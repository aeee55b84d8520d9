"""Dates in a message, each with the day that was understood, or the reason why no single day was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.understanding import feast_days, relative_dates, vague_dates, written_dates
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.clauses import part_at
from bot.understanding.clock_times import Clock, find_clocks
from bot.understanding.date_reading import DateReading, Status, assumed, conflict, exact, safe_shift
from bot.understanding.lexicon import UNIT_PATTERN, WEEKDAY_PATTERN
from bot.understanding.spans import Span

_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_FARTHEST_TIME: Final = 32


@dataclass(frozen=True, slots=True)
class DateMention(Span):
    """A date in a message.

    `value` is a day only where `status` is "exact" or "assumed" (the likeliest of several; `readings` holds them). "conflict":
    weekday and date contradict each other, both in `readings`. "range" and "imprecise": first and last day in `readings`, empty
    where unknown. "invalid": no such day exists.
    """

    status: Status
    value: date | None = None
    readings: tuple[date, ...] = ()
    time: time | None = None

    @property
    def assumed(self) -> bool:
        """True when the day was chosen among several that may be meant."""
        return self.status == "assumed"

    @property
    def conflict(self) -> bool:
        """True when two parts of the expression name different days."""
        return self.status == "conflict"

    @property
    def moment(self) -> datetime | None:
        """Day and time in Dutch local time, where both were given."""
        if self.value is None or self.time is None:
            return None
        return datetime.combine(self.value, self.time, _ZONE)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A reading at `text[start:end]` of the canonical text."""

    start: int
    end: int
    reading: DateReading


_Reader = Callable[[re.Match[str], date], DateReading | None]
# The first one to claim a piece of the text keeps it: from the most to the least specific.
_GRAMMAR: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (written_dates.ISO, written_dates.read_figures),
    (written_dates.NUMERIC, written_dates.read_figures),
    (written_dates.SHARED_MONTH, written_dates.read_shared_month),
    (written_dates.NAMED, written_dates.read_named),
    (written_dates.DAY_AND_MONTH, written_dates.read_day_and_month),
    (feast_days.TURN_OF_YEAR, feast_days.read_turn_of_year),
    (feast_days.FEAST_DAY, feast_days.read_feast_day),
    (relative_dates.WEEK_THEN_DAY, relative_dates.read_week_then_day),
    (relative_dates.WEEKDAY_SHIFTED, relative_dates.read_weekday_shifted),
    (vague_dates.NTH_WEEKDAY, vague_dates.read_nth_weekday),
    (vague_dates.DAY_OF_MONTH, vague_dates.read_day_of_month),
    (written_dates.ORDINAL_DAY, written_dates.read_ordinal_day),
    (relative_dates.DAY_WORD, relative_dates.read_day_word),
    (relative_dates.AGO, relative_dates.read_ago),
    (relative_dates.AHEAD, relative_dates.read_ahead),
    (relative_dates.WEEKDAY, relative_dates.read_weekday),
    (vague_dates.VAGUE_MONTH, vague_dates.read_vague_month),
    (vague_dates.VAGUE_PERIOD, vague_dates.read_vague_period),
    (vague_dates.VAGUE_YEAR, vague_dates.read_vague_year),
    (relative_dates.JUST_NOW, relative_dates.read_just_now),
)
_ROUGHLY: Final = re.compile(
    r"\b(?:rond|rondom|omstreeks|ongeveer|circa|ca\.?|zo'n|ergens|plusminus|zowat)\s+(?:op\s+)?(?:de\s+)?$|±\s*$"
)
_BARE_WEEKDAY: Final = re.compile(rf"(?:een\s+)?{WEEKDAY_PATTERN}")
_SUPPOSED: Final = re.compile(
    r"\b(?:als|indien|wanneer|stel|of|ook)\s+(?:\w+\s+){0,4}(?:dag|termijn|datum|die|dat|het|ie|hij)\s+(?:\w+\s+){0,3}$"
)
_FALLS: Final = re.compile(r"\s+(?:\w+\s+)?(?:valt|vallen|uitkomt|terechtkomt|eindigt|afloopt|verloopt|is)\b")
_BARE_ORDINAL: Final = re.compile(r"de\s+\d{1,2}e")
_WEEK_OF: Final = re.compile(r"\b(?:week|weekend|weekeinde)\s+van\s+(?:de\s+)?$")
_DAY_BESIDE: Final = re.compile(r"\b(?:de\s)?dag\s(na|voor)\s+(?:de\s+)?$")
# "3 dagen na 3 maart" is another day than 3 maart; "binnen 3 dagen na 3 maart" counts from it.
_COUNTED_FROM: Final = re.compile(rf"(?:\d|\been|\bpaar)\s{UNIT_PATTERN}\s(?:na|voor)\s+(?:de\s+)?$")
_WITHIN: Final = re.compile(r"\b(?:binnen|tot|maximaal|uiterlijk|heb ik|hebben (?:we|wij|jullie)|krijg ik|uur)\b[^.?!]*$")
_NEXT_TO: Final = re.compile(r"[\s(]*(?:dus\s+|namelijk\s+|oftewel\s+)?")


def find_dates(text: str, reference_date: date) -> tuple[DateMention, ...]:
    """Every date in the text, in order.

    A year that is left out is the nearest sensible one: in the past, unless the sentence looks ahead or that would be longer
    ago than nine months.
    """
    return dates_in(canonical(text), reference_date)


def dates_in(source: Canonical, reference_date: date) -> tuple[DateMention, ...]:
    """Every date in a message that was made canonical already."""
    hits = _find_hits(source.text, reference_date)
    hits = [hit for hit in hits if not _counts_things(source.text, hit, hits) and not _is_any_such_day(source.text, hit)]
    hits = _join_neighbours(source.text, [_qualified(source.text, hit) for hit in hits])
    clocks = find_clocks(source.text, [hit.end for hit in hits])
    return tuple(_mention(source, hit, hits, clocks) for hit in hits)


def _find_hits(text: str, reference: date) -> list[_Hit]:
    hits: list[_Hit] = []
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            if any(match.start() < hit.end and hit.start < match.end() for hit in hits):
                continue
            if (reading := read(match, reference)) is not None:
                hits.append(_Hit(_start(match), match.end(), reading))
            elif pattern is written_dates.SHARED_MONTH and match["link"] != "op":
                hits += _first_of_list(match, reference)
    return sorted(hits, key=lambda hit: hit.start)


def _counts_things(text: str, hit: _Hit, hits: list[_Hit]) -> bool:
    """True for "de 2e" in "de 2e kwam op 9 maart": where the same part tells a day, it is a thing that is counted."""
    if not _BARE_ORDINAL.fullmatch(text, hit.start, hit.end) or not re.match(r"\s+[a-z]", text[hit.end :]):
        return False
    part = part_at(text, hit.start)
    return any(hit.end < other.start < part.end for other in hits)


def _is_any_such_day(text: str, hit: _Hit) -> bool:
    """True for the weekday of "als de laatste dag op zaterdag valt": every one of them, no single day."""
    if not _BARE_WEEKDAY.fullmatch(text, hit.start, hit.end):
        return False
    return bool(_SUPPOSED.search(text[: hit.start]) and _FALLS.match(text, hit.end))


def _start(match: re.Match[str]) -> int:
    """Where the date itself starts: a preposition that led to it is no part of it."""
    groups = match.groupdict()
    starts = [match.start(name) for name in ("weekday", "day") if groups.get(name)]
    if "lead" in groups and groups["lead"] and starts and match.re is not relative_dates.WEEKDAY:
        return min(starts)
    return match.start()


def _first_of_list(match: re.Match[str], reference: date) -> list[_Hit]:
    if not match["lead"]:
        return []
    reading = written_dates.read_first_of_list(match, reference)
    return [] if reading is None else [_Hit(match.start("day"), match.end("day"), reading)]


def _qualified(text: str, hit: _Hit) -> _Hit:
    """The hit as the words before it turn it: "rond 3 maart" is no day, "de dag na koningsdag" is another day."""
    day, before = hit.reading.value, text[max(0, hit.start - 40) : hit.start]
    if day is None:
        return hit
    if _ROUGHLY.search(before) or (_COUNTED_FROM.search(before) and not _WITHIN.search(before)):
        return replace(hit, reading=DateReading("imprecise", None, hit.reading.readings[:1] * 2))
    if _WEEK_OF.search(before):
        return replace(hit, reading=vague_dates.week_of(day))
    beside = _DAY_BESIDE.search(before)
    if beside and (shifted := safe_shift(day, timedelta(days=1 if beside[1] == "na" else -1))):
        return _Hit(hit.start - len(beside[0]), hit.end, assumed(shifted))
    return hit


def _join_neighbours(text: str, hits: list[_Hit]) -> list[_Hit]:
    joined: list[_Hit] = []
    for hit in hits:
        both = _join(text, joined[-1], hit) if joined else None
        if both is None:
            joined.append(hit)
        else:
            joined[-1] = both
    return joined


def _join(text: str, left: _Hit, right: _Hit) -> _Hit | None:
    """One hit for two that tell one date ("gisteren 15 maart") or one range ("tussen maandag en woensdag"); else None."""
    a, b, between = left.reading, right.reading, text[left.end : right.start]
    if a.status == "imprecise" and a.readings and b.value and _NEXT_TO.fullmatch(between):
        return _Hit(left.start, right.end, _within(a, b))
    if a.value is None or b.value is None:
        return None
    if between.strip() == "of" or (between.strip() == "en" and re.search(r"\btussen\s+(?:de\s+)?$", text[: left.start])):
        return _Hit(left.start, right.end, DateReading("range", None, (min(a.value, b.value), max(a.value, b.value))))
    if not _NEXT_TO.fullmatch(between):
        return None
    common = [day for day in a.readings if day in b.readings]
    if common:
        return _Hit(left.start, right.end, exact(common[0]))
    # "gisteren 12 maart" contradicts itself; in "de cursus van 20 april vandaag" each day has a meaning of its own.
    explains = not re.search(r"\d", text[left.start : left.end])
    return _Hit(left.start, right.end, conflict(a.value, b.value)) if explains else None


def _within(stretch: DateReading, day: DateReading) -> DateReading:
    """The reading of "vorige week 10 maart": the day, where it lies in the stretch before it."""
    first, last = stretch.readings
    fitting = [found for found in day.readings if first <= found <= last]
    return exact(fitting[0]) if fitting else conflict(day.readings[0], first)


def _mention(source: Canonical, hit: _Hit, hits: list[_Hit], clocks: list[Clock]) -> DateMention:
    span, reading = source.span(hit.start, hit.end), hit.reading
    clock = next((clock for clock in clocks if _nearest_hit(source.text, clock, hits) is hit), None)
    return DateMention(
        span.start, span.end, span.text, reading.status, reading.value, reading.readings, clock.time if clock else None
    )


def _nearest_hit(text: str, clock: Clock, hits: list[_Hit]) -> _Hit | None:
    near = [(distance, hit.start, hit) for hit in hits if (distance := _distance(text, clock, hit)) is not None]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _distance(text: str, clock: Clock, hit: _Hit) -> int | None:
    """How many characters lie between time and date; None where they overlap, are far apart or in different sentences."""
    left, right = (hit.end, clock.start) if hit.end <= clock.start else (clock.end, hit.start)
    if left > right or right - left > _FARTHEST_TIME or re.search(r"[?!;\n]|\.\s", text[left:right]):
        return None
    return right - left
