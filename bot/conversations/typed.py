"""Facts of customers as JSON that tells what kind of value each is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.clock import AMSTERDAM


def dump_fact(value: object) -> Any:
    """A fact as JSON that tells what kind of value it is."""
    match value:
        case tuple():
            return [dump_fact(item) for item in value]
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"number": str(value)}
        case int() | str():
            return value
    raise TypeError(f"a fact can't be a {type(value).__name__}")


def load_fact(stored: Any) -> Any:
    """The fact that `dump_fact` wrote."""
    match stored:
        case list():
            return tuple(load_fact(item) for item in stored)
        case {"moment": text}:
            moment = datetime.fromisoformat(text)
            return moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
        case {"day": text}:
            return date.fromisoformat(text)
        case {"number": text}:
            return Decimal(text)
    return stored
