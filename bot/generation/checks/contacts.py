"""Whether every address, link and number at which somebody can be reached is one that the company's own terms print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.generation.checks.plain import without_lookalikes
from bot.generation.checks.sources import Sources
from bot.generation.drafts import Fault, Ground, Sentence

NAME: Final = "contact"
_AT: Final = re.compile(r"\s*[\[({<]\s*(?:at|apenstaart\w*|a)\s*[\])}>]\s*|\s+(?:apenstaart\w*|at)\s+|\s*@\s*")
_DOT: Final = re.compile(r"\s*[\[({<]\s*(?:dot|punt|\.)\s*[\])}>]\s*|\s+(?:dot|punt)\s+(?=[a-z]{2,}\b)")
_SCHEME: Final = re.compile(r"\b(?:h\s?[tx]{2}\s?ps?|ftp|mailto|tel|sms|javascript|data|file|whatsapp|tg)\s?:\s*/*\s*\S+")
_MAIL: Final = re.compile(r"[\w.+-]*@[\w-]*(?:\.[\w-]+)*")
_DOMAIN: Final = re.compile(r"(?<![\w@.])(?:[a-z0-9-]{2,}\.)+[a-z]{2,}(?::\d+)?(?:/[^\s)»”\"',]*)?(?!\w)")
_PUNYCODE: Final = re.compile(r"\bxn--\S+|%[0-9a-f]{2}%[0-9a-f]{2}\S*|\b(?:\d{1,3}\.){3}\d{1,3}\b|\bwww\b\S*")
_NUMBER: Final = re.compile(r"(?<![\w,.])[+(]?\d(?:[\s./()+-]{0,3}\d){6,}(?![\w%]|,\d)")
_TOLD: Final = re.compile(
    r"\b(?:(?:plus|nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen)[\s,.-]+){5,}(?:nul|een|twee|drie|vier|vijf|zes|zeven|acht|negen)\b"
)
_IBAN: Final = re.compile(r"(?i)\b[a-z]{2}\s?\d{2}(?:\s?[a-z0-9]{4}){2,}(?:\s?[a-z0-9]{1,4})?\b")
_POSTCODE: Final = re.compile(r"\b\d{4}\s?[A-Z]{2}\b(?!\s?\d)")
_STREET: Final = re.compile(
    r"\b\w*(?:straat|weg|laan|plein|gracht|kade|dijk|singel|hof|steeg|dreef|markt|boulevard|postbus)\s+(?:nr\.?\s*|nummer\s*)?\d+\s?[a-z]?\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?i)\b(?:bel(?:t|len)?|telefoonnummer|sms|app(?:t|en)?|whatsapp|giro|rekeningnummer)\s+(?:\w+\s+){0,3}?(?P<number>\d[\d\s-]{2,})"
)
_SEPARATORS: Final = re.compile(r"[\s().\-/+]")
# "18-3-2026" and "2026-03-18" are days, "1.250.000,00" is an amount.
_DAY: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,3}(?:\.\d{3})+")
_ABBREVIATION: Final = re.compile(r"(?:[a-z]\.)+[a-z]?")


def check(sentence: Sentence, ground: Ground, sources: Sources) -> Iterator[Fault]:
    """Ways to reach somebody that stand in no source."""
    known = _known("\n".join(sources.told))
    for found in addresses(sentence.text):
        if _bare(found) not in known:
            yield Fault(NAME, found)


@lru_cache(maxsize=2048)
def addresses(text: str) -> tuple[str, ...]:
    """Every link, e-mail address, phone and account number, postcode and street in a text, also where it is disguised."""
    cased = without_lookalikes(text)
    lowered = _DOT.sub(".", _AT.sub("@", cased.lower()))
    found = [match.group() for pattern in (_SCHEME, _MAIL, _PUNYCODE) for match in pattern.finditer(lowered)]
    rest = _MAIL.sub(" ", lowered)
    found += [match.group() for match in _DOMAIN.finditer(rest) if not _ABBREVIATION.fullmatch(match.group())]
    found += [
        match.group() for pattern in (_NUMBER, _TOLD) for match in pattern.finditer(rest) if not _DAY.fullmatch(match.group())
    ]
    found += [match.group() for pattern in (_IBAN, _POSTCODE, _STREET) for match in pattern.finditer(cased)]
    found += [match["number"] for match in _CALLED.finditer(cased)]
    return tuple(dict.fromkeys(part.strip(" .,;:!?)") for part in found))


def _bare(address: str) -> str:
    bare = re.sub(r"^(?:https?|mailto|tel):/*", "", address.lower()).removeprefix("www.").rstrip("/")
    return _SEPARATORS.sub("", bare)


@lru_cache(maxsize=512)
def _known(told: str) -> frozenset[str]:
    return frozenset(_bare(address) for address in addresses(told))
