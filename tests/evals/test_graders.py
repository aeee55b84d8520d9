"""The graders: each side of an answer, judged alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.models import Calculation, CalculationResult, Citation, Reply
from evals.cases import Case, load_cases
from evals.graders import amount_forms, grade, path_matches


def case(**fields: object) -> Case:
    base = {"id": "x-1", "company": "x", "kind": "clause", "turns": ["hoe lang?"], "expected_status": "answered"}
    return Case.model_validate(base | fields)


def reply(answer: str = "", *, path: str = "6.3", status: str = "answered", result: CalculationResult | None = None) -> Reply:
    citation = Citation(f"x:{path}", "Artikel", "Titel", "binnen dertig dagen", "v", "/terms/x")
    calculation = Calculation("x.r", "deadline", result, {}, (), ()) if result else None
    return Reply(status, answer, 0.9, citations=(citation,), calculation=calculation)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "held"), [("6.3", True), ("6", True), ("6.3.a", True), ("6.30", False), ("6.4", False), ("vo:6.3", False)]
)
def test_a_parent_or_a_child_of_the_gold_clause_counts(path: str, held: bool) -> None:
    assert path_matches(path, ["6.3"]) is held


def test_the_wrong_status_is_wrong_whatever_else_holds() -> None:
    assert not grade(case(gold_clauses=["6.3"]), reply(status="not_in_terms")).correct


def test_the_first_citation_is_reported_but_does_not_decide() -> None:
    citations = (*reply(path="1.1").citations, *reply(path="6.3").citations)
    graded = grade(case(gold_clauses=["6.3"]), Reply("answered", "", 0.9, citations=citations))
    assert (graded.checks["cite_first"], graded.checks["cite_any"], graded.correct) == (False, True, True)


def test_content_may_stand_in_the_quote_and_spacing_does_not_matter() -> None:
    graded = grade(case(must_include_any=[["dertigdagen", "30 dagen"], "binnen"]), reply("ja"))
    assert graded.checks["content"]


def test_forbidden_text_counts_in_the_answer_alone() -> None:
    assert grade(case(must_not_include=["dertig dagen"]), reply("nee")).checks["no_wrong"]
    assert not grade(case(must_not_include=["dertig dagen"]), reply("Binnen **dertig dagen**.")).checks["no_wrong"]


@pytest.mark.parametrize("answer", ["tot en met 1 april 2026", "t/m 01-04-2026", "2026-04-01"])
def test_a_date_may_stand_in_the_answer(answer: str) -> None:
    assert grade(case(expected_date="2026-04-01"), reply(answer)).checks["date"]


def test_a_date_may_be_the_result_and_another_may_be_accepted() -> None:
    accepted = case(expected_date="2026-04-01", also_ok_dates=["2026-04-02"])
    assert grade(accepted, reply(result=CalculationResult(date=date(2026, 4, 2)))).checks["date"]
    assert not grade(accepted, reply(result=CalculationResult(date=date(2026, 4, 3)))).checks["date"]


def test_a_whole_amount_needs_its_currency() -> None:
    assert {"€ 1.250", "1250 euro", "1.250,00"} < amount_forms(Decimal("1250"))
    assert "1250" not in amount_forms(Decimal("1250"))


def test_an_accepted_other_status_is_judged_by_its_own_rules() -> None:
    accepted = case(also_ok_status=["clarify"], expected_date="2026-04-01", gold_clauses=["6.3"])
    assert grade(accepted, reply(status="clarify", path="9.9")).correct


def test_all_cases_of_the_project_can_be_read_and_have_their_own_id() -> None:
    cases = load_cases()
    assert len({case.id for case in cases}) == len(cases) > 1000
    assert {case.split for case in cases} == {"dev", "held_out"}
