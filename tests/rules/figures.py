"""Numbers, percentages and periods: whether a clause holds one, and whether those of a rule stand in its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.calculators.deadline_rules import PeriodsRule
from bot.calculators.fee_rules import TiersRule
from bot.calculators.rules import Rule

UNITS = "één|een|twee|drie|vier|vijf|zes|zeven|acht|negen"
TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend"
NUMBER_WORD = rf"(?:(?:{UNITS})(?:en|ën)?(?:{TENS})|{TEENS}|{TENS}|{UNITS})"
TIME = r"(?:kalender|werk|bank)?(?:dag|week|weken|maand|jaar|jaren|uur|uren|minuut|minuten|kwartaal|kwartalen|etma)\w*"
BETWEEN = r"(?:\(?\d+\)?\s+)?(?:(?:volle|hele|gehele|volledige|aaneengesloten|opeenvolgende)\s+)?"
REFERENCE = re.compile(
    r"(?:\b(?:artikel(?:en)?|art\.|lid|leden|sub|onder)\s+[\d.,:a-z]*\d[\d.:a-z]*(?:\s*(?:,|en|t/m|tot en met|of)\s*\d[\d.:]*)*"
    r"|\b(?:6|7):\d+\w?(?:\s+lid\s+\d+)?(?:\s+BW)?|\bISO\s*\d+|\b(?:KvK|handelsregister|nummer)\D{0,40}\d{8})",
    re.IGNORECASE,
)
FIGURE = re.compile(
    rf"\b\d|%|\bprocent\b|€|\b{NUMBER_WORD}\s+(?:{BETWEEN}{TIME}|procent\b|euro\b)"
    rf"|\b(?:{UNITS})(?:en|ën)?(?:{TENS})\b|\b(?:{TEENS}|{TENS})\b"
    rf"|\b(?:anderhal(?:f|ve)|halve?|helft|kwart|driekwart|tweederde|dubbele?)\b|\b{NUMBER_WORD}maal\b|\b(?:derde|vierde)\s+deel\b"
    r"|\bhalfja(?:ar|ren)\b|\betmaal\b|\b(?:dagelijks|wekelijks|maandelijks|jaarlijks)e?\b|\b(?:per|ieder|elke?)\s+(?:dag|week|maand|"
    r"kwartaal|jaar|uur)\b",
    re.IGNORECASE,
)
WORDS: dict[int, str] = {
    1: "één|een", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 7: "zeven", 8: "acht", 10: "tien", 12: "twaalf",
    14: "veertien", 15: "vijftien", 30: "dertig", 48: "achtenveertig",
}  # fmt: skip
CHOSEN = ("length", "percent", "minimum", "maximum", "maxima", "amount", "table")


def has_figure(text: str) -> bool:
    """Whether a clause holds a number, a percentage or a period, apart from references to articles and laws."""
    return FIGURE.search(REFERENCE.sub(" ", text)) is not None


def numbers_without_figure(rule: Rule) -> list[str]:
    """Numbers that the rule or a variant computes with and that none of its own figures holds, in words.

    Not looked for: the whole (100%), one day on or back, and numbers that the customer gives (the bounds of a variant).
    """
    given = {number for variant in rule.variants for bound in variant.when.values() for number in _numbers(bound.model_dump())}
    forms = (rule, *(variant.rule for variant in rule.variants))
    return [
        f"{form.kind}: {number}"
        for form in forms
        for number in _computed_with(form)
        if number not in given and not _stands_in(number, " ".join(form.figures))
    ]


def _computed_with(form: Rule) -> Iterator[Decimal]:
    block = form.periods if isinstance(form, PeriodsRule) else getattr(form, form.kind, None)
    derived = [need.derive for name, need in form.needs.items() if need.derive and name in form.used_facts()]
    for terms in (*(block if isinstance(block, tuple) else (block,)), *derived):
        if terms is not None and (getattr(terms, "length", 0), getattr(terms, "unit", "")) != (1, "days"):
            yield from (number for number in _numbers(terms.model_dump()) if number not in (0, 100))
    if isinstance(form, TiersRule) and not isinstance(form.tiers.scale, str):
        edges = [tier.up_to for tier in form.tiers.scale if tier.up_to is not None]
        yield from (edge - below for below, edge in zip([Decimal(0), *edges], edges, strict=False))


def _numbers(value: Any, name: str = "") -> Iterator[Decimal]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _numbers(item, name if name in CHOSEN else key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _numbers(item, name)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and name in (*CHOSEN, "at_least"):
        yield Decimal(value)


def _stands_in(number: Decimal, figures: str) -> bool:
    digits = f"{number.normalize():,f}".replace(",", ".")
    plain = f"{number.normalize():f}"
    words = WORDS.get(int(number)) if number == int(number) else None
    written = any(re.search(rf"(?<![\d.,]){re.escape(form)}(?!\d)", figures) for form in {digits, plain})
    return written or (words is not None and re.search(rf"\b(?:{words})\b", figures, re.IGNORECASE) is not None)
