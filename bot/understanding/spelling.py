"""Words one typing error away from a word that the grammar knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Speller:
    """Corrects towards a closed list. `real` are Dutch words that look like a typing error but are none ("maar", "gelezen").

    `base`: a speller whose words are listed too.
    """

    words: frozenset[str]
    real: frozenset[str]
    by_deletion: Mapping[str, tuple[str, ...]]
    base: Speller | None = None

    def correct(self, word: str) -> str | None:
        """The one listed word that is a single typing error away, or None; the first letter must be right."""
        if len(word) < _SHORTEST or self.lists(word) or word in self.real or self._is_plural(word):
            return None
        found = {near for cut in (word, *_deletions(word)) for near in self._nearby(cut)}
        near = [listed for listed in found if listed[0] == word[0] and one_error_apart(word, listed)]
        return near[0] if len(near) == 1 else None

    def _is_plural(self, word: str) -> bool:
        return word.endswith("s") and self.lists(word[:-1])

    def lists(self, word: str) -> bool:
        """Whether the word is one of those towards which it corrects."""
        return word in self.words or (self.base is not None and self.base.lists(word))

    def with_words(self, words: Iterable[str]) -> Speller:
        """A speller towards these words too, without indexing again what it knows."""
        new = [word for word in words if not self.lists(word)]
        return replace(build_speller(new), real=self.real, base=self) if new else self

    def _nearby(self, cut: str) -> tuple[str, ...]:
        own = (*((cut,) if cut in self.words else ()), *self.by_deletion.get(cut, ()))
        return own if self.base is None else (*own, *self.base._nearby(cut))


def build_speller(words: Iterable[str], *, real: Iterable[str] = ()) -> Speller:
    """A speller for these words; words that are too short to tell an error from another word are left out."""
    listed = frozenset(word for word in words if len(word) > _SHORTEST)
    index: dict[str, tuple[str, ...]] = {}
    for word in sorted(listed):
        for cut in _deletions(word):
            index[cut] = (*index.get(cut, ()), word)
    return Speller(listed, frozenset(real), index)


def one_error_apart(left: str, right: str) -> bool:
    """True when one letter was dropped, added or replaced, or two neighbours were swapped."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    a, b = left[start:], right[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}
