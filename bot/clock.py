"""What day it is for customers in the Netherlands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """Today's date in the Netherlands; read at the edges only and passed on as an argument."""
    return datetime.now(AMSTERDAM).date()
