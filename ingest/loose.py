"""Numbers on a line of their own, put before the text on the line below: how a table of a page or a tab can come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest import headings
from ingest.blocks import Line, Source
from ingest.numbering import read_markers

_ALONE = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\d{1,2}[.)]|[a-z][.)]|[ivx]{1,5}[.)])\)?")


def join_numbers(source: Source) -> Source:
    """The same document, in which no number stands alone on its line where text follows."""
    return replace(source, lines=tuple(_joined(source.lines)))


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    number: Line | None = None
    for line in lines:
        if number is not None and _takes_number(line):
            text = f"{number.text} {line.text}"
            yield replace(line, number=number.number, start=number.start, text=text, indent=number.indent, bullet=False)
            number = None
            continue
        if number is not None:
            yield number
        number = line if _ALONE.fullmatch(line.text) else None
        if number is None:
            yield line
    if number is not None:
        yield number


def _takes_number(line: Line) -> bool:
    opens = read_markers(line.text) or headings.read_article(line) or headings.read_annex(line) or headings.read_chapter(line)
    return not opens and not _ALONE.fullmatch(line.text)
