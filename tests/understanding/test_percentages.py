"""Percentages as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.understanding.percentages import find_percentages

ROWS = {
    "15%": "15",
    "15 %": "15",
    "15 procent": "15",
    "vijftien procent": "15",
    "2,5%": "2.5",
    "1.5% per maand": "1.5",
    "anderhalf procent": "1.5",
    "een half procent": "0.5",
    "een procent": "1",
    "8 pct": "8",
    "voor de helft klaar": "50",
    "driekwart was gedaan": "75",
    "een kwart": "25",
    "2/5 af": "40",
}


@pytest.mark.parametrize(("says", "value"), ROWS.items())
def test_a_percentage_is_read(says: str, value: str) -> None:
    assert [mention.value for mention in find_percentages(says)] == [Decimal(value)]


@pytest.mark.parametrize(
    "says", ["15 euro", "1.2.3%", "procent", "veel procenten", "een kwartaal", "de derde factuur", "1/3/2026"]
)
def test_what_is_no_percentage_is_left_alone(says: str) -> None:
    assert find_percentages(says) == ()
