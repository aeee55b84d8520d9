"""Tables: a real one becomes a line per row, one that only lays out the page becomes its cells one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.drafts import Draft

Cell = Sequence[Draft]

_NUMBER = re.compile(r"(?:artikel|art\.?|lid|§)?\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxl]+)[.):]?\)?", re.IGNORECASE)
_CELL_WORDS = 40


def read_table(rows: Sequence[Sequence[Cell]]) -> Iterator[Draft]:
    """The lines of a table. "1.1" in the first cell and its text in the second are one line."""
    filled = [[cell for cell in row if any(draft.text.strip() for draft in cell)] for row in rows]
    layout = any(_is_layout(row) for row in filled)
    for row in filled:
        if len(row) > 1 and (_is_number(row[0]) or (layout and _NUMBER.fullmatch(_joined(row[0])))):
            yield from _numbered(row)
        elif layout or len(row) == 1:
            yield from (draft for cell in row for draft in cell)
        elif row:
            yield Draft(" | ".join(_joined(cell) for cell in row), bullet=True)


def _is_layout(row: Sequence[Cell]) -> bool:
    """Whether a row holds text to read on, instead of figures and words to compare."""
    numbered = len(row) > 1 and _is_number(row[0])
    return numbered or any(len(_joined(cell).split()) > _CELL_WORDS for cell in row)


def _is_number(cell: Cell) -> bool:
    text = _joined(cell)
    return _NUMBER.fullmatch(text) is not None and any(character.isdigit() or not character.isalnum() for character in text)


def _numbered(row: Sequence[Cell]) -> Iterator[Draft]:
    number, first, *others = _joined(row[0]), *[draft for cell in row[1:] for draft in cell if draft.text.strip()]
    number = number if not number[-1].isalnum() or "." in number or " " in number else f"{number}."
    yield replace(first, text=f"{number} {first.text.strip()}")
    yield from others


def _joined(cell: Cell) -> str:
    return " ".join(draft.text.strip() for draft in cell if draft.text.strip())
