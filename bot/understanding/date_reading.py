"""What a written date can mean: one day, one of two, a stretch of days, or no day at all."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Status = Literal["exact", "assumed", "imprecise", "conflict", "invalid", "range"]
Direction = Literal["past", "future", "nearest", "unknown"]

# A date without a year lies in the past, unless that is longer ago than this: then a customer means the one to come.
LONGEST_AGO = timedelta(days=274)
# What happened on a day that comes within this time is a slip of the pen, or a plan: nearly a year ago is no likelier.
_SLIP: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A reading of a date. `value` is a day only where the status is exact or assumed.

    `readings`: the chosen day and the other one (assumed), both days (conflict), first and last day (range, imprecise).
    """

    status: Status
    value: date | None = None
    readings: tuple[date, ...] = ()


INVALID = DateReading("invalid")
VAGUE = DateReading("imprecise")


def exact(day: date) -> DateReading:
    """A day that can be meant in one way only."""
    return DateReading("exact", day, (day,))


def assumed(day: date, *others: date) -> DateReading:
    """The likeliest day, with the others that may be meant."""
    return DateReading("assumed", day, (day, *(other for other in others if other != day)))


def stretch(first: date, last: date) -> DateReading:
    """A stretch of days of which no single one was named; both ends inclusive."""
    return DateReading("imprecise", None, (first, last))


def conflict(*days: date) -> DateReading:
    """Days that contradict each other within one expression."""
    return DateReading("conflict", None, days)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def safe_shift(day: date, shift: timedelta) -> date | None:
    """The day moved by the shift, or None where that leaves the calendar."""
    try:
        return day + shift
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, clamped to the end of a shorter month; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_stretch(year: int, month: int) -> DateReading:
    """A whole month as a stretch of days."""
    return stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def choose(candidates: list[date], reference: date, direction: Direction) -> DateReading:
    """The sensible one of the same day in several years or months; invalid where there is none.

    In conflict where the sentence looks back on a day that comes shortly, and was almost a year ago before that.
    """
    past = max((day for day in candidates if day <= reference), default=None)
    future = min((day for day in candidates if day >= reference), default=None)
    if past is None or future is None:
        only = past or future
        return INVALID if only is None else assumed(only)
    ago, ahead = reference - past, future - reference
    if direction == "past" and ago > LONGEST_AGO and ahead <= _SLIP:
        return conflict(past, future)
    takes_past = {
        "past": True,
        "future": False,
        "nearest": ago <= ahead,
        "unknown": ago <= LONGEST_AGO or ago <= ahead,
    }[direction]
    return assumed(past, future) if takes_past else assumed(future, past)


_WITHIN_REACH: Final = timedelta(days=300)


def without_year(month: int, day: int, reference: date, direction: Direction) -> DateReading:
    """The reading of "3 maart": the sensible year around the reference date."""
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = (make_date(year, month, day) for year in years if 1 <= year <= 9999)
    return choose([found for found in days if found], reference, direction)


def with_weekday(reading: DateReading, weekday: int, reference: date) -> DateReading:
    """The reading once a weekday was named too: settled by it, or in conflict with it.

    A slip of a day is likelier than a day of almost a year away.
    """
    if not reading.readings:
        return reading
    near = [day for day in reading.readings if day == reading.readings[0] or abs(day - reference) <= _WITHIN_REACH]
    fitting = [day for day in near if day.weekday() == weekday]
    if fitting:
        return exact(fitting[0])
    written = reading.readings[0]
    return conflict(written, _nearest_weekday(written, weekday))


def _nearest_weekday(day: date, weekday: int) -> date:
    ahead = (weekday - day.weekday()) % 7
    return safe_shift(day, timedelta(days=ahead if ahead <= 3 else ahead - 7)) or day
