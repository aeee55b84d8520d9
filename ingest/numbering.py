"""The number at the start of a line. What is read here is evidence: whether it counts is decided by `sequence`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["decimal", "number", "letter", "roman", "capital", "upper_roman"]

_SYMBOLS = {"i": 1, "v": 5, "x": 10, "l": 50}
# Behind a decimal number stands a space, or a capital that was glued to it; its last part can be a letter ("4.1.a").
_DECIMAL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){0,3}(?:\.\d{1,2}[a-z]?|\.[a-z]))(?:[.):]|\.\))?(?:\s+(?:[-–—]\s+)?|(?=[A-ZÀ-Ý\"“‘']))(?=\S)"
)
# Behind a mark stands a space, or a word that was glued to it: "1.Deze", "a)wij".
_GLUED = r"(?:\s+(?=\S)|(?<=\))(?=[^\W\d_])|(?<=\.)(?=[A-ZÀ-Ý][a-zà-ÿ]))"
_NUMBER = re.compile(
    rf"(?:[Ll]id\s+)?\(?(\d{{1,3}})([a-z](?=[.)])|\s?(?:bis|ter)\b)?(?:(?:[.):°º]|\.\)){_GLUED}|\s+[-–—]\s+(?=[A-ZÀ-Ý]))"
)
_LID = re.compile(r"(?:Lid|LID)\s+(\d{1,3})()\s*[–—-]?\s+(?=[A-ZÀ-Ý])")
_LETTER = re.compile(rf"\(?([a-z])(?:[.)]|\.\)){_GLUED}")
_ROMAN = re.compile(rf"\(?([ivxl]{{1,6}})(?:[.)]|\.\)){_GLUED}")
_CAPITAL = re.compile(r"\(?([A-Z])(?:[.)]|\.\))\s+(?=\S)")
_UPPER_ROMAN = re.compile(r"\(?([IVXL]{1,6})(?:[.)]|\.\))\s+(?=\S)")
_OUTER = re.compile(r"\d{1,2}[.)]\s+(?=\(?[a-z][.)]\s)")
# "1 De klant betaalt", "lid 1 De klant": a number without a mark, which only its place in a row can make a marker.
_BARE = re.compile(r"(?:lid\s+)?(\d{1,2})()\s+(?=[\"“‘']?[A-ZÀ-Ý])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed: `values` holds all its parts (3.7.2 -> 3, 7, 2; c -> 3), `rest` is the text after it.

    `form` is how it is set ("(#)"), and `suffix` the letter of a number that was put in later ("2a"). One printed letter can be
    two things: `i.` is the ninth letter or the first Roman number. Both are then offered.
    """

    kind: Kind
    values: tuple[int, ...]
    printed: str
    rest: str
    form: str = ""
    suffix: str = ""

    @property
    def value(self) -> int:
        """The last part, which counts on in a sequence."""
        return self.values[-1]


@lru_cache(maxsize=4096)
def read_markers(text: str) -> tuple[Marker, ...]:
    """Every reading of the number at the start of a text, the likeliest first; empty where there is none.

    In double numbering ("1. a) tekst") the letter counts. Capital letters are offered by `read_capitals`.
    """
    outer = _OUTER.match(text)
    text = text[outer.end() :] if outer else text
    readings = (_decimal(text), _number(text), _letter(text), _roman(text))
    return tuple(marker for marker in readings if marker is not None)


def read_capitals(text: str) -> tuple[Marker, ...]:
    """The readings of a capital letter at the start of a text: "A." and "I." open items, and are initials of names as well."""
    return tuple(marker for marker in (_capital(text), _upper_roman(text)) if marker is not None)


def read_bare(text: str) -> Marker | None:
    """The number without any mark at the start of a text that goes on with a capital ("1 De klant"), or None."""
    match = _BARE.match(text)
    return _made("number", (int(match[1]),), match, text) if match and not match[1].startswith("0") else None


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


def _made(kind: Kind, values: tuple[int, ...], match: re.Match[str], text: str, suffix: str = "") -> Marker:
    form = f"{text[: match.start(1)].strip()}#{text[match.end(match.lastindex or 1) : match.end()].strip()}"
    return Marker(kind, values, match[1] + suffix, text[match.end() :], form, suffix)


def _decimal(text: str) -> Marker | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    *parts, last = match[1].split(".")
    digits, suffix = (last[:-1], last[-1]) if last[-1].isalpha() else (last, "")
    if any(part.startswith("0") for part in (*parts, digits)):
        return None
    value = int(digits) if digits else _letter_value(suffix)
    return Marker("decimal", (*map(int, parts), value), match[1], text[match.end() :], "#", suffix if digits else "")


def _number(text: str) -> Marker | None:
    match = _NUMBER.match(text) or _LID.match(text)
    return _made("number", (int(match[1]),), match, text, (match[2] or "").strip()) if match else None


def _letter(text: str) -> Marker | None:
    match = _LETTER.match(text)
    return _made("letter", (_letter_value(match[1]),), match, text) if match else None


def _roman(text: str) -> Marker | None:
    match = _ROMAN.match(text)
    value = roman_value(match[1]) if match else None
    return _made("roman", (value,), match, text) if match and value else None


def _capital(text: str) -> Marker | None:
    match = _CAPITAL.match(text)
    return _made("capital", (_letter_value(match[1].lower()),), match, text) if match else None


def _upper_roman(text: str) -> Marker | None:
    match = _UPPER_ROMAN.match(text)
    value = roman_value(match[1]) if match else None
    return _made("upper_roman", (value,), match, text) if match and value else None


def _letter_value(letter: str) -> int:
    return ord(letter) - ord("a") + 1
