"""Amounts of money as people write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.understanding.amounts import find_amounts
from bot.understanding.dates import find_dates

ROWS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "amounts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("says", "means"), ROWS.items())
def test_an_amount_is_read_as_people_mean_it(says: str, means: str) -> None:
    wanted = [] if means == "none" else [Decimal(amount) for amount in means.split()]
    assert [mention.value for mention in find_amounts(says)] == wanted


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 120


def test_an_amount_carries_the_text_that_was_read() -> None:
    (mention,) = find_amounts("Er staat nog € 1.250,50 open.")
    assert mention.text == "€ 1.250,50"


def test_an_amount_without_currency_says_so() -> None:
    bare, marked = find_amounts("facturen van 900 en 2400 euro")
    assert (bare.marked, marked.marked) == (False, True)


def test_a_rough_amount_says_so() -> None:
    (mention,) = find_amounts("ongeveer 500 euro")
    assert mention.approximate


def test_cents_are_whole_and_rounded_half_up() -> None:
    (mention,) = find_amounts("€ 12,50")
    assert mention.cents == 1250


def test_nothing_is_read_where_something_else_stands() -> None:
    from datetime import date

    text = "factuur van 12"
    assert find_amounts(text)
    assert not find_amounts(text, taken=[type(find_amounts(text)[0])(0, len(text), text, Decimal(0))])
    assert not find_amounts("op 12,- of 13 maart", taken=find_dates("op 12,- of 13 maart", date(2026, 3, 16)))[1:]
