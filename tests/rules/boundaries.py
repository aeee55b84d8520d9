"""The boundaries that a rule has by its own data, each as two sides at which a case must stand.

A boundary is where the outcome changes, or could be thought to change. What counts, for the rule itself and for each variant
(variants that compute alike and differ in words alone share the boundaries of their sum):

- **form**: the rule and every variant that changes something is reached by a case.
- **audience**: a consumer and a business customer each get an outcome; where that differs, a case in which nobody said who asks.
- **nothing to compute**: a case in which a fact is missing, or in which there is no sum.
- **condition**: a number at the bound and at most one unit past it; a day on the end of a period and the day after it; every
  value of a choice, and another value.
- **last day**: the day itself and the day after it, for the act (`acted_on`), else for the day of the question. A last day in a
  weekend or on a holiday that stays, or moves where the clause or the law moves it; a month that is too short; working days
  across a holiday; hours from a moment and from a day; each of several periods decides once; several days in a list.
- **time to think**: informed in time, late and never; late information on the day from which the longest end holds and the day
  before.
- **notice**: on the first day on which it may be given and the day before; on the last day for a contract period and the day
  after; a notice period that ends with the month and one that ends the day after.
- **percentage and scale**: at each minimum, maximum and tier edge (at most one euro below) and at most one euro above it;
  nothing due.
- **several amounts**: more than one amount where a rule takes a list.
- **phase**: every row of the table.
- **cap**: every amount is the lowest once; the lowest amount at a fixed maximum and at most one euro above.
- **interest**: paid on the last day and the day after; a rate that is higher than that of the clause and one that is not.
- **order of payment**: a payment that covers the debts up to each of them, and at most one euro more.
- **part**: nothing done, all done, and more than all (a percentage over 100 is no percentage, for any rule).
- **facts that follow from others**: given itself and derived; a difference of nought and of at most one; a part payment of at
  most one euro less than the debt and of the whole debt; a further amount with and without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import cast

from bot.calculators.conditions import Bound, PeriodFrom
from bot.calculators.facts import AUDIENCES
from bot.calculators.given import AUDIENCE
from bot.calculators.outcomes import CannotCompute, Computed, Missing
from bot.calculators.rule import Need
from bot.calculators.rules import Rule, Variant
from tests.rules.amount_sides import amount_sides
from tests.rules.deadline_sides import deadline_sides, informed_sides, several_days
from tests.rules.forms import decided_by, form_name, forms_of, needs_of, sum_of, when_name
from tests.rules.sides import DAY, NEAR, Side, Test
from tests.rules.trying import Tried, bare


def sides_of(rule: Rule) -> Iterator[Side]:
    """Every side of every boundary of the rule and its variants."""
    yield from _audience_sides(rule)
    yield Side("a question or a refusal", lambda tried: isinstance(tried.outcome, Missing | CannotCompute))
    for variant in rule.variants:
        yield from _condition_sides(variant)
    alike: dict[str, list[Rule]] = {}
    for form in forms_of(rule):
        yield Side(f"{form_name(rule, form)}: reached", _reached(form))
        alike.setdefault(sum_of(form), []).append(form)
    for forms in alike.values():
        for side in _kind_sides(forms[0], decided_by(rule, forms)):
            yield Side(f"{form_name(rule, forms[0])}: {side.place}", _in(forms, side.holds))
    yield from informed_sides(rule)
    for name, need in needs_of(rule).items():
        yield from _fact_sides(name, need)


def open_sides(rule: Rule, tried: Sequence[Tried]) -> list[str]:
    """The sides at which none of these cases stands, in words."""
    return sorted({side.place for side in sides_of(rule) if not any(side.holds(each) for each in tried)})


def _kind_sides(form: Rule, decided: Collection[str]) -> Iterator[Side]:
    match form.result:
        case "deadline":
            yield from deadline_sides(form)
        case "amount":
            yield from amount_sides(form, decided)
        case "nothing":
            yield Side("no sum", lambda tried: isinstance(tried.outcome, CannotCompute))


def _reached(form: Rule) -> Test:
    return lambda tried: tried.result == form


def _in(forms: Sequence[Rule], test: Test) -> Test:
    return lambda tried: tried.form in forms and test(tried)


def _audience_sides(rule: Rule) -> Iterator[Side]:
    for audience in AUDIENCES:
        yield Side(f"asked by: {audience}", partial(_asked_by, audience))
    if any(AUDIENCE in variant.when for variant in rule.variants):
        asked = rule.needs[AUDIENCE].default is None and not rule.needs[AUDIENCE].optional
        yield Side("asked by: unknown", lambda tried: tried.audience is None and (AUDIENCE in tried.missing) == asked)


def _asked_by(audience: str, tried: Tried) -> bool:
    return tried.audience == audience and tried.result is not None


def _condition_sides(variant: Variant) -> Iterator[Side]:
    for name, bound in variant.when.items():
        rest = {other: each for other, each in variant.when.items() if other != name}
        for place, inside, test in _bound_sides(name, bound, variant.rule.needs[name]):
            others = rest if inside or not bound.one_of else {}
            yield Side(f"{when_name(variant)}: {name} {place}", _on_side(variant, others, inside=inside, test=test))


def _on_side(variant: Variant, others: Mapping[str, Bound], *, inside: bool, test: Test) -> Test:
    """A case at this place for which the other conditions hold; the variant applies inside its bounds and not outside."""
    form = bare(variant.rule)

    def holds(tried: Tried) -> bool:
        rest = all(tried.conditions.holds(name, bound) for name, bound in others.items())
        return tried.result is not None and rest and test(tried) and (tried.form == form or not inside)

    return holds


def _bound_sides(name: str, bound: Bound, need: Need) -> Iterator[tuple[str, bool, Test]]:
    if bound.one_of:
        for value in bound.one_of:
            yield f"= {value}", True, partial(_has_value, name, value)
        if set(need.choices or AUDIENCES) - set(bound.one_of):
            yield "= another value", False, lambda tried: tried.conditions.values.get(name) not in (None, *bound.one_of)
    elif bound.deadline:
        yield "on the last day", bool(bound.not_after), _day_test(name, bound.deadline, 0)
        yield "the day after", bool(bound.after), _day_test(name, bound.deadline, 1)
    else:
        yield from _number_sides(name, bound)


def _has_value(name: str, value: str, tried: Tried) -> bool:
    return tried.conditions.values.get(name) == value


def _number_sides(name: str, bound: Bound) -> Iterator[tuple[str, bool, Test]]:
    for limit, at_is_inside, past in (
        (bound.at_least, True, -NEAR),
        (bound.up_to, True, NEAR),
        (bound.above, False, NEAR),
        (bound.below, False, -NEAR),
    ):
        if limit is None:
            continue
        yield f"= {limit}", at_is_inside, _between(name, limit, limit)
        if limit + past >= 0:
            yield f"just past {limit}", not at_is_inside, _between(name, *sorted((limit, limit + past)), without=limit)


def _between(name: str, low: Decimal, high: Decimal, *, without: Decimal | None = None) -> Test:
    def holds(tried: Tried) -> bool:
        number = tried.number(name)
        return number is not None and low <= number <= high and number != without

    return holds


def _day_test(name: str, period: PeriodFrom, days: int) -> Test:
    def holds(tried: Tried) -> bool:
        known = name in tried.conditions.values and period.start in tried.conditions.values
        return known and tried.conditions.get_date(name) == tried.conditions.end_of(period) + days * DAY

    return holds


def _fact_sides(name: str, need: Need) -> Iterator[Side]:
    yield from several_days(need, name)
    if need.derive:
        yield Side(f"{name}: given itself", lambda tried: name in tried.told and tried.result is not None)
        yield Side(f"{name}: derived", lambda tried: name not in tried.told and name in tried.given.derived)
    if need.difference:
        yield from _difference_sides(name, need)
    if need.after_payment:
        yield from _part_payment_sides(name, need.after_payment.paid)


def _difference_sides(name: str, need: Need) -> Iterator[Side]:
    whole, part = need.difference

    def rest(tried: Tried) -> Decimal | None:
        first, second = tried.number(whole), tried.number(part)
        return None if first is None or second is None or name in tried.told else first - second

    yield Side(f"{name}: no difference", lambda tried: rest(tried) == 0)
    yield Side(f"{name}: a difference of at most one", lambda tried: 0 < (rest(tried) or 0) <= NEAR)
    yield Side(f"{name}: less than nought", lambda tried: (rest(tried) or 0) < 0 and not isinstance(tried.outcome, Computed))


def _part_payment_sides(name: str, paid: str) -> Iterator[Side]:
    def rest(tried: Tried) -> Decimal | None:
        first, part = tried.told.get(name), tried.number(paid)
        whole = sum(cast("tuple[Decimal, ...]", first), Decimal(0)) if isinstance(first, tuple) else first
        return whole - part if isinstance(whole, Decimal) and part is not None else None

    yield Side(f"{name}: nearly all paid", lambda tried: 0 < (rest(tried) or 0) <= NEAR and tried.result is not None)
    yield Side(f"{name}: all paid", lambda tried: rest(tried) == 0 and tried.result is None)
