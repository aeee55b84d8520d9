"""The time to think again: when the right of withdrawal ends, also when the customer was told late or never (art. 6:230o BW)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot import texts
from bot.calculators.calendar import next_working_day
from bot.calculators.law import Law
from bot.calculators.periods import Period, add_months, period_end
from bot.calculators.results import Deadline
from bot.dutch import format_date, format_weekday

Informed = Literal["in_time", "late", "never"]
STATUTORY = Period(length=14, unit="days", last_day="by_law")
EXTENSION_MONTHS = 12


def withdrawal_end(
    event: date,
    *,
    law: Law,
    period: Period = STATUTORY,
    informed: Informed = "in_time",
    informed_on: date | None = None,
    extension_months: int = EXTENSION_MONTHS,
) -> Deadline:
    """The last day on which the customer may withdraw, inclusive.

    `event` is the day after which the term runs (receipt or conclusion). Told late: the term runs again from the day of the
    information, but ends no later than `extension_months` after the first end. Never told: that latest end.
    Source: art. 6:230o lid 1 en 2 BW; Regulation 1182/71 art. 3; Algemene termijnenwet art. 1.
    """
    ordinary = period_end(period, event, law=law)
    if informed == "in_time" or (informed_on is not None and informed_on <= event):
        return ordinary
    latest = _latest(period, event, law, extension_months)
    if informed == "never" or informed_on is None:
        return latest
    extended = period_end(period, informed_on, law=law)
    if extended.on >= latest.on:
        return latest
    reason = texts.get("calculators.withdrawal.informed_late", day=format_date(informed_on))
    return Deadline(extended.on, (reason, *extended.steps))


def _latest(period: Period, event: date, law: Law, months: int) -> Deadline:
    """The end without any information. Dutch law does not stretch this year, EU law would: in between nobody is "too late"."""
    nominal = period_end(period.model_copy(update={"last_day": "as_is"}), event, law=law)
    on = add_months(nominal.on, months)
    reason = texts.get(
        "calculators.withdrawal.never_informed",
        months=months,
        day=format_date(on),
        weekday=format_weekday(on),
        end=format_date(nominal.on),
    )
    until = next_working_day(on)
    doubt = () if until == on else (texts.get("calculators.withdrawal.not_late_until", day=format_date(until)),)
    return Deadline(on, (*nominal.steps, reason, *doubt), not_late_until=until)
