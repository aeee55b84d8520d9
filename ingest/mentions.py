"""Mentions of clauses in Dutch text: "artikel 5 lid 2", "de leden 1, 4 en 5", "het vorige lid", "Bijlage I"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ingest.headings import kind_words
from ingest.numbering import roman_value

Level = Literal["article", "lid", "previous", "earlier", "annex", "bare"]

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_ORDINAL = "|".join(_ORDINALS)
_NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,3}(?![\d:]|\.\d)"
_LINK = r"(?:\s*,\s*(?:en|of)?\s*|\s+(?:en|of|t/m|tot en met)\s+)"
_NUMBERS = rf"{_NUMBER}(?:{_LINK}{_NUMBER})*"
_LEDEN = rf"(?:lid|leden)\s+{_NUMBERS}"
_SUB = r"(?:\s*,?\s*(?:sub|onder|onderdeel)\s+[a-z]\b)"

_CODE = re.compile(r"\b\d{1,2}:\d+[a-z]?(?:\s+(?:lid|leden)\s+\d+)?(?:\s+(?:en|of)\s+\d{1,2}:\d+[a-z]?)*")
_HERE = r"(?:\s+van\s+dit\s+artikel\b)?"
_ARTICLE = re.compile(
    rf"\b(?:[Aa]rtikel(?:en)?|[Aa]rt\.)\s+(?P<articles>{_NUMBERS})(?:\s*,?\s*(?P<leden>{_LEDEN}))?(?P<sub>{_SUB})?"
)
_LID = re.compile(rf"\b(?P<leden>{_LEDEN})(?P<sub>{_SUB})?{_HERE}")
_PREVIOUS = re.compile(rf"\b(?:het|de)\s+(?:vorige|voorgaande|voorafgaande)\s+(?P<what>lid|leden)\b{_HERE}")
_ORDINAL_LID = re.compile(rf"\b(?P<ordinals>(?:{_ORDINAL})(?:(?:,|\s+en)\s+(?:{_ORDINAL}))*)\s+lid\b{_HERE}")
_ANNEX = re.compile(r"\bBijlage\s+(?P<annex>[IVX]+|\d{1,2}|[A-Z])\b")
_BARE = re.compile(r"(?<=\bin )(?P<bare>\d{1,2}\.\d{1,2}(?![\d.,]*\d)(?:(?:,|\s+en)\s+\d{1,2}\.\d{1,2}(?![\d.,]*\d))*)")

# What may stand between a mention and the law that it belongs to.
_BETWEEN = (
    r"(?:\s|,|\([^)]*\)|\d[\d.:]*[a-z]?\b"
    r"|\b(?:en|of|lid|leden|sub|onder|onderdeel|jo|juncto|van|de|het|boek|Boek|[a-z])\b\.?)*"
)
_LAWS = (
    r"(?:(?:U?AVG|GDPR|BW|Rv|Wbp|Fw|Awb|Sr|WvK)\b|(?:Nieuw\s+)?Burgerlijke?\s+Wetboek|Wetboek|Grondwet|Besluit|Richtlijn"
    r"|(?:Algemene\s+)?Verordening|\(?Uitvoeringswet|[A-Za-z]*[Ww]et\b)"
)
_OF_LAW = re.compile(_BETWEEN + _LAWS)
_OF_DOCUMENT = re.compile(
    r"(?:\s*,)?\s+(?:van|uit|in)\s+(?P<whose>deze|dit|onze|de|het|die)\s+(?P<title>(?:[A-Za-z][a-zé]+\s+)?[A-Za-z][a-zé]+)"
)


# A law stands near what it belongs to, and nobody refers to more leden at once.
_FAR = 400
_MOST_NUMBERS = 200


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as it stands in a text. `article`, `leden` and `sub` are as printed; `annex` is the number of an annex.

    `kind` is the last word of the document that it names ("voorwaarden"), empty where it names none; `own` says that it calls
    that document its own ("deze", "onze").
    """

    level: Level
    text: str
    articles: tuple[str, ...] = ()
    leden: tuple[str, ...] = ()
    sub: str = ""
    annex: str = ""
    kind: str = ""
    own: bool = False


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of clauses in a text, in order, each stretch of text once. Articles of a law are left out."""
    taken = {at for match in _CODE.finditer(text) for at in range(*match.span())}
    found: list[tuple[int, Mention]] = []
    for pattern in (_ARTICLE, _PREVIOUS, _ORDINAL_LID, _LID, _ANNEX, _BARE):
        for match in pattern.finditer(text):
            if not taken.isdisjoint(range(*match.span())):
                continue
            taken.update(range(*match.span()))
            if not _OF_LAW.match(text, match.end(), match.end() + _FAR):
                found.append((match.start(), _mention(match, text)))
    return tuple(mention for _, mention in sorted(found, key=lambda pair: pair[0]))


def _mention(match: re.Match[str], text: str) -> Mention:
    groups = match.groupdict()
    sub = (groups.get("sub") or "").rsplit(" ", 1)[-1]
    if groups.get("articles"):
        kind, own = _document(text, match.end())
        articles, leden = _numbers(groups["articles"]), _numbers(groups["leden"] or "")
        return Mention("article", match[0], articles, leden, sub, kind=kind, own=own)
    if groups.get("what"):
        return Mention("previous" if groups["what"] == "lid" else "earlier", match[0])
    if groups.get("ordinals"):
        words = re.findall(_ORDINAL, groups["ordinals"])
        return Mention("lid", match[0], leden=tuple(str(_ORDINALS.index(word) + 1) for word in words))
    if groups.get("annex"):
        value = roman_value(groups["annex"])
        return Mention("annex", match[0], annex=str(value) if value else groups["annex"].lower())
    if groups.get("bare"):
        return Mention("bare", match[0], _numbers(groups["bare"]))
    return Mention("lid", match[0], leden=_numbers(groups["leden"] or ""), sub=sub)


def _document(text: str, end: int) -> tuple[str, bool]:
    """The kind of document that is named behind a mention ("voorwaarden"), and whether it is called this or our document."""
    match = _OF_DOCUMENT.match(text, end)
    words = kind_words(match["title"]) if match else ()
    return (words[-1].lower() if words else "", match is not None and match["whose"] in ("deze", "dit", "onze"))


def _numbers(printed: str) -> tuple[str, ...]:
    """The numbers of a list; a range ("3 t/m 5") is written out."""
    return tuple(islice(_expanded(re.sub(r"^(?:lid|leden)\s+", "", printed)), _MOST_NUMBERS))


def _expanded(printed: str) -> Iterator[str]:
    tokens = re.findall(r"\d+(?:\.\d+)*|t/m|tot en met", printed)
    for position, token in enumerate(tokens):
        if not token[0].isdigit():
            continue
        before = tokens[position - 1] if position else ""
        if before and not before[0].isdigit() and token.isdigit() and tokens[position - 2].isdigit():
            yield from (str(number) for number in range(int(tokens[position - 2]) + 1, int(token)))
        yield token
