"""The boundaries of rules that end in an amount: bounds, scales, phases, caps, interest, payments, parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from bot import texts
from bot.calculators.fee_rules import (
    AllocationRule,
    CapRule,
    InterestRule,
    InterestTerms,
    PercentageRule,
    PhaseTableRule,
    ProductRule,
    ProportionalRule,
    TiersRule,
)
from bot.calculators.law import load_law
from bot.calculators.outcomes import Computed
from bot.calculators.owed_rules import OwedRule
from bot.calculators.rules import Rule
from tests.rules.sides import DAY, NEAR, Side
from tests.rules.trying import Tried


def amount_sides(form: Rule, decided_by: Collection[str]) -> Iterator[Side]:
    """The boundaries of one form of a rule that ends in an amount; `decided_by` are facts that led to it."""
    match form:
        case PercentageRule():
            yield from _percentage_sides(form)
        case TiersRule():
            yield from _tier_sides(form)
        case PhaseTableRule():
            yield from _phase_sides(form)
        case CapRule():
            yield from _cap_sides(form)
        case InterestRule():
            yield from _interest_sides(form.interest, form, decided_by)
        case OwedRule():
            yield from _interest_sides(form.owed.interest, form, decided_by)
        case AllocationRule():
            yield from _allocation_sides(form)
        case ProportionalRule():
            yield from _proportional_sides(form, decided_by)
        case ProductRule():
            yield from _product_sides(form)


def _around(what: str, edge: Decimal, bases: Callable[[Tried], Iterable[Decimal]]) -> Iterator[Side]:
    """At the edge (at most one euro below) and at most one euro above it."""
    yield Side(f"{what}: at {edge:.2f}", lambda tried: any(edge - NEAR < base <= edge for base in bases(tried)))
    yield Side(f"{what}: just above {edge:.2f}", lambda tried: any(edge < base <= edge + NEAR for base in bases(tried)))


def _bases(names: Sequence[str], *, per_item: bool) -> Callable[[Tried], list[Decimal]]:
    def bases(tried: Tried) -> list[Decimal]:
        if tried.result is None:
            return []
        items = list(tried.given.amounts(*names))
        return items if per_item else [sum(items, Decimal(0))]

    return bases


def _several_amounts(form: Rule, names: Sequence[str]) -> Iterator[Side]:
    if any(form.needs[name].type == "amounts" for name in names):
        yield Side("several amounts", lambda tried: tried.result is not None and len(tried.given.amounts(*names)) > 1)


def _percentage_sides(form: PercentageRule) -> Iterator[Side]:
    terms = form.percentage
    bases = _bases(terms.of, per_item=terms.per_item)
    yield from _several_amounts(form, terms.of)
    if terms.minimum:
        yield from _around("minimum", terms.minimum * 100 / terms.percent, bases)
    if terms.maximum is not None:
        yield from _around("maximum", terms.maximum * 100 / terms.percent, bases)


def _tier_sides(form: TiersRule) -> Iterator[Side]:
    terms = form.tiers
    bases = _bases(terms.of, per_item=terms.per_item)
    tiers, minimum, maximum = _scale(form)
    yield from _several_amounts(form, terms.of)
    for edge in [up_to for up_to, _ in tiers if up_to is not None]:
        yield from _around("tier", edge, bases)
    if minimum:
        yield from _around("minimum", _base_of(tiers, minimum), bases)
        yield Side("nothing due", lambda tried: Decimal(0) in bases(tried))
    if maximum is not None:
        yield from _around("maximum", _base_of(tiers, maximum), bases)


def _scale(form: TiersRule) -> tuple[list[tuple[Decimal | None, Decimal]], Decimal, Decimal | None]:
    terms = form.tiers
    if isinstance(terms.scale, str):
        law = load_law().get_scale(date(2026, 1, 1))
        return [(tier.up_to, tier.percentage) for tier in law.tiers], law.minimum, law.maximum
    return [(tier.up_to, tier.percent) for tier in terms.scale], terms.minimum, terms.maximum


def _base_of(tiers: Sequence[tuple[Decimal | None, Decimal]], fee: Decimal) -> Decimal:
    """The amount over which the scale gives this fee."""
    below = Decimal(0)
    for up_to, percent in tiers:
        whole = (up_to - below) * percent / 100 if up_to is not None else fee
        if fee <= whole:
            return below + fee * 100 / percent
        fee, below = fee - whole, up_to or below
    return below


def _phase_sides(form: PhaseTableRule) -> Iterator[Side]:
    terms = form.phase_table
    for phase in terms.table:
        yield Side(f"phase {phase}", partial(_in_phase, terms.phase, phase))
    if terms.plus:
        second = terms.plus.of
        yield Side(f"{second}: nothing", lambda tried: tried.number(second) == 0 and tried.result is not None)
        yield Side(f"{second}: something", lambda tried: (tried.number(second) or 0) > 0 and tried.result is not None)


def _in_phase(name: str, phase: str, tried: Tried) -> bool:
    return tried.given.values.get(name) == phase and tried.result is not None


def _cap_sides(form: CapRule) -> Iterator[Side]:
    terms = form.cap
    for name in terms.of:
        yield Side(f"{name} is the lowest", partial(_is_lowest, form, name))
    if terms.maxima:
        yield from _around("fixed maximum", min(terms.maxima), lambda tried: _lowest_known(tried, terms.of))


def _lowest_known(tried: Tried, names: Sequence[str]) -> list[Decimal]:
    known = [number for name in names if tried.given.has(name) and (number := tried.number(name)) is not None]
    return [min(known)] if known and tried.result is not None else []


def _is_lowest(form: CapRule, name: str, tried: Tried) -> bool:
    """Whether this amount is below every other one that can cap, all of them known or not needed."""
    own = tried.number(name)
    others = [number for other in form.cap.of if other != name and (number := tried.number(other)) is not None]
    compared = [*others, *form.cap.maxima]
    return tried.result is not None and own is not None and bool(compared) and all(own < other for other in compared)


def _interest_sides(terms: InterestTerms, form: InterestRule | OwedRule, decided_by: Collection[str]) -> Iterator[Side]:
    if terms.months in form.used_facts() and not form.needs[terms.months].optional:
        yield Side("a number of months", lambda tried: tried.result is not None and terms.months in tried.told)
    if terms.months in decided_by:
        return
    for place, days in (("on the last day", 0), ("the day after", 1)):
        yield Side(f"paid {place}", partial(_paid_at, terms, days))
    if terms.or_higher:
        for key in ("own_rate_higher", "compared"):
            start = texts.get_template(f"calculators.interest.{key}").split("{")[0]
            yield Side(f"compared with the law: {key}", partial(_has_step, start))


def _paid_at(terms: InterestTerms, days: int, tried: Tried) -> bool:
    due, paid = tried.given.find_date(terms.due), tried.given.find_date(terms.paid)
    return tried.result is not None and due is not None and paid == due + days * DAY


def _has_step(start: str, tried: Tried) -> bool:
    return isinstance(tried.outcome, Computed) and any(step.startswith(start) for step in tried.outcome.calculation.steps)


def _allocation_sides(form: AllocationRule) -> Iterator[Side]:
    terms = form.allocation
    for number, name in enumerate(terms.order):
        first = terms.order[: number + 1]
        yield Side(f"{name} covered exactly", partial(_paid_over, form, first, Decimal(0)))
        yield Side(f"{name} covered and a little more", partial(_paid_over, form, first, NEAR))


def _paid_over(form: AllocationRule, first: Sequence[str], most: Decimal, tried: Tried) -> bool:
    """Whether the payment is these debts, none of which is nought, and at most so much more; for nought exactly these."""
    payment = tried.number(form.allocation.payment)
    debts = [tried.number(name) or Decimal(0) for name in first]
    if payment is None or tried.result is None or not all(debts):
        return False
    over = payment - sum(debts)
    return over == 0 if most == 0 else 0 < over <= most


def _proportional_sides(form: ProportionalRule, decided_by: Collection[str]) -> Iterator[Side]:
    terms = form.proportional

    def part(tried: Tried) -> Decimal | None:
        done, whole = tried.number(terms.done), tried.number(terms.whole)
        return done - whole if done is not None and whole is not None else None

    if terms.done not in decided_by:
        yield Side("nothing done", lambda tried: tried.number(terms.done) == 0 and tried.result is not None)
    yield Side("all done", lambda tried: part(tried) == 0 and tried.result is not None)
    if form.needs[terms.done].type != "percentage":
        yield Side("more than all is refused", lambda tried: 0 < (part(tried) or 0) <= NEAR and tried.outcome is None)


def _product_sides(form: ProductRule) -> Iterator[Side]:
    for name in form.product.plus:
        if form.needs[name].optional:
            yield Side(f"with {name}", partial(_told, name))
            yield Side(f"without {name}", partial(_not_told, name))
    numbers = [factor for factor in form.product.factors if isinstance(factor, str)]
    yield from _several_amounts(form, numbers)


def _told(name: str, tried: Tried) -> bool:
    return name in tried.told and tried.result is not None


def _not_told(name: str, tried: Tried) -> bool:
    return name not in tried.told and tried.result is not None
