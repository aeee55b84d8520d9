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


CLIENT_AGREES: list[tuple[str, dict[str, object], Reply, bool]] = [
    ("another status", {}, reply(status="clarify"), False),
    (
        "an accepted other status needs no citation",
        {"also_ok_status": ["clarify"], "gold_clauses": ["6.3"]},
        reply(status="clarify", path="9"),
        True,
    ),
    ("nor content", {"also_ok_status": ["clarify"], "must_include": ["nergens"]}, reply(status="clarify"), True),
    (
        "but must not say what is forbidden",
        {"also_ok_status": ["clarify"], "must_not_include": ["ja"]},
        reply("ja", status="clarify"),
        False,
    ),
    (
        "an answer that is accepted beside a question is judged as an answer",
        {"expected_status": "clarify", "also_ok_status": ["answered"], "gold_clauses": ["6.3"]},
        reply(path="9"),
        False,
    ),
    (
        "a refusal needs no citation",
        {"expected_status": "not_in_terms", "gold_clauses": ["6.3"]},
        reply(status="not_in_terms", path="9"),
        True,
    ),
    ("a question needs no content", {"expected_status": "clarify", "must_include": ["nergens"]}, reply(status="clarify"), True),
    ("also_ok_clauses count", {"gold_clauses": ["6.3"], "also_ok_clauses": ["7"]}, reply(path="7.1"), True),
    ("only also_ok_clauses count as well", {"also_ok_clauses": ["7"]}, reply(path="6.3"), False),
    ("capitals of a path do not matter", {"gold_clauses": ["VO:6.3"]}, reply(path="vo:6.3.a"), True),
    ("no citation at all", {"gold_clauses": ["6.3"]}, Reply("answered", "", 0.9), False),
    ("markup and capitals do not matter", {"must_include": ["Dertig dagen"]}, reply("**DERTIG** _dagen_"), True),
    ("every must_include counts", {"must_include": ["dertig", "veertig"]}, reply("dertig"), False),
    ("one of each group counts", {"must_include_any": [["veertig", "dertig"], ["zestig", "vijftig"]]}, reply("dertig"), False),
    ("forbidden text in a quote is not said", {"must_not_include": ["dertig dagen"]}, reply("veertien"), True),
    ("forbidden text must stand as written", {"must_not_include": ["dertig dagen"]}, reply("dertigdagen"), True),
    ("a date in the quote is not computed", {"expected_date": "2026-04-01"}, reply("2 april 2026"), False),
    ("a short date", {"expected_date": "2026-04-01"}, reply("1-4-2026"), True),
    ("no amount", {"expected_amount": "12.50"}, reply("12,5"), False),
    ("an amount with separators", {"expected_amount": "1250.50"}, reply("€ 1.250,50"), True),
    (
        "an amount within half a cent",
        {"expected_amount": "12.50"},
        reply(result=CalculationResult(amount=Decimal("12.504"))),
        True,
    ),
    ("another amount", {"expected_amount": "12.50"}, reply(result=CalculationResult(amount=Decimal("12.51"))), False),
    ("a whole amount written tight", {"expected_amount": "1250"}, reply("€1.250"), True),
    ("a whole amount written tight without separator", {"expected_amount": "1250"}, reply("€1250"), False),
    ("zero", {"expected_amount": "0"}, reply("€ 0"), True),
]
"""Judged by the client's own scorer when this was written: the two may not drift apart."""


@pytest.mark.parametrize(("what", "fields", "said", "correct"), CLIENT_AGREES, ids=[row[0] for row in CLIENT_AGREES])
def test_the_client_judges_alike(what: str, fields: dict[str, object], said: Reply, correct: bool) -> None:
    assert grade(case(**fields), said).correct is correct, what


def test_the_visitor_is_told_only_where_the_client_tells_it() -> None:
    assert case(audience="zakelijk").visitor == "zakelijk"
    assert case(audience="onbekend").visitor is None
    assert case(audience="zakelijk", turns=["een", "twee"]).visitor is None


def test_the_clients_set_is_in_neither_half() -> None:
    halves = [*load_cases(split="dev"), *load_cases(split="held_out")]
    assert {found.id for found in halves} == {found.id for found in load_cases()} - {found.id for found in load_cases(["dev"])}


def test_all_cases_of_the_project_can_be_read_and_have_their_own_id() -> None:
    cases = load_cases()
    assert len({case.id for case in cases}) == len(cases) > 1000
    assert {case.split for case in cases} == {"dev", "held_out"}
