"""The message as the grammars read it: folded, number words as digits, typing errors in calendar words mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.understanding.folding import fold
from bot.understanding.lexicon import CORRECTABLE, DAYPARTS, LOOKALIKES, WEEKDAYS
from bot.understanding.numbers import parse_ordinal, parse_word
from bot.understanding.spans import Span
from bot.understanding.spelling import Speller, build_speller

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SPELLER: Final = build_speller(CORRECTABLE, real=LOOKALIKES)
_SAME: Final = {
    "gister": "gisteren",
    "eergister": "eergisteren",
    "verleden": "vorige",
    "voorbije": "afgelopen",
    "vorig": "vorige",
    "eerstvolgende": "komende",
    "eerstkomende": "komende",
    "aankomende": "komende",
    "aankomend": "komende",
    "volgend": "volgende",
    "komend": "komende",
}
# "12 honderd", "anderhalf duizend", "2 en een half duizend": a number of hundreds or thousands that no single word says.
_COUNTED: Final = re.compile(
    r"(?<![\w.,])(?:(?P<whole>\d{1,2}|[a-z]+) en een hal(?:f|ve) (?P<halves>duizend|honderd)"
    r"|anderhal(?:f|ve) (?P<one_and_a_half>duizend|honderd)|(?P<digits>\d{1,2}) ?honderd)\b"
)
_SIZES: Final = {"honderd": 100, "duizend": 1000}
# "95 euro/uur", "€ 30/maand"
_PER: Final = re.compile(r"(?<=[\w€-]) ?/ ?(?=(?:uur|maand|mnd|jaar|week|dag|stuk|kwartaal)\b)")
_DAYS: Final = (*WEEKDAYS, "gisteren", "gister", "morgen", "eergisteren", "overmorgen", "van")
_DAY_AND_PART: Final = re.compile(rf"({'|'.join(_DAYS)})({'|'.join(DAYPARTS)})")


@dataclass(frozen=True, slots=True)
class Canonical:
    """`text` is what the grammars read; `starts` and `ends` lead each of its characters back to the message."""

    message: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the message that `text[start:end]` was made of; spaces at either end are left out."""
        while start < end - 1 and self.text[start].isspace():
            start += 1
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        first, last = self.starts[start], self.ends[end - 1]
        return Span(first, last, self.message[first:last])

    def position(self, place: int) -> int:
        """Where a place in the message stands in `text`."""
        return bisect_right(self.ends, place)


@lru_cache(maxsize=256)
def canonical(message: str) -> Canonical:
    """The message in its canonical form; the same message is read once."""
    folded = fold(message)
    pieces: list[tuple[int, int, str]] = []
    place = 0
    for start, end, replacement in _replacements(folded):
        pieces += [(index, index + 1, folded[index]) for index in range(place, start)]
        pieces += [(start, end, character) for character in replacement]
        place = end
    pieces += [(index, index + 1, folded[index]) for index in range(place, len(folded))]
    return _built(message, pieces)


def respelled(source: Canonical, speller: Speller, keep: Collection[str] = ()) -> Canonical:
    """The canonical message with typing errors in the words of this speller mended too, but for the words to `keep`."""
    pieces: list[tuple[int, int, str]] = []
    for match in re.finditer(r"[a-z]+|[^a-z]+", source.text):
        better = None if match.group() in keep else speller.correct(match.group())
        if better is None:
            pieces += [(source.starts[i], source.ends[i], source.text[i]) for i in range(*match.span())]
        else:
            first, last = source.starts[match.start()], source.ends[match.end() - 1]
            pieces += [(first, last, character) for character in better]
    return _built(source.message, pieces)


def _built(message: str, pieces: list[tuple[int, int, str]]) -> Canonical:
    starts, ends = tuple(start for start, _, _ in pieces), tuple(end for _, end, _ in pieces)
    return Canonical(message, "".join(character for _, _, character in pieces), starts, ends)


def _replacements(folded: str) -> list[tuple[int, int, str]]:
    """Each piece of the folded message that reads otherwise, in order: groups of words first, then single ones."""
    groups = [(match.start(), match.end(), " per ") for match in _PER.finditer(folded)]
    groups += [(*match.span(), str(value)) for match in _COUNTED.finditer(folded) if (value := _counted(match))]
    closed = {place for start, end, _ in groups for place in range(start, end)}
    return sorted((*groups, *_words(folded, closed)))


def _counted(match: re.Match[str]) -> int | None:
    """How much so many hundreds or thousands are; None where the words before them are no number."""
    if match["digits"]:
        return int(match["digits"]) * 100
    if match["one_and_a_half"]:
        return _SIZES[match["one_and_a_half"]] * 3 // 2
    whole = int(match["whole"]) if match["whole"].isdigit() else parse_word(match["whole"])
    return _SIZES[match["halves"]] * (2 * whole + 1) // 2 if whole else None


def _words(folded: str, closed: Collection[int]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    numeral: tuple[int, int, int] | None = None
    for match in _WORD.finditer(folded):
        word, start, end = match.group(), match.start(), match.end()
        if start in closed:
            numeral = None
            continue
        value = None if _beside_digit(folded, start, end) else parse_word(word) if word != "een" else None
        if numeral and value and folded[numeral[1] : start] == " " and (joined := _join(numeral[2], value)):
            numeral = (numeral[0], end, joined)
            found[-1] = (numeral[0], end, str(joined))
            continue
        numeral = (start, end, value) if value else None
        replacement = str(value) if value else _canonical_word(word)
        if replacement != word:
            found.append((start, end, replacement))
    return found


def _beside_digit(folded: str, start: int, end: int) -> bool:
    """True for "25 duizend" and "3een": digits that count the word, so that it is no number of its own."""
    before = folded[:start].rstrip(" ")[-1:]
    return (before.isdigit() and folded.startswith(("duizend", "honderd"), start)) or folded[end : end + 1].isdigit()


def _join(left: int, right: int) -> int | None:
    """One number for "twee duizend", "honderd vijftig"; None for two numbers that merely stand side by side."""
    if (right == 1000 and left < 1000) or (right == 100 and left < 100):
        return left * right
    if (left % 1000 == 0 and right < 1000) or (left % 100 == 0 and right < 100):
        return left + right
    return None


@lru_cache(maxsize=8192)
def _canonical_word(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if compound := _DAY_AND_PART.fullmatch(word):
        day = "vandaag" if compound[1] == "van" else _SAME.get(compound[1], compound[1])
        return f"{day} {compound[2]}"
    if (ordinal := parse_ordinal(word)) is not None:
        return f"{ordinal}e"
    return _SPELLER.correct(word) or word
