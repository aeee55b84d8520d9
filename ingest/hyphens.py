"""Words that the end of a line cut in two."""

from __future__ import annotations

import re

_HYPHENS = ("-", "\u00ad", "\u2010", "\u2011")
_CUT = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010\u2011]$")
# "in- en verkoop" and "niet-betaling" keep their hyphen.
_AFTER_HYPHEN = frozenset({"en", "of", "dan", "c.q.", "als", "noch"})
_KEEPS_HYPHEN = re.compile(r"(?:^|\W)(?:niet|non|ex|anti|mede|oud|[A-ZÀ-Ý\d]{2,}|[^\W\d_])[-\u2010\u2011]$")


def is_cut(text: str) -> bool:
    """Whether a text ends in the middle of a word, with a hyphen."""
    return _CUT.search(text) is not None


def join_words(before: str, after: str) -> str:
    """Two rows of a sentence, with the word that was cut in two made whole."""
    first = after.split(" ", 1)[0]
    if not before.endswith(_HYPHENS):
        return f"{before} {after}"
    if first in _AFTER_HYPHEN:
        return f"{before} {after}"
    if not is_cut(before) or not first[:1].islower() or _KEEPS_HYPHEN.search(before):
        return before + after
    return before[:-1] + after
