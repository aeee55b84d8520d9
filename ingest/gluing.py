"""Two clauses on one line, taken apart: a heading glued to a page footer, a lid glued to the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.blocks import Line, Source, letters
from ingest.numbering import read_markers

_GLUED_HEADING = re.compile(r"(?<=[a-zà-ÿ\d])(?=Artikel \d{1,3}\b[\s.:–-]+[A-ZÀ-Ý])")


def take_apart(source: Source) -> Source:
    """The same document, with a line of its own for everything that was glued to the line before it."""
    lines = tuple(part for position, line in enumerate(source.lines) for part in _parts(source, position, line))
    return replace(source, lines=lines)


def _parts(source: Source, position: int, line: Line) -> Iterator[Line]:
    cut = _heading_cut(line) or _next_lid_cut(line, source.lines[position + 1 : position + 2])
    if not cut:
        yield line
        return
    boundary = _source_offset(source.text, line, cut)
    yield replace(line, end=boundary, text=line.text[:cut].rstrip(), hard_break=False)
    yield replace(line, start=boundary, text=line.text[cut:], bullet=False, style="")


def _heading_cut(line: Line) -> int:
    match = _GLUED_HEADING.search(line.text)
    return match.start() if match else 0


def _next_lid_cut(line: Line, following: tuple[Line, ...]) -> int:
    """Where "10.6 Als" stands behind a sentence in 10.5, unless the next line is 10.6."""
    marker = next((marker for marker in read_markers(line.text) if marker.kind == "decimal"), None)
    if marker is None:
        return 0
    wanted = (*marker.values[:-1], marker.value + 1)
    if any(found.values == wanted for after in following for found in read_markers(after.text)):
        return 0
    printed = re.escape(".".join(str(value) for value in wanted))
    match = re.search(rf"(?<=[.;:] ){printed}\.? (?=[A-ZÀ-Ý])", line.text)
    return match.start() if match else 0


def _source_offset(text: str, line: Line, cut: int) -> int:
    """The offset in the source of a place in a cleaned line, found by counting letters."""
    wanted, seen = len(letters(line.text[:cut])), 0
    for offset in range(line.start, line.end):
        if text[offset].isalnum():
            if seen == wanted:
                return offset
            seen += 1
    return line.end
