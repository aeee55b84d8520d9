"""References to the printed number of a clause: "artikel 7.10", "art 6 lid 3", "lid 2 van artikel 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.understanding.canonical import Canonical, canonical
from bot.understanding.spans import Span


@dataclass(frozen=True, slots=True)
class ArticleMention(Span):
    """A clause that the customer names by its number; `path` as in a clause id: "7.10", "6.3", "10.3.a", "bijlage1"."""

    path: str


_SUB: Final = r"(?:,?\s*(?:sub|onder|onderdeel|letter)\s+(?P<sub>[a-z])\b)?"
_ARTICLE: Final = re.compile(
    r"(?:\b(?:lid\s+(?P<first_lid>\d+)|(?P<ordinal>\d+)e\s+lid)\s+van\s+)?"
    r"(?:\b(?:artikel|artikels|artikl|art|clausule|bepaling|punt|paragraaf)\b\.?|§)\s*(?:nr\.?\s*|nummer\s*)?"
    r"(?P<article>\d{1,3}(?:\.\d{1,3}){0,3})(?:\.(?P<dotted>[a-z])\b)?(?:,?\s*lid\s+(?P<lid>\d+))?" + _SUB
)
_ANNEX: Final = re.compile(r"\bbijlage\s+(?P<number>\d+)\b")


def find_articles(text: str) -> tuple[ArticleMention, ...]:
    """Every clause number that the text refers to, in order."""
    return articles_in(canonical(text))


def articles_in(source: Canonical) -> tuple[ArticleMention, ...]:
    """Every clause number in a message that was made canonical already."""
    found = [(match, _path(match)) for match in _ARTICLE.finditer(source.text)]
    found += [(match, f"bijlage{match['number']}") for match in _ANNEX.finditer(source.text)]
    mentions = []
    for match, path in sorted(found, key=lambda entry: entry[0].start()):
        span = source.span(match.start(), match.end())
        mentions.append(ArticleMention(span.start, span.end, span.text, path))
    return tuple(mentions)


def _path(match: re.Match[str]) -> str:
    lid = match["lid"] or match["first_lid"] or match["ordinal"]
    sub = match["sub"] or match["dotted"]
    return ".".join(part for part in (match["article"], lid, sub) if part)
