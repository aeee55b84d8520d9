"""Interest for paying late: statutory, commercial, or a percentage that the terms fix.

Convention for days: the first interest day is the day after the last day of payment, the day of payment counts too, a year has
365 days, also in leap years. Statutory interest is split at every new rate and at every anniversary of the first interest day;
each part is rounded half up to the cent, and the interest of a full year is added to the base (art. 6:119 lid 2 BW).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from bot import texts
from bot.calculators.calendar import DAY
from bot.calculators.law import Law, RatePeriod, RateSeries
from bot.calculators.money import check_amount, share, to_cents
from bot.calculators.periods import add_months
from bot.calculators.results import Amount
from bot.dutch import format_amount, format_count, format_date, format_percentage
from bot.errors import BadInput
from bot.models import AmountPart

DAYS_A_YEAR = 365
MONTHS_A_YEAR = 12
DAYS_WITHOUT_AGREEMENT = 30
Reading = Literal["full_months", "started_months", "pro_rata_days", "annual_365"]


@dataclass(frozen=True, slots=True)
class Late:
    """The days over which interest runs: `first` and `last`, both inclusive; none when `last` is before `first`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of interest days."""
        return max((self.last - self.first).days + 1, 0)

    @property
    def steps(self) -> tuple[str, ...]:
        """From when to when, in Dutch."""
        if not self.days:
            return (texts.get("calculators.interest.not_late"),)
        days = format_count(self.days, "dag", "dagen")
        return (texts.get("calculators.interest.runs", first=format_date(self.first), last=format_date(self.last), days=days),)


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of the interest: one rate, one base, rounded to the cent."""

    days: RatePeriod
    base: Decimal
    interest: Decimal


def late_period(*, due_on: date, paid_on: date) -> Late:
    """The interest days of a payment that was due on `due_on` at the latest. Source: art. 6:119a lid 1 BW."""
    return Late(due_on + DAY, paid_on)


def due_without_agreement(invoice_received_on: date) -> date:
    """The last day before commercial interest runs where nothing was agreed: 30 days from the day after receipt of the invoice.

    Source: art. 6:119a lid 2 BW.
    """
    return invoice_received_on + timedelta(days=DAYS_WITHOUT_AGREEMENT)


def statutory_interest(principal: Decimal, late: Late, *, kind: str, law: Law, compound: bool = True) -> Amount:
    """The statutory interest of this kind over the principal. Raises: OutsideData."""
    segments = statutory_segments(check_amount(principal), late, series=law.get_series(kind), compound=compound)
    total = sum((segment.interest for segment in segments), Decimal(0))
    steps = (*late.steps, *_segment_steps(segments, compound), *_total_step(segments, total))
    return Amount(to_cents(total), steps, tuple(_segment_part(segment.days, segment.interest) for segment in segments))


def _segment_part(days: RatePeriod, interest: Decimal) -> AmountPart:
    name = texts.get("calculators.parts.period", first=format_date(days.first), last=format_date(days.last))
    return AmountPart(name, interest)


def statutory_segments(principal: Decimal, late: Late, *, series: RateSeries, compound: bool) -> tuple[Segment, ...]:
    """The parts of the interest in order of time."""
    if not late.days:
        return ()
    found: list[Segment] = []
    base, due = principal, Decimal(0)
    for year_first, year_last in _claim_years(late):
        for days in series.between(year_first, year_last):
            found.append(segment := _segment(base, days))
            due += segment.interest
        if compound:
            base, due = base + due, Decimal(0)
    return tuple(found)


def _claim_years(late: Late) -> Sequence[tuple[date, date]]:
    """The years of the claim, each from an anniversary of the first interest day; the last one may be shorter."""
    starts = [late.first]
    while (following := add_months(late.first, MONTHS_A_YEAR * len(starts))) <= late.last:
        starts.append(following)
    ends = [start - DAY for start in starts[1:]] + [late.last]
    return list(zip(starts, ends, strict=True))


def _segment(base: Decimal, days: RatePeriod) -> Segment:
    number = (days.last - days.first).days + 1
    return Segment(days, base, to_cents(share(base, days.percentage) * number / DAYS_A_YEAR))


def _segment_steps(segments: Sequence[Segment], compound: bool) -> tuple[str, ...]:
    steps: list[str] = []
    for number, segment in enumerate(segments):
        if compound and number and segment.base != segments[number - 1].base:
            steps.append(texts.get("calculators.interest.compounded", base=format_amount(segment.base)))
        steps.append(
            texts.get(
                "calculators.interest.segment",
                first=format_date(segment.days.first),
                last=format_date(segment.days.last),
                percentage=format_percentage(segment.days.percentage),
                base=format_amount(segment.base),
                interest=format_amount(segment.interest),
            )
        )
    if not all(segment.days.verified for segment in segments):
        steps.append(texts.get("calculators.interest.unverified"))
    return tuple(steps)


def _total_step(segments: Sequence[Segment], total: Decimal) -> tuple[str, ...]:
    return (texts.get("calculators.interest.total", total=format_amount(total)),) if len(segments) > 1 else ()


def monthly_interest(principal: Decimal, percentage: Decimal, late: Late, *, reading: Reading, compound: bool = False) -> Amount:
    """The interest of a percentage a month, as the clause is read.

    `full_months`: only completed months; `started_months`: a started month counts in full; `pro_rata_days`: the days of the last
    month over the length of that month; `annual_365`: twelve times the percentage a year, by the day. `compound` (whole months
    only): interest on interest. Months run from the first interest day.
    """
    check_amount(principal)
    if not late.days:
        return Amount(to_cents(Decimal(0)), late.steps)
    if reading == "annual_365":
        return yearly_interest(principal, percentage * MONTHS_A_YEAR, late)
    worked = interest_for_months(principal, percentage, _months(late, reading), compound=compound)
    return Amount(worked.amount, (*late.steps, texts.get(READING_TEXTS[reading]), *worked.steps))


READING_TEXTS: dict[Reading, str] = {
    "full_months": "calculators.interest.full_months",
    "started_months": "calculators.interest.started_months",
    "pro_rata_days": "calculators.interest.pro_rata_days",
}


def yearly_interest(principal: Decimal, percentage: Decimal, late: Late) -> Amount:
    """The simple interest of a percentage a year, by the day."""
    interest = to_cents(share(check_amount(principal), percentage) * late.days / DAYS_A_YEAR)
    if not late.days:
        return Amount(interest, late.steps)
    step = texts.get(
        "calculators.interest.by_day",
        percentage=format_percentage(percentage),
        principal=format_amount(principal),
        days=late.days,
        interest=format_amount(interest),
    )
    return Amount(interest, (*late.steps, step))


def _months(late: Late, reading: Reading) -> Decimal:
    full = 0
    while add_months(late.first, full + 1) <= late.last + DAY:
        full += 1
    start, end = add_months(late.first, full), add_months(late.first, full + 1)
    rest = (late.last - start).days + 1
    if reading == "pro_rata_days":
        return full + Decimal(rest) / (end - start).days
    return Decimal(full + (reading == "started_months" and rest > 0))


def interest_for_months(
    principal: Decimal, percentage: Decimal, months: Decimal, *, reading: Reading = "pro_rata_days", compound: bool = False
) -> Amount:
    """The interest of a percentage a month over a number of months that is given."""
    check_amount(principal)
    if months < 0:
        raise BadInput(texts.get("calculators.facts.bad_count", value=months))
    if reading in ("full_months", "started_months"):
        months = months.to_integral_value(ROUND_FLOOR if reading == "full_months" else ROUND_CEILING)
    if compound:
        interest = to_cents(principal * ((1 + percentage / 100) ** months - 1))
    else:
        interest = to_cents(share(principal, percentage) * months)
    step = texts.get(
        "calculators.interest.compound_months" if compound else "calculators.interest.by_month",
        percentage=format_percentage(percentage),
        principal=format_amount(principal),
        months=format_count(months.quantize(Decimal("0.0001")), "maand", "maanden"),
        interest=format_amount(interest),
    )
    return Amount(interest, (step,))


def higher_of(contractual: Amount, principal: Decimal, percentage_a_year: Decimal, late: Late, *, kind: str, law: Law) -> Amount:
    """The contractual interest, or the statutory interest where its rate was higher and it comes to more.

    The rates are compared first, because over several years interest on interest can make the lower rate come to more.
    """
    if not late.days:
        return contractual
    series = law.get_series(kind)
    highest = max(days.percentage for days in series.between(late.first, late.last))
    rates = {"name": series.name, "highest": format_percentage(highest), "own": format_percentage(percentage_a_year)}
    if highest <= percentage_a_year:
        own = texts.get("calculators.interest.own_rate_higher", **rates)
        return Amount(contractual.amount, (*contractual.steps, own), contractual.parts)
    statutory = statutory_interest(principal, late, kind=kind, law=law)
    compared = texts.get(
        "calculators.interest.compared",
        **rates,
        statutory=format_amount(statutory.amount),
        contractual=format_amount(contractual.amount),
    )
    chosen = statutory if statutory.amount > contractual.amount else contractual
    return Amount(chosen.amount, (*chosen.steps, compared), chosen.parts)
