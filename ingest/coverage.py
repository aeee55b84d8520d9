"""What became of every letter of a source: in a clause, a number, a heading, a title, a table of contents, a page header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.models import Clause
from ingest.blocks import Line, Source, letters
from ingest.outline import Element
from ingest.report import Coverage, Doubt
from ingest.tree import Tree
from ingest.wording import say

_ASIDE = ("title", "contents", "furniture")
_NEAR = 5_000
_LONGEST_SHOWN = 300


def measure_coverage(source: Source, elements: Sequence[Element], tree: Tree, clauses: Sequence[Clause]) -> Coverage:
    """What became of every letter, counted from the finished clauses and not from what the tree meant to put there."""
    count = Counter(
        {
            "clause": sum(len(letters(clause.text)) for clause in clauses),
            "marker": sum(len(letters(marker)) for marker in tree.markers),
            "heading": _letters_of(tree.names),
        }
    )
    for element in elements:
        if element.role in _ASIDE:
            count[element.role] += len(letters(element.line.text))
    count["left_out"] = sum(len(letters(one.text)) for one in source.left_out)
    beside = sum(len(letters(one.text)) for one in source.left_out if not one.inside)
    return Coverage(len(letters(source.text)) + beside, dict(count), tuple(_lost(clauses, elements, tree)))


def _lost(clauses: Sequence[Clause], elements: Sequence[Element], tree: Tree) -> list[str]:
    """The lines of the source whose letters are in no clause, name, title, table or page header."""
    kept = _Kept(letters("".join(clause.text for clause in clauses)))
    named = [*tree.names]
    named += [element.line for element in elements if element.role in _ASIDE]
    aside = {letters(line.text) for line in named}
    markers = frozenset(tree.markers)
    body = [element.line for element in elements if element.role in ("body", "preamble")]
    return [line.text for line in body if not any(rest in aside or kept.holds(rest) for rest in _ways(line, markers))]


def _ways(line: Line, markers: frozenset[str]) -> Iterator[str]:
    """The letters of a line, and those behind each number that it may start with."""
    whole = letters(line.text)
    yield whole
    longest = max(map(len, markers), default=0)
    starts = (line.text[:length] for length in range(1, min(longest, len(line.text)) + 1))
    yield from (whole.removeprefix(letters(start)) for start in starts if start in markers)


class _Kept:
    """The letters of all clauses; lines come in nearly the same order, so that each is looked for behind the one before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def holds(self, wanted: str) -> bool:
        """Whether these letters stand anywhere in the clauses, next to each other."""
        at = self._text.find(wanted, self._at, self._at + len(wanted) + _NEAR)
        at = at if at >= 0 else self._text.find(wanted)
        if at >= 0:
            self._at = at
        return at >= 0


def _letters_of(lines: Sequence[Line]) -> int:
    return sum(len(letters(line.text)) for line in lines)


def set_aside(source: Source, elements: Sequence[Element]) -> tuple[Doubt, ...]:
    """What is no part of any clause, for a person to check: title, table of contents, page headers and footers, footnotes."""
    aside = (element for element in elements if element.role in _ASIDE)
    lines = [Doubt(element.line.number, f"{say('role_' + element.role)}: {element.line.text}") for element in aside]
    unread = {Doubt(0, f"{say('role_' + one.kind)}: {_shortened(one.text)}"): None for one in source.left_out}
    return (*lines, *unread)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()} …"
