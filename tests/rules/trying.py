"""A case of a rule as the rule takes it: which form of the rule it comes to, with which facts, and with what outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from bot.calculators.evaluation import choose, evaluate
from bot.calculators.facts import FactValue
from bot.calculators.given import AUDIENCE, Given, gather
from bot.calculators.law import load_law
from bot.calculators.loading import parse_facts
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import Rule
from bot.errors import BadInput
from bot.models import Audience

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"


@cache
def read_cases(company: str) -> tuple[dict[str, Any], ...]:
    """All cases of a company, in the order of its file."""
    return tuple(yaml.safe_load((HERE / f"{company}.yaml").read_text(encoding="utf-8")))


def bare(rule: Rule) -> Rule:
    """The rule without its variants: one form of it. A variant that changes nothing is the same form as the rule itself."""
    return rule.model_copy(update={"variants": ()})


@dataclass(frozen=True)
class Tried:
    """One case: the form that applies (without variants), the facts, and the outcome; None where the input is refused.

    `told` are the facts that the case itself gives. `conditions` are the facts as the conditions of the variants see them.
    """

    told: Mapping[str, FactValue]
    audience: Audience | None
    today: date
    form: Rule
    given: Given
    conditions: Given
    outcome: Outcome | None

    @property
    def result(self) -> Rule | None:
        """The form that gave a date, an amount or a quotation; None where something was missing or refused."""
        return self.form if isinstance(self.outcome, Computed | CannotCompute) else None

    @property
    def on(self) -> date | None:
        """The computed day."""
        return self.outcome.calculation.result.date if isinstance(self.outcome, Computed) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are asked for."""
        return tuple(fact.name for fact in self.outcome.facts) if isinstance(self.outcome, Missing) else ()

    def number(self, name: str) -> Decimal | None:
        """The number of a fact, a list added up; None where it is not known."""
        value = self.given.values.get(name)
        if isinstance(value, tuple):
            return sum(cast("tuple[Decimal, ...]", value), Decimal(0))
        return value if isinstance(value, Decimal) else None


def try_case(rule: Rule, case: Mapping[str, Any]) -> Tried:
    """The case as the rule takes it."""
    told = parse_facts(rule, case.get("facts") or {})
    audience, today, law = case.get("audience"), date.fromisoformat(str(case["today"])), load_law()
    conditions = gather(rule, told, audience=audience, reference_date=today, law=law)
    chosen, _ = choose(rule, conditions)
    own = gather(chosen, told, audience=audience, reference_date=today, law=law)
    given = replace(own, values={**conditions.values, **own.values})
    outcome: Outcome | None
    try:
        outcome = evaluate(rule, told, audience=audience, reference_date=today)
    except BadInput:
        outcome = None
    known = cast("Audience | None", told.get(AUDIENCE, audience))
    return Tried(told, known, today, bare(chosen), given, conditions, outcome)
