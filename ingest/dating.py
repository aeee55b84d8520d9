"""From which day a document says it holds: "Versie 1.2, 12 oktober 2018", "geldig vanaf 1 mei 2024", "laatst gewijzigd op …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.understanding.dates import find_dates
from bot.understanding.lexicon import MONTH_PATTERN, month_number
from ingest.blocks import Line, Source

Kind = Literal["starts", "version"]
_EDGE = 12
_SHORT, _SHORT_LETTERS = 16, 200
_STARTS = re.compile(
    r"\b(?:ingangsdatum|geldig (?:vanaf|per|sinds|met ingang van)|geld(?:en|t|end)e? (?:vanaf|per|sinds|met ingang van)"
    r"|(?:in werking|van kracht)(?: getreden)? (?:vanaf|per|sinds|op|met ingang van)|met ingang van|ingaande(?: op| per)?)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:versie(?:datum|nummer)?|uitgave|editie|revisie|datum|gedeponeerd|algemene (?:\w+ )?voorwaarden"
    r"|(?:laatste?|voor het laatst) (?:gewijzigd|bijgewerkt|herzien|aangepast|ge-?update|wijziging|update|versie)"
    r"|bijgewerkt (?:op|tot)|herzien (?:op|per)|(?:opgesteld|vastgesteld) (?:op|te|per|in))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(rf"(?<!\d )(?<!\d)\b(?P<month>{MONTH_PATTERN})\.? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A version as a document names it: `name` is its ISO date ("2018-10-12") or month ("2019-09"), `day` None for a month.

    `line` is where it stands in the source, 0 for the edge of a page. "starts": the text says that it holds from then on;
    "version": it dates from then.
    """

    name: str
    day: date | None
    kind: Kind
    line: int
    text: str


def read_dates(source: Source) -> tuple[Dated, ...]:
    """Every date in the first and last lines of a document, or at the edges of its pages, that may be the date of its version."""
    lines = source.lines
    edge = {line.number: line for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    printed = dict.fromkeys(left.text for left in source.left_out if left.kind == "page_edge")
    around = (*edge.values(), *(Line(0, 0, 0, text) for text in printed))
    return tuple(dict.fromkeys(dated for line in around if _is_short(line.text) for dated in _in_line(line)))


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT_LETTERS and len(text.split()) <= _SHORT


def choose(dates: Sequence[Dated]) -> Dated | None:
    """The one that the document means: what starts before what dates, a day before a month; None where two differ."""
    ranked: tuple[tuple[Kind, bool], ...] = (("starts", True), ("version", True), ("starts", False), ("version", False))
    for kind, with_day in ranked:
        found = {dated.name: dated for dated in dates if dated.kind == kind and (dated.day is not None) == with_day}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _in_line(line: Line) -> Iterator[Dated]:
    kind: Kind | None = "starts" if _STARTS.search(line.text) else "version" if _VERSION.search(line.text) else None
    if kind is None:
        return
    found = (mention for mention in find_dates(line.text, _ANY_DAY) if _YEAR.search(mention.text))
    days = [mention.value for mention in found if mention.status == "exact" and mention.value is not None]
    for day in days:
        yield Dated(day.isoformat(), day, kind, line.number, line.text)
    if not days and (month := _MONTH.search(line.text)):
        yield Dated(f"{month['year']}-{month_number(month['month'].lower()):02d}", None, kind, line.number, line.text)
