"""Where the lines of a document ended before they were glued: at a steady width."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.breaks import Candidate

_LEAST_GAPS = 10
_PLAUSIBLE = range(40, 160)
_STEADY_SHARE = 0.6
# Broad letters make a line shorter in characters, narrow ones longer: so much either way.
_PLAY = 0.17
# The lines of a list were shorter, and its indent is not always kept in the text.
_LIST_SHARE = 0.85
# A break that kept its space is ten times as rare as one that lost it.
_KEPT_SPACE = -1.0


@dataclass(frozen=True, slots=True)
class Width:
    """How many characters a line held: at the least, usually, at the most."""

    least: int
    usual: int
    most: int

    def fit(self, gap: int) -> float:
        """0 for the usual width, down to -1 at the ends."""
        side = self.most - self.usual if gap > self.usual else self.usual - self.least
        return -1.0 * ((gap - self.usual) / max(side, 1)) ** 2


def estimate_width(breaks: Sequence[Sequence[int]]) -> Width | None:
    """The width of the lost lines, from the sure breaks of every line; None where they come at no steady distance."""
    gaps = [after - before for line in breaks for before, after in zip([0, *line], line, strict=False)]
    plausible = [gap for gap in gaps if gap in _PLAUSIBLE]
    if len(plausible) < _LEAST_GAPS:
        return None
    usual = int(statistics.median(plausible))
    least, most = round(usual * (1 - _PLAY)), round(usual * (1 + _PLAY))
    if sum(least <= gap <= most for gap in gaps) < _STEADY_SHARE * len(gaps):
        return None
    return Width(least, usual, most)


def chain(text: str, indent: int, found: Sequence[Candidate], width: Width) -> tuple[Candidate, ...]:
    """The likeliest breaks of a line: each a width behind the one before it, at a candidate or else at a space."""
    spaces = [Candidate(at, _KEPT_SPACE) for at, character in enumerate(text) if character == " "]
    places = sorted([*found, *spaces], key=lambda candidate: candidate.at)
    best: list[tuple[float, int | None]] = []
    for place in places:
        best.append(_best_before(place, places, best, indent, width))
    ends = [index for index, place in enumerate(places) if len(text) - place.at <= width.most]
    index: int | None = max(ends, key=lambda index: best[index][0], default=None)
    whole = 0.0 if len(text) + indent <= width.most else float("-inf")
    if index is None or best[index][0] <= whole:
        return ()
    chosen: list[Candidate] = []
    while index is not None:
        chosen.append(places[index])
        index = best[index][1]
    real = frozenset(found)
    return tuple(candidate for candidate in reversed(chosen) if candidate in real)


def _best_before(
    place: Candidate, places: Sequence[Candidate], best: Sequence[tuple[float, int | None]], indent: int, width: Width
) -> tuple[float, int | None]:
    """The score of the best chain that ends here, and the index of its break before this one (None: the start of the line)."""
    top, before = float("-inf"), None
    if _LIST_SHARE * width.least <= place.at + indent <= width.most:
        top = place.score + max(width.fit(place.at + indent), -1.0)
    for index in range(len(best) - 1, -1, -1):
        gap = place.at - places[index].at
        if gap > width.most:
            break
        score = best[index][0] + place.score + max(width.fit(gap), -1.0)
        if gap >= width.least * (_LIST_SHARE if place.sure else 1) and score > top:
            top, before = score, index
    return top, before
