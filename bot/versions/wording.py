"""Two wordings of a clause, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
FEW_LETTERS: Final = 4
"""What stands between two changes is taken into them when it has fewer letters: else a sentence falls apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: in both wordings ("gelijk"), only in the old one ("weg") or only in the new one ("nieuw")."""

    kind: Literal["gelijk", "weg", "nieuw"]
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order: without those that are new they are the old text, without those that are gone the new one."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    pieces: list[Piece] = []
    for same, left, right in _runs(before, after):
        if same:
            pieces.append(Piece("gelijk", "".join(left)))
        else:
            pieces += [Piece("weg", "".join(left))] if left else []
            pieces += [Piece("nieuw", "".join(right))] if right else []
    return tuple(pieces)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Runs of equal and of changed tokens; a short equal run between two changes joins them."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [(tag == "equal", before[a:b], after[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    left: list[str] = []
    right: list[str] = []
    for at, (same, old, new) in enumerate(steps):
        inside = 0 < at < len(steps) - 1
        if same and not (inside and sum(len(token) for token in old if token.isalnum()) < FEW_LETTERS):
            if left or right:
                yield False, left, right
                left, right = [], []
            yield True, old, new
        else:
            left, right = left + old, right + new
    if left or right:
        yield False, left, right
