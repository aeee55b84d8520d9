from __future__ import annotations

import shutil
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.law import FOLDER, RateSeries, load_law
from bot.errors import BrokenData, OutsideData

LAW = load_law()
CONSUMER = LAW.get_series("wettelijke_rente")
COMMERCIAL = LAW.get_series("wettelijke_handelsrente")
OLD_CONTRACTS = LAW.get_series("wettelijke_handelsrente_contract_pre_2013-03-16")
FIRST, LAST = date(2003, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("series", "day", "percentage"),
    [
        (CONSUMER, date(2025, 12, 31), "6"),
        (CONSUMER, date(2026, 1, 1), "4"),
        (CONSUMER, date(2026, 12, 31), "4"),
        (COMMERCIAL, date(2026, 6, 30), "10.15"),
        (COMMERCIAL, date(2026, 7, 1), "10.40"),
        (OLD_CONTRACTS, date(2013, 3, 15), "7.75"),
        (OLD_CONTRACTS, date(2023, 7, 1), "11"),
    ],
)
def test_rate_on_a_day(series: RateSeries, day: date, percentage: str) -> None:
    found = series.between(day, day)
    assert [period.percentage for period in found] == [Decimal(percentage)]


def test_a_rate_after_the_last_known_day_is_refused_with_that_day() -> None:
    with pytest.raises(OutsideData, match="De wettelijke rente na 31 december 2026 is nog niet bekend"):
        CONSUMER.between(date(2026, 12, 1), date(2027, 1, 1))


def test_a_rate_before_the_first_row_is_refused() -> None:
    with pytest.raises(OutsideData, match="vóór 1 januari 1998"):
        CONSUMER.between(date(1997, 12, 31), date(1998, 2, 1))


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_periods_cover_every_day_once(one: date, other: date) -> None:
    first, last = sorted((one, other))
    periods = COMMERCIAL.between(first, last)
    assert (periods[0].first, periods[-1].last) == (first, last)
    for before, after in pairwise(periods):
        assert after.first == before.last + timedelta(days=1)


def test_equated_days_are_known_by_year() -> None:
    assert LAW.is_equated(date(2026, 5, 15))
    assert not LAW.is_equated(date(2026, 5, 4))
    with pytest.raises(OutsideData, match="2021"):
        LAW.is_equated(date(2021, 5, 14))
    with pytest.raises(OutsideData, match="2029"):
        LAW.is_equated(date(2029, 5, 11))


def test_scale_starts_in_july_2012() -> None:
    assert LAW.get_scale(date(2012, 7, 1)).maximum == 6775
    with pytest.raises(OutsideData, match="1 juli 2012"):
        LAW.get_scale(date(2012, 6, 30))


def test_unknown_kind_of_interest_is_refused() -> None:
    with pytest.raises(OutsideData, match="euribor"):
        LAW.get_series("euribor")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rates.csv", "2026-07-01,4", "1 juli,4"),
        ("rates.csv", "2026-07-01,10.40", "2026-07-01,tien"),
        ("rates.csv", "kind,start_date", "soort,start_date"),
        ("rates.csv", "wettelijke_rente,2026-07-01", "wettelijke_rente,2026-01-01"),
        ("collection_costs.csv", "minimum", "ondergrens"),
        ("equated_days.csv", "2026-05-15", "15 mei"),
    ],
)
def test_damaged_law_data_are_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = tmp_path / "law"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenData, match="law"):
        load_law(folder)
