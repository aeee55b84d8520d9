"""The figures of a text, in digits and in words, each with its kind and one way to write its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from bot.generation.checks.counting_words import counting_words
from bot.generation.checks.references import references_of
from bot.understanding.canonical import canonical
from bot.understanding.clock_times import find_clocks
from bot.understanding.dates import DateMention, find_dates
from bot.understanding.lexicon import MONTH_PATTERN, MONTHS, UNIT_PATTERN, WEEKDAYS
from bot.understanding.numbers import parse_decimal
from bot.understanding.spans import Span, overlaps_any
from bot.versions.figures import read_figures

Key = tuple[str, str]
"""A kind with a value: ("termijn", "14 days"), ("dag", "03-03"), ("getal", "3")."""
_ANY_DAY: Final = date(2024, 1, 3)
_CALENDAR: Final = re.compile(r"(?i)\bkalender(?=dag)")
_ONE_TWICE: Final = re.compile(r"(?i)\b[eé]{2}n \(1\)|\been \(1\)")
_COUNT: Final = r"\d+|[a-zëé]+"
_TO: Final = r"\s?[-–]\s?|\s(?:à|a|tot en met|tot|of|en|t/m)\s"
_RANGE: Final = re.compile(
    rf"(?i)(?<![\w.,])(?P<low>{_COUNT})(?P<link>{_TO})(?P<high>{_COUNT})\s?(?P<unit>{UNIT_PATTERN}|%|procent\b|euro\b)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY_AND_MONTH: Final = re.compile(rf"\d{{1,2}}(?:e|ste|de)?\s*(?:van\s+)?{MONTH_PATTERN}|\d[-/.]\d|{MONTH_PATTERN}\s+\d")
_BESIDE: Final = re.compile(r"(?i)(?:de )?dag (?:na|voor|vóór) (?:de )?")
_COUNTED: Final = re.compile(rf"\d\s?{UNIT_PATTERN}")
_HOUR: Final = re.compile(r"(\d{1,2})\s?(?:uur|u)\b")
_ORDINAL: Final = re.compile(r"(?<![\w.,])(\d{1,4})(?:e|ste|de)\b")
_THINGS: Final = r"termijn|keer|dag|week|maand|jaar|lid|aanmaning|herinnering|factuur|betaling|\w*ronde|fase|les|poging"
_PARTY: Final = re.compile(rf"(?i)\bderde\b(?!\s+(?:{_THINGS}))")
_DEEMS: Final = re.compile(r"(?i)\b(?:nodig|noodzakelijk|wenselijk|redelijk|geschikt|passend|raadzaam|gepast|in|buiten)\s+acht\b")
"""Words that are no numbers here: a third party, and what somebody deems."""
_MIXED: Final = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b")
_UNITS_GLUED: Final = re.compile(r"\d+(?:e|ste|de|x|dagen|weken|maanden|jaar|jarige?|uur)")
_NEAR_DAYS: Final = ("vandaag", "morgen", "overmorgen", "gisteren", "eergisteren", "vanavond", "vanmiddag", "vanochtend")
_CALENDAR_WORD: Final = re.compile(rf"\b(?:{'|'.join((*WEEKDAYS, *MONTHS, *_NEAR_DAYS))})s?\b")
_RATE: Final = re.compile(
    r"\b(?:per|elke?|iedere?)\s+(?:(?:volgende|begonnen|hele)\s+)?(?P<unit>dag|week|maand|kwartaal|jaar|uur|werkdag)\b"
    r"|\b(?P<adverb>dagelijk|wekelijk|maandelijk|jaarlijk)se?\b"
)
_PER_UNIT: Final = re.compile(
    r"\b(?:(?P<working>werkdagen|werkdag)|(?P<day>dagen|dagelijkse?)|(?P<week>week|weken|wekelijkse?)|(?P<month>maand|maanden|maandelijkse?)"
    r"|(?P<year>jaar|jaren|jaarlijkse?)|(?P<quarter>kwartaal|kwartalen)|(?P<hour>uur|uren|uurlijks))\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in a text; knowing one of its `keys` is enough."""

    text: str
    keys: tuple[Key, ...]

    def among(self, known: frozenset[Key]) -> bool:
        """Whether one of its readings is known."""
        return any(key in known for key in self.keys)


@lru_cache(maxsize=2048)
def figures_of(text: str) -> tuple[Figure, ...]:
    """Every figure of a plain text, units of time without a number among them."""
    written = _written_out(text)
    return (*references_as_figures(written), *_read(written))


@lru_cache(maxsize=2048)
def known_figures(text: str) -> frozenset[Key]:
    """Every key that the figures of a source have, and those that follow from them: the year of a day, the day without it."""
    keys = {key for figure in figures_of(text) for key in figure.keys}
    days = [date.fromisoformat(value) for kind, value in keys if kind == "datum"]
    keys |= {("dag", f"{day:%m-%d}") for day in days} | {("getal", str(day.year)) for day in days}
    keys |= {("maand", MONTHS[day.month - 1]) for day in days}
    keys |= {("woord", word.group().rstrip("s")) for word in _CALENDAR_WORD.finditer(canonical(text).text)}
    return frozenset(keys | {key for path in [value for kind, value in keys if kind == "artikel"] for key in _above(path)})


def references_as_figures(text: str) -> Iterator[Figure]:
    """The clauses and law articles that a text names by their number."""
    for named, key in references_of(text):
        yield Figure(named, (key,))


def _above(path: str) -> Iterator[Key]:
    """The article of a lid, and the lid and the letter on their own."""
    parts = path.split(".")
    yield from (("artikel", ".".join(parts[:length])) for length in range(1, len(parts)))
    yield from (("lid", part) for part in parts[1:])


def _written_out(text: str) -> str:
    """The text with every number beside its own unit, once."""
    once = _ONE_TWICE.sub("1", _CALENDAR.sub("", _DEEMS.sub("…", _PARTY.sub("iemand", text))))
    return _RANGE.sub(_both_with_unit, once)


def _both_with_unit(match: re.Match[str]) -> str:
    low, high = (canonical(match[name]).text for name in ("low", "high"))
    if not (low.isdecimal() and high.isdecimal()):
        return match.group()
    return f"{match['low']} {match['unit']} {match['link'].strip()} {match['high']} {match['unit']}"


def _read(text: str) -> Iterator[Figure]:
    source = canonical(text)
    dates = tuple(mention for each in find_dates(text, _ANY_DAY) for mention in _as_written(each))
    explicit = [mention for mention in dates if _DAY_AND_MONTH.search(canonical(mention.text).text)]
    clocks = [(source.span(clock.start, clock.end), f"{clock.time:%H:%M}") for clock in find_clocks(source.text)]
    taken: list[Span] = [*explicit, *(span for span, _ in clocks)]
    yield from (Figure(mention.text, _day_keys(mention)) for mention in explicit)
    yield from (Figure(span.text, _clock_keys(span, at)) for span, at in clocks)
    for span, figure in read_figures(text):
        if figure.kind != "datum" and not overlaps_any(span, taken):
            yield Figure(span.text, ((figure.kind, _value(figure.kind, figure.value)),))
            taken.append(span)
    relative = [mention for mention in dates if mention not in explicit and not _COUNTED.search(canonical(mention.text).text)]
    yield from (Figure(mention.text, (("gezegd", canonical(mention.text).text),)) for mention in relative)
    yield from _words(text, [*taken, *relative])


def _as_written(mention: DateMention) -> tuple[DateMention, ...]:
    """The day that stands in the text, where "de dag na 3 maart" was read as the one after it."""
    beside = _BESIDE.match(mention.text)
    if beside is None:
        return (mention,)
    at = mention.start + beside.end()
    return tuple(
        replace(day, start=day.start + at, end=day.end + at) for day in find_dates(mention.text[beside.end() :], _ANY_DAY)
    )


def _value(kind: str, value: str) -> str:
    """Numbers are written one way; the other kinds are already."""
    number = parse_decimal(value) if kind == "getal" else None
    return value if number is None else f"{number.normalize():f}"


def _day_keys(mention: DateMention) -> tuple[Key, ...]:
    if mention.value is None:
        return (("gezegd", canonical(mention.text).text),)
    if _YEAR.search(mention.text) or re.search(r"\d[-/.]\d+[-/.]\d", mention.text):
        return (("datum", mention.value.isoformat()),)
    return (("dag", f"{mention.value:%m-%d}"),)


def _clock_keys(span: Span, at: str) -> tuple[Key, ...]:
    hour = _HOUR.search(canonical(span.text).text)
    whole = (("termijn", f"{hour[1]} hours"),) if hour else ()
    return (("tijd", at), *whole)


def _words(text: str, taken: Iterable[Span]) -> Iterator[Figure]:
    """What is left: ordinals, calendar words, counts in a word, letters among digits, units without a number."""
    source = canonical(text)
    closed = list(taken)

    def free(match: re.Match[str]) -> bool:
        return not overlaps_any(source.span(match.start(), match.end()), closed)

    yield from (Figure(found.group(), (("rang", found[1]),)) for found in _ORDINAL.finditer(source.text) if free(found))
    for found in filter(free, _CALENDAR_WORD.finditer(source.text)):
        yield Figure(found.group(), (("woord", found.group().rstrip("s")), ("maand", found.group())))
    for found in _RATE.finditer(source.text):
        yield Figure(found.group(), (("per", found["unit"] or found["adverb"].removesuffix("elijk")),))
    for found in filter(free, _PER_UNIT.finditer(source.text)):
        yield Figure(found.group(), (("eenheid", str(found.lastgroup)),))
    yield from (Figure(word, keys) for word, keys, span in counting_words(source) if not overlaps_any(span, closed))
    for found in filter(free, _MIXED.finditer(source.text)):
        if not _UNITS_GLUED.fullmatch(found.group()):
            yield Figure(found.group(), (("teken", found.group()),))
