"""Which numbers at the start of lines count, and where each belongs: the reading of a whole part with the fewest excuses.

Every line with a number can go on with an open list, start a new one, or be text. Each of these costs what it would need to be
true: a list that goes on costs nothing, a number that is missing or that stands twice costs something, a number that is no
number costs most. A few cheapest readings are kept from line to line, so that a number is judged by all that follows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.moves import Around, Numbered, Stack, Step, as_text, moves

_KEPT_READINGS = 24
# No article has so many lines; what has is read in seconds nevertheless.
_LONG_PART, _KEPT_IN_LONG_PART = 2_000, 3
_AFTER_REFERENCE = 2.5


@dataclass(frozen=True, slots=True)
class _Reading:
    """All lines so far, read in one way. `at_top` says that a subheading stands above the next line."""

    cost: float = 0.0
    stack: Stack = ()
    at_top: bool = False
    step: Step | None = None
    before: _Reading | None = None


def read_numbers(lines: Sequence[Numbered], around: Around) -> list[Step | None]:
    """What becomes of the number of every line; None where it is text."""
    kept = _KEPT_READINGS if len(lines) <= _LONG_PART else _KEPT_IN_LONG_PART
    readings = [_Reading()]
    for line in lines:
        reached: dict[tuple[object, ...], _Reading] = {}
        for reading in readings:
            for following in _following(reading, line, around):
                key = (following.stack, following.at_top)
                if key not in reached or following.cost < reached[key].cost:
                    reached[key] = following
        readings = heapq.nsmallest(kept, reached.values(), key=lambda reading: reading.cost)
    return _steps(min(readings, key=lambda reading: reading.cost))


def _steps(last: _Reading) -> list[Step | None]:
    found: list[Step | None] = []
    reading = last
    while reading.before is not None:
        found.append(reading.step)
        reading = reading.before
    return found[::-1]


def _following(reading: _Reading, line: Numbered, around: Around) -> Iterator[_Reading]:
    """Every way to read one more line."""
    yield _Reading(reading.cost + as_text(line), reading.stack, reading.at_top or line.subheading, None, reading)
    if not line.readings and line.bare is None:
        return
    extra = _AFTER_REFERENCE if line.refers else 0.0
    for move in moves(reading.stack, reading.at_top, line, around):
        yield _Reading(reading.cost + move.cost + extra, move.stack, False, move.step, reading)
