"""The boundaries of rules that end in a date: last days, periods, late information, notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import cast

from bot.calculators.calendar import holidays_between, is_working_day
from bot.calculators.conditions import PeriodFrom
from bot.calculators.deadline_rules import NoticeRule, PeriodRule, PeriodsRule, WithdrawalRule
from bot.calculators.law import load_law
from bot.calculators.notice import first_term, latest_notice
from bot.calculators.periods import add_months, period_end
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from tests.rules.forms import forms_of
from tests.rules.sides import DAY, Side, Test
from tests.rules.trying import Tried


def deadline_sides(form: Rule) -> Iterator[Side]:
    """The boundaries of one form of a rule that ends in a date."""
    match form:
        case NoticeRule():
            yield from _notice_sides(form)
        case PeriodRule():
            yield from (*_last_day_sides(form), *_period_sides(form.period))
        case PeriodsRule():
            yield from (*_last_day_sides(form), *_several_periods(form))
        case WithdrawalRule():
            yield from (*_last_day_sides(form), *_period_sides(form.withdrawal))


def informed_sides(rule: Rule) -> Iterator[Side]:
    """In time, late and never informed, over all forms of the rule; and late information around the longest end."""
    forms = [form for form in forms_of(rule) if isinstance(form, WithdrawalRule) and form.withdrawal.informed]
    if not forms:
        return
    name = forms[0].withdrawal.informed
    for value in ("in_time", "late", "never"):
        yield Side(f"informed: {value}", partial(_informed, name, value))
    for place, days in (("the day before", -1), ("on the day", 0)):
        yield Side(f"informed {place} from which the longest end holds", partial(_informed_at, days))


def several_days(need: Need, name: str) -> Iterator[Side]:
    """Where a fact is a list of days: more than one."""
    if need.type == "dates":
        yield Side(f"{name}: several days", lambda tried: tried.on is not None and len(_days(tried, name)) > 1)


def _last_day_sides(form: Rule) -> Iterator[Side]:
    """The act on the last day and the day after; where the rule knows no act, the question."""
    for place, days in (("on the last day", 0), ("the day after the last day", 1)):
        if form.acted_on:
            yield Side(f"{form.acted_on} {place}", partial(_acted_at, form.acted_on, days))
        else:
            yield Side(f"asked {place}", partial(_asked_at, days))


def _acted_at(name: str, days: int, tried: Tried) -> bool:
    return tried.on is not None and tried.given.find_date(name) == tried.on + days * DAY


def _asked_at(days: int, tried: Tried) -> bool:
    return tried.on is not None and tried.today == tried.on + days * DAY


def _period_sides(period: PeriodFrom) -> Iterator[Side]:
    if period.unit in ("working_days", "delivery_days"):
        yield Side("across a holiday", lambda tried: bool(_holidays(tried, period)))
    elif period.unit == "hours":
        yield from _hour_sides(period)
    else:
        yield from _free_day_sides(period)
    if period.unit in ("months", "years") and period.first_day == "next_day":
        yield Side(
            "a month that is too short",
            lambda tried: bool(tried.on) and _event(tried, period).day > _nominal(tried, period).day,
        )


def _event(tried: Tried, period: PeriodFrom) -> date:
    event = tried.given.get_date(period.start, period.pick)
    return event.date() if isinstance(event, datetime) else event


def _nominal(tried: Tried, period: PeriodFrom) -> date:
    """The end of the period before it moves."""
    still = period.model_copy(update={"last_day": "as_is"})
    return period_end(still, _event(tried, period), law=load_law()).on


def _decides(tried: Tried, period: PeriodFrom) -> bool:
    """Whether this period gave the outcome, moved or not."""
    if tried.on is None or period.start not in tried.given.values:
        return False
    return tried.on == period_end(period, _event(tried, period), law=load_law()).on


def _holidays(tried: Tried, period: PeriodFrom) -> bool:
    if not tried.on or period.start not in tried.given.values:
        return False
    event = _event(tried, period)
    return bool(holidays_between(min(event, tried.on), max(event, tried.on)))


def _free_day_sides(period: PeriodFrom) -> Iterator[Side]:
    """A last day that is no working day; where such a day moves, also one that stays."""
    moves = period.last_day != "as_is"
    yield Side(
        "a last day that is no working day" + (" moves" if moves else " stays"),
        lambda tried: _decides(tried, period) and not is_working_day(_nominal(tried, period)),
    )
    if moves:
        yield Side("a last day that is a working day", lambda tried: tried.on is not None and tried.on == _nominal(tried, period))


def _hour_sides(period: PeriodFrom) -> Iterator[Side]:
    yield Side("from a moment", lambda tried: isinstance(tried.given.values.get(period.start), datetime))
    if period.length % 24 == 0:
        yield Side(
            "from a day", lambda tried: tried.on is not None and not isinstance(tried.given.values[period.start], datetime)
        )
    yield Side("across a weekend", lambda tried: tried.on is not None and _event(tried, period).weekday() > tried.on.weekday())


def _several_periods(form: PeriodsRule) -> Iterator[Side]:
    for period in form.periods:
        yield Side(f"the period from {period.start} decides", partial(_decides_alone, form, period))
        for side in _period_sides(period):
            yield Side(f"from {period.start}: {side.place}", _deciding(period, side.holds))


def _deciding(period: PeriodFrom, test: Test) -> Test:
    return lambda tried: _decides(tried, period) and test(tried)


def _decides_alone(form: PeriodsRule, period: PeriodFrom, tried: Tried) -> bool:
    known = all(each.start in tried.given.values for each in form.periods)
    return known and _decides(tried, period) and not any(_decides(tried, other) for other in form.periods if other != period)


def _informed(name: str, value: str, tried: Tried) -> bool:
    return tried.on is not None and tried.given.values.get(name, "in_time") == value


def _informed_at(days: int, tried: Tried) -> bool:
    """Whether the information came this many days from the day whose own term ends with the longest one."""
    if not isinstance(tried.form, WithdrawalRule) or tried.on is None:
        return False
    terms = tried.form.withdrawal
    informed_on = tried.given.find_date(terms.informed_on)
    if informed_on is None or tried.given.values.get(terms.informed, "late") != "late":
        return False
    longest = add_months(_nominal(tried, terms), terms.extension_months)
    return informed_on == longest - terms.length * DAY + days * DAY


def _days(tried: Tried, name: str) -> tuple[date, ...]:
    value = tried.given.values.get(name)
    return cast("tuple[date, ...]", value) if isinstance(value, tuple) else ()


def _notice_sides(form: NoticeRule) -> Iterator[Side]:
    terms = form.notice
    if terms.ends == "term_end":
        for place, days in (("on the last day", 0), ("the day after", 1)):
            yield Side(f"notice {place} for the contract period", partial(_notice_at, days))
            if form.needs[terms.given].default is None:
                yield Side(f"asked without notice {place} for the contract period", partial(_asked_without_notice_at, days))
        return
    yield Side("a last day that is no working day stays", lambda tried: tried.on is not None and not is_working_day(tried.on))
    if terms.unit in ("months", "years") and terms.ends == "after_notice":
        yield Side("a month that is too short", lambda tried: tried.on is not None and _notice_on(tried).day > tried.on.day)
    if terms.not_before:
        yield Side("notice on the first day for it", lambda tried: _notice_on(tried) == _first_notice(tried))
        yield Side("notice the day before the first day for it", lambda tried: _notice_on(tried) == _first_notice(tried) - DAY)
    if terms.ends == "month_end":
        yield Side("notice that ends with the month", lambda tried: tried.on is not None and _notice_end(tried) == tried.on)
        yield Side("notice that ends the day after a month", lambda tried: tried.on is not None and _notice_end(tried).day == 1)


def _notice_on(tried: Tried) -> date:
    form = cast("NoticeRule", tried.form)
    return tried.given.find_date(form.notice.given) or date.min


def _notice_end(tried: Tried) -> date:
    form = cast("NoticeRule", tried.form)
    return period_end(form.notice, _notice_on(tried), law=load_law()).on


def _first_notice(tried: Tried) -> date:
    not_before = cast("NoticeRule", tried.form).notice.not_before
    known = not_before is not None and not_before.start in tried.given.values
    return tried.given.end_of(not_before) if known and not_before else date.max


def _last_notice(tried: Tried) -> date | None:
    """The last day for notice towards the end of the first contract period."""
    terms = cast("NoticeRule", tried.form).notice
    if tried.on is None:
        return None
    months = tried.given.find_number(terms.months)
    start, end = tried.given.find_date(terms.start), tried.given.find_date(terms.end)
    term = first_term(start_on=start, end_on=end, months=int(months) if months is not None else None)
    return latest_notice(terms, term, law=load_law()).on


def _notice_at(days: int, tried: Tried) -> bool:
    last = _last_notice(tried)
    return last is not None and _notice_on(tried) == last + days * DAY


def _asked_without_notice_at(days: int, tried: Tried) -> bool:
    last, form = _last_notice(tried), cast("NoticeRule", tried.form)
    return last is not None and not tried.given.has(form.notice.given) and tried.today == last + days * DAY
