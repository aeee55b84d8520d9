"""The number at the start of a line. What is read here is evidence: whether it counts is decided by sequence, in `tree`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["decimal", "number", "letter", "roman"]

_SYMBOLS = {"i": 1, "v": 5, "x": 10, "l": 50}
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?(?:\s+|(?=[A-ZÀ-Ý\"“‘']))(?=\S)")
# Behind a mark stands a space, or a word that was glued to it: "1.Deze", "a)wij".
_GLUED = r"(?:\s+(?=\S)|(?<=\))(?=[^\W\d_])|(?<=\.)(?=[A-ZÀ-Ý][a-zà-ÿ]))"
_NUMBER = re.compile(rf"(?:[Ll]id\s+)?\(?(\d{{1,3}})(?:[.):°º]|\.\)){_GLUED}")
_LID = re.compile(r"Lid\s+(\d{1,3})\s*[–—-]?\s+(?=[A-ZÀ-Ý])")
_LETTER = re.compile(rf"\(?([a-z])(?:[.)]|\.\)){_GLUED}")
_ROMAN = re.compile(rf"\(?([ivxl]{{1,6}})(?:[.)]|\.\)){_GLUED}")
_OUTER = re.compile(r"\d{1,2}[.)]\s+(?=\(?[a-z][.)]\s)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed: `values` holds all its parts (3.7.2 -> 3, 7, 2; c -> 3), `rest` is the text after it.

    One printed letter can be two things: `i.` is the ninth letter or the first Roman number. Both are then offered.
    """

    kind: Kind
    values: tuple[int, ...]
    printed: str
    rest: str

    @property
    def value(self) -> int:
        """The last part, which counts on in a sequence."""
        return self.values[-1]


def read_markers(text: str) -> tuple[Marker, ...]:
    """Every reading of the number at the start of a text, the likeliest first; empty where there is none.

    In double numbering ("1. a) tekst") the letter counts.
    """
    outer = _OUTER.match(text)
    text = text[outer.end() :] if outer else text
    readings = (_decimal(text), _number(text), _letter(text), _roman(text))
    return tuple(marker for marker in readings if marker is not None)


def roman_value(printed: str) -> int | None:
    """The value of a Roman number, or None where the letters are not one ("iiv", "d")."""
    lower = printed.lower()
    if not lower or any(symbol not in _SYMBOLS for symbol in lower):
        return None
    values = [_SYMBOLS[symbol] for symbol in lower]
    total = sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == lower else None


def to_roman(value: int) -> str:
    """The Roman number of a value under 90, in small letters."""
    written = ""
    for symbol, worth in (("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)):
        written += symbol * (value // worth)
        value %= worth
    return written


def _decimal(text: str) -> Marker | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    parts = match[1].split(".")
    if any(part.startswith("0") for part in parts):
        return None
    return Marker("decimal", tuple(int(part) for part in parts), match[1], text[match.end() :])


def _number(text: str) -> Marker | None:
    match = _NUMBER.match(text) or _LID.match(text)
    return Marker("number", (int(match[1]),), match[1], text[match.end() :]) if match else None


def _letter(text: str) -> Marker | None:
    match = _LETTER.match(text)
    return Marker("letter", (ord(match[1]) - ord("a") + 1,), match[1], text[match.end() :]) if match else None


def _roman(text: str) -> Marker | None:
    match = _ROMAN.match(text)
    value = roman_value(match[1]) if match else None
    return Marker("roman", (value,), match[1], text[match.end() :]) if match and value else None
