"""Amounts that a clause fixes: percentages, caps, phases, parts and products. Decimal throughout, rounded once, at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot import texts
from bot.calculators.collection import bounded
from bot.calculators.money import check_amount, share, to_cents
from bot.calculators.parts import beside, bounded_parts, percentage_part, settled
from bot.calculators.results import Amount
from bot.dutch import format_amount, format_number, format_percentage
from bot.errors import BadInput
from bot.models import AmountPart

Share = Literal["part", "remainder", "increased"]


def percentage_of(
    amounts: Sequence[Decimal],
    percentage: Decimal,
    *,
    minimum: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    per_item: bool = False,
    result: Share = "part",
) -> Amount:
    """The percentage of the amounts: of each of them, with the bounds for each (`per_item`), or of their sum.

    `result`: the part itself, what remains of the amounts, or the amounts increased by it.
    """
    items = [check_amount(amount) for amount in amounts]
    bases = items if per_item else [sum(items, Decimal(0))]
    parts = [_part(base, percentage, minimum=minimum, maximum=maximum) for base in bases]
    total = sum((part.amount for part in parts), Decimal(0))
    steps = [*_sum_step(items, per_item), *(step for part in parts for step in part.steps)]
    if len(parts) > 1:
        steps.append(texts.get("calculators.amounts.together", total=format_amount(total)))
    made_of = tuple(each for part in parts for each in part.parts)
    return _as_result(Amount(total, tuple(steps), made_of), sum(items, Decimal(0)), percentage, result)


def _sum_step(items: Sequence[Decimal], per_item: bool) -> tuple[str, ...]:
    if per_item or len(items) < 2:
        return ()
    listed = " + ".join(format_amount(item) for item in items)
    return (texts.get("calculators.amounts.sum", listed=listed, total=format_amount(sum(items, Decimal(0)))),)


def _part(base: Decimal, percentage: Decimal, *, minimum: Decimal, maximum: Decimal | None) -> Amount:
    part = share(base, percentage)
    step = texts.get(
        "calculators.amounts.part",
        percentage=format_percentage(percentage),
        base=format_amount(base),
        part=format_amount(part, exact=True),
    )
    worked = bounded(part, minimum=minimum, maximum=maximum, steps=[step])
    made_of = bounded_parts([percentage_part(base, percentage)], minimum=minimum, maximum=maximum)
    return Amount(worked.amount, worked.steps, settled(made_of, worked.amount))


def _as_result(part: Amount, base: Decimal, percentage: Decimal, result: Share) -> Amount:
    rest = beside("calculators.parts.rest", base - part.amount)
    if result == "part":
        return Amount(part.amount, part.steps, (*part.parts, *rest))
    total = to_cents(base - part.amount if result == "remainder" else base + part.amount)
    key = "calculators.amounts.remainder" if result == "remainder" else "calculators.amounts.increased"
    step = texts.get(key, base=format_amount(base), part=format_amount(part.amount), total=format_amount(total))
    if result == "remainder":
        taken = beside("calculators.parts.share", part.amount, percentage=format_percentage(percentage), base=format_amount(base))
        return Amount(total, (*part.steps, step), (AmountPart(texts.get("calculators.parts.rest"), total), *taken))
    whole = AmountPart(texts.get("calculators.parts.base"), base)
    return Amount(total, (*part.steps, step), settled((whole, *part.parts), total))


def phase_amount(
    amount: Decimal, percentage: Decimal, *, second: Decimal | None = None, second_percentage: Decimal = Decimal(0)
) -> Amount:
    """The percentage that belongs to a phase, plus a percentage of a second amount, a part of the first, where there is one.

    Raises: BadInput when the part is more than the whole.
    """
    first = _part(check_amount(amount), percentage, minimum=Decimal(0), maximum=None)
    if second is None:
        return Amount(first.amount, first.steps, (*first.parts, *beside("calculators.parts.rest", amount - first.amount)))
    if check_amount(second) > amount:
        raise BadInput(texts.get("calculators.amounts.more_than_whole", part=format_amount(second), whole=format_amount(amount)))
    other = _part(second, second_percentage, minimum=Decimal(0), maximum=None)
    total = to_cents(share(amount, percentage) + share(second, second_percentage))
    together = texts.get("calculators.amounts.together", total=format_amount(total))
    return Amount(total, (*first.steps, *other.steps, together), settled((*first.parts, *other.parts), total))


def lowest(named: Mapping[str, Decimal]) -> Amount:
    """The lowest of several amounts, each with its Dutch name. Raises: BadInput when there are none."""
    if not named:
        raise BadInput(texts.get("calculators.amounts.nothing_to_cap"))
    found = to_cents(min(check_amount(amount) for amount in named.values()))
    listed = tuple(
        texts.get("calculators.amounts.limit", name=name, amount=format_amount(amount)) for name, amount in named.items()
    )
    step = texts.get("calculators.amounts.lowest", amount=format_amount(found))
    return Amount(found, (*listed, step) if len(named) > 1 else listed)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that is owed: its name in Dutch and the amount."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """What is left of each debt after a payment, in the order in which the payment went to them, and what was paid too much."""

    left: tuple[Decimal, ...]
    surplus: Decimal
    steps: tuple[str, ...]


def allocate(payment: Decimal, debts: Sequence[Debt]) -> Allocation:
    """The debts after a payment that goes to each of them in turn. Source of the usual order: art. 6:44 BW."""
    rest = check_amount(payment)
    left: list[Decimal] = []
    steps: list[str] = []
    for debt in debts:
        part = min(rest, check_amount(debt.amount))
        rest -= part
        left.append(to_cents(debt.amount - part))
        values = {"part": format_amount(part), "name": debt.name, "left": format_amount(debt.amount - part)}
        steps.append(texts.get("calculators.amounts.allocated", **values))
    if rest:
        steps.append(texts.get("calculators.amounts.surplus", surplus=format_amount(rest)))
    return Allocation(tuple(left), to_cents(rest), tuple(steps))


def proportional(amount: Decimal, done: Decimal, whole: Decimal) -> Amount:
    """The part of the amount that answers to the part that was done. Raises: BadInput when done is more than the whole."""
    check_amount(amount)
    if whole <= 0 or not 0 <= done <= whole:
        raise BadInput(texts.get("calculators.amounts.bad_part", done=format_number(done), whole=format_number(whole)))
    part = to_cents(amount * done / whole)
    step = texts.get(
        "calculators.amounts.proportional",
        amount=format_amount(amount),
        done=format_number(done),
        whole=format_number(whole),
        part=format_amount(part),
    )
    name = texts.get("calculators.parts.share", percentage=format_number(done), base=format_number(whole))
    return Amount(part, (step,), (AmountPart(name, part), *beside("calculators.parts.not_done", amount - part)))


@dataclass(frozen=True, slots=True)
class Factor:
    """A number in a product, with the Dutch text that shows it."""

    value: Decimal
    text: str


def product(factors: Sequence[Factor], *, plus: Sequence[Decimal] = ()) -> Amount:
    """The factors multiplied, plus further amounts."""
    total = Decimal(1)
    for factor in factors:
        total *= factor.value
    shown = " × ".join(factor.text for factor in factors)
    steps = [texts.get("calculators.amounts.product", factors=shown, total=format_amount(total, exact=True))]
    parts = [AmountPart(texts.get("calculators.parts.product", factors=shown), total)]
    for extra in plus:
        total += check_amount(extra)
        parts.append(AmountPart(texts.get("calculators.parts.plus"), extra))
        steps.append(texts.get("calculators.amounts.plus", extra=format_amount(extra), total=format_amount(total, exact=True)))
    result = to_cents(check_amount(total))
    return Amount(result, tuple(steps), settled(parts, result))
