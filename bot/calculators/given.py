"""The facts of one case as a rule sees them: what was given, what stands in for it, what follows from it, and defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from bot import texts
from bot.calculators.conditions import Bound, PeriodFrom
from bot.calculators.facts import FactType, FactValue, check_value, parse_value
from bot.calculators.law import Law
from bot.calculators.periods import period_end
from bot.calculators.rule import Need, PartPayment, RuleBase
from bot.dutch import format_amount, format_count, format_date, format_moment, format_number, format_percentage

REFERENCE_DATE = "reference_date"
AUDIENCE = "audience"
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Given:
    """Checked facts by name, with the steps by which some of them follow from others. `get_` is for facts that are there."""

    needs: Mapping[str, Need]
    reference_date: date
    law: Law
    values: dict[str, FactValue] = field(default_factory=dict)
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the fact is known and matters here."""
        return name in self.values and self.applies(name) is not False

    def applies(self, name: str) -> bool | None:
        """Whether the fact matters, by its `only_if`; None where that itself is not known."""
        for condition, wanted in self.needs[name].only_if.items() if name in self.needs else ():
            if condition not in self.values:
                return None
            if self.values[condition] not in wanted:
                return False
        return True

    def find_date(self, name: str) -> date | None:
        """The date, or None."""
        return cast(date, self.values[name]) if self.has(name) else None

    def get_date(self, name: str, pick: str = "last") -> date:
        """The date; of several dates the first or the last."""
        value = cast("date | tuple[date, ...]", self.values[name])
        if isinstance(value, tuple):
            return min(value) if pick == "first" else max(value)
        return value

    def find_number(self, name: str) -> Decimal | None:
        """The amount, count or percentage, or None."""
        return cast(Decimal, self.values[name]) if self.has(name) else None

    def get_number(self, name: str) -> Decimal:
        """The amount, count or percentage; a list of amounts is added up."""
        value = cast("Decimal | tuple[Decimal, ...]", self.values[name])
        return sum(value, Decimal(0)) if isinstance(value, tuple) else value

    def amounts(self, *names: str) -> tuple[Decimal, ...]:
        """The amounts of all these facts, as far as they are known."""
        found: list[Decimal] = []
        for name in names:
            if self.has(name):
                value = cast("Decimal | tuple[Decimal, ...]", self.values[name])
                found.extend(value if isinstance(value, tuple) else (value,))
        return tuple(found)

    def get_choice(self, name: str) -> str:
        """The value of a choice."""
        return str(self.values[name])

    def label(self, name: str) -> str:
        """The Dutch name of the fact."""
        need = self.needs.get(name)
        return need.label if need and need.label else name.replace("_", " ")

    def holds(self, name: str, bound: Bound) -> bool | None:
        """Whether the fact passes a condition; None where something is not known that may be asked for."""
        read = (name, bound.deadline.start) if bound.deadline else (name,)
        unknown = [fact for fact in read if fact not in self.values]
        if unknown:
            # What is never asked for counts as not so until it is told.
            return False if any(self.needs[fact].optional for fact in unknown) else None
        if bound.deadline is None:
            return bound.holds(self.values[name], None)
        return bound.holds(self.get_date(name), self.end_of(bound.deadline))

    def end_of(self, period: PeriodFrom) -> date:
        """The last day of a period that runs from a fact."""
        return period_end(period, self.get_date(period.start, period.pick), law=self.law).on

    def show(self, name: str) -> str:
        """The fact as a Dutch reader expects it."""
        need, value = self.needs.get(name), self.values[name]
        if isinstance(value, tuple):
            return " + ".join(_show(need.type if need else None, item) for item in value)
        if need and need.choices and value in need.choices:
            return need.choices[str(value)].label
        return _show(need.type if need else None, value)


def _show(kind: FactType | None, value: FactValue) -> str:
    if isinstance(value, date):
        return format_moment(value) if isinstance(value, datetime) else format_date(value)
    if not isinstance(value, Decimal):
        return str(value)
    match kind:
        case "count":
            return format_number(value)
        case "duration_months":
            return format_count(value, "maand", "maanden")
        case "duration_days":
            return format_count(value, "dag", "dagen")
        case "percentage":
            return format_percentage(value.quantize(HUNDREDTH))
        case _:
            return format_amount(value)


def gather(rule: RuleBase, facts: Mapping[str, FactValue], *, audience: str | None, reference_date: date, law: Law) -> Given:
    """The facts for this rule, checked. Raises: BadInput for a value that does not fit its fact."""
    given = Given(rule.needs, reference_date, law)
    known = {AUDIENCE: audience, **facts} if audience else facts
    for name in rule.all_facts():
        _add(given, name, known)
    return given


def _add(given: Given, name: str, facts: Mapping[str, FactValue]) -> bool:
    """Puts the fact among the values, from the best source there is. False where there is none."""
    if name in given.values:
        return True
    need = given.needs[name]
    kind = need.type or "date"
    source = next((source for source in (name, *need.instead) if source in facts), None)
    if need.after_payment and _add_what_is_left(given, name, source, need.after_payment, facts):
        return name in given.values
    if source is not None:
        given.values[name] = check_value(kind, facts[source], need.choices)
    elif need.difference and all(_add(given, part, facts) for part in need.difference):
        _subtract(given, name, *need.difference)
    elif need.derive and _add(given, need.derive.start, facts):
        _derive(given, name, need.derive)
    elif need.default == REFERENCE_DATE:
        given.values[name] = given.reference_date
    elif need.default is not None:
        given.values[name] = parse_value(kind, need.default, need.choices)
    return name in given.values


def _add_what_is_left(given: Given, name: str, source: str | None, part: PartPayment, facts: Mapping[str, FactValue]) -> bool:
    """Puts what is left of the debt among the values, where a part of it was paid. True where there was a part payment.

    Of several debts it is not known which one was paid, and neither is what was not told; then the value stays open.
    """
    paid, left, _ = (_add(given, fact, facts) for fact in part.names)
    if left:
        given.values[name] = _as_kind(given.get_number(part.left), given.needs[name])
        return True
    if not paid:
        return given.values.get(part.told) == "ja"
    need = given.needs[name]
    debts = check_value(need.type or "amount", facts[source], need.choices) if source else ()
    items = debts if isinstance(debts, tuple) else (debts,)
    if len(items) == 1 and isinstance(items[0], Decimal) and items[0] > given.get_number(part.paid):
        rest = items[0] - given.get_number(part.paid)
        given.values[name] = _as_kind(rest, need)
        shown = {"whole": format_amount(items[0]), "paid": given.show(part.paid), "rest": format_amount(rest)}
        given.derived[name] = (texts.get("calculators.facts.part_paid", **shown),)
    return True


def _as_kind(amount: Decimal, need: Need) -> FactValue:
    return (amount,) if need.type == "amounts" else amount


def _subtract(given: Given, name: str, whole: str, part: str) -> None:
    """What is left of one number after another, where there is anything left."""
    rest = given.get_number(whole) - given.get_number(part)
    if rest < 0:
        return
    given.values[name] = rest
    shown = {"whole": given.show(whole), "part": given.show(part), "rest": given.show(name)}
    given.derived[name] = (texts.get("calculators.facts.difference", **shown),)


def _derive(given: Given, name: str, period: PeriodFrom) -> None:
    end = period_end(period, given.get_date(period.start, period.pick), law=given.law)
    given.values[name] = end.on
    label = given.label(name)
    result = texts.get("calculators.facts.derived", label=label[:1].upper() + label[1:], day=format_date(end.on))
    given.derived[name] = (*end.steps, result)
