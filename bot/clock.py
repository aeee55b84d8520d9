"""What day it is for customers in the Netherlands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """Today's date in the Netherlands; read at the edges only and passed on as an argument."""
    return datetime.now(AMSTERDAM).date()


def now() -> datetime:
    """This moment, in UTC; read at the edges only and passed on as an argument."""
    return datetime.now(UTC)
