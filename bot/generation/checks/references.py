"""The clauses, annexes and law articles that a text names by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.understanding.articles import articles_in
from bot.understanding.canonical import Canonical, canonical
from bot.understanding.spans import Span, overlaps_any

Key = tuple[str, str]
_WHAT: Final = r"artikelen|artt?\.?|leden|lid|sub|onderdeel|onder|bijlagen?|hoofdstuk|paragraaf"
_LIST: Final = re.compile(
    rf"\b(?P<what>{_WHAT})\s+(?P<first>\d[\d.:]*\w?|[a-z])(?![\w'])(?P<more>(?:\s*(?:,|en|of|t/m|tot en met)\s*\d[\d.:]*\b)*)"
)
_ROMAN: Final = re.compile(r"\b(?:hoofdstuk|bijlage|boek|deel|titel|artikel|afdeling|paragraaf)\s+(?P<number>[ivxlc]+)\b")
_BARE_ROMAN: Final = re.compile(r"\b[IVX]{2,}\b")
_LAW: Final = re.compile(r"\b(?P<article>\d+:\d+[a-z]?\b(?:\s+lid\s+\d+)?)")
_LAWS: Final = r"avg|bw|rv|gw|uavg|gdpr|burgerlijk wetboek|algemene verordening|\w*wet"
_OF_A_LAW: Final = re.compile(
    rf"(?:,?\s*(?:lid|eerste lid|onder|sub)\s+\w+)*\s+(?:van\s+)?(?:de\s+|het\s+)?(?P<law>(?:{_LAWS})\b)"
)
_LAW_NAMES: Final = {"burgerlijk wetboek": "bw", "algemene verordening": "avg", "gdpr": "avg"}
_NUMBER: Final = re.compile(r"\d[\d.:]*")


@lru_cache(maxsize=2048)
def references_of(text: str) -> tuple[tuple[str, Key], ...]:
    """Every reference with its key: ("artikel", "6.3"), ("lid", "3"), ("wet", "6:237"), ("romeins", "iii")."""
    return tuple(_references(canonical(text)))


def _references(source: Canonical) -> Iterator[tuple[str, Key]]:
    taken: list[Span] = []
    for law in _LAW.finditer(source.text):
        yield law.group(), ("wet", law["article"])
        yield law.group(), ("wet", law["article"].partition(" ")[0])
        taken.append(source.span(law.start(), law.end()))
    for mention in articles_in(source):
        if overlaps_any(mention, taken):
            continue
        taken.append(mention)
        law_name = _OF_A_LAW.match(source.text, source.position(mention.end - 1))
        if law_name:
            yield mention.text, ("wet", f"{mention.path} {_LAW_NAMES.get(law_name['law'], law_name['law'])}")
        else:
            yield mention.text, ("artikel", mention.path)
    for listed in _LIST.finditer(source.text):
        if not overlaps_any(source.span(listed.start(), listed.end()), taken):
            yield from _listed(listed)
    for roman in _ROMAN.finditer(source.text):
        yield roman.group(), ("romeins", roman["number"])
    yield from ((roman.group(), ("romeins", roman.group().lower())) for roman in _BARE_ROMAN.finditer(source.message))


def _listed(match: re.Match[str]) -> Iterator[tuple[str, Key]]:
    if match["what"] == "onder" and not match["first"].isalpha():
        return
    kind = "artikel" if match["what"].startswith(("art", "hoofdstuk", "paragraaf")) else "lid"
    for number in (match["first"], *_NUMBER.findall(match["more"])):
        yield match.group(), (kind, number.rstrip(".:"))
