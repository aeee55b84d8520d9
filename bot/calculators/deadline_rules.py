"""Kinds of rules that end in a date."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.calculators.conditions import PeriodFrom
from bot.calculators.periods import Period, Unit
from bot.calculators.rule import VERDICT_VARIABLES, Known, RuleBase


class PeriodRule(RuleBase):
    """One period after or before an event."""

    kind: Literal["period"]
    period: PeriodFrom
    result = "deadline"

    def used_facts(self) -> tuple[str, ...]:
        return (self.period.start,)


class PeriodsRule(RuleBase):
    """The first or the last of several deadlines."""

    kind: Literal["earliest", "latest"]
    periods: tuple[PeriodFrom, ...] = Field(min_length=2)
    result = "deadline"

    def used_facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(period.start for period in self.periods))


class WithdrawalTerms(PeriodFrom):
    """A right of withdrawal. `informed` is a choice fact (in_time, late, never), `informed_on` the day of late information."""

    length: int = Field(14, ge=1, le=1_200)
    unit: Unit = "days"
    last_day: Literal["as_is", "next_working_day", "by_law"] = "by_law"
    informed: str = ""
    informed_on: str = ""
    extension_months: int = Field(12, ge=1, le=60)


class WithdrawalRule(RuleBase):
    """A time to think again, extended where the customer was not told of it."""

    kind: Literal["withdrawal"]
    withdrawal: WithdrawalTerms
    result = "deadline"

    def used_facts(self) -> tuple[str, ...]:
        terms = self.withdrawal
        return (terms.start, *(name for name in (terms.informed, terms.informed_on) if name))

    def required_facts(self, known: Known) -> tuple[str, ...]:
        # Nobody is asked whether they were told: told in time is the rule, the rest is said by who knows it.
        return (self.withdrawal.start,)


class NoticeTerms(Period):
    """Notice to end a contract. `given` is the day of notice; `ends` says to which day the contract then runs.

    For `term_end` the contract period comes from `end`, or from `start` and `months`; `renews` means tacit renewal for the same
    period. `not_before` is the first day on which notice may be given.
    """

    given: str = "notice_on"
    ends: Literal["after_notice", "month_end", "term_end"] = "after_notice"
    renews: bool = False
    start: str = "contract_start_on"
    months: str = "contract_months"
    end: str = "contract_end_on"
    wanted: str = "wanted_end_on"
    not_before: PeriodFrom | None = None


class NoticeRule(RuleBase):
    """The end of a contract after notice, or the last day for notice."""

    kind: Literal["notice"]
    notice: NoticeTerms
    result = "deadline"

    def used_facts(self) -> tuple[str, ...]:
        terms = self.notice
        if terms.ends == "term_end":
            return (terms.end, terms.start, terms.months, terms.given)
        return (terms.given, *self._first_day_facts(), terms.wanted)

    def _first_day_facts(self) -> tuple[str, ...]:
        return (self.notice.not_before.start,) if self.notice.not_before else ()

    def required_facts(self, known: Known) -> tuple[str, ...]:
        terms = self.notice
        if terms.ends != "term_end":
            return self._first_day_facts() if known(terms.wanted) else (terms.given, *self._first_day_facts())
        if known(terms.end):
            return (terms.months,) if terms.renews else (terms.end,)
        return (terms.start, terms.months)

    def variables(self) -> frozenset[str]:
        return VERDICT_VARIABLES | {"end", "latest"}
