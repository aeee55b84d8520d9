"""From a deadline rule and the facts to a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import cast

from bot import texts
from bot.calculators.conditions import PeriodFrom
from bot.calculators.deadline_rules import NoticeRule, NoticeTerms, PeriodRule, PeriodsRule, WithdrawalRule
from bot.calculators.given import REFERENCE_DATE, Given
from bot.calculators.notice import Ends, first_term, notice_end, notice_for_end, notice_for_term
from bot.calculators.outcomes import Found
from bot.calculators.periods import period_end, period_moment
from bot.calculators.results import Deadline
from bot.calculators.withdrawal import Informed, withdrawal_end
from bot.dutch import format_date
from bot.errors import BadInput


def find_period(rule: PeriodRule, given: Given) -> Found:
    """The end of the one period of the rule."""
    return _found(_deadline(rule.period, given))


def find_of_periods(rule: PeriodsRule, given: Given) -> Found:
    """The first or the last end among the periods whose facts are known."""
    ends = [_deadline(period, given) for period in rule.periods if given.has(period.start)]
    choose = min if rule.kind == "earliest" else max
    chosen = choose(ends, key=lambda end: end.on)
    steps = tuple(step for end in ends for step in end.steps)
    if len(ends) > 1:
        key = "calculators.period.earliest" if rule.kind == "earliest" else "calculators.period.latest"
        steps += (texts.get(key, day=format_date(chosen.on)),)
    return Found(steps, on=chosen.on, at=chosen.at)


def find_withdrawal(rule: WithdrawalRule, given: Given) -> Found:
    """The last day to withdraw. A day of information without more means that it came on that day."""
    terms = rule.withdrawal
    informed_on = given.find_date(terms.informed_on) if terms.informed_on else None
    informed = given.get_choice(terms.informed) if given.has(terms.informed) else "late" if informed_on else "in_time"
    if informed == "late" and informed_on is None:
        raise BadInput(texts.get("calculators.withdrawal.informed_when"))
    event, steps = _event(terms, given)
    end = withdrawal_end(
        event,
        law=given.law,
        period=terms,
        informed=cast(Informed, informed),
        informed_on=informed_on if informed == "late" else None,
        extension_months=terms.extension_months,
    )
    return Found((*steps, *end.steps), on=end.on, not_late_until=end.not_late_until)


def find_notice(rule: NoticeRule, given: Given) -> Found:
    """The end of the contract; without a day of notice, for a contract period, the last day to give notice."""
    if rule.notice.ends == "term_end":
        return _term_notice(rule.notice, given)
    if wanted := given.find_date(rule.notice.wanted):
        return _notice_for_end(rule.notice, wanted, given)
    return _notice_given(rule.notice, given.get_date(rule.notice.given), given)


def _notice_given(terms: NoticeTerms, notice_on: date, given: Given) -> Found:
    """The end of the contract that notice on this day leads to."""
    first = given.end_of(terms.not_before) if terms.not_before else None
    end = notice_end(terms, notice_on, law=given.law, ends=_ends(terms), not_before=first)
    latest = max(notice_on, first or date.min)
    return Found(end.steps, on=end.on, values={"end": format_date(end.on), "latest": format_date(latest)})


def _notice_for_end(terms: NoticeTerms, wanted: date, given: Given) -> Found:
    """The last day for notice with which the contract has ended by the wanted day; or what notice that was given leads to."""
    latest = notice_for_end(terms, wanted, law=given.law, ends=_ends(terms))
    told = given.find_date(terms.given)
    if told is not None and not (given.needs[terms.given].default == REFERENCE_DATE and told == given.reference_date):
        found = _notice_given(terms, told, given)
        key = (
            "calculators.notice.ends_in_time"
            if found.on is not None and found.on <= wanted
            else "calculators.notice.ends_too_late"
        )
        return replace(found, remark=_of_end(key, wanted=wanted, latest=latest.on))
    first = given.end_of(terms.not_before) if terms.not_before else None
    if first is not None and latest.on < first:
        found = _notice_given(terms, first, given)
        return replace(found, answer=_of_end("calculators.notice.too_early_for_end", wanted=wanted, latest=first, end=found.on))
    late = latest.on < given.reference_date
    end = _notice_given(terms, given.reference_date if late else latest.on, given).on
    key = "calculators.notice.too_late_for_end" if late else "calculators.notice.in_time_for_end"
    return Found(
        latest.steps,
        on=latest.on,
        values={"end": format_date(end or wanted), "latest": format_date(latest.on)},
        answer=_of_end(key, wanted=wanted, latest=latest.on, end=end),
        remark=_of_end("calculators.notice.ends_today", end=end) if late else "",
    )


def _of_end(key: str, **days: date | None) -> str:
    return texts.get(key, **{name: format_date(day) for name, day in days.items() if day is not None})


def _ends(terms: NoticeTerms) -> Ends:
    return "month_end" if terms.ends == "month_end" else "after_notice"


def _term_notice(terms: NoticeTerms, given: Given) -> Found:
    months = given.find_number(terms.months)
    if months is not None and months != int(months):
        raise BadInput(texts.get("calculators.notice.no_term"))
    term = first_term(
        start_on=given.find_date(terms.start),
        end_on=given.find_date(terms.end),
        months=int(months) if months is not None else None,
    )
    notice_on = given.find_date(terms.given)
    worked = notice_for_term(terms, term, notice_on or given.reference_date, renews=terms.renews, law=given.law)
    on = worked.latest if notice_on is None else worked.end
    return Found(worked.steps, on=on, values={"end": format_date(worked.end), "latest": format_date(worked.latest)})


def _event(period: PeriodFrom, given: Given) -> tuple[date, tuple[str, ...]]:
    """The day from which the period runs, and which of several days that is."""
    event = given.get_date(period.start, period.pick)
    if not isinstance(given.values[period.start], tuple):
        return event, ()
    key = "calculators.period.first_of" if period.pick == "first" else "calculators.period.last_of"
    return event, (texts.get(key, day=format_date(event)),)


def _deadline(period: PeriodFrom, given: Given) -> Deadline:
    event, steps = _event(period, given)
    if period.unit == "hours" and isinstance(event, datetime):
        return period_moment(period, event)
    day = event.date() if isinstance(event, datetime) else event
    end = period_end(period, day, law=given.law)
    return Deadline(end.on, (*steps, *end.steps), not_late_until=end.not_late_until)


def _found(end: Deadline) -> Found:
    return Found(end.steps, on=end.on, at=end.at, not_late_until=end.not_late_until)
