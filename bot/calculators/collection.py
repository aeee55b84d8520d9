"""Collection costs: the statutory scale (Besluit BIK) and scales that a clause writes itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot import texts
from bot.calculators.law import CollectionScale, Law, Tier
from bot.calculators.money import check_amount, share, to_cents
from bot.calculators.parts import bounded_parts, percentage_part, settled
from bot.calculators.results import Amount
from bot.dutch import format_amount, format_percentage
from bot.models import AmountPart


def tiered(amount: Decimal, tiers: Sequence[Tier], *, minimum: Decimal = Decimal(0), maximum: Decimal | None = None) -> Amount:
    """The sum of each tier's percentage over its part of the amount, between minimum and maximum; nothing over nothing.

    Tiers are in ascending order; what lies above the last tier with an upper limit adds nothing.
    """
    if check_amount(amount) == 0:
        return Amount(to_cents(amount), (texts.get("calculators.collection.nothing_due"),))
    steps: list[str] = []
    parts: list[AmountPart] = []
    total = below = Decimal(0)
    for tier in tiers:
        part = min(amount, tier.up_to if tier.up_to is not None else amount) - below
        if part <= 0:
            break
        fee = share(part, tier.percentage)
        steps.append(_tier_step(tier.percentage, part, fee))
        parts.append(percentage_part(part, tier.percentage))
        total, below = total + fee, below + part
    if below < amount:
        steps.append(texts.get("calculators.collection.above_tiers", limit=format_amount(below)))
    if len(steps) > 1:
        steps.append(texts.get("calculators.amounts.together", total=format_amount(total, exact=True)))
    worked = bounded(total, minimum=minimum, maximum=maximum, steps=steps)
    made_of = bounded_parts(parts, minimum=minimum, maximum=maximum)
    return Amount(worked.amount, worked.steps, settled(made_of, worked.amount))


def bounded(total: Decimal, *, minimum: Decimal, maximum: Decimal | None, steps: Sequence[str]) -> Amount:
    """The total, rounded, but no less than the minimum and no more than the maximum."""
    if total < minimum:
        return Amount(to_cents(minimum), (*steps, texts.get("calculators.amounts.minimum", minimum=format_amount(minimum))))
    if maximum is not None and total > maximum:
        return Amount(to_cents(maximum), (*steps, texts.get("calculators.amounts.maximum", maximum=format_amount(maximum))))
    return Amount(to_cents(total), tuple(steps))


def _tier_step(percentage: Decimal, part: Decimal, fee: Decimal) -> str:
    return texts.get(
        "calculators.amounts.part",
        percentage=format_percentage(percentage),
        base=format_amount(part),
        part=format_amount(fee, exact=True),
    )


def collection_costs(
    claims: Sequence[Decimal],
    tiers: Sequence[Tier],
    *,
    minimum: Decimal,
    maximum: Decimal | None,
    per_claim: bool = False,
    vat: Decimal | None = None,
) -> Amount:
    """The costs by a scale: over all claims added together, or over each of them; with VAT where that percentage is given.

    Claims for which one reminder is enough are added (art. 6:96 lid 7 BW).
    """
    bases = list(claims) if per_claim else [sum(claims, Decimal(0))]
    fees = [tiered(base, tiers, minimum=minimum, maximum=maximum) for base in bases]
    total = sum((fee.amount for fee in fees), Decimal(0))
    steps = (*_claims_step(claims, per_claim), *(step for fee in fees for step in fee.steps))
    if len(fees) > 1:
        steps += (texts.get("calculators.amounts.together", total=format_amount(total)),)
    return _with_vat(Amount(to_cents(total), steps, tuple(part for fee in fees for part in fee.parts)), vat)


def _claims_step(claims: Sequence[Decimal], per_claim: bool) -> tuple[str, ...]:
    if per_claim or len(claims) < 2:
        return ()
    listed = " + ".join(format_amount(claim) for claim in claims)
    return (texts.get("calculators.collection.added", claims=listed, total=format_amount(sum(claims, Decimal(0)))),)


def _with_vat(costs: Amount, vat: Decimal | None) -> Amount:
    if vat is None:
        return costs
    total = to_cents(costs.amount + share(costs.amount, vat))
    step = texts.get("calculators.collection.vat", percentage=format_percentage(vat), total=format_amount(total))
    added = AmountPart(texts.get("calculators.parts.vat", percentage=format_percentage(vat)), total - costs.amount)
    return Amount(total, (*costs.steps, step), (*costs.parts, added))


def statutory_costs(claims: Sequence[Decimal], *, on: date, law: Law, per_claim: bool = False, with_vat: bool = False) -> Amount:
    """The highest collection costs that the law allows. Source: Besluit BIK art. 2; art. 6:96 lid 5 BW.

    Raises: OutsideData before the scale came into force.
    """
    scale = law.get_scale(on)
    return _by_scale(claims, scale, per_claim=per_claim, with_vat=with_vat)


def _by_scale(claims: Sequence[Decimal], scale: CollectionScale, *, per_claim: bool, with_vat: bool) -> Amount:
    return collection_costs(
        claims,
        scale.tiers,
        minimum=scale.minimum,
        maximum=scale.maximum,
        per_claim=per_claim,
        vat=scale.vat if with_vat else None,
    )
