"""Words on a page to rows in reading order: columns one after the other, with what runs across them in between."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

# As a share of the letter size: a wider gap is no space between two words.
_WIDE_GAP = 0.7
_CELL_GAP = 2.5
_MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxl]+)[.):°]*|[•●▪■□◦‣·–—-]|(?:Artikel|ARTIKEL|Art\.|§)")
_STEP = 2.0
# A line of so many words, so many of them so short, is letterspaced; a gap so much wider than most parts two words.
_LEAST_SPACED, _SPACED_SHARE, _SPACED_LETTERS, _SPACED_GAP = 5, 0.8, 2, 1.7
_LEAST_GUTTER = 8.0
_MOST_CROSSING = 0.08
_LEAST_ROWS = 5
_LEAST_WORDS = 3.0
_MIDDLE = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in points from the left and the top of its page; `size` is that of its letters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one line of a page or of a column. Rows of the same `page` and `column` stand below each other."""

    words: tuple[Word, ...]
    page: int
    column: int

    @property
    def text(self) -> str:
        """What the row says."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where the row starts."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the row ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Where its highest letter starts."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where its lowest letter ends."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The usual size of its letters."""
        return statistics.median(word.size for word in self.words)

    @property
    def cells(self) -> tuple[str, ...]:
        """What it says, cut at every gap as in a table; the gap behind a number at its start is none."""
        cells = [[self.words[0].text]]
        for before, word in pairwise(self.words):
            marks = len(cells) == 1 and all(_MARK.fullmatch(text) for text in cells[0])
            if word.x0 - before.x1 > _CELL_GAP * word.size and not marks:
                cells.append([])
            cells[-1].append(word.text)
        return tuple(" ".join(cell) for cell in cells)

    @property
    def tabular(self) -> bool:
        """Whether a gap as in a table stands between its words."""
        return len(self.cells) > 1


def read_pages(pages: Sequence[Sequence[Word]]) -> list[list[Row]]:
    """The rows of every page in reading order. A gutter found on one page is looked for on all."""
    lines = [_lines(words) for words in pages]
    gutters = _distinct([gutter for page in lines for gutter in _gutters(page)])
    return [[*_rows(page, number, [gutter for gutter in gutters if _is_free(page, gutter)])] for number, page in enumerate(lines)]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The words at the same height, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        if lines and _same_height(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_closed_up(sorted(line, key=lambda word: word.x0)) for line in lines]


def _closed_up(line: list[Word]) -> list[Word]:
    """A line that is set with a space between its letters, with its words whole."""
    short = sum(len(word.text) <= _SPACED_LETTERS for word in line)
    if len(line) < _LEAST_SPACED or short < _SPACED_SHARE * len(line) or sum(len(word.text) for word in line) > 2 * len(line):
        return line
    gaps = [max(word.x0 - before.x1, 0.0) for before, word in pairwise(line)]
    widest = _SPACED_GAP * statistics.median(gaps)
    closed = [line[0]]
    for gap, word in zip(gaps, line[1:], strict=True):
        if gap <= widest and not word.text[0].isdigit():
            last = closed[-1]
            closed[-1] = replace(last, text=last.text + word.text, x1=word.x1, top=min(last.top, word.top))
        else:
            closed.append(word)
    return closed


def _same_height(one: Word, other: Word) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _pieces(line: Sequence[Word]) -> list[list[Word]]:
    """A line cut where the gap is wider than a space."""
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _WIDE_GAP * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _gutters(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where a page is cut into columns: a white strip from top to bottom, with sentences on both sides."""
    if len(lines) < _LEAST_ROWS:
        return []
    left, right = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    spans = [(piece[0].x0, piece[-1].x1) for line in lines for piece in _pieces(line)]
    first, last = (left + share * (right - left) for share in _MIDDLE)
    found: list[list[float]] = [[]]
    at = first
    while at < last:
        if sum(start < at < end for start, end in spans) <= _crossing_allowed(lines):
            found[-1].append(at)
        elif found[-1]:
            found.append([])
        at += _STEP
    strips = [strip for strip in found if strip and strip[-1] - strip[0] + _STEP >= _LEAST_GUTTER]
    return [middle for strip in strips if _has_text_beside(lines, middle := (strip[0] + strip[-1]) / 2)]


def _crossing_allowed(lines: Sequence[Sequence[Word]]) -> float:
    """How many lines may run across a gutter: titles, and what stands above and below the columns."""
    return max(2.0, _MOST_CROSSING * len(lines))


def _has_text_beside(lines: Sequence[Sequence[Word]], gutter: float) -> bool:
    """Whether there are sentences on both sides, and not the short cells of a table or the numbers before a text."""
    for side in (True, False):
        rows = [count for line in lines if (count := sum((word.x1 < gutter) is side for word in line))]
        if len(rows) < _LEAST_ROWS or statistics.mean(rows) < _LEAST_WORDS:
            return False
    return True


def _distinct(gutters: Sequence[float]) -> list[float]:
    ordered = sorted(gutters)
    return [at for before, at in zip([-100.0, *ordered], ordered, strict=False) if at - before > 2 * _LEAST_GUTTER]


def _is_free(lines: Sequence[Sequence[Word]], gutter: float) -> bool:
    return sum(_crosses(piece, gutter) for line in lines for piece in _pieces(line)) <= _crossing_allowed(lines)


def _crosses(piece: Sequence[Word], gutter: float) -> bool:
    return piece[0].x0 < gutter < piece[-1].x1


def _rows(lines: Sequence[Sequence[Word]], page: int, gutters: Sequence[float]) -> Iterator[Row]:
    """The rows of a page: column by column, up to each line that runs across all of them."""
    waiting: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        pieces = _pieces(line)
        if gutters and any(_crosses(piece, gutter) for piece in pieces for gutter in gutters):
            yield from _emptied(waiting, page)
            yield Row(tuple(line), page, -1)
            continue
        for word in line:
            waiting[sum(gutter < word.x0 for gutter in gutters)].append(word)
    yield from _emptied(waiting, page)


def _emptied(waiting: list[list[Word]], page: int) -> Iterator[Row]:
    for column, words in enumerate(waiting):
        yield from (Row(tuple(line), page, column) for line in _lines(words))
        words.clear()
