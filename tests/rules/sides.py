"""A side of a boundary: the place where a case must stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tests.rules.trying import Tried

DAY = timedelta(days=1)
NEAR = Decimal(1)
Test = Callable[[Tried], bool]


@dataclass(frozen=True)
class Side:
    """One side of a boundary: where it is, in words, and whether a case stands there."""

    place: str
    holds: Test
