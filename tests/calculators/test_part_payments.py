"""A debt of which a part was paid, and a number that is what one number is more than another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.calculators.evaluation import evaluate
from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import parse_facts, parse_rule
from bot.calculators.outcomes import Computed, Missing

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = load_vocabulary(ROOT / "data" / "facts.yaml")
COMMON: dict[str, Any] = {
    "title": "Kosten",
    "topic": "incassokosten",
    "clause": "voorbeeld:1",
    "reading": "Zoals het er staat.",
    "general": "In het algemeen.",
    "asks": ["a?", "b?", "c?", "d?", "e?", "f?"],
    "answer": "{amount}",
}
COSTS = parse_rule(
    {
        **COMMON,
        "id": "voorbeeld.kosten",
        "kind": "percentage",
        "percentage": {"percent": 10, "of": "invoices"},
        "needs": {"invoices": {"after_payment": True}},
    },
    VOCABULARY,
)
HOURS = parse_rule(
    {
        **COMMON,
        "id": "voorbeeld.uren",
        "kind": "product",
        "product": {"factors": ["hours_over", "hourly_rate"]},
        "needs": {
            "hours_over": {"type": "count", "question": "Hoeveel uur meer?", "difference": ["hours_done", "hours_agreed"]},
        },
    },
    VOCABULARY,
)


def _outcome(rule: Any, facts: dict[str, Any]) -> Any:
    return evaluate(rule, parse_facts(rule, facts), audience=None, reference_date=date(2026, 3, 16))


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"invoices": ["900"]}, "90"),
        ({"invoices": ["900"], "paid_part": "400"}, "50"),
        ({"invoices": ["900"], "paid_part": "400", "rest_due": "500"}, "50"),
        ({"rest_due": "500", "part_paid": "ja"}, "50"),
    ],
)
def test_what_was_paid_goes_off_the_debt(facts: dict[str, Any], amount: str) -> None:
    outcome = _outcome(COSTS, facts)
    assert isinstance(outcome, Computed)
    assert outcome.calculation.result.amount == Decimal(amount)


def test_the_steps_tell_what_was_paid() -> None:
    steps = _outcome(COSTS, {"invoices": ["900"], "paid_part": "400"}).calculation.steps
    assert steps[0] == "Van € 900,00 is € 400,00 al betaald; er staat nog € 500,00 open."


@pytest.mark.parametrize(
    "facts",
    [
        {"invoices": ["900"], "part_paid": "ja"},
        {"invoices": ["900", "300"], "paid_part": "400"},
        {"invoices": ["300"], "paid_part": "400"},
        {"paid_part": "400"},
    ],
)
def test_where_the_rest_is_not_known_it_is_asked_for(facts: dict[str, Any]) -> None:
    outcome = _outcome(COSTS, facts)
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == ["rest_due"]


def test_a_difference_is_worked_out_where_it_is_not_given() -> None:
    outcome = _outcome(HOURS, {"hours_done": "38", "hours_agreed": "30", "hourly_rate": "95"})
    assert outcome.calculation.result.amount == Decimal("760")
    assert outcome.calculation.steps[0] == "38 min 30 is 8."
    assert _outcome(HOURS, {"hours_over": "8", "hourly_rate": "95"}).calculation.result.amount == Decimal("760")
    assert isinstance(_outcome(HOURS, {"hours_done": "20", "hours_agreed": "30", "hourly_rate": "95"}), Missing)
