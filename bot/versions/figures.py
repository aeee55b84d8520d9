"""The figures of a clause, in digits or in words, and which of them another wording of it has otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from bot.models import Clause
from bot.understanding.amounts import find_amounts
from bot.understanding.canonical import canonical
from bot.understanding.dates import find_dates
from bot.understanding.durations import find_durations
from bot.understanding.percentages import find_percentages
from bot.understanding.spans import Span

FigureKind = Literal["termijn", "bedrag", "percentage", "datum", "getal"]
_ANY_DAY: Final = date(2000, 1, 3)
_SPACE: Final = re.compile(r"\s+")
_TWICE: Final = re.compile(r"(?<!\w)([\w.,]*\w)\s*\(\s*([\w.,]*\w)\s*\)")
"""A number in words with its digits behind it, or the other way round: "veertien (14) dagen"."""
_REFERENCE: Final = re.compile(
    r"\b(?:artikel(?:en)?|art\.?|lid|leden|sub|onder|onderdeel|bijlage|hoofdstuk|paragraaf)\s+(?:\d[\d.:]*[a-z]?|[a-z])\b"
    r"(?:\s*(?:,|en|of|t/m|tot en met)\s*\d[\d.:]*[a-z]?\b)*|\b\d+:\d+\w*",
    re.IGNORECASE,
)
# "Een derde" is somebody else, unless it is a third of something.
_PARTY: Final = re.compile(r"(?:een|één|eén|de)?\s?derde", re.IGNORECASE)
_OF_SOMETHING: Final = re.compile(r"\s+(?:deel|gedeelte|van (?:de|het|een)\b|\()", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_HOURS: Final = re.compile(r"(?<![\w.,:])(?P<count>\d+)\s?(?:uur|uren)\b")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a clause; `value` is the same for the same figure, however it is written."""

    kind: FigureKind
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that became another one; None where there was none before, or is none any more."""

    old: Figure | None
    new: Figure | None


@lru_cache(maxsize=4096)
def figures_of(clause: Clause) -> tuple[Figure, ...]:
    """Every period, amount, percentage, date and other number of a clause, in order; references to clauses are none."""
    text = clause.text
    for reference in clause.references:
        text = text.replace(reference.text, " … ")
    return tuple(figure for _, figure in read_figures(_SPACE.sub(" ", text)))


def read_figures(text: str) -> tuple[tuple[Span, Figure], ...]:
    """Every figure of a text in order, with its place in it; references to clauses are none."""
    plain = _TWICE.sub(_once, _REFERENCE.sub(lambda match: "…".center(len(match[0])), text))
    doubled = [(match.start(), match.end()) for match in _TWICE.finditer(text)]
    found: list[tuple[Span, Figure]] = []
    for span, figure in _read(plain):
        start = next((first for first, last in doubled if first <= span.start < last), span.start)
        place = Span(start, span.end, text[start : span.end])
        if not any(place.overlaps(other) for other, _ in found):
            found.append((place, figure))
    return tuple(sorted(found, key=lambda each: each[0].start))


def changed_figures(old: Clause, new: Clause) -> tuple[FigureChange, ...]:
    """The figures of one clause that the other lacks, each with what stands in its place."""
    before, after = figures_of(old), figures_of(new)
    gone, come = _without(before, after), _without(after, before)
    changes: list[FigureChange] = []
    for figure in gone:
        other = next((each for each in come if each.kind == figure.kind), None)
        if other is not None:
            come.remove(other)
        changes.append(FigureChange(figure, other))
    return (*changes, *(FigureChange(None, figure) for figure in come))


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    left = Counter((figure.kind, figure.value) for figure in others)
    found = []
    for figure in figures:
        key = (figure.kind, figure.value)
        if left[key]:
            left[key] -= 1
        else:
            found.append(figure)
    return found


def _once(match: re.Match[str]) -> str:
    """The number once, at the end of its place, so that all that follows stays where it is."""
    same = canonical(match[1]).text == canonical(match[2]).text
    return match[1].rjust(len(match[0])) if same else match[0]


def _read(text: str) -> Iterator[tuple[Span, Figure]]:
    """Every reading, the surest kind first."""
    for day in find_dates(text, _ANY_DAY):
        if day.value and _YEAR.search(day.text):
            yield day, Figure("datum", day.value.isoformat(), day.text)
    for share in find_percentages(text):
        if _PARTY.fullmatch(share.text) and not _OF_SOMETHING.match(text, share.end):
            continue
        yield share, Figure("percentage", _plain(share.value), share.text)
    for amount in find_amounts(text):
        if amount.marked:
            yield amount, Figure("bedrag", _plain(amount.value), amount.text)
    for length in find_durations(text):
        yield length, Figure("termijn", _length(length.value, length.unit), length.text)
    source = canonical(text)
    for match in _HOURS.finditer(source.text):  # "tot 24 uur": a customer means a time of day, terms mean a period
        span = source.span(match.start(), match.end())
        yield span, Figure("termijn", f"{match['count']} hours", span.text)
    for match in _NUMBER.finditer(source.text):
        span = source.span(match.start(), match.end())
        yield span, Figure("getal", match[0], span.text)


def _length(value: Decimal, unit: str) -> str:
    size, name = {"weeks": (7, "days"), "years": (12, "months")}.get(unit, (1, unit))
    return f"{_plain(value * size)} {name}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
