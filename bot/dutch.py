"""Dates, amounts and counts as a Dutch reader expects them. Pure: no locale of the machine is involved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
CENT = Decimal("0.01")
ENDLESS = Context(prec=MAX_PREC)
"""Rounds an amount of any length: what a customer types has no end."""


def format_date(day: date) -> str:
    """The day in words: "3 maart 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_weekday(day: date) -> str:
    """The name of the day of the week: "dinsdag"."""
    return WEEKDAYS[day.weekday()]


def format_moment(at: datetime) -> str:
    """The moment on the clock of its own zone: "30 maart 2026 om 17:30 uur"."""
    return f"{format_date(at)} om {at:%H:%M} uur"


def format_number(value: Decimal | int) -> str:
    """The number with Dutch separators and without trailing zeros: "1.250", "12,5"."""
    plain = format(Decimal(value), "f")
    whole, _, fraction = plain.partition(".")
    return _group(whole) + (f",{fraction.rstrip('0')}" if fraction.rstrip("0") else "")


def format_amount(value: Decimal, *, exact: bool = False) -> str:
    """The amount in euros: "€ 1.250,50", rounded half up to the cent; `exact` shows fractions of a cent too: "€ 61,845"."""
    if exact and value != value.quantize(CENT, ROUND_HALF_UP, ENDLESS):
        return f"€ {format_number(value)}"
    whole, _, cents = format(value.quantize(CENT, ROUND_HALF_UP, ENDLESS), "f").partition(".")
    return f"€ {_group(whole)},{cents}"


def format_percentage(value: Decimal) -> str:
    """The percentage without trailing zeros: "10,4%"."""
    return f"{format_number(value)}%"


def format_count(number: int | Decimal, singular: str, plural: str) -> str:
    """The number with its noun: "1 dag", "4 dagen"."""
    return f"{format_number(number)} {singular if number == 1 else plural}"


def join_words(words: Sequence[str], last: str = "en") -> str:
    """The words as an enumeration: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _group(digits: str) -> str:
    sign, number = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    return sign + f"{int(number):,}".replace(",", ".")
