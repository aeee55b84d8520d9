"""Documents without any heading, whose articles show only in their leden: "1.1", "1.2", "2.1"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks import Line
from ingest.headings import ArticleHeading
from ingest.numbering import read_markers

_LEAST = 2


def find_unheaded(lines: Sequence[Line]) -> dict[int, ArticleHeading]:
    """The articles that begin at a first lid, by the line of that lid; empty where fewer than two count on."""
    found = dict(_first_leden(lines))
    return found if len(found) >= _LEAST else {}


def _first_leden(lines: Sequence[Line]) -> Iterator[tuple[int, ArticleHeading]]:
    article = 0
    for index, line in enumerate(lines):
        marker = next((marker for marker in read_markers(line.text) if marker.kind == "decimal"), None)
        if marker is not None and marker.values == (article + 1, 1) and not line.bullet:
            article += 1
            yield index, ArticleHeading(article, "")


def line_before(line: Line) -> Line:
    """A line without text, right before another."""
    return replace(line, end=line.start, text="", bullet=False, style="")
