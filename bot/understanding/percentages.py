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


# Parts of a whole: "een derde was klaar", "voor de helft gedaan", "3/4 af".
_PART: Final = re.compile(
    r"(?<![\w.,/])(?:(?P<half>de helft|voor de helft|halverwege)|(?:(?P<times>een|1|2|3)\s?)?(?P<part>kwart|3e|4e|5e|driekwart)"
    r"|(?P<top>[1-9])/(?P<bottom>[2-9]|10)e?)\b(?!\s*(?:\d|over\b|voor \d|januari|februari|maart|april|mei|juni|juli|augustus"
    r"|september|oktober|november|december|keer|maand|week|dag|fase|factuur|rekening|aanmaning|les|sessie|termijn|partij))(?![/-]\d)"
)
_PARTS: Final = {"kwart": Decimal(4), "3e": Decimal(3), "4e": Decimal(4), "5e": Decimal(5)}


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
    found += [mention for match in _PART.finditer(source.text) if (mention := _part(source, match))]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _part(source: Canonical, match: re.Match[str]) -> PercentageMention | None:
    """A part of a whole as a percentage; None for an ordinal that is no part ("de 3e")."""
    if match["half"]:
        share = Decimal("0.5")
    elif match["part"] == "driekwart":
        share = Decimal("0.75")
    elif match["bottom"]:
        share = Decimal(match["top"]) / Decimal(match["bottom"])
    elif match["times"]:
        share = Decimal(1 if match["times"] == "een" else int(match["times"])) / _PARTS[match["part"]]
    else:
        return None
    if share >= 1:
        return None
    span = source.span(match.start(), match.end())
    return PercentageMention(span.start, span.end, span.text, share * 100)


def _value(count: str) -> Decimal | None:
    if count[0].isdigit():
        # Nobody writes thousands of percents: "1.5%" is one and a half.
        return Decimal(count) if re.fullmatch(r"\d+\.\d{1,2}", count) else parse_decimal(count)
    return Decimal(1) if count == "een" else FRACTIONS[count.removeprefix("een ")]
