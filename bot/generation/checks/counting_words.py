"""Words that count or divide without being a number: "dubbel", "driekwart", "honderden", "etmaal"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.understanding.canonical import Canonical
from bot.understanding.spans import Span

Key = tuple[str, str]
_SAME: Final[dict[str, tuple[Key, ...]]] = {
    "nul": (("getal", "0"), ("bedrag", "0"), ("percentage", "0")),
    "dubbel": (("getal", "2"), ("percentage", "200")),
    "tweemaal": (("getal", "2"),),
    "tweevoud": (("getal", "2"),),
    "verdubbel": (("getal", "2"), ("percentage", "200")),
    "driemaal": (("getal", "3"),),
    "viermaal": (("getal", "4"),),
    "drievoud": (("getal", "3"),),
    "halveer": (("percentage", "50"),),
    "gehalveerd": (("percentage", "50"),),
    "halve": (("percentage", "50"),),
    "half": (("percentage", "50"),),
    "anderhal": (("getal", "1.5"), ("percentage", "150")),
    "kwart": (("percentage", "25"),),
    "driekwart": (("percentage", "75"),),
    "dozijn": (("getal", "12"),),
    "etma": (("termijn", "24 hours"),),
    "kwartier": (("termijn", "0.25 hours"),),
    "tiental": (),
    "honderd": (("getal", "100"),),
    "duizend": (("getal", "1000"),),
    "miljoen": (("getal", "1000000"),),
    "miljard": (),
    "minu": (),
    "second": (),
    "eeuw": (),
    "decenni": (),
    "tientje": (("bedrag", "10"),),
}
_WORD: Final = re.compile(
    r"\b(?:(?P<stem>verdubbel|dubbel|tweemaal|tweevoud|driemaal|viermaal|drievoud|halveer|gehalveerd|halve|half|anderhal|driekwart|kwartier"
    r"|dozijn|tientje|tiental|honderd|duizend|miljoen|miljard|eeuw|decenni|second|nul|etma|minu)"
    r"(?:e|en|de|ig|ige|f|ve|s|len|al|allen|tal|tallen|al|um|a|aal|alen|ut|uten|uut)?|kwart)\b"
)


def counting_words(source: Canonical) -> Iterator[tuple[str, tuple[Key, ...], Span]]:
    """Every such word with what it may be called in figures, and where it stands."""
    for found in _WORD.finditer(source.text):
        stem = found["stem"] or "kwart"
        yield found.group(), (("woord", stem), *_SAME[stem]), source.span(found.start(), found.end())
