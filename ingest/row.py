"""The row of headings of a document: of all lines that could open an article those that together count on best."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.candidates import Candidate

_MISSING, _EACH_MISSING, _LARGEST_GAP = 1.5, 0.5, 12
_LARGEST_PLAIN_GAP = 2
_DOUBLE = 2.2
_OTHER_KIND, _OTHER_STYLE = 1.5, 0.4
_LATE_START, _LATE_PLAIN_START = 1.0, 2.5
_RESTART, _RESTART_AT_BOUNDARY, _RESTART_BELOW_TITLE = 4.0, 0.4, 1.4
_LEAST_RESTART_WEIGHT = 0.6
_BEST_ENDS = 6

Key = tuple[tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate in the row: `restarts` where it begins the numbers again, `doubles` where it has the number of the last one."""

    candidate: Candidate
    restarts: bool = False
    doubles: bool = False


@dataclass(slots=True)
class _End:
    score: float
    candidate: Candidate
    before: _End | None = None
    restarts: bool = False
    doubles: bool = False


def best_row(candidates: Sequence[Candidate], boundaries: Sequence[int], titles: frozenset[int]) -> tuple[float, list[Link]]:
    """The best row and its score. Numbers may start again behind a line of `boundaries`, or right below one of `titles`.

    `boundaries` and `titles` are line indexes, in order.
    """
    ends: defaultdict[Key, list[_End]] = defaultdict(list)
    history: list[_End] = []  # the best end so far, after each candidate
    best_before = _Before()
    for candidate in candidates:
        end = max(_ways(candidate, ends, best_before, boundaries, titles), key=lambda end: end.score)
        if end.score <= 0:
            continue
        key = (candidate.heading.values, candidate.heading.suffix)
        ends[key] = heapq.nlargest(_BEST_ENDS, [*ends[key], end], key=lambda end: end.score)
        best_before.add(end)
        history.append(end)
    if not history:
        return 0.0, []
    last = max(history, key=lambda end: end.score)
    return last.score, _links(last)


class _Before:
    """The best end up to any line."""

    def __init__(self) -> None:
        self._indexes: list[int] = []
        self._best: list[_End] = []

    def add(self, end: _End) -> None:
        better = not self._best or end.score > self._best[-1].score
        self._indexes.append(end.candidate.index)
        self._best.append(end if better else self._best[-1])

    def at(self, index: int) -> _End | None:
        """The best end on a line before this one."""
        place = bisect_left(self._indexes, index)
        return self._best[place - 1] if place else None


def _links(last: _End) -> list[Link]:
    found: list[Link] = []
    end: _End | None = last
    while end is not None:
        found.append(Link(end.candidate, end.restarts, end.doubles))
        end = end.before
    return found[::-1]


def _ways(
    candidate: Candidate, ends: dict[Key, list[_End]], best: _Before, boundaries: Sequence[int], titles: frozenset[int]
) -> Iterator[_End]:
    """The candidate at the start of a row, and behind every end that it can follow."""
    weight, heading = candidate.weight, candidate.heading
    strong = candidate.kind in ("named", "chapter")
    late = (_LATE_START if strong else _LATE_PLAIN_START) if heading.number != 1 else 0.0
    yield _End(weight - late, candidate)
    for key, cost, doubles in _predecessors(candidate, strong):
        for end in ends.get(key, ()):
            if end.candidate.index < candidate.index and not (doubles and end.candidate.heading.title == heading.title):
                yield _End(end.score + weight - cost - _apart(end.candidate, candidate), candidate, end, doubles=doubles)
    if heading.values[-1] == 1 and weight >= _LEAST_RESTART_WEIGHT:
        yield from _restarts(candidate, best, boundaries, titles)


def _predecessors(candidate: Candidate, strong: bool) -> Iterator[tuple[Key, float, bool]]:
    """What the number before could have been, what each costs, and whether it is the same number."""
    heading = candidate.heading
    *above, number = heading.values
    yield (heading.values, heading.suffix), _DOUBLE, True
    if heading.suffix:
        earlier = chr(ord(heading.suffix[0]) - 1) if len(heading.suffix) == 1 and heading.suffix != "a" else ""
        yield (heading.values, earlier), 0.0, False
        return
    largest = _LARGEST_GAP if strong else _LARGEST_PLAIN_GAP
    for missing in range(largest + 1):
        before = number - 1 - missing
        if before < 1:
            break
        cost = _MISSING + _EACH_MISSING * missing if missing else 0.0
        for suffix in ("", "a", "b", "c", "bis", "ter"):
            yield ((*above, before), suffix), cost, False
    if above and number == 1:
        for last in range(1, 31):
            yield ((*above[:-1], above[-1] - 1, last), ""), 0.0, False


def _apart(before: Candidate, candidate: Candidate) -> float:
    """What it costs that two headings in a row look different."""
    if before.kind != candidate.kind:
        return _OTHER_KIND
    return _OTHER_STYLE if before.style != candidate.style and "sentence" not in (before.kind, candidate.kind) else 0.0


def _restarts(candidate: Candidate, best: _Before, boundaries: Sequence[int], titles: frozenset[int]) -> Iterator[_End]:
    place = bisect_left(boundaries, candidate.index)
    ways = [(candidate.index, _RESTART)]
    if place:
        ways.append((boundaries[place - 1], _RESTART_AT_BOUNDARY))
    if candidate.index - 1 in titles:
        ways.append((candidate.index - 1, _RESTART_BELOW_TITLE))
    for index, cost in ways:
        end = best.at(index)
        if end is not None:
            yield _End(end.score + candidate.weight - cost, candidate, end, restarts=True)
