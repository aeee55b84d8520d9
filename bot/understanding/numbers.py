"""Dutch numbers, in words and in digits: "twaalfhonderd", "anderhalf", "1.250,50", "vijftiende"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel.numbers import NumberFormatError
from babel.numbers import parse_decimal as babel_decimal

from bot.understanding.folding import fold
from bot.understanding.spans import Span

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_IRREGULAR_ORDINALS = {"eerste": 1, "derde": 3, "achtste": 8}
FRACTIONS = {"anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5"), "half": Decimal("0.5"), "halve": Decimal("0.5")}


def _below_hundred() -> dict[str, int]:
    values = {word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)}
    for tens, word in enumerate(_TENS, start=2):
        values[word] = tens * 10
        values |= {f"{unit}en{word}": tens * 10 + number for number, unit in enumerate(_UNITS, start=1)}
    return values


_BELOW_HUNDRED = _below_hundred()


@lru_cache(maxsize=4096)
def parse_word(word: str) -> int | None:
    """The value of one Dutch numeral word ("vijfentwintighonderd"), or None. `word` is folded: lower case, no accents."""
    if word in _BELOW_HUNDRED:
        return _BELOW_HUNDRED[word]
    if "duizend" in word:
        return _parse_around(word, "duizend", 1000)
    if "honderd" in word:
        return _parse_around(word, "honderd", 100)
    return None


def _parse_around(word: str, unit: str, size: int) -> int | None:
    before, _, after = word.partition(unit)
    times = parse_word(before) if before else 1
    rest = parse_word(after.removeprefix("en") or after) if after else 0
    if times is None or rest is None or rest >= size:
        return None
    return times * size + rest


@lru_cache(maxsize=4096)
def parse_ordinal(word: str) -> int | None:
    """The value of a Dutch ordinal word ("vijftiende", "eenentwintigste"), or None."""
    if word in _IRREGULAR_ORDINALS:
        return _IRREGULAR_ORDINALS[word]
    for ending in ("ste", "de"):
        if word.endswith(ending) and (value := parse_word(word.removesuffix(ending))) is not None:
            return value if (value >= 20) == (ending == "ste") else None
    return None


_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:,\d+)?")


def parse_decimal(digits: str) -> Decimal | None:
    """The value of digits as Dutch people write them, or None where they don't ("1.5", "1.25.0", "1,2,3")."""
    if not (_GROUPED.fullmatch(digits) or _PLAIN.fullmatch(digits)):
        return None
    try:
        return babel_decimal(digits, locale="nl_NL", strict=True)
    except NumberFormatError:
        return None


@dataclass(frozen=True, slots=True)
class NumberMention(Span):
    """A number in a message. `kind` tells "15" from "15e" and "anderhalf"."""

    value: Decimal
    kind: Literal["cardinal", "ordinal", "fraction"]


_ORDINAL_DIGITS = re.compile(r"(\d{1,4})(?:e|ste|de)")
_AND_A = re.compile(r"\s+en\s+een\s+", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:e|ste|de)?(?!\w)|[^\W\d_]+")


@lru_cache(maxsize=256)
def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """Every number in the text, in order; "een" is left out, because it mostly is an article."""
    found: list[NumberMention] = []
    for match in _TOKEN.finditer(fold(text)):
        if (value := _read(match.group())) is None:
            continue
        start, number, kind = match.start(), *value
        if kind == "fraction" and found and _AND_A.fullmatch(text, found[-1].end, start):
            before = found.pop()  # "zeven en een half"
            start, number, kind = before.start, before.value + number, "cardinal"
        found.append(NumberMention(start, match.end(), text[start : match.end()], number, kind))
    return tuple(found)


def _read(token: str) -> tuple[Decimal, Literal["cardinal", "ordinal", "fraction"]] | None:
    if token[0].isdigit():
        if ordinal := _ORDINAL_DIGITS.fullmatch(token):
            return Decimal(ordinal[1]), "ordinal"
        value = parse_decimal(token)
        return None if value is None else (value, "cardinal")
    if token in FRACTIONS:
        return FRACTIONS[token], "fraction"
    if token != "een" and (whole := parse_word(token)) is not None:
        return Decimal(whole), "cardinal"
    ordinal_value = parse_ordinal(token)
    return None if ordinal_value is None else (Decimal(ordinal_value), "ordinal")
