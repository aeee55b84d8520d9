"""From a fee rule and the facts to an amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot import texts
from bot.calculators import amounts
from bot.calculators.collection import collection_costs, statutory_costs
from bot.calculators.fee_rules import (
    AllocationRule,
    CapRule,
    FixedAmountRule,
    InterestRule,
    InterestTerms,
    PercentageRule,
    PercentageTerms,
    PhaseTableRule,
    ProductRule,
    ProportionalRule,
    ScaleTerms,
    TiersRule,
)
from bot.calculators.given import Given
from bot.calculators.interest import (
    Late,
    higher_of,
    interest_for_months,
    late_period,
    monthly_interest,
    statutory_interest,
    yearly_interest,
)
from bot.calculators.law import Tier
from bot.calculators.outcomes import Found
from bot.calculators.parts import beside
from bot.calculators.results import Amount
from bot.dutch import format_amount, format_date, format_number
from bot.errors import BadInput
from bot.models import AmountPart

SERIES = {"statutory": "wettelijke_rente", "commercial": "wettelijke_handelsrente"}


def find_percentage(rule: PercentageRule, given: Given) -> Found:
    """A percentage of amounts."""
    return find_amount(percentage_by(rule.percentage, given))


def percentage_by(terms: PercentageTerms, given: Given) -> Amount:
    """The percentage that these terms name, of the amounts that were given."""
    return amounts.percentage_of(
        given.amounts(*terms.of),
        terms.percent,
        minimum=terms.minimum,
        maximum=terms.maximum,
        per_item=terms.per_item,
        result=terms.result,
    )


def find_tiers(rule: TiersRule, given: Given) -> Found:
    """An amount by a scale."""
    return find_amount(scale_by(rule.tiers, given))


def scale_by(terms: ScaleTerms, given: Given) -> Amount:
    """What the scale of these terms comes to over the amounts that were given."""
    claims = given.amounts(*terms.of)
    law = statutory_costs(claims, on=given.reference_date, law=given.law, per_claim=terms.per_item, with_vat=terms.vat)
    if terms.scale == "law":
        return law
    own = _by_clause(terms, claims, given)
    if not terms.compare_with_law or own.amount == law.amount:
        return own
    step = texts.get("calculators.collection.law_differs", amount=format_amount(law.amount))
    return replace(own, steps=(*own.steps, step))


def _by_clause(terms: ScaleTerms, claims: tuple[Decimal, ...], given: Given) -> Amount:
    return collection_costs(
        claims,
        [Tier(tier.up_to, tier.percent) for tier in terms.scale if not isinstance(tier, str)],
        minimum=terms.minimum,
        maximum=terms.maximum,
        per_claim=terms.per_item,
        vat=given.law.get_scale(given.reference_date).vat if terms.vat else None,
    )


def find_phase(rule: PhaseTableRule, given: Given) -> Found:
    """A percentage by phase. Raises: BadInput for a phase that the table lacks."""
    terms = rule.phase_table
    phase = given.get_choice(terms.phase)
    if phase not in terms.table:
        raise BadInput(texts.get("calculators.facts.bad_choice", value=phase, choices=", ".join(terms.table)))
    second = given.find_number(terms.plus.of) if terms.plus else None
    percent = terms.plus.percent if terms.plus else Decimal(0)
    amount = given.get_number(terms.of)
    return find_amount(amounts.phase_amount(amount, terms.table[phase], second=second, second_percentage=percent))


def find_cap(rule: CapRule, given: Given) -> Found:
    """The lowest of the amounts that are known and the fixed maxima."""
    terms = rule.cap
    named = {given.label(name): given.get_number(name) for name in terms.of if given.has(name)}
    fixed = {texts.get("calculators.amounts.fixed_limit"): min(terms.maxima)} if terms.maxima else {}
    worked = amounts.lowest({**named, **fixed})
    if terms.window is None or not given.has(terms.window.start):
        return find_amount(worked)
    event = given.get_date(terms.window.start)
    first, last = sorted((event, given.end_of(terms.window)))
    window = texts.get("calculators.amounts.window", first=format_date(first), last=format_date(last))
    return find_amount(Amount(worked.amount, (window, *worked.steps)))


def find_interest(rule: InterestRule, given: Given) -> Found:
    """Interest over an amount, and the total with that amount."""
    terms = rule.interest
    principal = given.get_number(terms.of)
    worked = interest_over(terms, principal, given)
    interest = worked.parts or (AmountPart(texts.get("calculators.parts.interest"), worked.amount),)
    owed = beside("calculators.parts.principal", principal, name=given.label(terms.of))
    return find_amount(replace(worked, parts=(*interest, *owed)), total=principal + worked.amount)


def interest_over(terms: InterestTerms, principal: Decimal, given: Given) -> Amount:
    """The interest over an amount by these terms."""
    if terms.percent is not None and terms.per == "month" and (months := given.find_number(terms.months)) is not None:
        worked = interest_for_months(principal, terms.percent, months, reading=terms.reading, compound=bool(terms.compound))
        doubt = (texts.get("calculators.interest.not_compared"),) if terms.or_higher else ()
        return Amount(worked.amount, (*worked.steps, *doubt))
    late = late_period(due_on=given.get_date(terms.due), paid_on=given.get_date(terms.paid))
    if terms.percent is None:
        return statutory_interest(principal, late, kind=SERIES[terms.basis], law=given.law, compound=terms.compound is not False)
    own, a_year = _contractual(terms, terms.percent, principal, late)
    if terms.or_higher is None:
        return own
    return higher_of(own, principal, a_year, late, kind=SERIES[terms.or_higher], law=given.law)


def _contractual(terms: InterestTerms, percent: Decimal, principal: Decimal, late: Late) -> tuple[Amount, Decimal]:
    """The interest by the clause, and its percentage a year."""
    if terms.per == "year":
        return yearly_interest(principal, percent, late), percent
    own = monthly_interest(principal, percent, late, reading=terms.reading, compound=bool(terms.compound))
    return own, percent * 12


def find_allocation(rule: AllocationRule, given: Given) -> Found:
    """What is left of a debt after a payment. Debts that were not named are nought."""
    terms = rule.allocation
    debts = [amounts.Debt(given.label(name), given.find_number(name) or Decimal(0)) for name in terms.order]
    worked = amounts.allocate(given.get_number(terms.payment), debts)
    left = dict(zip(terms.order, worked.left, strict=True))
    total = sum(worked.left, Decimal(0))
    result = total if terms.result == "total" else left[terms.result]
    shown = {f"{name}_left": amount for name, amount in left.items()}
    parts = tuple(
        AmountPart(debt.name, amount, counts=terms.result in ("total", name))
        for name, debt, amount in zip(terms.order, debts, worked.left, strict=True)
        if amount > 0
    )
    paid = beside("calculators.parts.paid", given.get_number(terms.payment) - worked.surplus)
    return find_amount(Amount(result, worked.steps, (*parts, *paid)), left=total, surplus=worked.surplus, **shown)


def find_proportional(rule: ProportionalRule, given: Given) -> Found:
    """The part of an amount that answers to what was done."""
    terms = rule.proportional
    amount, done, whole = (given.get_number(name) for name in (terms.of, terms.done, terms.whole))
    return find_amount(amounts.proportional(amount, done, whole))


def find_product(rule: ProductRule, given: Given) -> Found:
    """Factors multiplied, with further amounts that are known added."""
    terms = rule.product
    factors = [_factor(factor, given) for factor in terms.factors]
    return find_amount(amounts.product(factors, plus=given.amounts(*terms.plus)))


def _factor(factor: str | Decimal, given: Given) -> amounts.Factor:
    if isinstance(factor, Decimal):
        return amounts.Factor(factor, format_number(factor))
    return amounts.Factor(given.get_number(factor), given.show(factor))


def find_fixed(rule: FixedAmountRule, given: Given) -> Found:
    """The amount that the clause names; or nothing, which no clause names as an amount."""
    amount = rule.fixed_amount.amount
    key = "calculators.amounts.fixed" if amount else "calculators.amounts.nothing"
    return find_amount(Amount(amount, (texts.get(key, amount=format_amount(amount)),)))


def find_amount(worked: Amount, **others: Decimal) -> Found:
    """An amount as the result of a rule, with further amounts that its answer may name."""
    values = {name: format_amount(value) for name, value in others.items()}
    return Found(worked.steps, amount=worked.amount, values=values, parts=worked.parts)
