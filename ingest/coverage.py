"""What became of every letter of a source: in a clause, a number, a heading, a title, a table of contents, a page header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.models import Clause
from ingest.blocks import Line, Source, letters
from ingest.outline import Element
from ingest.report import Coverage, Doubt
from ingest.tree import Tree
from ingest.wording import say

_ASIDE = ("title", "contents", "furniture")


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
    return Coverage(len(letters(source.text)), dict(count), tuple(_lost(clauses, elements, tree)))


def _lost(clauses: Sequence[Clause], elements: Sequence[Element], tree: Tree) -> list[str]:
    """The lines of the source whose letters are in no clause, name, title, table or page header."""
    kept = letters("".join(clause.text for clause in clauses))
    named = [*tree.names]
    named += [element.line for element in elements if element.role in _ASIDE]
    aside = {letters(line.text) for line in named}
    body = [element.line for element in elements if element.role in ("body", "preamble")]
    return [line.text for line in body if not _stands(line, kept, aside, tree.markers)]


def _stands(line: Line, kept: str, aside: set[str], markers: Sequence[str]) -> bool:
    whole = letters(line.text)
    if whole in kept or whole in aside:
        return True
    shorter = (whole.removeprefix(letters(marker)) for marker in markers if line.text.startswith(marker))
    return any(rest in kept or rest in aside for rest in shorter)


def _letters_of(lines: Sequence[Line]) -> int:
    return sum(len(letters(line.text)) for line in lines)


def set_aside(elements: Sequence[Element]) -> tuple[Doubt, ...]:
    """Lines that are no part of any clause, for a person to check: title, table of contents, page headers and footers."""
    aside = (element for element in elements if element.role in _ASIDE)
    return tuple(Doubt(element.line.number, f"{say('role_' + element.role)}: {element.line.text}") for element in aside)
