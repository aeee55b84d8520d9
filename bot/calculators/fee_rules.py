"""Kinds of rules that end in an amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from bot.calculators.conditions import PeriodFrom
from bot.calculators.interest import Reading
from bot.calculators.rule import Known, Model, Money, OneOrMore, Percent, RuleBase


class PercentageTerms(Model):
    """A percentage of one or more amounts."""

    percent: Percent
    of: OneOrMore = Field(min_length=1)
    minimum: Money = Decimal(0)
    maximum: Money | None = None
    per_item: bool = False
    result: Literal["part", "remainder", "increased"] = "part"


class PercentageRule(RuleBase):
    """A percentage with bounds, over each amount or over their sum."""

    kind: Literal["percentage"]
    percentage: PercentageTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return self.percentage.of


class TierTerms(Model):
    """A percentage over the part of an amount up to `up_to`."""

    up_to: Money | None = None
    percent: Percent


class ScaleTerms(Model):
    """A scale over an amount: the statutory one (`law`), or tiers in ascending order."""

    of: OneOrMore = Field(min_length=1)
    scale: Literal["law"] | tuple[TierTerms, ...]
    minimum: Money = Decimal(0)
    maximum: Money | None = None
    per_item: bool = False
    vat: bool = False
    compare_with_law: bool = False

    @model_validator(mode="after")
    def _check_tiers(self) -> Self:
        if self.scale == "law":
            if self.minimum or self.maximum is not None or self.compare_with_law:
                raise ValueError("scale: law has its own minimum and maximum and needs no comparison")
            return self
        limits = [tier.up_to for tier in self.scale]
        upper = [limit for limit in limits[:-1] if limit is not None]
        if not limits or len(upper) != len(limits) - 1 or upper != sorted(set(upper)) or _last_is_lower(upper, limits[-1]):
            raise ValueError("tiers must be in ascending order; only the last one may lack up_to")
        return self


def _last_is_lower(upper: list[Decimal], last: Decimal | None) -> bool:
    return bool(upper) and last is not None and last <= upper[-1]


class TiersRule(RuleBase):
    """A scale of percentages, such as collection costs."""

    kind: Literal["tiers"]
    tiers: ScaleTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return self.tiers.of


class SecondShare(Model):
    """A percentage of a second amount."""

    percent: Percent
    of: str


class PhaseTerms(Model):
    """A percentage by phase; the keys of `table` are the values of the choice fact `phase`."""

    phase: str = "phase"
    of: str
    table: Mapping[str, Percent] = Field(min_length=1)
    plus: SecondShare | None = None


class PhaseTableRule(RuleBase):
    """A percentage that depends on how far the work is, plus a percentage of a second amount."""

    kind: Literal["phase_table"]
    phase_table: PhaseTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        terms = self.phase_table
        return (terms.phase, terms.of, *((terms.plus.of,) if terms.plus else ()))


class CapTerms(Model):
    """The lowest of amounts and fixed maxima; `window` is the time over which an amount counts, for the derivation."""

    of: OneOrMore = ()
    maxima: tuple[Money, ...] = ()
    window: PeriodFrom | None = None

    @model_validator(mode="after")
    def _check_some(self) -> Self:
        if not self.of and not self.maxima:
            raise ValueError("a cap needs amounts (of) or maxima")
        return self


class CapRule(RuleBase):
    """An amount that is limited, such as liability."""

    kind: Literal["cap"]
    cap: CapTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return (*self.cap.of, *((self.cap.window.start,) if self.cap.window else ()))

    def required_facts(self, known: Known) -> tuple[str, ...]:
        return self.cap.of


class InterestTerms(Model):
    """Interest over an amount from the day after `due` up to and including `paid`, or over a number of `months`."""

    of: str = "principal"
    due: str = "due_on"
    paid: str = "paid_on"
    months: str = "months_late"
    basis: Literal["statutory", "commercial", "contractual"]
    percent: Percent | None = None
    per: Literal["month", "year"] = "month"
    reading: Reading = "pro_rata_days"
    compound: bool | None = None
    or_higher: Literal["statutory", "commercial"] | None = None

    @model_validator(mode="after")
    def _check_basis(self) -> Self:
        if (self.basis == "contractual") != (self.percent is not None):
            raise ValueError("percent belongs to basis: contractual, and only there")
        if self.basis != "contractual" and self.or_higher:
            raise ValueError("or_higher belongs to basis: contractual")
        return self

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts that the interest is worked out from."""
        by_month = self.basis == "contractual" and self.per == "month"
        return (self.of, self.due, self.paid, *((self.months,) if by_month else ()))

    def needed(self, known: Known) -> tuple[str, ...]:
        """Those without which there is no interest, given which facts are known."""
        return (self.of,) if self.months in self.facts and known(self.months) else (self.of, self.due, self.paid)


class InterestRule(RuleBase):
    """Interest for paying late."""

    kind: Literal["interest"]
    interest: InterestTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return self.interest.facts

    def required_facts(self, known: Known) -> tuple[str, ...]:
        return self.interest.needed(known)

    def variables(self) -> frozenset[str]:
        return frozenset({"amount", "total"})


class AllocationTerms(Model):
    """The order in which a payment goes to debts; `result` is one of them, or `total` for all that is left."""

    payment: str = "payment"
    order: tuple[str, ...] = ("costs_due", "interest_due", "principal")
    result: str = "principal"

    @model_validator(mode="after")
    def _check_result(self) -> Self:
        if self.result != "total" and self.result not in self.order:
            raise ValueError("result must be total or one of order")
        return self


class AllocationRule(RuleBase):
    """What is left of a debt after a payment."""

    kind: Literal["allocation"]
    allocation: AllocationTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return (self.allocation.payment, *self.allocation.order)

    def variables(self) -> frozenset[str]:
        left = {f"{name}_left" for name in self.allocation.order}
        return frozenset({"amount", "left", "surplus"} | left)


class ProportionalTerms(Model):
    """The part of an amount that answers to what was done of the whole."""

    of: str = "price"
    done: str
    whole: str


class ProportionalRule(RuleBase):
    """A payment in proportion to what was done."""

    kind: Literal["proportional"]
    proportional: ProportionalTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return (self.proportional.of, self.proportional.done, self.proportional.whole)


class ProductTerms(Model):
    """Factors that are multiplied (facts, or plain numbers), and amounts that are added."""

    factors: tuple[str | Decimal, ...] = Field(min_length=1)
    plus: OneOrMore = ()


class ProductRule(RuleBase):
    """A multiplication, such as hours times rate plus expenses."""

    kind: Literal["product"]
    product: ProductTerms
    result = "amount"

    def used_facts(self) -> tuple[str, ...]:
        return (*(factor for factor in self.product.factors if isinstance(factor, str)), *self.product.plus)


class FixedTerms(Model):
    """One amount."""

    amount: Money


class FixedAmountRule(RuleBase):
    """An amount that the clause itself names."""

    kind: Literal["fixed_amount"]
    fixed_amount: FixedTerms
    result = "amount"
