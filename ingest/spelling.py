"""Finds words that are no Dutch: in texts that are shown all of them, in questions as customers ask them only sure slips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.models import Terms
from ingest.lexicon import Lexicon, dutch

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = "abcdefghijklmnopqrstuvwxyzéëïö"
_LINKS = ("", "s", "n", "en")
_SHORTEST_HALF = 3
# A rarer form is too likely a piece of a word to be half of a compound.
_RAREST_HALF = -7.5
# A slip is one letter away from a word that everybody uses; short words and diminutives have too many neighbours.
_COMMON = -5.0
_SHORTEST_SLIP = 6
_DIMINUTIVE = re.compile(r"(?:ke|je)s?$")


class Speller:
    """Knows the words of a language, those of one company's terms, and compounds of the two."""

    def __init__(self, known: Iterable[str], lexicon: Lexicon | None = None) -> None:
        self._known = frozenset(word.lower() for text in known for word in _WORD.findall(text))
        self._lexicon = lexicon or dutch()

    @classmethod
    def of(cls, terms: Terms, lexicon: Lexicon | None = None) -> Speller:
        """A speller that knows every word of these terms and the company's names."""
        company = terms.company
        texts = (text for clause in terms.clauses for text in (clause.title, clause.heading, clause.text))
        return cls((*texts, company.name, *company.aliases), lexicon)

    def unknown(self, text: str) -> tuple[str, ...]:
        """The words of a text that are no words, in the order of the text."""
        return tuple(word for word in _WORD.findall(text) if not self._is_word(word.lower()))

    def slips(self, question: str) -> tuple[str, ...]:
        """The words of a carefully written question that are one letter away from a common word.

        A question without its first capital is in somebody's own spelling, and dialect is no slip.
        """
        if not question[:1].isupper():
            return ()
        return tuple(word for word in self.unknown(question) if word.islower() and self._is_slip(word))

    def _is_word(self, word: str) -> bool:
        return word in self._known or self._lexicon.frequency(word) is not None or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        return any(self._is_half(word[cut:]) and self._is_modifier(word[:cut]) for cut in cuts)

    def _is_modifier(self, word: str) -> bool:
        return any(word.endswith(link) and self._is_half(word.removesuffix(link)) for link in _LINKS)

    def _is_half(self, word: str) -> bool:
        return len(word) >= _SHORTEST_HALF and (word in self._known or self._frequency(word) > _RAREST_HALF)

    def _is_slip(self, word: str) -> bool:
        if len(word) < _SHORTEST_SLIP or _DIMINUTIVE.search(word):
            return False
        return any(self._frequency(near) > _COMMON for near in _one_letter_away(word))

    def _frequency(self, word: str) -> float:
        found = self._lexicon.frequency(word)
        return _RAREST_HALF if found is None else found


def _one_letter_away(word: str) -> Iterator[str]:
    """Every string that a missing, extra, wrong or swapped letter turns into this word."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield left + right[1:]
        yield left + right[1:2] + right[:1] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            yield left + letter + right[1:]
