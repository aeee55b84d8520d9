from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dutch


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "€ 0,00"),
        ("0.005", "€ 0,01"),
        ("40", "€ 40,00"),
        ("999.999", "€ 1.000,00"),
        ("1250.5", "€ 1.250,50"),
        ("1234567.89", "€ 1.234.567,89"),
        ("-12.3", "€ -12,30"),
        ("9" * 30 + ".005", "€ " + ".".join(["999"] * 10) + ",01"),
    ],
)
def test_amount(value: str, shown: str) -> None:
    assert dutch.format_amount(Decimal(value)) == shown


def test_exact_amount_keeps_fractions_of_a_cent() -> None:
    assert dutch.format_amount(Decimal("61.8450"), exact=True) == "€ 61,845"
    assert dutch.format_amount(Decimal("375.000"), exact=True) == "€ 375,00"


@pytest.mark.parametrize(
    ("value", "shown"), [("8.00", "8%"), ("10.40", "10,4%"), ("0.5", "0,5%"), ("100", "100%"), ("1E+1", "10%")]
)
def test_percentage(value: str, shown: str) -> None:
    assert dutch.format_percentage(Decimal(value)) == shown


def test_dates_and_moments() -> None:
    assert dutch.format_date(date(2026, 3, 3)) == "3 maart 2026"
    assert dutch.format_weekday(date(2026, 3, 3)) == "dinsdag"
    at = datetime(2026, 3, 30, 7, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert dutch.format_moment(at) == "30 maart 2026 om 07:05 uur"


def test_counts_take_the_singular_for_one_only() -> None:
    assert [dutch.format_count(n, "dag", "dagen") for n in (0, 1, 2, 1000)] == ["0 dagen", "1 dag", "2 dagen", "1.000 dagen"]
    assert dutch.format_count(Decimal("1.50"), "maand", "maanden") == "1,5 maanden"


def test_enumerations() -> None:
    assert [dutch.join_words(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a en b", "a, b en c"]
    assert dutch.join_words(("a", "b"), "of") == "a of b"


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_no_cent_is_lost_in_writing(amount: Decimal) -> None:
    shown = dutch.format_amount(amount)
    assert Decimal(shown.removeprefix("€ ").replace(".", "").replace(",", ".")) == amount
