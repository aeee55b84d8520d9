"""What comes of applying a rule: a calculation, a question for facts, or the reason why there is no sum. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bot.models import AmountPart, Calculation, MissingFact


@dataclass(frozen=True, slots=True)
class Found:
    """The bare result of one kind of rule: a date or an amount, its steps, and what an answer may fill in.

    `values` are texts by name, `parts` what an amount is made of. `not_late_until`: the last day on which a verdict "too late"
    is open to doubt. `answer`: what is said instead of the rule's own answer; `remark`: what is said behind it.
    """

    steps: tuple[str, ...]
    on: date | None = None
    at: datetime | None = None
    amount: Decimal | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    not_late_until: date | None = None
    parts: tuple[AmountPart, ...] = ()
    answer: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A calculation and the Dutch sentence that gives it."""

    calculation: Calculation
    answer: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Facts that are needed, all of them at once, and what can be said without them, with the clauses that say it."""

    facts: tuple[MissingFact, ...]
    general: str
    clause_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CannotCompute:
    """Why this rule gives no sum here, and what can be said, with the clauses that say it."""

    reason: str
    general: str
    clause_ids: tuple[str, ...]
    warnings: tuple[str, ...] = ()


Outcome = Computed | Missing | CannotCompute
