"""Places in a line where a space may have got lost, with the strength of the words on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.lexicon import COMPOUND, SMALL_WORD, Lexicon

# An unlisted form that falls apart in two words is a hundred times as often two words as a new compound.
_UNLISTED = 2.0
_COMPOUND = 1.0
_SURE_SIGN = 3.0
# A listed form must be at least this much rarer than its halves together.
_LISTED_LEAST = 1.0
_TIE_WEIGHT = 0.1
_SURE_LEAST = -5.5

_ENDINGS = frozenset({"en", "er", "es", "ste"})

_WORD = re.compile(r"[^\W\d_]+")
_CASE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_LIST_MARK = re.compile(r"(?<=[^\W\d_)][,;:!?])(?=[^\W\d_])")
_STOP = re.compile(r"(?<=[a-zà-ÿ]{3}\.)(?=[A-ZÀ-Ý][a-zà-ÿ]*(?:\s|$))")
_ABBREVIATION = re.compile(r"(?<=\b[a-z]\.[a-z]\.)(?=[a-zà-ÿ]{2,})")
_DIGIT = re.compile(r"(?<=\d)(?=[A-ZÀ-Ý][a-zà-ÿ]{2,})")
_SLASH = re.compile(r"(?<= /)(?=[^\W\d_])")
_HYPHEN = re.compile(r"(?<![^\W\d_])([a-zà-ÿ]{4,})-(?=([a-zà-ÿ]{4,})(?![^\W\d_]))")
_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"www\.|://|@")
# No Dutch word is longer, not even two that were glued.
_LONGEST_WORD = 45


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place before character `at` (or the hyphen there) with its `score`; `sure` where it counts even without a line width."""

    at: int
    score: float
    sure: bool = False
    hyphen: bool = False


def candidates(text: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Every place in a line where a space may be missing or a hyphen may be left over, in order."""
    found = [*_signs(text), *_hyphens(text, lexicon), *_words(text, lexicon)]
    if _ADDRESS.search(text):
        addresses = {at for run in _RUN.finditer(text) if _ADDRESS.search(run[0]) for at in range(*run.span())}
        found = [one for one in found if one.at not in addresses]
    return tuple(sorted(found, key=lambda candidate: candidate.at))


def _signs(text: str) -> Iterator[Candidate]:
    """Punctuation with a letter behind it."""
    for pattern in (_LIST_MARK, _STOP, _ABBREVIATION, _SLASH, _DIGIT):
        for match in pattern.finditer(text):
            yield Candidate(match.start(), _SURE_SIGN, sure=pattern in (_LIST_MARK, _STOP))


def _hyphens(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """A hyphen behind a piece that is no word: a real hyphen joins words."""
    for match in _HYPHEN.finditer(text):
        if lexicon.frequency(match[1]) is None:
            yield Candidate(match.end() - 1, _SURE_SIGN, hyphen=True)


def _words(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    for match in _WORD.finditer(text):
        if 3 < len(match[0]) <= _LONGEST_WORD:
            yield from _in_word(match[0], match.start(), lexicon)


def _in_word(word: str, start: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """The ways to take a word apart: at a capital inside it, or into two known words."""
    if _CASE.search(word):
        yield from (found for match in _CASE.finditer(word) for found in _at_capital(word, match.start(), start, lexicon))
        return
    halves = _best_halves(word, lexicon)
    if halves is None:
        return
    cut, left, right = halves
    whole, together = lexicon.frequency(word), left + right
    if whole is None:
        sure = max(left, right) > SMALL_WORD and min(left, right) > _SURE_LEAST
        yield Candidate(start + cut, (_SURE_SIGN if sure else _UNLISTED) + _TIE_WEIGHT * together, sure=sure)
    elif whole <= COMPOUND:
        yield Candidate(start + cut, _COMPOUND + _TIE_WEIGHT * together)
    elif together - whole >= _LISTED_LEAST:
        yield Candidate(start + cut, together - whole + _TIE_WEIGHT * together)


@lru_cache(maxsize=20_000)
def _best_halves(word: str, lexicon: Lexicon) -> tuple[int, float, float] | None:
    """Where a word falls apart in the two most frequent words, and how frequent they are."""
    cuts = (cut for cut in range(1, len(word)) if not _inflected(word, cut))
    lefts = ((cut, left) for cut in cuts if (left := _part(word[:cut], lexicon)) is not None)
    known = [(cut, left, right) for cut, left in lefts if (right := _part(word[cut:], lexicon)) is not None]
    return max(known, key=lambda found: found[1] + found[2], default=None)


def _inflected(word: str, cut: int) -> bool:
    """Whether the second half only looks like a word: the plural in "wijziging-en", the ending of "werk-te"."""
    return word[cut:] in _ENDINGS and not word[:cut].endswith(word[cut:])


def _part(part: str, lexicon: Lexicon) -> float | None:
    return lexicon.frequency(part) if len(part) > 1 else None


def _at_capital(word: str, cut: int, start: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """The place before a capital: surely a lost space behind small letters or a small word ("eenBedenktijd"), or else a name."""
    left, right = word[:cut], word[cut:]
    frequency = _part(left, lexicon)
    if frequency is None or len(right) == 1:
        return
    sure = left.islower() or frequency > SMALL_WORD
    if sure or _part(right, lexicon) is not None:
        yield Candidate(start + cut, _SURE_SIGN if sure else _COMPOUND, sure=sure)
