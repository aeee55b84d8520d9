"""Dutch holidays and working days (Algemene termijnenwet, article 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays

from bot.calculators.law import Law

DAY = timedelta(days=1)
SATURDAY = 5


@cache
def _holidays(year: int) -> dict[date, str]:
    # "optional" holds 5 May in the years that most employers do not give it; the law recognises it every year.
    found = holidays.country_holidays("NL", years=year, language="nl", categories=("public", "optional"))
    return dict(found.items())


def find_holiday(day: date) -> str | None:
    """The Dutch name of the recognised holiday on this day. Source: Algemene termijnenwet art. 3 lid 1 en 2."""
    return _holidays(day.year).get(day)


def is_working_day(day: date, *, equated_by: Law | None = None) -> bool:
    """Whether the day is no Saturday, Sunday or recognised holiday.

    Days equated by royal decree are ordinary working days, unless `equated_by` gives the law data: then they count as
    holidays, as they do for statutory terms. Raises: OutsideData in years of which the decree is unknown.
    """
    if day.weekday() >= SATURDAY or find_holiday(day) is not None:
        return False
    return equated_by is None or not equated_by.is_equated(day)


def next_working_day(day: date, *, equated_by: Law | None = None) -> date:
    """The day itself when it is a working day, else the first working day after it."""
    while not is_working_day(day, equated_by=equated_by):
        day += DAY
    return day


def is_delivery_day(day: date) -> bool:
    """Whether ordinary letters are delivered: Tuesday to Saturday, not on a holiday."""
    return day.weekday() in range(1, SATURDAY + 1) and find_holiday(day) is None


def add_counted_days(day: date, number: int, counts: Callable[[date], bool]) -> date:
    """The day that comes `number` counted days after the day, or before it where `number` is negative."""
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while not counts(day):
            day += step
    return day


def holidays_between(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """The holidays on weekdays from `first` to `last`, both inclusive, with their names."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple((day, name) for day in days if day.weekday() < SATURDAY and (name := find_holiday(day)))
