"""Whether a sentence is plain text: signs that Dutch is written with, no markup, nothing hidden, not too long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "plain text"
LONGEST: Final = 700
"""Characters that one sentence may have: the longest that people wrote about a clause has some 500."""
_SIGNS: Final = frozenset(" .,;:!?'\"()/%&€§°+-–—‑…«»“”„‘’‚•\u00a0\u202f@×½¼¾²³")
_BOLD: Final = re.compile(r"\*\*[^*\s](?:[^*\n]*[^*\s])?\*\*")
_MARKUP: Final = re.compile(r"^\s*(?:#|>|\d+\)\s|[-+*]\s)|\]\(|__|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|\+\+|//|--", re.IGNORECASE)
_SPELLED: Final = re.compile(r"(?<!\w)(?:\w[\s.\-_·]){4,}\w(?!\w)")
"""A word with something between all of its letters."""
_LONG_WORD: Final = re.compile(r"[^\W\d_]{46,}|[\w+/=-]{61,}")
_RUN: Final = re.compile(r"(.)\1{3,}|[!?]{2,}")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Signs, markup and lengths that an answer does not have."""
    text = _BOLD.sub(lambda bold: bold.group()[2:-2], sentence.text)
    own = without_quotes(text)
    if not text.strip() or len(text) > LONGEST:
        yield Fault(NAME, f"{len(text)}")
    if odd := {sign for sign in text if not _is_usual(sign)} - _literal_signs(sources):
        yield Fault(NAME, " ".join(f"U+{ord(sign):04X}" for sign in sorted(odd)))
    for pattern in (_MARKUP, _SPELLED, _LONG_WORD, _RUN):
        if (found := pattern.search(own)) and found.group() not in "\n".join(sources.told):
            yield Fault(NAME, found.group())


def _is_usual(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in _SIGNS
    return sign in _SIGNS or (
        unicodedata.category(sign) in ("Ll", "Lu") and "LATIN" in unicodedata.name(sign, "") and _is_normal(sign)
    )


def _is_normal(letter: str) -> bool:
    """Whether this is a letter of its own and not another form of one: full-width, mathematical, a ligature."""
    return unicodedata.normalize("NFKC", letter) == letter and ord(letter) < 0x180


def _literal_signs(sources: Sources) -> frozenset[str]:
    """Visible signs that the clauses themselves have, for a quote of them."""
    return frozenset(
        sign for text in sources.told for sign in text if not sign.isalnum() and sign.isprintable() and sign not in "<>*`#"
    )
