"""Bar charts as numbers: where each bar stands and how high its parts are. The template draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEIGHT = 200
"""Pixels from the lowest line of a chart to its highest; across, everything is in percent of its width."""
ROOM = 14
"""Most labels below a chart that can be read beside each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, from its top; `kind` tells its colour."""

    kind: str
    count: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its parts from below, `left` and `width` in percent; `label` is empty where there is no room for it."""

    label: str
    title: str
    left: float
    width: float
    parts: tuple[Part, ...]

    @property
    def middle(self) -> float:
        """The middle of the bar, in percent."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart with its number."""

    count: int
    top: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars before lines."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]


def stack(columns: Sequence[tuple[str, str, Mapping[str, int]]]) -> Chart:
    """A chart of stacked bars, each from its label, its title, and the size of its parts by kind, from below."""
    step = step_for(max((sum(sizes.values()) for _, _, sizes in columns), default=0))
    highest = step * 4
    width = 100 / max(len(columns), 1)
    each = -(-len(columns) // ROOM)
    bars = []
    for at, (label, title, sizes) in enumerate(columns):
        shown = label if (len(columns) - 1 - at) % each == 0 else ""
        bars.append(Bar(shown, title, at * width + width * 0.15, width * 0.7, _parts(sizes, highest)))
    return Chart(tuple(bars), tuple(Line(step * at, HEIGHT * (1 - at / 4)) for at in range(5)))


def _parts(sizes: Mapping[str, int], highest: int) -> tuple[Part, ...]:
    parts, below = [], 0
    for kind, count in sizes.items():
        if count:
            below += count
            parts.append(Part(kind, count, round(HEIGHT * (1 - below / highest), 2), round(HEIGHT * count / highest, 2)))
    return tuple(parts)


def step_for(largest: int) -> int:
    """The distance between lines, of which four hold the largest bar: 1, 2, 5, 10, 20, 50 and so on."""
    step = 1
    while step * 4 < largest:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def share(part: int, whole: int) -> float:
    """The part in percent of the whole; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0
