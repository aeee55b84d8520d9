"""A piece of a customer's message, and what follows from where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where something was read: `text` is literally `message[start:end]`."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


def overlaps_any(span: Span, others: Iterable[Span]) -> bool:
    """True when the span shares a character with one of the others."""
    return any(span.overlaps(other) for other in others)
