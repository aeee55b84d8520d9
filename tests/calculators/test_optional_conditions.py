"""A variant that hangs on an optional fact: nobody is asked for it, and untold it does not hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.calculators.evaluation import evaluate
from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import parse_facts, parse_rule
from bot.calculators.outcomes import Computed, Missing

ROOT = Path(__file__).resolve().parents[2]
CONTENT: dict[str, Any] = {
    "id": "voorbeeld.rente",
    "title": "Rente",
    "topic": "rente",
    "clause": "voorbeeld:1",
    "reading": "Zoals het er staat.",
    "general": "In het algemeen.",
    "asks": ["a?", "b?", "c?", "d?", "e?", "f?"],
    "kind": "percentage",
    "percentage": {"percent": 1, "of": "price"},
    "answer": "{amount}",
    "needs": {"months_late": {"optional": True}, "due_on": {"optional": True}},
    "variants": [
        {"when": {"months_late": {"at_least": 1}}, "percentage": {"percent": 2}},
        {"when": {"paid_on": {"after": {"from": "due_on", "length": 1, "unit": "days"}}}, "percentage": {"percent": 3}},
        {"when": {"audience": "zakelijk"}, "percentage": {"percent": 4}},
    ],
}
RULE = parse_rule(CONTENT, load_vocabulary(ROOT / "data" / "facts.yaml"))


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"audience": "consument"}, "1.00"),
        ({"audience": "zakelijk"}, "4.00"),
        ({"months_late": "1"}, "2.00"),
        ({"paid_on": "2026-03-03", "due_on": "2026-03-01"}, "3.00"),
        ({"paid_on": "2026-03-03", "audience": "consument"}, "1.00"),
    ],
)
def test_a_variant_on_an_optional_fact_holds_only_when_it_is_told(facts: dict[str, str], amount: str) -> None:
    outcome = evaluate(RULE, parse_facts(RULE, {"price": "100", **facts}), audience=None, reference_date=date(2026, 3, 16))
    assert isinstance(outcome, Computed)
    assert str(outcome.calculation.result.amount) == amount


def test_an_optional_fact_is_never_asked_for_but_the_next_condition_is() -> None:
    outcome = evaluate(RULE, parse_facts(RULE, {"price": "100"}), audience=None, reference_date=date(2026, 3, 16))
    assert isinstance(outcome, Missing)
    assert [fact.name for fact in outcome.facts] == ["audience"]


def test_the_answer_of_a_variant_may_name_the_fact_of_its_condition() -> None:
    variants = [{"when": {"months_late": {"at_least": 1}}, "answer": "{months_late} te laat"}]
    rule = parse_rule({**CONTENT, "variants": variants, "needs": {}}, load_vocabulary(ROOT / "data" / "facts.yaml"))
    facts = parse_facts(rule, {"price": "100", "months_late": "2"})
    outcome = evaluate(rule, facts, audience=None, reference_date=date(2026, 3, 16))
    assert isinstance(outcome, Computed)
    assert "2 maanden te laat" in outcome.answer
