"""What an amount is made of: parts with a name, which add up to it to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot import texts
from bot.calculators.money import share, to_cents
from bot.dutch import format_amount, format_percentage
from bot.models import AmountPart


def percentage_part(base: Decimal, percentage: Decimal) -> AmountPart:
    """A percentage of an amount, not rounded, named after the sum."""
    name = texts.get("calculators.parts.share", percentage=format_percentage(percentage), base=format_amount(base))
    return AmountPart(name, share(base, percentage))


def beside(key: str, amount: Decimal, **values: object) -> tuple[AmountPart, ...]:
    """What lies beside the result, by the key of its name; nothing where it comes to nothing."""
    return (AmountPart(texts.get(key, **values), to_cents(amount), counts=False),) if amount > 0 else ()


def bounded_parts(parts: Sequence[AmountPart], *, minimum: Decimal, maximum: Decimal | None) -> tuple[AmountPart, ...]:
    """The parts, with what is added up to a minimum, or the maximum with what lies above it."""
    total = counted(parts)
    if total < minimum:
        return (*parts, AmountPart(texts.get("calculators.parts.up_to_minimum"), minimum - total))
    if maximum is not None and total > maximum:
        return (
            AmountPart(texts.get("calculators.parts.maximum"), maximum),
            *beside("calculators.parts.above_maximum", total - maximum),
        )
    return tuple(parts)


def counted(parts: Iterable[AmountPart]) -> Decimal:
    """The sum of the parts that count."""
    return sum((part.amount for part in parts if part.counts), Decimal(0))


def settled(parts: Sequence[AmountPart], total: Decimal) -> tuple[AmountPart, ...]:
    """The parts in cents; what rounding leaves over goes to the largest one that counts, so that they add up to the total."""
    rounded = [replace(part, amount=to_cents(part.amount)) for part in parts if part.amount > 0]
    counting = [at for at, part in enumerate(rounded) if part.counts]
    if not counting:
        return tuple(rounded)
    largest = max(counting, key=lambda at: rounded[at].amount)
    rounded[largest] = replace(rounded[largest], amount=rounded[largest].amount + total - counted(rounded))
    return tuple(rounded)
