"""How the number of a list item is printed: the ways to count of Word and of HTML."""

from __future__ import annotations

from typing import Literal

Counting = Literal["decimal", "zero", "lower_letter", "upper_letter", "lower_roman", "upper_roman"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 3999
_LETTERS = 26


def printed(value: int, counting: Counting) -> str:
    """The number as it is printed; in digits where it has no letters or Roman form."""
    match counting:
        case "zero":
            return f"{value:02d}"
        case "lower_letter" | "upper_letter":
            return _cased(_letters(value), counting)
        case "lower_roman" | "upper_roman":
            return _cased(_roman(value), counting)
        case "decimal":
            return str(value)


def _cased(text: str, counting: Counting) -> str:
    return text.upper() if counting.startswith("upper") else text


def _letters(value: int) -> str:
    """Letters as Word counts: a … z, aa, bb … zz, aaa."""
    if not 1 <= value <= _LETTERS * 10:
        return str(value)
    return chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)


def _roman(value: int) -> str:
    if not 1 <= value <= _MOST_ROMAN:
        return str(value)
    written = ""
    for worth, symbol in (*_ROMAN, *_ROMAN_SMALL):
        written += symbol * (value // worth)
        value %= worth
    return written
