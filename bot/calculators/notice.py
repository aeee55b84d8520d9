"""Ending a running contract: the last day for notice and the day on which the contract ends."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot import texts
from bot.calculators.calendar import DAY
from bot.calculators.law import Law
from bot.calculators.periods import Period, add_months, period_end
from bot.calculators.results import Deadline
from bot.dutch import format_count, format_date
from bot.errors import BadInput

Ends = Literal["after_notice", "month_end"]


@dataclass(frozen=True, slots=True)
class Term:
    """One contract period: `first` and `last` day, both inclusive. `months` is its length where that is known."""

    first: date | None
    last: date
    months: int | None


def notice_end(
    notice: Period, notice_on: date, *, law: Law, ends: Ends = "after_notice", not_before: date | None = None
) -> Deadline:
    """The day on which a contract ends that may be ended at any time, with a notice period.

    `month_end`: the contract runs to the end of the month in which the notice period ends. `not_before`: notice before this day
    counts as given on it.
    """
    early = not_before is not None and notice_on < not_before
    counted_on = not_before if early and not_before is not None else notice_on
    first = (texts.get("calculators.notice.not_before", day=format_date(counted_on)),) if early else ()
    end = period_end(notice, counted_on, law=law)
    if ends == "after_notice":
        return Deadline(end.on, (*first, *end.steps))
    last = end.on.replace(day=calendar.monthrange(end.on.year, end.on.month)[1])
    return Deadline(last, (*first, *end.steps, texts.get("calculators.notice.month_end", day=format_date(last))))


def notice_for_end(notice: Period, wanted: date, *, law: Law, ends: Ends = "after_notice") -> Deadline:
    """The last day for notice with which a contract that may be ended at any time has ended by the day that is wanted."""

    def end_of(notice_on: date) -> date:
        return notice_end(notice, notice_on, law=law, ends=ends).on

    latest = period_end(notice.model_copy(update={"direction": "backward", "last_day": "as_is"}), wanted, law=law).on
    while end_of(latest) > wanted:
        latest -= DAY
    while end_of(latest + DAY) <= wanted:
        latest += DAY
    step = texts.get(
        "calculators.notice.for_end",
        wanted=format_date(wanted),
        day=format_date(latest),
        end=format_date(end_of(latest)),
        next_day=format_date(latest + DAY),
        next_end=format_date(end_of(latest + DAY)),
    )
    return Deadline(latest, (step,))


def first_term(*, start_on: date | None, end_on: date | None, months: int | None) -> Term:
    """The contract period from its last day, or from its start and its length. Raises: BadInput."""
    if end_on is not None:
        return Term(start_on, end_on, months)
    if start_on is None or months is None or months < 1:
        raise BadInput(texts.get("calculators.notice.no_term"))
    return Term(start_on, add_months(start_on, months) - DAY, months)


def next_terms(term: Term, number: int) -> Term:
    """The period that comes `number` tacit renewals after this one; always counted from the anchor, never chained."""
    if number == 0:
        return term
    if term.months is None:
        raise BadInput(texts.get("calculators.notice.no_renewal_length"))
    anchor = term.last + DAY
    return Term(add_months(anchor, term.months * (number - 1)), add_months(anchor, term.months * number) - DAY, term.months)


def latest_notice(notice: Period, term: Term, *, law: Law) -> Deadline:
    """The last day on which notice for the end of this contract period is in time."""
    backward = notice.model_copy(update={"direction": "backward", "last_day": "as_is"})
    found = period_end(backward, term.last, law=law)
    return Deadline(found.on, (texts.get("calculators.notice.term_ends", day=format_date(term.last)), *found.steps))


@dataclass(frozen=True, slots=True)
class TermNotice:
    """Notice for the end of a contract period: its last day, the end that it leads to, and how many renewals came first."""

    latest: date
    end: date
    renewals: int
    steps: tuple[str, ...]


def notice_for_term(notice: Period, term: Term, on: date, *, renews: bool, law: Law) -> TermNotice:
    """The first contract end that notice on the day `on` still reaches.

    Without renewal the contract ends on the last day of the term, with or without notice.
    Raises: BadInput where the contract renews and the length of its period is unknown.
    """
    number = 0
    latest = latest_notice(notice, term, law=law)
    steps = latest.steps
    while on > latest.on and renews:
        number += 1
        latest = latest_notice(notice, next_terms(term, number), law=law)
    if number:
        assert term.months is not None
        length = format_count(term.months, "maand", "maanden")
        steps += (texts.get("calculators.notice.renewed", day=format_date(on), length=length, number=number), *latest.steps)
    return TermNotice(latest.on, next_terms(term, number).last, number, steps)
