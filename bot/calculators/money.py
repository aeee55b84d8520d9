"""Amounts in euros: rounding half up, once, and only amounts that can be reckoned with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bot import texts
from bot.errors import BadInput

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
LARGEST = Decimal(10**12)


def to_cents(value: Decimal) -> Decimal:
    """The amount rounded half up to the cent."""
    return value.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, percentage: Decimal) -> Decimal:
    """The percentage of the amount, not rounded."""
    return amount * percentage / HUNDRED


def check_amount(value: Decimal) -> Decimal:
    """The amount itself. Raises: BadInput for a negative, endless or absurdly large amount."""
    if not value.is_finite() or not 0 <= value <= LARGEST:
        raise BadInput(texts.get("calculators.facts.bad_amount", value=value))
    return value
