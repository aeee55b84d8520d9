from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.law import load_law
from bot.calculators.periods import Period
from bot.calculators.withdrawal import withdrawal_end

LAW = load_law()
RECEIVED = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("informed_on", "expected"),
    [
        (date(2026, 1, 9), date(2026, 1, 26)),
        (date(2026, 1, 10), date(2026, 1, 26)),
        (date(2026, 1, 11), date(2026, 1, 26)),
        (date(2026, 1, 13), date(2026, 1, 27)),
        (date(2026, 3, 1), date(2026, 3, 16)),
        (date(2027, 1, 8), date(2027, 1, 22)),
        (date(2027, 1, 20), date(2027, 1, 24)),
        (date(2027, 6, 1), date(2027, 1, 24)),
    ],
)
def test_late_information_starts_the_time_again_up_to_a_limit(informed_on: date, expected: date) -> None:
    assert withdrawal_end(RECEIVED, law=LAW, informed="late", informed_on=informed_on).on == expected


def test_without_information_nobody_is_too_late_before_the_next_working_day() -> None:
    found = withdrawal_end(RECEIVED, law=LAW, informed="never")
    assert (found.on, found.not_late_until) == (date(2027, 1, 24), date(2027, 1, 25))
    assert "mogelijk" in found.steps[-1]


def test_a_longer_period_of_the_terms_is_followed() -> None:
    month = Period(length=30, unit="days", first_day="same_day")
    assert withdrawal_end(date(2026, 3, 3), law=LAW, period=month).on == date(2026, 4, 1)


@given(st.dates(date(2023, 1, 1), date(2026, 6, 30)), st.integers(0, 600))
def test_being_told_late_never_shortens_the_time(event: date, days: int) -> None:
    informed_on = date.fromordinal(event.toordinal() + days)
    late = withdrawal_end(event, law=LAW, informed="late", informed_on=informed_on).on
    assert withdrawal_end(event, law=LAW).on <= late <= withdrawal_end(event, law=LAW, informed="never").on
