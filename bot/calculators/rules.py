"""Any rule: one of the kinds of deadlines and fees, or a clause that is only quoted, with its variants."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from bot.calculators.conditions import Conditions
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
from bot.calculators.owed_rules import OwedRule
from bot.calculators.rule import Model, RuleBase


class QuoteRule(RuleBase):
    """A clause that can't be computed faithfully: it is quoted, and `cannot_compute` says why there is no sum."""

    kind: Literal["quote_only"]
    cannot_compute: str
    answer: str = ""

    @field_validator("answer")
    @classmethod
    def _check_no_answer(cls, answer: str) -> str:
        if answer:
            raise ValueError("quote_only has no answer: general says what can be said")
        return answer

    def variables(self) -> frozenset[str]:
        return frozenset()


Rule = Annotated[
    PeriodRule
    | PeriodsRule
    | WithdrawalRule
    | NoticeRule
    | PercentageRule
    | TiersRule
    | PhaseTableRule
    | CapRule
    | InterestRule
    | OwedRule
    | AllocationRule
    | ProportionalRule
    | ProductRule
    | FixedAmountRule
    | QuoteRule,
    Field(discriminator="kind"),
]


class Variant(Model):
    """What a rule becomes when its conditions hold. In a file: `when` plus the fields that differ."""

    when: Conditions = Field(min_length=1)
    rule: Rule

    def facts(self) -> tuple[str, ...]:
        """Facts that the conditions read; the end of a period that they compare with counts too."""
        deadlines = [bound.deadline for bound in self.when.values()]
        return (*self.when, *(period.start for period in deadlines if period))


def _resolve_names() -> None:
    """Lets the models find `Variant`, which holds rules and is held by them."""
    kinds: tuple[type[Model], ...] = (*RuleBase.__subclasses__(), Variant)
    for kind in kinds:
        kind.model_rebuild(_types_namespace={"Variant": Variant, "Rule": Rule})


_resolve_names()
