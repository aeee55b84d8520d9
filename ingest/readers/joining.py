"""Printed rows to lines: a sentence that goes on is one line again, and a hyphen at the end of a row goes with it."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.blocks import Line, Style
from ingest.headings import read_annex, read_article
from ingest.hyphens import is_cut, join_words
from ingest.numbering import read_markers
from ingest.readers.drafts import Draft, opens_with_bullet
from ingest.readers.layout import Row

_REFERS = re.compile(r"(?:\b(?:artikel(?:en)?|art\.?|lid|leden|sub|onder|en|of|tot|van|t/m|bijlage)|€)$", re.IGNORECASE)
_LEADER = re.compile(r"(?:[.…·_]|\.\s){4,}\s*\d{0,3}$")
_PLAY = 3.0
# Letters so much larger than usual are those of a heading.
_LARGER, _HEADING_WORDS = 1.15, 14
_INDENT = 6.0


def join_rows(rows: Sequence[Row]) -> Iterator[Draft]:
    """The lines of a document, from the rows of all its pages in order."""
    rights = _right_edges(rows)
    lefts = _left_edges(rows)
    usual = _usual_gap(rows, rights)
    size = statistics.median(row.size for row in rows) if rows else 0.0
    text, first, gap = "", None, 0.0
    in_table = _rows_of_tables(rows)
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None and first is not None and _goes_on(before, row, rights, usual):
            text = join_words(text, row.text)
            continue
        if first is not None:
            yield _draft(text, first, lefts, gap, size)
        gap = 0.0 if before is None else _gap(before, row) - usual
        text, first = (" | ".join(row.cells) if id(row) in in_table else row.text), row
    if first is not None:
        yield _draft(text, first, lefts, gap, size)


def _draft(text: str, first: Row, lefts: dict[tuple[int, int], float], gap: float, size: float) -> Draft:
    large = first.size > _LARGER * size and len(text.split()) <= _HEADING_WORDS
    indent = max(0, round((first.x0 - lefts[first.page, first.column]) / _INDENT))
    return Draft(
        text, indent, bullet=" | " in text, after_blank=gap > first.size * 0.5, style="heading" if large else _style(first)
    )


def _rows_of_tables(rows: Sequence[Row]) -> set[int]:
    """The identity of the rows with cells that stand right below each other."""
    pairs = (pair for pair in pairwise(rows) if all(row.tabular for row in pair) and _below(*pair))
    return {id(row) for pair in pairs for row in pair}


def _right_edges(rows: Sequence[Row]) -> dict[int, float]:
    """Where the text of each column ends, over all pages."""
    found: defaultdict[int, float] = defaultdict(float)
    for row in rows:
        found[row.column] = max(found[row.column], row.x1)
    return found


def _left_edges(rows: Sequence[Row]) -> dict[tuple[int, int], float]:
    found: defaultdict[tuple[int, int], float] = defaultdict(lambda: float("inf"))
    for row in rows:
        found[row.page, row.column] = min(found[row.page, row.column], row.x0)
    return found


def _usual_gap(rows: Sequence[Row], rights: dict[int, float]) -> float:
    """The white between two rows of one sentence."""
    pairs = [(one, other) for one, other in pairwise(rows) if _below(one, other) and _is_full(one, other, rights)]
    return statistics.median([_gap(one, other) for one, other in pairs]) if pairs else 2.0


def _gap(before: Row, row: Row) -> float:
    return row.top - before.bottom if _below(before, row) else 0.0


def _below(before: Row, row: Row) -> bool:
    return (before.page, before.column) == (row.page, row.column)


def _is_full(before: Row, row: Row, rights: dict[int, float]) -> bool:
    """Whether the first word of a row would not have fitted behind the row before it."""
    first = row.words[0]
    return before.x1 + 0.2 * first.size + (first.x1 - first.x0) > rights[before.column] - _PLAY


def _goes_on(before: Row, row: Row, rights: dict[int, float], usual: float) -> bool:
    """Whether a row goes on with the sentence of the row before it."""
    starts_small = row.text[:1].islower()
    if is_cut(before.text) and starts_small:
        return True
    if _opens(row.text) and not (_REFERS.search(before.text) and not _opens_article(row.text)):
        return False
    if before.tabular or row.tabular or _LEADER.search(before.text) or (_opens_article(before.text) and not starts_small):
        return False
    if not _below(before, row):
        return starts_small and _is_full(before, row, rights) and not before.text.endswith((".", ":", ";"))
    alike = _style(before) == _style(row) and abs(before.size - row.size) < 1
    near = _gap(before, row) <= usual + 0.25 * row.size
    return near and _is_full(before, row, rights) and (alike or starts_small)


def _opens(text: str) -> bool:
    """Whether a row opens an article, a lid or an item of a list."""
    return opens_with_bullet(text) or bool(read_markers(text)) or _opens_article(text)


def _opens_article(text: str) -> bool:
    line = Line(1, 0, len(text), text)
    return read_article(line) is not None or read_annex(line) is not None


def _style(row: Row) -> Style:
    """How the whole row is set, or nothing."""
    if all(word.bold for word in row.words):
        return "bold"
    return "italic" if all(word.italic for word in row.words) else ""
