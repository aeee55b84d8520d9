"""When a chunk of any system counts as the right one.

Chunks are not clauses, so the judge is lenient, and the same for every system, ours included. Texts are compared in lower case,
without Markdown marks, white space collapsed. A chunk stands for a clause

- when it holds the start of the clause's own text: its first 60 characters, or all of it where it is shorter; or
- when it lies wholly inside the clause's own text, and has at least 20 characters.

A chunk is right when one of the clauses that it stands for is a gold clause of the question, or the parent or a child of one. A
chunk that stands for clauses that the chunks above it already stood for takes no place of its own: two parts of one clause count
once. The place of the first right chunk among the first ten is what is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evals.graders import normalise, path_matches
from evals.outcomes import DEEPEST

START = 60
SHORTEST = 20


class Yardstick:
    """Tells which clauses of one company a chunk stands for. `texts` are the clauses' own texts by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {path: whole for path, text in texts.items() if (whole := normalise(text))}
        self._known: dict[str, frozenset[str]] = {}

    def clauses_of(self, chunk: str) -> frozenset[str]:
        """The paths of the clauses that this chunk stands for."""
        if chunk not in self._known:
            self._known[chunk] = frozenset(self._stands_for(normalise(chunk)))
        return self._known[chunk]

    def place(self, chunks: Sequence[str], golds: Iterable[str]) -> int | None:
        """The place of the first right chunk, from 1; None where it is not among the first ten."""
        wanted = tuple(golds)
        seen: set[str] = set()
        place = 0
        for chunk in chunks:
            found = self.clauses_of(chunk)
            if found and found <= seen:
                continue
            seen |= found
            place += 1
            if place > DEEPEST:
                return None
            if any(path_matches(path, wanted) for path in found):
                return place
        return None

    def _stands_for(self, chunk: str) -> Iterable[str]:
        for path, text in self._texts.items():
            if text[:START] in chunk or (len(chunk) >= SHORTEST and chunk in text):
                yield path
