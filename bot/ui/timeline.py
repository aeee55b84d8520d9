"""A deadline as a line of days: from what happened to the last day, with weekends, holidays and today on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.calculators.calendar import DAY, SATURDAY, find_holiday
from bot.dutch import MONTHS
from bot.models import Calculation

MOST_DAYS_DRAWN = 130
"""Days up to which weekends are told apart on the line; on a longer one they would be mush."""
MOST_YEARS_OF_HOLIDAYS = 1.1
NEAR_DAYS = 62
MOST_TICKS = 6
CLOSE = 32.0
"""Hundredths of the line within which two labels would overlap."""

Kind = Literal["event", "today", "last"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters. `at` is its place on the line in percent, `row` the row in which its label finds room."""

    day: date
    label: str
    kind: Kind
    at: float
    row: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one kind: the first one's left edge and their width, in percent. `name` is that of a holiday."""

    day: date
    at: float
    width: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line with a short date."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line from `first` to `last`, both inclusive. `today_outside`: today lies too far off to be on it."""

    first: date
    last: date
    marks: tuple[Mark, ...]
    weekends: tuple[Stretch, ...]
    holidays: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    term: tuple[float, float]
    today_outside: bool = False

    @property
    def rows(self) -> int:
        """Rows of labels above the line."""
        return 1 + max(mark.row for mark in self.marks)


def timeline_of(
    calculation: Calculation, labels: Mapping[str, str], *, today: date, names: Mapping[Kind, str]
) -> Timeline | None:
    """The line of a computed deadline; None where the sum is no deadline.

    `labels` are the Dutch names of the facts, `names` those of today and the last day.
    """
    last_day = calculation.result.date
    if last_day is None:
        return None
    events = [
        (day, labels.get(name) or name.replace("_", " ")) for name, value in calculation.inputs.items() for day in _days(value)
    ]
    days = [day for day, _ in events] + [last_day]
    outside = not _reaches(days, today)
    shown = [*days, *([] if outside else [today])]
    pad = max((max(shown) - min(shown)).days // 30, 1)
    scale = _Scale(min(shown) - pad * DAY, max(shown) + pad * DAY)
    named: list[tuple[date, str, Kind]] = [(day, label, "event") for day, label in events]
    named += [] if outside else [(today, names["today"], "today")]
    named.append((last_day, names["last"], "last"))
    start = min(days)
    return Timeline(
        scale.first,
        scale.last,
        _marks(named, scale),
        _weekends(scale),
        _holidays(scale),
        _ticks(scale),
        (scale.edge(start), scale.edge(last_day + DAY)),
        outside,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def edge(self, day: date) -> float:
        """Where the day begins, in percent."""
        return round(100 * (day - self.first).days / self.days, 3)

    def middle(self, day: date) -> float:
        return round(100 * ((day - self.first).days + 0.5) / self.days, 3)

    def all(self) -> list[date]:
        return [self.first + timedelta(days=at) for at in range(self.days)]


def _days(value: str) -> list[date]:
    """The days in a fact as a calculation carries it; nothing where it is none."""
    found = []
    for part in value.split(", "):
        try:
            found.append(datetime.fromisoformat(part).date() if "T" in part else date.fromisoformat(part))
        except ValueError:
            return []
    return found


def _reaches(days: Sequence[date], today: date) -> bool:
    """Whether today can be on the line without squeezing the term together."""
    span = (max(days) - min(days)).days
    return (max(*days, today) - min(*days, today)).days <= max(3 * span, span + NEAR_DAYS)


def _marks(named: Sequence[tuple[date, str, Kind]], scale: _Scale) -> tuple[Mark, ...]:
    rows: list[list[float]] = []
    marks = []
    for day, label, kind in sorted(named, key=lambda mark: mark[0]):
        at = scale.middle(day)
        row = next((number for number, taken in enumerate(rows) if all(abs(at - other) >= CLOSE for other in taken)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(at)
        marks.append(Mark(day, label, kind, at, row))
    return tuple(marks)


def _weekends(scale: _Scale) -> tuple[Stretch, ...]:
    if scale.days > MOST_DAYS_DRAWN:
        return ()
    return tuple(_stretch(day, scale) for day in scale.all() if day.weekday() >= SATURDAY)


def _holidays(scale: _Scale) -> tuple[Stretch, ...]:
    if scale.days > MOST_YEARS_OF_HOLIDAYS * 365:
        return ()
    return tuple(_stretch(day, scale, name) for day in scale.all() if (name := find_holiday(day)))


def _stretch(day: date, scale: _Scale, name: str = "") -> Stretch:
    return Stretch(day, scale.edge(day), round(100 / scale.days, 3), name)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Mondays on a short line, firsts of months or years on a longer one; no more than fit."""
    mondays = [day for day in scale.all() if day.weekday() == 0]
    firsts = [day for day in scale.all() if day.day == 1]
    if len(mondays) <= 2 * MOST_TICKS:
        chosen, short = mondays, False
    elif len(firsts) <= 4 * MOST_TICKS:
        chosen, short = firsts, scale.days > 365
    else:
        chosen, short = [day for day in firsts if day.month == 1], True
    step = max(-(-len(chosen) // MOST_TICKS), 1)
    return tuple(Tick(scale.edge(day), _short(day, year=short)) for day in chosen[::step])


def _short(day: date, *, year: bool) -> str:
    month = MONTHS[day.month - 1][:3] if day.month != 3 else "mrt"
    return f"{month} {day.year}" if year else f"{day.day} {month}"
