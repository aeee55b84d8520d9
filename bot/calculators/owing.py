"""From a rule about a whole debt and the facts to all that is to be paid."""

from __future__ import annotations

from decimal import Decimal

from bot import texts
from bot.calculators.fee_rules import ScaleTerms
from bot.calculators.fees import find_amount, interest_over, percentage_by, scale_by
from bot.calculators.given import Given
from bot.calculators.money import to_cents
from bot.calculators.outcomes import Found
from bot.calculators.owed_rules import OwedRule
from bot.calculators.results import Amount
from bot.dutch import format_amount, format_date
from bot.models import AmountPart


def find_owed(rule: OwedRule, given: Given) -> Found:
    """The amount itself while its term runs; with interest and collection costs from the day after."""
    terms = rule.owed
    principal = given.get_number(terms.interest.of)
    nothing = Amount(Decimal(0), ())
    if in_time := _in_time(rule, given):
        return _owed(rule, given, principal, nothing, nothing, in_time)
    costs = scale_by(terms.costs, given) if isinstance(terms.costs, ScaleTerms) else percentage_by(terms.costs, given)
    interest = interest_over(terms.interest, principal, given)
    shown = {"principal": principal, "interest": interest.amount, "costs": costs.amount}
    shown["total"] = sum(shown.values(), Decimal(0))
    together = texts.get("calculators.amounts.owed", **{name: format_amount(value) for name, value in shown.items()})
    return _owed(rule, given, principal, interest, costs, together)


def _in_time(rule: OwedRule, given: Given) -> str:
    """The step that says that the debt is paid in time; empty where it is late."""
    due, paid = given.find_date(rule.owed.interest.due), given.find_date(rule.owed.interest.paid)
    if due is None or paid is None or paid > due or given.has(rule.owed.interest.months):
        return ""
    return texts.get("calculators.amounts.in_time", due=format_date(due))


def _owed(rule: OwedRule, given: Given, principal: Decimal, interest: Amount, costs: Amount, last_step: str) -> Found:
    named = {
        given.label(rule.owed.interest.of): principal,
        texts.get("calculators.parts.interest"): interest.amount,
        texts.get("calculators.parts.costs"): costs.amount,
    }
    parts = tuple(AmountPart(name, to_cents(value)) for name, value in named.items() if value > 0)
    worked = Amount(to_cents(sum(named.values(), Decimal(0))), (*interest.steps, *costs.steps, last_step), parts)
    return find_amount(worked, interest=interest.amount, costs=costs.amount)
