"""Who does what: the customer or the company beside a word, by whatever name a text has for either."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from bot.generation.checks.parts import Part
from bot.generation.checks.phrases import pattern
from bot.models import Company
from bot.understanding.folding import fold

Role = Literal["customer", "company"]
Act = tuple[Role, str]
_AS: Final = re.compile(r"\bals (?:zakelijke )?(?:klant|consument|opdrachtgever|particulier)(?: of zakelijke klant)?\b")
"""In what quality a party acts says nothing of who it is."""
_HE: Final = re.compile(r"\b(?:hij|hem|deze)\b")
_CUSTOMER: Final = "KLANT"
COMPANY: Final = "BEDRIJF"
_PREPOSITIONS: Final = frozenset(
    ("van", "aan", "voor", "door", "bij", "met", "tegen", "tegenover", "namens", "over", "naar", "jegens")
)


@lru_cache(maxsize=8192)
def by_role(text: str, names: tuple[str, ...]) -> str:
    """A folded text with one word for the customer and one for the company."""
    known = sorted(map(fold, names), key=len, reverse=True)
    company = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?:'s|s)?(?!\w)") if known else None
    written = _AS.sub("", company.sub(COMPANY, text) if company else text)
    return pattern("customer").sub(_CUSTOMER, pattern("company").sub(COMPANY, written))


def part_by_role(part: Part, names: tuple[str, ...]) -> str:
    """The same of a part, in which "hij" is the one party that its sentence names."""
    written = by_role(part.text, names)
    parties = set(roles_in(by_role(part.sentence, names)))
    return _HE.sub(parties.pop(), written) if len(parties) == 1 else written


def names_of(company: Company) -> tuple[str, ...]:
    """What the company is called in its own terms and answers."""
    return (company.name, company.slug, *company.aliases)


@lru_cache(maxsize=8192)
def roles_in(text: str) -> tuple[str, ...]:
    """The parties in the order in which a text `by_role` names them."""
    return tuple(re.findall(rf"{_CUSTOMER}|{COMPANY}", text))


@lru_cache(maxsize=8192)
def acts(text: str) -> frozenset[Act]:
    """Which verb stands beside the customer and which beside the company, in a text `by_role`."""
    words = re.findall(r"\w+", text)
    found: set[Act] = set()
    for at, word in enumerate(words):
        role: Role | None = "customer" if word == _CUSTOMER else "company" if word == COMPANY else None
        if role is not None and not (at and words[at - 1] in _PREPOSITIONS):
            beside = words[at + 1 : at + 2] + words[max(0, at - 1) : at]
            found |= {(role, other) for other in beside if _is_verb(other)}
    return frozenset(found)


def _is_verb(word: str) -> bool:
    return pattern("verbs").fullmatch(word) is not None
