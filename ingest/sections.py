"""Headings that are no articles: parts without a number, and parts with a letter that hold articles of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest import headings
from ingest.blocks import Line
from ingest.candidates import is_capitals, is_title
from ingest.headings import ArticleHeading
from ingest.numbering import read_capitals, read_markers
from ingest.row import Link
from ingest.wording import say

_LEAST = 2
_LEAST_UNSTYLED = 3


def find_sections(lines: Sequence[Line], row: Sequence[Link]) -> frozenset[int]:
    """The lines that head a part without a number; none where the numbers of the document count on by themselves."""
    if any(link.candidate.kind != "sentence" for link in row):
        return frozenset()
    least_restarts = 1 if row else 0
    for found in _kinds(lines):
        if len(found) >= _LEAST and _restarts(lines, found) >= least_restarts:
            return frozenset(found)
    return frozenset()


def _kinds(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Lines of one kind that could head a part, the surest kind first; the title of the document is none."""
    titles = [
        index for index, line in enumerate(lines) if not line.bullet and is_title(line.text) and not read_markers(line.text)
    ]
    for style in ("heading", "bold"):
        yield _without_title(lines, [index for index in titles if lines[index].style == style])
    capitals = _without_title(lines, [index for index in titles if is_capitals(lines[index].text)])
    yield capitals if len(capitals) >= _LEAST_UNSTYLED else []
    yield _without_title(lines, [index for index in titles if _starts_list(lines, index + 1)])


def _without_title(lines: Sequence[Line], found: list[int]) -> list[int]:
    return found[1:] if found and (headings.is_document_title(lines[found[0]]) or found[0] + 1 in found) else found


def _restarts(lines: Sequence[Line], found: list[int]) -> int:
    """Below how many of these headings, but the first, a numbered list starts at 1."""
    return sum(_starts_list(lines, index + 1) for index in found[1:])


def _starts_list(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and any(marker.values == (1,) for marker in read_markers(lines[index].text))


def lettered_parts(lines: Sequence[Line]) -> dict[int, ArticleHeading]:
    """The lines that name a part with a capital letter or a Roman number and a title, counting on from the first."""
    for kind in ("capital", "upper_roman"):
        found: dict[int, ArticleHeading] = {}
        for index, line in enumerate(lines):
            marker = next((marker for marker in read_capitals(line.text) if marker.kind == kind), None)
            if marker and not line.bullet and is_title(marker.rest) and marker.value == len(found) + 1:
                found[index] = ArticleHeading(marker.value, marker.rest, shown=marker.printed, name=say("part"))
        if len(found) >= _LEAST:
            return found
    return {}
