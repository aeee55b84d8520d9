"""What a rule needs to know, looked for in a customer's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from bot.calculators.facts import FactValue
from bot.calculators.given import REFERENCE_DATE
from bot.calculators.rule import Need
from bot.calculators.rules import Rule
from bot.understanding.claims import CLAIMED, claimed_amount
from bot.understanding.dates import DateMention
from bot.understanding.facts import find_facts
from bot.understanding.reading import Reading
from bot.understanding.vocabulary import Choice, FactDefinition, FactVocabulary

_STILL_OPEN = re.compile(
    r"\bnog\s+(?:[a-z]+\s+){0,2}?(?:€\s*)?\d[\d.,]*\s*(?:euro\s+|eur\s+)?(?:[a-z]+\s+)?(?:open|te betalen|over)\b"
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a message tells of the facts of a rule.

    `unclear` has dates that are no single day, by the name of their fact. `claimed`: an amount that was named as the outcome.
    `left`: days that belong to no fact, and may yet be meant for one. `loose`: facts that took a value because it could be no
    other's; no word tells that it is theirs. `bare`: facts that took a value because nothing else stands in the message.
    """

    values: Mapping[str, FactValue]
    unclear: Mapping[str, DateMention]
    claimed: Decimal | None = None
    left: frozenset[date] = frozenset()
    loose: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()


def read_facts(
    rule: Rule,
    message: str,
    *,
    reading: Reading,
    reference_date: date,
    vocabulary: FactVocabulary,
    asked: Sequence[str] = (),
) -> Given:
    """The facts of the rule that this message gives; those that were asked for come first."""
    claim = claimed_amount(reading.normalised, rule.topic)
    wanted = (*((claim,) if claim else ()), *wanted_facts(rule, asked))
    found = find_facts(
        message, wanted=wanted, vocabulary=vocabulary, reference_date=reference_date, reading=reading, names=(rule.company,)
    )
    values = {name: value for name, value in found.values.items() if not isinstance(value, bool)}
    values |= _still_to_come(rule, values, reading, today=reference_date)
    values |= _already_the_rest(rule, values, reading.normalised)
    claimed = values.pop(CLAIMED, None)
    left = frozenset(mention.value for mention in found.left if mention.value)
    loose, bare = (frozenset(name for name, fact in found.found.items() if fact.how == how) for how in ("only_one", "answer"))
    return Given(values, found.unclear, claimed if isinstance(claimed, Decimal) else None, left, loose, bare)


def _still_to_come(rule: Rule, values: Mapping[str, FactValue], reading: Reading, *, today: date) -> dict[str, FactValue]:
    """The days that the rule takes to lie ahead, where the year that was left out may as well be the coming one and is nearer."""
    found: dict[str, FactValue] = {}
    for name in days_ahead(rule):
        told = values.get(name)
        mention = next((mention for mention in reading.dates if mention.value == told and mention.status == "assumed"), None)
        if mention and isinstance(told, date) and told < today:
            found[name] = min(mention.readings, key=lambda day: abs(day - today))
    return found


def days_ahead(rule: Rule) -> frozenset[str]:
    """The days before which something is to be done: by the rule itself, or by what is done today where no day is told; and
    the day by which a contract is to have ended.
    """
    found = {rule.period.start} if rule.kind == "period" and rule.period.direction == "backward" else set()
    found |= set(wanted_ends(rule))
    for variant in rule.variants:
        for name, bound in variant.when.items():
            today = name in rule.needs and rule.needs[name].default == REFERENCE_DATE
            if today and bound.deadline and bound.deadline.direction == "backward":
                found.add(bound.deadline.start)
    return frozenset(found)


def _already_the_rest(rule: Rule, values: Mapping[str, FactValue], text: str) -> dict[str, FactValue]:
    """The debt as what is left of it, where a part was paid and so much is "nog open": the payment went off it already."""
    found: dict[str, FactValue] = {}
    for name, need in rule.needs.items():
        debt = cast("Decimal | tuple[Decimal, ...] | None", values.get(name))
        if need.after_payment and debt is not None and need.after_payment.paid in values and _STILL_OPEN.search(text):
            found[need.after_payment.left] = sum(debt, Decimal(0)) if isinstance(debt, tuple) else debt
    return found


def wanted_facts(rule: Rule, asked: Sequence[str] = ()) -> tuple[FactDefinition, ...]:
    """The facts of the rule to look for; sought are those asked for, and of other types those it can't do without."""
    names = dict.fromkeys((*asked, *rule.all_facts()))
    spare = {other for need in rule.needs.values() for other in (*need.instead, *need.difference)}
    spare |= {other for need in rule.needs.values() if need.after_payment for other in need.after_payment.names}
    asked_kinds = {kind_of(rule.needs[name]) for name in asked if name in rule.needs}
    return tuple(
        define(
            name,
            need,
            derived=_derived(rule, name),
            sought=name in asked or (kind_of(need) not in asked_kinds and is_needed(name, need, rule, spare)),
        )
        for name in names
        if (need := rule.needs.get(name))
    )


def _derived(rule: Rule, name: str) -> tuple[str, ...]:
    """The facts that follow from this one, so that it is not sought where one of them was told."""
    return tuple(other for other, need in rule.needs.items() if need.derive and need.derive.start == name)


def is_needed(name: str, need: Need, rule: Rule, spare: Collection[str]) -> bool:
    """Whether the rule asks for this fact itself: not where it has a default, only tells more, or stands in for another."""
    if need.optional or need.default is not None or need.derive or need.only_if or name in spare or name in used_when_told(rule):
        return False
    return name != rule.acted_on or name in rule.used_facts()


def used_when_told(rule: Rule) -> tuple[str, ...]:
    """The days that are used when told, and never asked for: that a customer was told late of the right to withdraw, and the
    day by which a contract is to have ended.
    """
    if rule.kind != "withdrawal" or any(rule.withdrawal.informed_on in variant.when for variant in rule.variants):
        return wanted_ends(rule)
    return (rule.withdrawal.informed_on,)


def wanted_ends(rule: Rule) -> tuple[str, ...]:
    """The days by which a contract is to have ended, of the rule or of one of its variants."""
    return tuple(each.notice.wanted for each in (rule, *(variant.rule for variant in rule.variants)) if each.kind == "notice")


def kind_of(need: Need) -> str:
    """What a value for this need looks like: a day, an amount, or else its type."""
    kind = need.type or "date"
    return {"dates": "date", "datetime": "date", "amounts": "amount"}.get(kind, kind)


def define(name: str, need: Need, *, derived: tuple[str, ...] = (), sought: bool = True) -> FactDefinition:
    """A need as something to look for in a message; `derived` are the facts that follow from it."""
    choices = tuple(
        Choice(value, (value.replace("_", " "), choice.label, *choice.synonyms)) for value, choice in need.choices.items()
    )
    return FactDefinition(
        name,
        need.type or "date",
        need.question,
        need.cues,
        choices,
        sought,
        (*need.instead, *derived),
        bool(need.difference),
        need.adds_up,
    )
