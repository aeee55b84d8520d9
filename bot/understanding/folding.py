"""One spelling for what people type in many ways, with every character kept in its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "}


def fold(text: str) -> str:
    """The text in lower case, without accents, with plain quotes and dashes; always as long as the text itself."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character
