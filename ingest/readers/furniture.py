"""What a printed page repeats around its text: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.blocks import Line
from ingest.headings import read_article
from ingest.numbering import read_markers
from ingest.readers.layout import Row

_ZONE = 0.14
_LEAST_SHARE = 0.3
_ONLY_NUMBER = re.compile(r"\W*(?:pagina|pag\.?|blz\.?|page|p\.)?\W*(\d{1,3})\W*(?:(?:van|of)?\W*\d{1,3})?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> tuple[list[Row], list[Row]]:
    """The rows of all pages in order without what the pages repeat near their edges and without their numbers, and the others."""
    counts = Counter(key for rows, height in zip(pages, heights, strict=True) for key in _page_keys(rows, height))
    least = max(2, _LEAST_SHARE * len(pages))
    repeated = {key for key, times in counts.items() if times >= least}
    kept: list[Row] = []
    others: list[Row] = []
    for rows, height in zip(pages, heights, strict=True):
        edge = {id(row) for row in _at_edge(rows, height)}
        for row in rows:
            furniture = id(row) in edge and (_is_number(row) or repeated & set(_keys(row)))
            (others if furniture else kept).append(row)
    return kept, others


def _page_keys(rows: Sequence[Row], height: float) -> set[str]:
    return {key for row in _at_edge(rows, height) for key in _keys(row)}


def _at_edge(rows: Sequence[Row], height: float) -> list[Row]:
    return [row for row in rows if row.bottom < _ZONE * height or row.top > (1 - _ZONE) * height]


def _keys(row: Row) -> Iterator[str]:
    """What a row has in common with that of another page: its text, and its text with the page number made the same."""
    if read_article(Line(1, 0, 0, row.text)) is not None or read_markers(row.text):
        return
    place = "boven" if row.column < 0 else str(row.column)
    yield f"{place} {row.text}"
    for number in _NUMBER.finditer(row.text):
        relative = int(number[0]) - row.page if len(number[0]) < 5 else 0
        yield f"{place} {row.text[: number.start()]}#{relative}{row.text[number.end() :]}"


def _is_number(row: Row) -> bool:
    """Whether a row is the number of its own page, the first page being 0, 1 or 2."""
    match = _ONLY_NUMBER.fullmatch(row.text)
    return match is not None and abs(int(match[1]) - row.page - 1) <= 1
