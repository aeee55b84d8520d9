"""Terms in days, working days, weeks, months, years and hours: where they end, and why.

A clause or the law decides every choice here; none is guessed. Months and years are always added to the anchor date, never
chained, and a day that a month does not have becomes the last day of that month (HR 1-9-2017, ECLI:NL:HR:2017:2225).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from functools import partial
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot import texts
from bot.calculators.calendar import DAY, add_counted_days, holidays_between, is_delivery_day, is_working_day, next_working_day
from bot.calculators.law import Law
from bot.calculators.results import Deadline
from bot.calculators.statutory import extend_by_law, is_extendable
from bot.dutch import format_count, format_date, format_moment, format_weekday
from bot.errors import BadInput, OutsideData

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UTC = ZoneInfo("UTC")
Unit = Literal["days", "working_days", "delivery_days", "weeks", "months", "years", "hours"]
NOUNS: dict[Unit, tuple[str, str]] = {
    "days": ("dag", "dagen"),
    "working_days": ("werkdag", "werkdagen"),
    "delivery_days": ("bezorgdag", "bezorgdagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
    "hours": ("uur", "uur"),
}


class Period(BaseModel):
    """A length of time as a clause states it.

    `first_day`: whether the day of the event is day 1 or the day after it. `last_day`: `next_working_day` where the clause
    itself moves the end, `by_law` where the Algemene termijnenwet does. `direction`: `backward` counts back from the event.
    `equated_days_off`: working days exclude days equated by royal decree. `working_time_only`: hours in weekends and on
    holidays do not count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    length: int = Field(ge=1, le=1_200)
    unit: Unit
    first_day: Literal["same_day", "next_day"] = "next_day"
    last_day: Literal["as_is", "next_working_day", "by_law"] = "as_is"
    direction: Literal["forward", "backward"] = "forward"
    equated_days_off: bool = False
    working_time_only: bool = False

    @model_validator(mode="after")
    def _check_combination(self) -> Self:
        if self.direction == "backward" and (self.last_day != "as_is" or self.unit == "hours"):
            raise ValueError("a period that counts backward ends as_is (Algemene termijnenwet art. 1 lid 2) and is not in hours")
        if self.working_time_only and self.unit != "hours":
            raise ValueError("working_time_only is for hours; use unit: working_days")
        if self.unit == "hours" and (self.last_day != "as_is" or self.first_day != "next_day"):
            raise ValueError("hours run by the clock: they take no first_day or last_day")
        return self

    @property
    def text(self) -> str:
        """The length in Dutch: "14 dagen"."""
        return format_count(self.length, *NOUNS[self.unit])


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later or earlier; the last day of that month where it is shorter.

    Raises: OutsideData for a day that no calendar has.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OutsideData(texts.get("calculators.period.no_such_year", year=year))
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_end(period: Period, event: date, *, law: Law) -> Deadline:
    """The last day of the term, inclusive; for a term that counts backward the last day before which something must be done.

    Raises: BadInput for hours that are no whole days, OutsideData where the law data do not reach.
    """
    if period.unit == "hours":
        return _whole_days(period, event, law=law)
    on = _nominal_end(period, event, law=law)
    steps = (*_start_steps(period, event), *_end_steps(period, event, on))
    if period.last_day == "as_is":
        return Deadline(on, steps)
    return _moved(period, event, Deadline(on, steps), law=law)


def _nominal_end(period: Period, event: date, *, law: Law) -> date:
    sign = 1 if period.direction == "forward" else -1
    match period.unit:
        case "working_days":
            equated_by = law if period.equated_days_off else None
            return _counted_days_end(period, event, sign, partial(is_working_day, equated_by=equated_by))
        case "delivery_days":
            return _counted_days_end(period, event, sign, is_delivery_day)
        case "days" | "weeks" | "hours":
            days = period.length * (7 if period.unit == "weeks" else 1)
            return event + sign * timedelta(days=days - (period.first_day == "same_day"))
        case "months" | "years":
            months = sign * period.length * (12 if period.unit == "years" else 1)
            return _same_number(event, months, counts_event=period.first_day == "same_day")


def _same_number(event: date, months: int, *, counts_event: bool) -> date:
    end = add_months(event, months)
    # Where the month is too short, the day before the missing day is the last day of the month itself.
    return end if not counts_event or end.day != event.day else end - (DAY if months > 0 else -DAY)


def _counted_days_end(period: Period, event: date, sign: int, counts: Callable[[date], bool]) -> date:
    counts_event = period.first_day == "same_day" and counts(event)
    return add_counted_days(event, sign * (period.length - counts_event), counts)


def _start_steps(period: Period, event: date) -> tuple[str, ...]:
    day = format_date(event)
    if period.direction == "backward":
        return (texts.get("calculators.period.backward", length=period.text, day=day),)
    if period.first_day == "same_day":
        return (texts.get("calculators.period.same_day", day=day),)
    return (texts.get("calculators.period.next_day", day=day, length=period.text),)


def _end_steps(period: Period, event: date, on: date) -> tuple[str, ...]:
    end = texts.get("calculators.period.end", length=period.text, day=format_date(on), weekday=format_weekday(on))
    if period.unit == "working_days":
        return (texts.get("calculators.period.working_days"), *_holiday_steps(event, on), end)
    if period.unit == "delivery_days":
        return (texts.get("calculators.period.delivery_days"), *_holiday_steps(event, on), end)
    if period.unit in ("months", "years") and period.first_day == "next_day" and on.day != event.day:
        return (texts.get("calculators.period.shorter_month", number=event.day), end)
    return (end,)


def _holiday_steps(event: date, on: date) -> tuple[str, ...]:
    found = holidays_between(min(event, on), max(event, on))
    return tuple(texts.get("calculators.period.holiday", name=name, day=format_date(day)) for day, name in found)


def _moved(period: Period, event: date, nominal: Deadline, *, law: Law) -> Deadline:
    first = event if period.first_day == "same_day" else event + DAY
    if period.last_day == "by_law":
        if not is_extendable(period.length, period.unit):
            return Deadline(nominal.on, (*nominal.steps, texts.get("calculators.statutory.not_extended")))
        on = extend_by_law(first, nominal.on, at_least_two=period.unit != "days" or period.length >= 3, law=law)
        reason = texts.get("calculators.statutory.extended", day=format_date(on), weekday=format_weekday(on))
    else:
        on = next_working_day(nominal.on)
        reason = texts.get("calculators.period.moved", day=format_date(on), weekday=format_weekday(on))
    return Deadline(on, nominal.steps if on == nominal.on else (*nominal.steps, reason))


def period_moment(period: Period, event: datetime) -> Deadline:
    """The moment at which a term in hours ends, on the clock in Amsterdam; hours are real hours, so summer time is reckoned with.

    Raises: BadInput for a moment without time zone.
    """
    if event.tzinfo is None:
        raise BadInput(texts.get("calculators.facts.no_zone"))
    start = event.astimezone(AMSTERDAM)
    at = (
        _add_working_time(start, period.length) if period.working_time_only else _add_hours(start, timedelta(hours=period.length))
    )
    steps = (
        texts.get("calculators.period.hours_from", moment=format_moment(start), length=period.text),
        texts.get("calculators.period.hours_off" if period.working_time_only else "calculators.period.hours_all"),
        texts.get("calculators.period.hours_end", moment=format_moment(at), weekday=format_weekday(at)),
    )
    return Deadline(at.date(), steps, at=at)


def _add_hours(at: datetime, duration: timedelta) -> datetime:
    return (at.astimezone(UTC) + duration).astimezone(AMSTERDAM)


def _midnight_after(at: datetime) -> datetime:
    return datetime.combine(at.date() + DAY, time(), AMSTERDAM)


def _add_working_time(at: datetime, hours: int) -> datetime:
    left = timedelta(hours=hours)
    while True:
        if is_working_day(at.date()):
            today = _midnight_after(at).astimezone(UTC) - at.astimezone(UTC)
            if left <= today:
                return _add_hours(at, left)
            left -= today
        at = _midnight_after(at)


def _whole_days(period: Period, event: date, *, law: Law) -> Deadline:
    """The day on which a term in hours ends when only the day of the event is known: at the same hour."""
    days, rest = divmod(period.length, 24)
    if rest:
        raise BadInput(texts.get("calculators.facts.no_time"))
    unit: Unit = "working_days" if period.working_time_only else "days"
    starts_off = period.working_time_only and not is_working_day(event)
    on = _nominal_end(Period(length=days, unit=unit), event, law=law)
    counting = "calculators.period.hours_off" if period.working_time_only else "calculators.period.hours_all"
    same_hour = "calculators.period.end_of_day" if starts_off else "calculators.period.same_hour"
    steps = (
        texts.get("calculators.period.hours_from", moment=format_date(event), length=period.text),
        texts.get(counting),
        texts.get(same_hour, day=format_date(on), weekday=format_weekday(on)),
    )
    return Deadline(on, steps)
