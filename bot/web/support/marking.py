"""Which words of a text somebody looked for, and the part of a clause that shows most of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge import Knowledge, sentences
from bot.models import Clause
from bot.words import STOPWORDS, Tokenizer, fold

WORD = re.compile(r"\w+")
SHORTEST_START = 3
EXCERPT = 260
"""Characters of a clause that a result shows at least, where it has them."""

Marks = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A literal part of a clause, and the places in it of the words that were looked for."""

    text: str
    marks: Marks
    cut_before: bool
    cut_after: bool


class Marker:
    """Finds the words of one question, whatever their form; its last word counts from its first letters on."""

    def __init__(self, question: str, knowledge: Knowledge) -> None:
        self._tokenize = knowledge.tokenize
        typed = fold(question).split()
        self._wanted = frozenset(knowledge.tokenize(question))
        last = typed[-1] if typed else ""
        self._start = last if len(last) >= SHORTEST_START and last not in STOPWORDS else None

    def marks(self, text: str) -> Marks:
        """Start and end of every word in the text that was looked for."""
        return [word.span() for word in WORD.finditer(text) if self._fits(word.group())]

    def excerpt(self, clause: Clause) -> Excerpt:
        """The sentence with most of the words, and what follows it."""
        parts = list(sentences(clause.text)) or [clause.text]
        best = max(parts, key=lambda part: len(set(self._found(part))))
        start = 0 if len(clause.text) <= EXCERPT else clause.text.index(best)
        end = max(start + len(best), _word_end(clause.text, start + EXCERPT))
        shown = clause.text[start:end]
        return Excerpt(shown, self.marks(shown), start > 0, end < len(clause.text))

    def _found(self, text: str) -> list[str]:
        return [text[start:end].lower() for start, end in self.marks(text)]

    def _fits(self, word: str) -> bool:
        folded, known = read_word(self._tokenize, word)
        return not self._wanted.isdisjoint(known) or (self._start is not None and folded.startswith(self._start))


def _word_end(text: str, place: int) -> int:
    """The end of the word at this place, or of the text."""
    space = text.find(" ", place)
    return len(text) if space < 0 or len(text) - space < EXCERPT // 4 else space


@lru_cache(maxsize=50_000)
def read_word(tokenize: Tokenizer, word: str) -> tuple[str, frozenset[str]]:
    """One word folded, and its stems; the words of the terms come by with every key that is pressed."""
    return fold(word), frozenset(tokenize(word))
