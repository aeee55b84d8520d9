"""What a calculator gives back: a result with its derivation in Dutch. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.models import AmountPart


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term (inclusive), and the moment where the term runs by the clock.

    `not_late_until` is the last day on which nobody should be told that it is too late, where the law leaves that open.
    """

    on: date
    steps: tuple[str, ...]
    at: datetime | None = None
    not_late_until: date | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in euros, rounded half up to the cent; the `parts` that count add up to it, where it has parts."""

    amount: Decimal
    steps: tuple[str, ...]
    parts: tuple[AmountPart, ...] = ()
