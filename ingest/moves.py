"""What the number at the start of a line can be, and what each costs: what it would need to be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.numbering import Kind, Marker

_LARGEST_GAP = 2
_LARGEST_NUMBER = 60
_DEEPEST = 9

_TEXT = 3.0
_TEXT_SMALL = 1.5  # what follows starts with a small letter: more likely the rest of a sentence
_TEXT_LARGE_NUMBER = 0.5
_TEXT_BARE, _TEXT_BARE_SMALL = 0.6, 0.0
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
class Around:
    """What is known of a part before its lines: the parts of the number of its `article`, None where it has none, and the number
    `before` of the last lid of the article above."""

    article: tuple[int, ...] | None = None
    before: Marker | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An open item of a list; `all_same` says that the list prints the same number before each."""

    marker: Marker
    indent: int
    all_same: bool = False
    renamed: bool = False

    @property
    def kind(self) -> Kind:
        """How its number is printed."""
        return self.marker.kind


@dataclass(frozen=True, slots=True)
class Move:
    """One way in which a number counts: what it costs, the open items behind it, and its place."""

    cost: float
    stack: tuple[Item, ...]
    step: Step | None


Stack = tuple[Item, ...]


def as_text(line: Numbered) -> float:
    """What it costs that the number of a line is no number."""
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


def moves(stack: Stack, at_top: bool, line: Numbered, around: Around) -> Iterator[Move]:
    """Every way in which the number of a line can count, behind the open items of `stack`; `at_top` below a subheading."""
    for place, marker in enumerate(line.readings or ((line.bare,) if line.bare else ())):
        second = place * _SECOND_READING
        if marker.kind == "decimal":
            moves = [*_decimals(stack, line, marker, around.article)]
        else:
            moves = _marked([*_continued(stack, line, marker)], marker)
            moves += _started(() if at_top else stack, at_top, line, marker, around.before)
        yield from (replace(move, cost=move.cost + second) for move in moves)


def _marked(moves: list[Move], marker: Marker) -> list[Move]:
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


def _continued(stack: Stack, line: Numbered, marker: Marker) -> Iterator[Move]:
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
            new = Item(printed, line.indent, all_same)
            yield Move(cost + apart, (*stack[:depth], new), Step(depth, printed, doubt))


def _counted(item: Item, line: Numbered, marker: Marker) -> Iterator[tuple[float, str, int]]:
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


def _started(stack: Stack, at_top: bool, line: Numbered, marker: Marker, before: Marker | None) -> Iterator[Move]:
    """A new list, under the last item or, below a subheading, under the article."""
    counts_on = not stack and before is not None and before.kind == marker.kind and before.value + 1 == marker.value > 1
    late = not counts_on and marker.value > 1
    if marker.suffix or len(stack) >= _DEEPEST or marker.value > _LARGEST_NUMBER:
        return
    if late and not (line.fresh or marker.value == 2):
        return
    cost, doubt = _start_cost(stack, at_top, line)
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
    yield Move(cost, (*stack, Item(marker, line.indent)), Step(len(stack), marker, doubt))


def _start_cost(stack: Stack, at_top: bool, line: Numbered) -> tuple[float, str]:
    """What it costs to start a list here, with its doubt: nothing below a heading or a lead-in."""
    if line.fresh or line.lead_in:
        return 0.0, ""
    if at_top:
        return _BELOW_SUBHEADING, ""
    if not stack:
        return _BELOW_OWN_TEXT, ""
    return _NO_LEAD_IN, "list_without_lead_in"


def _decimals(stack: Stack, line: Numbered, marker: Marker, article: tuple[int, ...] | None) -> Iterator[Move]:
    """3.7.2 belongs under 3.7, 3.7 under article 3 or, in an article with another number, under the third lid."""
    small = _SMALL_DECIMAL if marker.rest[:1].islower() else 0.0
    for depth, dearer in _parents(stack, marker, article):
        found = _decimal_cost(stack[depth] if depth < len(stack) else None, line, marker)
        if found is not None:
            cost, doubt = found
            item = Item(marker, line.indent)
            yield Move(cost + dearer + small, (*stack[:depth], item), Step(depth, marker, doubt))
    if article is not None:
        yield from _renamed(stack, line, marker, article)


def _parents(stack: Stack, marker: Marker, article: tuple[int, ...] | None) -> Iterator[tuple[int, float]]:
    """The depths at which a decimal number can stand, with what each costs extra."""
    above = marker.values[:-1]
    if article is None or above == article:
        yield 0, 0.0
    for depth, item in enumerate(stack, start=1):
        if item.marker.values == above and not item.marker.suffix:
            yield depth, 0.0 if item.kind == "decimal" else 0.4
        elif item.kind == "number" and article is not None and (*article, *item.marker.values) == above:
            yield depth, 0.0


def _decimal_cost(sister: Item | None, line: Numbered, marker: Marker) -> tuple[float, str] | None:
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


def _renamed(stack: Stack, line: Numbered, marker: Marker, article: tuple[int, ...]) -> Iterator[Move]:
    """1.1 in article 2: the article got another number and its leden did not."""
    if len(marker.values) != len(article) + 1 or marker.values[:-1] == article or not marker.rest[:1].isupper():
        return
    last = stack[0] if stack and stack[0].kind == "decimal" else None
    if marker.value != (last.marker.value + 1 if last else 1):
        return
    cost = _SAME_AGAIN if last and last.renamed else _OTHER_ARTICLE + (0.0 if line.finished or line.fresh else _UNFINISHED)
    values = (*article, marker.value)
    named = replace(marker, values=values, printed=".".join(map(str, values)))
    yield Move(cost, (Item(named, line.indent, renamed=True),), Step(0, named, "other_article"))
