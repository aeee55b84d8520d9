from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.calendar import (
    add_counted_days,
    find_holiday,
    holidays_between,
    is_delivery_day,
    is_working_day,
    next_working_day,
)
from bot.calculators.law import load_law

LAW = load_law()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
KNOWN_DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Nieuwjaarsdag"),
        (date(2026, 4, 3), "Goede vrijdag"),
        (date(2026, 4, 6), "Tweede paasdag"),
        (date(2025, 4, 26), "Koningsdag"),
        (date(2025, 4, 27), None),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2026, 5, 4), None),
        (date(2026, 5, 5), "Bevrijdingsdag"),
        (date(2027, 5, 5), "Bevrijdingsdag"),
        (date(2026, 5, 14), "Hemelvaartsdag"),
        (date(2026, 5, 15), None),
        (date(2026, 5, 25), "Tweede pinksterdag"),
        (date(2026, 12, 25), "Eerste kerstdag"),
        (date(2026, 12, 26), "Tweede kerstdag"),
        (date(2026, 12, 31), None),
    ],
)
def test_recognised_holidays(day: date, name: str | None) -> None:
    assert find_holiday(day) == name


def test_equated_day_is_a_working_day_outside_statutory_terms() -> None:
    assert is_working_day(date(2026, 5, 15))
    assert not is_working_day(date(2026, 5, 15), equated_by=LAW)


def test_no_letters_on_sundays_mondays_and_holidays() -> None:
    week = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
    assert [is_delivery_day(day) for day in week] == [False, True, True, True, True, True, False]
    assert not is_delivery_day(date(2026, 12, 26))


def test_holidays_in_a_range_leave_out_weekends() -> None:
    assert [name for _, name in holidays_between(date(2026, 4, 1), date(2026, 4, 30))] == [
        "Goede vrijdag",
        "Tweede paasdag",
        "Koningsdag",
    ]


@given(DAYS)
def test_next_working_day_is_the_first_one(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((found - day).days))


@given(DAYS, st.integers(1, 60))
def test_counting_back_undoes_counting_on(day: date, number: int) -> None:
    start = next_working_day(day)
    assert add_counted_days(add_counted_days(start, number, is_working_day), -number, is_working_day) == start


@given(KNOWN_DAYS)
def test_statutory_calendar_is_never_earlier(day: date) -> None:
    assert next_working_day(day, equated_by=LAW) >= next_working_day(day)
