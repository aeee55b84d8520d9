"""Which numbers at the start of lines count, and where each belongs: the reading of a whole part with the fewest excuses.

Every line with a number can go on with an open list, start a new one, or be text. Each of these costs what it would need to be
true: a list that goes on costs nothing, a number that is missing or that stands twice costs something, a number that is no
number costs most. A few cheapest readings are kept from line to line, so that a number is judged by all that follows.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.numbering import Kind, Marker

_KEPT_READINGS = 24
# No article has so many lines; what has is read in seconds nevertheless.
_LONG_PART, _KEPT_IN_LONG_PART = 2_000, 3
_LARGEST_GAP = 2
_LARGEST_NUMBER = 60
_DEEPEST = 9

_TEXT = 3.0
_TEXT_SMALL = 1.5  # what follows starts with a small letter: more likely the rest of a sentence
_TEXT_LARGE_NUMBER = 0.5
_TEXT_BARE, _TEXT_BARE_SMALL = 0.6, 0.0
_AFTER_REFERENCE = 2.5
_MISSING, _EACH_MISSING = 1.4, 0.6
_DOUBLE = 2.2
_SAME_NUMBER, _SAME_AGAIN = 1.5, 0.1
_OTHER_FORM = 0.8
_OTHER_INDENT = 0.6
_NO_LEAD_IN, _BELOW_OWN_TEXT, _BELOW_SUBHEADING = 2.0, 0.5, 0.3
_ALONE = 0.8  # given back when the list gets a second item
_SAME_KIND_INSIDE = 0.7
_DEEPER = -0.6
_UNFINISHED = 1.0
_RARE_KIND = 0.5
_LATE_START, _LATE_START_BELOW_HEADING = 3.2, 2.0
_OTHER_ARTICLE = 2.4
_SECOND_READING = 0.05
_SMALL_DECIMAL = 0.3


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line as far as its number goes. `lead_in`, `fresh`, `refers` and `finished` tell of the text before it.

    `fresh` says that it stands right below the heading of its part, `lead_in` that a list is announced, `refers` that the number
    is that of a reference, `finished` that a sentence ended. `subheading` holds for a line that is one where its number is text.
    """

    readings: tuple[Marker, ...] = ()
    bare: Marker | None = None
    indent: int = 0
    lead_in: bool = False
    fresh: bool = False
    refers: bool = False
    finished: bool = True
    subheading: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A number that counts: it stands under `depth` open items. `doubt` is a key of `texts.yaml` where that is uncertain."""

    depth: int
    marker: Marker
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """An open item of a list; `all_same` says that the list prints the same number before each."""

    marker: Marker
    indent: int
    all_same: bool = False
    renamed: bool = False

    @property
    def kind(self) -> Kind:
        return self.marker.kind


@dataclass(frozen=True, slots=True)
class _Move:
    cost: float
    stack: tuple[_Item, ...]
    step: Step | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """All lines so far, read in one way. `at_top` says that a subheading stands above the next line."""

    cost: float = 0.0
    stack: tuple[_Item, ...] = ()
    at_top: bool = False
    step: Step | None = None
    before: _Reading | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a part before its lines: the parts of the number of its `article`, None where it has none, and the number
    `before` of the last lid of the article above."""

    article: tuple[int, ...] | None = None
    before: Marker | None = None


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
    yield _Reading(reading.cost + _as_text(line), reading.stack, reading.at_top or line.subheading, None, reading)
    if not line.readings and line.bare is None:
        return
    extra = _AFTER_REFERENCE if line.refers else 0.0
    for move in _moves(reading, line, around):
        yield _Reading(reading.cost + move.cost + extra, move.stack, False, move.step, reading)


def _as_text(line: Numbered) -> float:
    if line.refers or not (line.readings or line.bare):
        return 0.0
    if not line.readings:
        return _TEXT_BARE
    marker = line.readings[0]
    if marker.kind in ("number", "decimal"):
        if marker.value > _LARGEST_NUMBER:
            return _TEXT_LARGE_NUMBER
        return _TEXT_SMALL if marker.rest[:1].islower() else _TEXT
    return _RARE_KIND if marker.kind in ("capital", "upper_roman") else _TEXT


def _moves(reading: _Reading, line: Numbered, around: Around) -> Iterator[_Move]:
    for place, marker in enumerate(line.readings or ((line.bare,) if line.bare else ())):
        second = place * _SECOND_READING
        if marker.kind == "decimal":
            moves = [*_decimals(reading, line, marker, around.article)]
        else:
            moves = _marked([*_continued(reading.stack, line, marker)], marker)
            moves += _started(reading, line, marker, around.before)
        yield from (replace(move, cost=move.cost + second) for move in moves)


def _marked(moves: list[_Move], marker: Marker) -> list[_Move]:
    """The moves, with a doubt where a number goes on with two lists equally well."""
    exact = [move for move in moves if move.step is not None and not move.step.doubt]
    cheapest = min((move.cost for move in exact), default=0.0)
    if sum(move.cost - cheapest < _OTHER_INDENT / 2 for move in exact) < 2:
        return moves
    return [
        replace(move, step=Step(move.step.depth, marker, "two_lists"))
        if move.step is not None and not move.step.doubt and move.cost - cheapest < _OTHER_INDENT / 2
        else move
        for move in moves
    ]


def _continued(stack: tuple[_Item, ...], line: Numbered, marker: Marker) -> Iterator[_Move]:
    """Every open list of this kind that the number can go on with."""
    for depth in range(len(stack) - 1, -1, -1):
        item = stack[depth]
        if item.kind != marker.kind or item.renamed:
            continue
        apart = (_OTHER_FORM if item.marker.form != marker.form else 0.0) + (_OTHER_INDENT if item.indent != line.indent else 0.0)
        apart += _UNFINISHED if line.bare is marker and not line.finished else 0.0
        for cost, doubt, value in _counted(item, line, marker):
            printed = marker if value == marker.value else replace(marker, values=(value,), printed=str(value))
            all_same = doubt == "same_number"
            new = _Item(printed, line.indent, all_same)
            yield _Move(cost + apart, (*stack[:depth], new), Step(depth, printed, doubt))


def _counted(item: _Item, line: Numbered, marker: Marker) -> Iterator[tuple[float, str, int]]:
    """What it costs that a number comes behind an item of its list, with a doubt, and the value that it then has."""
    second = -_ALONE if item.marker.value == 1 and not item.marker.suffix else 0.0
    step = marker.value - item.marker.value
    if item.all_same or (marker.value == item.marker.value == 1 and not marker.suffix):
        if marker.value == 1 and marker.kind == "number":
            yield (_SAME_AGAIN if item.all_same else _SAME_NUMBER + second), "same_number", item.marker.value + 1
        if not item.all_same:
            yield _DOUBLE, "double", marker.value
        return
    if step == 0 and _comes_after(item.marker.suffix, marker.suffix):
        yield 0.0, "", marker.value
    elif step == 0 and marker.suffix == item.marker.suffix:
        yield _DOUBLE, "double", marker.value
    elif step == 1 and marker.suffix in ("", "a"):
        yield second, "", marker.value
    elif 1 < step <= 1 + _LARGEST_GAP:
        unsure = 0.0 if line.finished else _UNFINISHED
        yield _MISSING + _EACH_MISSING * (step - 1) + second + unsure, "gap", marker.value


def _comes_after(suffix: str, following: str) -> bool:
    """Whether "2a" follows "2", "2b" follows "2a", "2ter" follows "2bis"."""
    order = {"": ("a", "bis"), "bis": ("ter",)}
    return following in order.get(suffix, (chr(ord(suffix[0]) + 1),) if len(suffix) == 1 else ())


def _started(reading: _Reading, line: Numbered, marker: Marker, before: Marker | None) -> Iterator[_Move]:
    """A new list, under the last item or, below a subheading, under the article."""
    stack = () if reading.at_top else reading.stack
    counts_on = not stack and before is not None and before.kind == marker.kind and before.value + 1 == marker.value > 1
    late = not counts_on and marker.value > 1
    if marker.suffix or len(stack) >= _DEEPEST or marker.value > _LARGEST_NUMBER:
        return
    if late and not (line.fresh or marker.value == 2):
        return
    cost, doubt = _start_cost(reading, line)
    if late:
        cost, doubt = cost + (_LATE_START_BELOW_HEADING if line.fresh else _LATE_START), "gap"
    if marker.kind in ("capital", "upper_roman") or line.bare is marker:
        cost += _RARE_KIND
    if stack or marker.kind not in ("number", "letter"):
        cost += _ALONE
    if not line.finished and not line.lead_in and not line.fresh:
        cost += _UNFINISHED
    above = next((item for item in reversed(stack) if item.kind == marker.kind and item.marker.form == marker.form), None)
    if above is not None:
        cost += _SAME_KIND_INSIDE
    if stack and line.indent > stack[-1].indent:
        cost, doubt = cost + _DEEPER, "" if line.finished else doubt
    yield _Move(cost, (*stack, _Item(marker, line.indent)), Step(len(stack), marker, doubt))


def _start_cost(reading: _Reading, line: Numbered) -> tuple[float, str]:
    """What it costs to start a list here, with its doubt: nothing below a heading or a lead-in."""
    if line.fresh or line.lead_in:
        return 0.0, ""
    if reading.at_top:
        return _BELOW_SUBHEADING, ""
    if not reading.stack:
        return _BELOW_OWN_TEXT, ""
    return _NO_LEAD_IN, "list_without_lead_in"


def _decimals(reading: _Reading, line: Numbered, marker: Marker, article: tuple[int, ...] | None) -> Iterator[_Move]:
    """3.7.2 belongs under 3.7, 3.7 under article 3 or, in an article with another number, under the third lid."""
    small = _SMALL_DECIMAL if marker.rest[:1].islower() else 0.0
    for depth, dearer in _parents(reading.stack, marker, article):
        found = _decimal_cost(reading.stack[depth] if depth < len(reading.stack) else None, line, marker)
        if found is not None:
            cost, doubt = found
            item = _Item(marker, line.indent)
            yield _Move(cost + dearer + small, (*reading.stack[:depth], item), Step(depth, marker, doubt))
    if article is not None:
        yield from _renamed(reading.stack, line, marker, article)


def _parents(stack: tuple[_Item, ...], marker: Marker, article: tuple[int, ...] | None) -> Iterator[tuple[int, float]]:
    """The depths at which a decimal number can stand, with what each costs extra."""
    above = marker.values[:-1]
    if article is None or above == article:
        yield 0, 0.0
    for depth, item in enumerate(stack, start=1):
        if item.marker.values == above and not item.marker.suffix:
            yield depth, 0.0 if item.kind == "decimal" else 0.4
        elif item.kind == "number" and article is not None and (*article, *item.marker.values) == above:
            yield depth, 0.0


def _decimal_cost(sister: _Item | None, line: Numbered, marker: Marker) -> tuple[float, str] | None:
    """What it costs that a decimal number comes behind this item of the same parent, or first; None where it can not."""
    before = sister.marker if sister is not None and sister.kind == "decimal" else None
    if before is not None and before.values[:-1] != marker.values[:-1]:
        return (0.3, "") if marker.value == 1 and before.values < marker.values else None
    if before is None:
        unsure = 0.5 if sister is not None else 0.0
        step = marker.value
    else:
        unsure, step = 0.0, marker.value - before.value
        if step == 0:
            after = _comes_after(before.suffix, marker.suffix)
            return (0.0, "") if after else (_DOUBLE, "double")
    if step == 1:
        return unsure, ""
    if 1 < step <= 1 + _LARGEST_GAP:
        return _MISSING + _EACH_MISSING * (step - 1) + (0.0 if line.finished else _UNFINISHED), "gap"
    return None


def _renamed(stack: tuple[_Item, ...], line: Numbered, marker: Marker, article: tuple[int, ...]) -> Iterator[_Move]:
    """1.1 in article 2: the article got another number and its leden did not."""
    if len(marker.values) != len(article) + 1 or marker.values[:-1] == article or not marker.rest[:1].isupper():
        return
    last = stack[0] if stack and stack[0].kind == "decimal" else None
    if marker.value != (last.marker.value + 1 if last else 1):
        return
    cost = _SAME_AGAIN if last and last.renamed else _OTHER_ARTICLE + (0.0 if line.finished or line.fresh else _UNFINISHED)
    values = (*article, marker.value)
    named = replace(marker, values=values, printed=".".join(map(str, values)))
    yield _Move(cost, (_Item(named, line.indent, renamed=True),), Step(0, named, "other_article"))
