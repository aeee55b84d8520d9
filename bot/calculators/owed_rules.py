"""The kind of rule for a debt as a whole: the amount itself, and once it is late the interest and the collection costs."""

from __future__ import annotations

from typing import Literal

from bot.calculators.fee_rules import InterestTerms, PercentageTerms, ScaleTerms
from bot.calculators.rule import Known, Model, RuleBase


class OwedTerms(Model):
    """Interest over an amount, and collection costs over the same or another one; neither before the day after `interest.due`."""

    interest: InterestTerms
    costs: ScaleTerms | PercentageTerms


class OwedRule(RuleBase):
    """All that is to be paid for a debt on a day."""

    kind: Literal["owed"]
    owed: OwedTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.owed.interest.facts, *self.owed.costs.of)))

    def required_facts(self, known: Known) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.owed.interest.needed(known), *self.owed.costs.of)))

    def variables(self) -> frozenset[str]:
        return frozenset({"amount", "interest", "costs"})
