from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.calendar import DAY
from bot.calculators.law import load_law
from bot.calculators.notice import (
    Ends,
    Term,
    first_term,
    latest_notice,
    next_terms,
    notice_end,
    notice_for_end,
    notice_for_term,
)
from bot.calculators.periods import Period
from bot.errors import BadInput

LAW = load_law()
MONTH = Period(length=1, unit="months")
TWO_MONTHS = Period(length=2, unit="months")
YEAR = first_term(start_on=date(2025, 3, 31), end_on=None, months=12)


@pytest.mark.parametrize(
    ("start_on", "months", "last"),
    [
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 15), 1, date(2026, 2, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
    ],
)
def test_a_contract_period_ends_the_day_before_the_next_one_starts(start_on: date, months: int, last: date) -> None:
    assert first_term(start_on=start_on, end_on=None, months=months).last == last


def test_the_printed_end_goes_before_a_sum() -> None:
    assert first_term(start_on=date(2026, 1, 1), end_on=date(2026, 12, 15), months=12).last == date(2026, 12, 15)


def test_a_period_without_end_or_length_is_refused() -> None:
    with pytest.raises(BadInput, match="einddatum"):
        first_term(start_on=date(2026, 1, 1), end_on=None, months=None)


def test_renewals_count_from_the_anchor() -> None:
    ends = [next_terms(Term(None, date(2026, 1, 30), 1), number).last for number in range(4)]
    assert ends == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 30), date(2026, 4, 29)]


@pytest.mark.parametrize(
    ("on", "latest", "end", "renewals"),
    [
        (date(2026, 1, 30), date(2026, 1, 30), date(2026, 3, 30), 0),
        (date(2026, 1, 31), date(2027, 1, 30), date(2027, 3, 30), 1),
        (date(2026, 6, 1), date(2027, 1, 30), date(2027, 3, 30), 1),
        (date(2027, 1, 31), date(2028, 1, 30), date(2028, 3, 30), 2),
    ],
)
def test_late_notice_reaches_the_end_of_a_later_period(on: date, latest: date, end: date, renewals: int) -> None:
    found = notice_for_term(TWO_MONTHS, YEAR, on, renews=True, law=LAW)
    assert (found.latest, found.end, found.renewals) == (latest, end, renewals)


def test_without_renewal_the_contract_just_ends() -> None:
    found = notice_for_term(TWO_MONTHS, YEAR, date(2026, 3, 1), renews=False, law=LAW)
    assert (found.end, found.renewals) == (date(2026, 3, 30), 0)


def test_renewal_needs_the_length_of_a_period() -> None:
    with pytest.raises(BadInput, match="duur van een contractperiode"):
        notice_for_term(MONTH, Term(None, date(2026, 1, 1), None), date(2026, 1, 2), renews=True, law=LAW)


def test_notice_before_the_first_allowed_day_counts_as_given_on_it() -> None:
    found = notice_end(MONTH, date(2026, 1, 1), law=LAW, not_before=date(2026, 4, 15))
    assert found.on == date(2026, 5, 15)
    assert found.steps[0] == "Opzeggen kan pas vanaf 15 april 2026; die dag telt daarom als dag van opzegging."


@pytest.mark.parametrize(
    ("wanted", "ends", "latest"),
    [
        (date(2026, 5, 31), "after_notice", date(2026, 4, 30)),
        (date(2026, 6, 30), "after_notice", date(2026, 5, 31)),
        (date(2026, 3, 1), "after_notice", date(2026, 2, 1)),
        (date(2026, 6, 29), "month_end", date(2026, 4, 30)),
        (date(2026, 6, 30), "month_end", date(2026, 5, 31)),
    ],
)
def test_notice_for_an_end_that_is_wanted_is_given_no_later_than_leads_to_it(wanted: date, ends: Ends, latest: date) -> None:
    assert notice_for_end(MONTH, wanted, law=LAW, ends=ends).on == latest


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_a_day_later_the_end_that_is_wanted_is_missed(wanted: date) -> None:
    latest = notice_for_end(TWO_MONTHS, wanted, law=LAW).on
    assert notice_end(TWO_MONTHS, latest, law=LAW).on <= wanted < notice_end(TWO_MONTHS, latest + DAY, law=LAW).on


def test_a_contract_can_run_to_the_end_of_the_month() -> None:
    assert notice_end(MONTH, date(2026, 1, 31), law=LAW, ends="month_end").on == date(2026, 2, 28)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(1, 24), st.integers(1, 6))
def test_the_latest_day_is_in_time_and_the_day_after_is_not(start: date, months: int, notice: int) -> None:
    period = Period(length=notice, unit="months")
    term = first_term(start_on=start, end_on=None, months=months)
    latest = latest_notice(period, term, law=LAW).on
    assert notice_for_term(period, term, latest, renews=True, law=LAW).end == term.last
    after = date.fromordinal(latest.toordinal() + 1)
    assert notice_for_term(period, term, after, renews=True, law=LAW).end > term.last
