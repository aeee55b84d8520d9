"""What the law fixes in figures: interest rates, days equated with holidays, and the scale of collection costs.

Dated rows from `data/law`. A date that the rows do not cover is refused, never guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from bot import texts
from bot.dutch import format_date
from bot.errors import BrokenData, OutsideData

FOLDER = Path(__file__).resolve().parents[2] / "data" / "law"


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly percentage from `starts_on` (inclusive) until the next row; `verified` when two sources agree."""

    starts_on: date
    percentage: Decimal
    verified: bool


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """Days `first` to `last`, both inclusive, with one rate."""

    first: date
    last: date
    percentage: Decimal
    verified: bool


@dataclass(frozen=True, slots=True)
class RateSeries:
    """One kind of statutory interest: its rates from old to new, known up to and including `known_until`."""

    name: str
    basis: str
    known_until: date
    rates: tuple[Rate, ...]

    def between(self, first: date, last: date) -> tuple[RatePeriod, ...]:
        """The rates from `first` to `last`, both inclusive, split at every row. Raises: OutsideData."""
        if last > self.known_until:
            raise OutsideData(texts.get("calculators.law.rate_unknown_after", name=self.name, day=format_date(self.known_until)))
        if first < self.rates[0].starts_on:
            start = format_date(self.rates[0].starts_on)
            raise OutsideData(texts.get("calculators.law.rate_unknown_before", name=self.name, day=start))
        ends = [rate.starts_on - timedelta(days=1) for rate in self.rates[1:]] + [self.known_until]
        return tuple(
            RatePeriod(max(first, rate.starts_on), min(last, end), rate.percentage, rate.verified)
            for rate, end in zip(self.rates, ends, strict=True)
            if rate.starts_on <= last and end >= first
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """A percentage over the part of an amount up to `up_to`; None means without end."""

    up_to: Decimal | None
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class CollectionScale:
    """The statutory scale of collection costs since `starts_on`; `vat` is a percentage."""

    starts_on: date
    tiers: tuple[Tier, ...]
    minimum: Decimal
    maximum: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Law:
    """All law data: rate series by kind, equated days by year, and scales from old to new."""

    series: Mapping[str, RateSeries]
    equated: Mapping[int, frozenset[date]]
    scales: tuple[CollectionScale, ...]

    def get_series(self, kind: str) -> RateSeries:
        """The rates of this kind of interest. Raises: OutsideData."""
        if kind not in self.series:
            raise OutsideData(texts.get("calculators.law.no_series", kind=kind))
        return self.series[kind]

    def is_equated(self, day: date) -> bool:
        """Whether a royal decree equates the day with a holiday for statutory terms. Raises: OutsideData for other years."""
        if day.year not in self.equated:
            raise OutsideData(texts.get("calculators.law.equated_unknown", year=day.year))
        return day in self.equated[day.year]

    def get_scale(self, on: date) -> CollectionScale:
        """The scale in force on this day. Raises: OutsideData."""
        found = [scale for scale in self.scales if scale.starts_on <= on]
        if not found:
            raise OutsideData(texts.get("calculators.law.scale_unknown", day=format_date(self.scales[0].starts_on)))
        return found[-1]


@cache
def load_law(folder: Path = FOLDER) -> Law:
    """The law data in a folder. Raises: BrokenData."""
    try:
        series = _read_series(_rows(folder / "rate_series.csv"), _rows(folder / "rates.csv"))
        equated = {int(row["year"]): _days(row["days"]) for row in _rows(folder / "equated_days.csv")}
        return Law(series, equated, _read_scales(_rows(folder / "collection_costs.csv")))
    except (OSError, KeyError, ValueError, InvalidOperation) as error:
        raise BrokenData(f"De wetsgegevens in {folder.name} zijn niet te lezen: {error!r}") from error


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _days(listed: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in listed.split())


def _read_series(series: Sequence[Mapping[str, str]], rows: Sequence[Mapping[str, str]]) -> dict[str, RateSeries]:
    own = {row["kind"]: tuple(_rate(rate) for rate in rows if rate["kind"] == row["kind"]) for row in series}
    return {
        row["kind"]: RateSeries(
            name=row["name"],
            basis=row["basis"],
            known_until=date.fromisoformat(row["known_until"]),
            rates=_earlier(own.get(row["before"], ()), own[row["kind"]]) + own[row["kind"]],
        )
        for row in series
    }


def _earlier(general: tuple[Rate, ...], own: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """The rows of the general series from before the own series starts: a series may branch off from another one."""
    if [rate.starts_on for rate in own] != sorted({rate.starts_on for rate in own}) or not own:
        raise ValueError("rates are missing, doubled or not in order")
    return tuple(rate for rate in general if rate.starts_on < own[0].starts_on)


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(date.fromisoformat(row["start_date"]), Decimal(row["percentage"]), row["verified"] == "yes")


def _read_scales(rows: Sequence[Mapping[str, str]]) -> tuple[CollectionScale, ...]:
    starts = sorted({row["start_date"] for row in rows})
    return tuple(_scale(start, [row for row in rows if row["start_date"] == start]) for start in starts)


def _scale(start: str, rows: Sequence[Mapping[str, str]]) -> CollectionScale:
    single = {row["kind"]: Decimal(row["value"]) for row in rows if row["kind"] != "tier"}
    tiers = tuple(
        Tier(Decimal(row["up_to"]) if row["up_to"] else None, Decimal(row["value"])) for row in rows if row["kind"] == "tier"
    )
    return CollectionScale(date.fromisoformat(start), tiers, single["minimum"], single["maximum"], single["vat"])
