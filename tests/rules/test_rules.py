"""Every rule: its cases, its figures, and every clause with a figure accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.calculators.evaluation import evaluate
from bot.calculators.loading import load_rules, missing_figures, parse_facts
from bot.calculators.outcomes import CannotCompute, Computed, Missing, Outcome
from bot.calculators.rules import Rule
from bot.models import Clause
from ingest.terms import load_terms

DATA = Path(__file__).parents[2] / "data"
HERE = Path(__file__).parent
COMPANIES = sorted(path.name for path in (DATA / "terms").iterdir())
RULES = {rule.id: rule for rule in load_rules(DATA)}


@cache
def clauses(company: str) -> dict[str, Clause]:
    terms, _ = load_terms(DATA / "terms" / company)
    return {clause.clause_id: clause for clause in terms.clauses}


def cases() -> Iterator[Any]:
    for company in COMPANIES:
        for number, case in enumerate(yaml.safe_load((HERE / f"{company}.yaml").read_text(encoding="utf-8"))):
            yield pytest.param(case, id=f"{case['rule']}-{number}")


def outcome_of(case: dict[str, Any]) -> Outcome:
    rule = RULES[case["rule"]]
    facts = parse_facts(rule, case.get("facts") or {})
    return evaluate(rule, facts, audience=case.get("audience"), reference_date=date.fromisoformat(str(case["today"])))


@pytest.mark.parametrize("case", list(cases()))
def test_a_case_gives_what_was_worked_out_by_hand(case: dict[str, Any]) -> None:
    outcome, expected = outcome_of(case), case["expect"]
    match outcome:
        case Computed(calculation):
            got: dict[str, Any] = {"date": str(calculation.result.date), "amount": str(calculation.result.amount)}
            assert {name: got.get(name) for name in expected} == {name: str(value) for name, value in expected.items()}, (
                outcome.answer
            )
        case Missing(facts):
            assert {"missing": [fact.name for fact in facts]} == expected
        case CannotCompute(reason):
            assert expected == {"cannot": True}, reason


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_clauses_and_figures_of_a_rule_stand_in_the_terms(rule: Rule) -> None:
    texts = {clause_id: clause.text for clause_id, clause in clauses(rule.company).items()}
    assert missing_figures(rule, texts) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_cases(rule: Rule) -> None:
    own = [
        case for case in yaml.safe_load((HERE / f"{rule.company}.yaml").read_text(encoding="utf-8")) if case["rule"] == rule.id
    ]
    assert len(own) >= (1 if rule.kind == "quote_only" else 3)
    if rule.kind != "quote_only":
        assert any("missing" in case["expect"] or "cannot" in case["expect"] for case in own), "geen geval zonder uitkomst"


def test_no_two_rules_share_a_sample_question() -> None:
    asked = [(rule.company, ask.casefold().strip(" ?.!")) for rule in RULES.values() for ask in rule.asks]
    doubled = {ask for ask in asked if asked.count(ask) > 1}
    assert not doubled


REFERENCE = re.compile(
    r"(?:\b(?:artikel(?:en)?|art\.|lid|leden|sub|onder)\s+[\d.,:a-z]*\d[\d.:a-z]*(?:\s*(?:,|en|t/m|tot en met|of)\s*\d[\d.:]*)*"
    r"|\b(?:6|7):\d+\w?(?:\s+lid\s+\d+)?(?:\s+BW)?|\bISO\s*\d+|\b(?:KvK|handelsregister|nummer)\D{0,40}\d{8})",
    re.IGNORECASE,
)
NUMBER_WORD = "één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|veertien|vijftien|twintig|dertig|zestig|negentig"
UNIT = r"(?:kalender|werk)?(?:dag|week|weken|maand|jaar|jaren|uur|uren|kwartaal|procent)\w*"
FIGURE = re.compile(
    rf"\b\d+(?:[.,]\d+)*\s*(?:%|procent|euro|\({NUMBER_WORD}\)\s*)?|€\s*\d|\b(?:{NUMBER_WORD})\s+(?:\(\d+\)\s*)?{UNIT}", re.I
)


def has_figure(text: str) -> bool:
    """Whether a clause holds a number, a percentage or a period, apart from references to articles and laws."""
    plain = REFERENCE.sub(" ", text)
    return any(match.group().strip() for match in FIGURE.finditer(plain))


@pytest.mark.parametrize("company", COMPANIES)
def test_every_clause_with_a_figure_has_a_rule_or_a_reason(company: str) -> None:
    listed = yaml.safe_load((DATA / "uncomputed" / f"{company}.yaml").read_text(encoding="utf-8"))
    reasons = {f"{company}:{path}" for path, reason in listed["clauses"].items() if reason.strip()}
    covered = {
        clause for rule in RULES.values() for each in (rule, *(v.rule for v in rule.variants)) for clause in each.clause_ids
    }
    with_figures = {clause_id for clause_id, clause in clauses(company).items() if has_figure(clause.text)}
    assert sorted(with_figures - covered - reasons) == []
    assert sorted(reasons - set(clauses(company))) == []
