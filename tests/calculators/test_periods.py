from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.calculators.calendar import is_working_day
from bot.calculators.law import load_law
from bot.calculators.periods import AMSTERDAM, Period, add_months, period_end, period_moment
from bot.errors import BadInput

LAW = load_law()
DAYS = st.dates(date(2023, 1, 1), date(2028, 6, 30))
LENGTHS = st.integers(1, 60)


def end(event: date, **period: Any) -> date:
    return period_end(Period(**period), event, law=LAW).on


@pytest.mark.parametrize(
    ("event", "period", "expected"),
    [
        (date(2026, 3, 3), {"length": 30, "unit": "days", "first_day": "same_day"}, date(2026, 4, 1)),
        (date(2026, 3, 3), {"length": 30, "unit": "days"}, date(2026, 4, 2)),
        (date(2026, 3, 3), {"length": 1, "unit": "days", "first_day": "same_day"}, date(2026, 3, 3)),
        (date(2026, 3, 3), {"length": 4, "unit": "weeks"}, date(2026, 3, 31)),
        (date(2026, 3, 3), {"length": 4, "unit": "weeks", "first_day": "same_day"}, date(2026, 3, 30)),
        (date(2026, 1, 31), {"length": 1, "unit": "months"}, date(2026, 2, 28)),
        (date(2026, 1, 31), {"length": 2, "unit": "months"}, date(2026, 3, 31)),
        (date(2026, 1, 31), {"length": 1, "unit": "months", "first_day": "same_day"}, date(2026, 2, 28)),
        (date(2026, 1, 30), {"length": 1, "unit": "months", "first_day": "same_day"}, date(2026, 2, 28)),
        (date(2026, 1, 1), {"length": 1, "unit": "months", "first_day": "same_day"}, date(2026, 1, 31)),
        (date(2024, 2, 29), {"length": 1, "unit": "years"}, date(2025, 2, 28)),
        (date(2026, 5, 15), {"length": 30, "unit": "days", "direction": "backward"}, date(2026, 4, 15)),
        (date(2026, 5, 15), {"length": 30, "unit": "days", "direction": "backward", "first_day": "same_day"}, date(2026, 4, 16)),
        (date(2026, 3, 31), {"length": 1, "unit": "months", "direction": "backward"}, date(2026, 2, 28)),
        (date(2026, 4, 28), {"length": 2, "unit": "working_days", "direction": "backward"}, date(2026, 4, 23)),
        (date(2026, 4, 27), {"length": 1, "unit": "working_days", "first_day": "same_day"}, date(2026, 4, 28)),
        (date(2026, 4, 28), {"length": 1, "unit": "working_days", "first_day": "same_day"}, date(2026, 4, 28)),
        (date(2026, 11, 6), {"length": 8, "unit": "days", "last_day": "next_working_day"}, date(2026, 11, 16)),
        (date(2026, 5, 1), {"length": 14, "unit": "days", "last_day": "next_working_day"}, date(2026, 5, 15)),
        (date(2026, 5, 1), {"length": 14, "unit": "days", "last_day": "by_law"}, date(2026, 5, 18)),
        (date(2026, 11, 6), {"length": 1, "unit": "days", "last_day": "by_law"}, date(2026, 11, 9)),
        (date(2026, 11, 5), {"length": 3, "unit": "days", "last_day": "by_law"}, date(2026, 11, 9)),
        (date(2026, 11, 6), {"length": 3, "unit": "days", "last_day": "by_law"}, date(2026, 11, 10)),
        (date(2026, 8, 16), {"length": 90, "unit": "days", "last_day": "by_law"}, date(2026, 11, 16)),
        (date(2026, 8, 15), {"length": 91, "unit": "days", "last_day": "by_law"}, date(2026, 11, 14)),
        (date(2026, 7, 14), {"length": 4, "unit": "months", "last_day": "by_law"}, date(2026, 11, 14)),
    ],
)
def test_last_day(event: date, period: dict[str, Any], expected: date) -> None:
    assert end(event, **period) == expected


@pytest.mark.parametrize(
    "period",
    [
        {"length": 0, "unit": "days"},
        {"length": 14, "unit": "dagen"},
        {"length": 14, "unit": "days", "lenght": 3},
        {"length": 14, "unit": "days", "direction": "backward", "last_day": "next_working_day"},
        {"length": 14, "unit": "days", "working_time_only": True},
        {"length": 72, "unit": "hours", "direction": "backward"},
        {"length": 72, "unit": "hours", "last_day": "by_law"},
    ],
)
def test_a_period_that_makes_no_sense_is_refused(period: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Period(**period)


def test_steps_tell_the_sum_in_order() -> None:
    found = period_end(Period(length=5, unit="working_days"), date(2026, 4, 22), law=LAW)
    assert found.steps == (
        "De termijn is 5 werkdagen en begint op de dag na 22 april 2026.",
        "Zaterdagen, zondagen en erkende feestdagen tellen niet mee als werkdag.",
        "27 april 2026 (Koningsdag) telt niet mee.",
        "Na 5 werkdagen komt u uit op donderdag 30 april 2026.",
    )


def test_steps_explain_a_month_that_is_too_short() -> None:
    steps = period_end(Period(length=1, unit="months"), date(2026, 1, 31), law=LAW).steps
    assert "Die maand heeft geen dag 31; dan telt de laatste dag van de maand." in steps


def moment(at: str, length: int, **period: Any) -> str:
    found = period_moment(Period(length=length, unit="hours", **period), datetime.fromisoformat(at)).at
    assert found is not None
    return found.isoformat()


@pytest.mark.parametrize(
    ("at", "length", "expected"),
    [
        ("2026-10-24T12:00:00+02:00", 24, "2026-10-25T11:00:00+01:00"),
        ("2026-03-28T12:00:00+01:00", 24, "2026-03-29T13:00:00+02:00"),
        ("2026-11-20T08:00:00+00:00", 1, "2026-11-20T10:00:00+01:00"),
    ],
)
def test_hours_are_real_hours(at: str, length: int, expected: str) -> None:
    assert moment(at, length) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20T09:00:00+01:00", "2026-11-25T09:00:00+01:00"),
        ("2026-11-21T09:00:00+01:00", "2026-11-26T00:00:00+01:00"),
        ("2026-12-24T18:00:00+01:00", "2026-12-30T18:00:00+01:00"),
    ],
)
def test_hours_can_leave_out_weekends_and_holidays(at: str, expected: str) -> None:
    assert moment(at, 72, working_time_only=True) == expected


def test_hours_that_are_no_whole_days_need_a_time() -> None:
    with pytest.raises(BadInput, match="tijdstip"):
        period_end(Period(length=36, unit="hours"), date(2026, 11, 20), law=LAW)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(BadInput, match="tijdzone"):
        period_moment(Period(length=1, unit="hours"), datetime.fromisoformat("2026-11-20T09:00"))


@given(DAYS, LENGTHS)
def test_months_keep_the_day_or_take_the_last_one(day: date, months: int) -> None:
    found = add_months(day, months)
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
    assert (found.year - day.year) * 12 + found.month - day.month == months


@given(DAYS, LENGTHS, st.sampled_from(["days", "weeks", "months", "working_days"]))
def test_a_longer_period_never_ends_earlier(day: date, length: int, unit: str) -> None:
    assert end(day, length=length, unit=unit) <= end(day, length=length + 1, unit=unit)


@given(DAYS, st.integers(1, 90))
def test_the_law_only_moves_an_end_forward_and_to_a_working_day(day: date, length: int) -> None:
    moved = end(day, length=length, unit="days", last_day="by_law")
    assert moved >= end(day, length=length, unit="days")
    assert is_working_day(moved, equated_by=LAW)


@given(st.integers(0, 26_000), st.integers(1, 200))
def test_clock_hours_are_exact(start: int, hours: int) -> None:
    at = datetime(2025, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(hours=start)
    found = period_moment(Period(length=hours, unit="hours"), at).at
    assert found is not None
    assert found.tzinfo is AMSTERDAM
    assert found.astimezone(ZoneInfo("UTC")) - at == timedelta(hours=hours)
