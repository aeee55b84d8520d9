"""Every kind of rule, from a file to an outcome: `kinds.yaml` holds the rules and their cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot.calculators.computing import compute
from bot.calculators.evaluation import evaluate
from bot.calculators.facts import load_vocabulary
from bot.calculators.loading import parse_facts, parse_rule
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import QuoteRule, Rule
from bot.errors import BadInput, OutsideData

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = load_vocabulary(ROOT / "data" / "facts.yaml")
TODAY = date(2026, 3, 16)
COMMON = {
    "title": "Voorbeeld",
    "topic": "overig",
    "clause": "voorbeeld:1",
    "reading": "Zoals het er staat.",
    "general": "In het algemeen.",
    "asks": ["a?", "b?", "c?", "d?", "e?", "f?"],
}
SAMPLES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Case:
    rule: Rule
    given: dict[str, Any]

    def outcome(self) -> Outcome:
        facts = parse_facts(self.rule, self.given["facts"])
        return evaluate(self.rule, facts, audience=self.given.get("audience"), reference_date=self.given.get("today", TODAY))


RULES = [(parse_rule({**COMMON, **sample["rule"]}, VOCABULARY), sample["cases"]) for sample in SAMPLES]


def cases(expected: str) -> list[Any]:
    return [
        pytest.param(Case(rule, given), id=f"{rule.id}-{number}")
        for rule, all_given in RULES
        for number, given in enumerate(all_given)
        if expected in given
    ]


def computed(case: Case) -> Computed:
    outcome = case.outcome()
    assert isinstance(outcome, Computed), outcome
    return outcome


@pytest.mark.parametrize("case", cases("date"))
def test_deadline_is_that_day(case: Case) -> None:
    calculation = computed(case).calculation
    assert calculation.kind == "deadline"
    assert calculation.result.date == case.given["date"]
    assert calculation.steps


@pytest.mark.parametrize("case", cases("amount"))
def test_fee_is_that_amount(case: Case) -> None:
    calculation = computed(case).calculation
    assert calculation.kind == "amount"
    assert calculation.result.amount == Decimal(case.given["amount"])
    assert calculation.steps


@pytest.mark.parametrize("case", cases("answer"))
def test_answer_reads_like_this(case: Case) -> None:
    assert computed(case).answer == case.given["answer"]


@pytest.mark.parametrize("case", cases("in_steps"))
def test_derivation_says_so(case: Case) -> None:
    assert case.given["in_steps"] in " ".join(computed(case).calculation.steps)


@pytest.mark.parametrize("case", cases("not_in_steps"))
def test_derivation_does_not_say_so(case: Case) -> None:
    assert case.given["not_in_steps"] not in " ".join(computed(case).calculation.steps)


@pytest.mark.parametrize("case", cases("warnings"))
def test_doubts_are_passed_on_to_whom_they_concern(case: Case) -> None:
    assert list(computed(case).calculation.warnings) == case.given["warnings"]


@pytest.mark.parametrize("case", cases("missing"))
def test_everything_that_is_missing_is_asked_at_once(case: Case) -> None:
    outcome = case.outcome()
    assert isinstance(outcome, Missing), outcome
    assert [fact.name for fact in outcome.facts] == case.given["missing"]
    assert all(fact.question.endswith("?") for fact in outcome.facts)
    assert outcome.general == "In het algemeen."


@pytest.mark.parametrize("case", cases("choices"))
def test_a_choice_is_asked_with_its_answers(case: Case) -> None:
    outcome = case.outcome()
    assert isinstance(outcome, Missing)
    assert list(outcome.facts[0].choices) == case.given["choices"]


@pytest.mark.parametrize("case", cases("cannot"))
def test_no_sum_is_made_and_the_reason_is_given(case: Case) -> None:
    outcome = case.outcome()
    assert isinstance(outcome, CannotCompute), outcome
    assert case.given["cannot"] in outcome.reason


@pytest.mark.parametrize("case", cases("error"))
def test_a_value_that_cannot_be_used_is_refused(case: Case) -> None:
    with pytest.raises(BadInput) as caught:
        case.outcome()
    assert case.given["error"] in str(caught.value)


@pytest.mark.parametrize("case", cases("outside"))
def test_a_date_beyond_the_law_data_is_refused(case: Case) -> None:
    with pytest.raises(OutsideData) as caught:
        case.outcome()
    assert case.given["outside"] in str(caught.value)


def test_every_kind_has_a_sum_or_is_only_quoted_and_has_a_case() -> None:
    kinds = set(get_args(get_args(Rule)[0]))
    default = compute.dispatch(object)
    assert {kind for kind in kinds if compute.dispatch(kind) is default} == {QuoteRule}
    assert kinds == {type(rule) for rule, _ in RULES}


def test_asking_again_gives_the_same_outcome() -> None:
    for param in [*cases("date"), *cases("amount")]:
        case = param.values[0]
        assert case.outcome() == case.outcome()
