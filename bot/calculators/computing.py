"""Which sum belongs to which kind of rule."""

from __future__ import annotations

from functools import singledispatch

from bot.calculators import deadlines, fees, owing
from bot.calculators.deadline_rules import NoticeRule, PeriodRule, PeriodsRule, WithdrawalRule
from bot.calculators.fee_rules import (
    AllocationRule,
    CapRule,
    FixedAmountRule,
    InterestRule,
    PercentageRule,
    PhaseTableRule,
    ProductRule,
    ProportionalRule,
    TiersRule,
)
from bot.calculators.given import Given
from bot.calculators.outcomes import Found
from bot.calculators.owed_rules import OwedRule
from bot.calculators.rule import RuleBase


@singledispatch
def compute(rule: RuleBase, given: Given) -> Found:
    """The bare result of a rule whose facts are all there. Raises: TypeError for a kind without a sum."""
    raise TypeError(f"{type(rule).__name__} of {rule.id} has no sum with these {len(given.values)} facts")


compute.register(PeriodRule, deadlines.find_period)
compute.register(PeriodsRule, deadlines.find_of_periods)
compute.register(WithdrawalRule, deadlines.find_withdrawal)
compute.register(NoticeRule, deadlines.find_notice)
compute.register(PercentageRule, fees.find_percentage)
compute.register(TiersRule, fees.find_tiers)
compute.register(PhaseTableRule, fees.find_phase)
compute.register(CapRule, fees.find_cap)
compute.register(InterestRule, fees.find_interest)
compute.register(OwedRule, owing.find_owed)
compute.register(AllocationRule, fees.find_allocation)
compute.register(ProportionalRule, fees.find_proportional)
compute.register(ProductRule, fees.find_product)
compute.register(FixedAmountRule, fees.find_fixed)
