"""Whether every number, day, amount, share, term and article number of a sentence comes from its sources, in the same unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.generation.checks.figure_reading import figures_of, known_figures
from bot.generation.checks.plain import plain
from bot.generation.checks.quoting import without_quotes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence
from bot.understanding.clauses import split_parts

NAME: Final = "figure"
_TELLS: Final = "noemt|noemde|schrijft|schreef|zegt|zei|vertelt|vertelde|meldt|vraagt|vroeg|vermeldt|vermeldde|geeft|gaf|stelt"
_AS_TOLD: Final = re.compile(
    rf"(?i)\b(?:u (?:{_TELLS})|(?:{_TELLS}) u|volgens u|uw vraag (?:noemt|gaat)|ging uit van|uitgaande van)\b"
)


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Figures that no source has; one that only the customer gave may be told as what the customer said."""
    text = plain(without_quotes(sentence.text))
    known, asked = known_in(sources.told), known_in((sources.asked,))
    for figure in figures_of(text):
        if not (figure.among(known) or (figure.among(asked) and _is_told_back(text, figure.text))):
            yield Fault(NAME, figure.text)


def known_in(texts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Every figure of these texts."""
    return _known("\n".join(texts))


@lru_cache(maxsize=512)
def _known(told: str) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(known_figures(plain(line)) for line in told.split("\n")))


def _is_told_back(text: str, figure: str) -> bool:
    """Whether the part of the sentence with this figure says that the customer named it."""
    parts = [text[part.start : part.end] for part in split_parts(text)]
    return any(figure in part and _AS_TOLD.search(part) for part in parts)
