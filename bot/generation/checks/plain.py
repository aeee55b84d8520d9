"""A text as a reader sees it: signs that look like others written one way, what can't be seen left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SPACE: Final = re.compile(r"\s+")
_SENTENCE_END: Final = re.compile(r"(?<!\b[A-Za-z]\.)(?<=[.?!])\s+(?=[^a-z])")
_FRACTION: Final = re.compile(r"(\d)⁄(\d+)")
_BOLD: Final = re.compile(r"\*\*([^*\n]+)\*\*")
_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁһіԛԝАВЕКМНОРСТХІЈЅαορνικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhiqwABEKMHOPCTXIJSaopviktABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones."""


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text without bold marks, invisible characters and other forms of digits and letters, with single spaces."""
    seen = "".join(_as_seen(character) for character in unicodedata.normalize("NFKC", _BOLD.sub(r"\1", text)))
    return _SPACE.sub(" ", _FRACTION.sub(r" \1/\2e", seen)).strip()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on its own; an abbreviation ends none."""
    return tuple(part for part in _SENTENCE_END.split(plain(text)) if part)


def without_lookalikes(text: str) -> str:
    """The plain text with Latin letters for those of other alphabets that look the same."""
    return plain(text).translate(_LOOKALIKES)


def _as_seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Co", "Cs", "Cn", "Mn", "Me"):
        return " " if character in "\n\t\r" else ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character
