"""Percentages in a message: "15%", "anderhalf procent", "2,5 pct"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.understanding.canonical import Canonical, canonical
from bot.understanding.numbers import FRACTIONS, parse_decimal
from bot.understanding.spans import Span


@dataclass(frozen=True, slots=True)
class PercentageMention(Span):
    """A percentage in a message: 15% is Decimal("15")."""

    value: Decimal


_PERCENTAGE: Final = re.compile(
    r"(?<![\w.,])(?P<count>\d+(?:[.,]\d+)*|een half|anderhalve?|anderhalf|half|een)\s?(?:%|procent\b|pct\b|percent\b)"
)


def find_percentages(text: str) -> tuple[PercentageMention, ...]:
    """Every percentage in the text, in order."""
    return percentages_in(canonical(text))


def percentages_in(source: Canonical) -> tuple[PercentageMention, ...]:
    """Every percentage in a message that was made canonical already."""
    found = []
    for match in _PERCENTAGE.finditer(source.text):
        if (value := _value(match["count"])) is not None:
            span = source.span(match.start(), match.end())
            found.append(PercentageMention(span.start, span.end, span.text, value))
    return tuple(found)


def _value(count: str) -> Decimal | None:
    if count[0].isdigit():
        # Nobody writes thousands of percents: "1.5%" is one and a half.
        return Decimal(count) if re.fullmatch(r"\d+\.\d{1,2}", count) else parse_decimal(count)
    return Decimal(1) if count == "een" else FRACTIONS[count.removeprefix("een ")]
