"""An amount as a bar of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.models import AmountPart


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar: where it begins and how wide it is, in percent, and which of the colours it has."""

    part: AmountPart
    at: float
    width: float
    colour: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The parts of an amount, those that count first. `total` is what they come to, with what lies beside the result."""

    segments: tuple[Segment, ...]
    total: Decimal


COLOURS = 5


def bar_of(parts: Sequence[AmountPart]) -> Bar | None:
    """The bar of these parts; None where there are fewer than two, because one part is no division."""
    shown = [part for part in sorted(parts, key=lambda part: not part.counts) if part.amount > 0]
    if len(shown) < 2:
        return None
    total = sum((part.amount for part in shown), Decimal(0))
    segments, at = [], Decimal(0)
    for number, part in enumerate(shown):
        segments.append(Segment(part, _percent(at, total), _percent(part.amount, total), number % COLOURS + 1))
        at += part.amount
    return Bar(tuple(segments), total)


def _percent(part: Decimal, whole: Decimal) -> float:
    return round(float(100 * part / whole), 3)
