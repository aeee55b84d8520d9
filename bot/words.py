"""Words of a Dutch text as a search engine compares them: lower case, stemmed, compounds also by their parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path

import Stemmer

WORD = re.compile(r"[a-z0-9][a-z0-9'@.-]*[a-z0-9]|[a-z0-9]")
STOPWORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").split())
LINKS = ("", "s", "e", "en")
SHORTEST_PART = 4


def fold(text: str) -> str:
    """The text in lower case without accents and with plain quotes."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    if plain.isascii():
        return plain
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words of a text, folded, without stop words."""
    return [word for word in WORD.findall(fold(text)) if word not in STOPWORDS]


class Tokenizer:
    """Turns a text into stems; a compound also gives the stems of its two parts when both are in the vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = frozenset(word for word in vocabulary if len(word) >= SHORTEST_PART)
        self._stemmer = Stemmer.Stemmer("dutch")
        self._known: dict[str, list[str]] = {}

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Tokenizer:
        """A tokenizer whose vocabulary is every word of these texts."""
        return cls({word for text in texts for word in words(text)})

    def __call__(self, text: str) -> list[str]:
        stems: list[str] = []
        for word in words(text):
            stems += self._stems(word)
        return stems

    def _stems(self, word: str) -> list[str]:
        if word not in self.vocabulary:
            return self._split(word)
        if word not in self._known:  # the words of the terms come by time and again
            self._known[word] = self._split(word)
        return self._known[word]

    def _split(self, word: str) -> list[str]:
        return list(self._stemmer.stemWords([word, *split_compound(word, self.vocabulary)]))


def split_compound(word: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """The two known parts of a compound, or nothing; the most even split wins ("opzegtermijn" -> "opzeg", "termijn")."""
    middle = len(word) / 2
    for cut in sorted(range(SHORTEST_PART, len(word) - SHORTEST_PART + 1), key=lambda at: abs(at - middle)):
        head, tail = word[:cut], word[cut:]
        if tail in vocabulary and any(head.removesuffix(link) in vocabulary for link in LINKS if head.endswith(link)):
            return (head, tail)
    return ()
