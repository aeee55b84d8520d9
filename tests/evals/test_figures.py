"""Which cases a figure counts, and what it makes of them."""

from __future__ import annotations

import pytest

from evals.figures import FALSE_REFUSALS, FIGURES, REFUSAL_RECALL, confusion, measure, slices, worst_slices
from tests.evals.made import outcome, outcomes


def test_the_share_correct_counts_every_case() -> None:
    assert measure(outcomes(3, 1))["correct"].value == 0.75


def test_a_check_counts_only_where_it_applied() -> None:
    found = measure([outcome(1), outcome(2, checks={"status": True, "date": False})])
    assert (found["date"].value, found["date"].cases) == (0.0, 1)
    assert "amount" not in found


def test_retrieval_figures_leave_out_cases_without_a_right_clause() -> None:
    found = measure([outcome(1, rank=1), outcome(2, rank=4), outcome(3, rank=0), outcome(4, rank=None)])
    assert [found[f"hit@{depth}"].value for depth in (1, 3, 5)] == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert found["MRR@10"].value == pytest.approx((1 + 1 / 4) / 3)
    assert found["hit@1"].cases == 3


def test_refusals_are_judged_by_what_was_wanted() -> None:
    cases = [
        outcome(1, expected="answered", status="not_in_terms"),
        outcome(2, expected="answered", status="clarify"),
        outcome(3, expected="not_in_terms", status="out_of_scope"),
        outcome(4, expected="out_of_scope", status="answered"),
        outcome(5, expected="clarify", status="not_in_terms"),
    ]
    refused, recalled = FALSE_REFUSALS.of(cases), REFUSAL_RECALL.of(cases)
    assert refused is not None
    assert recalled is not None
    assert (refused.value, refused.cases, recalled.value, recalled.cases) == (0.5, 2, 0.5, 2)


def test_one_invented_quote_is_seen() -> None:
    found = measure([outcome(1), outcome(2, quotes=3, bad_quotes=1), outcome(3, quotes=0)])["quotes literal"]
    assert (found.value, found.cases) == (0.5, 2)


def test_confidence_is_measured_but_stops_nothing() -> None:
    assert {figure.name for figure in FIGURES if not figure.gated} == {"risk-coverage area", "calibration error"}


def test_slices_are_all_cases_and_each_kind_company_and_difficulty() -> None:
    found = slices([outcome(1), outcome(2, kind="fee", difficulty=None)])
    assert {name: len(members) for name, members in found.items()} == {
        "all": 2,
        "company leenfiets": 2,
        "difficulty None": 1,
        "difficulty easy": 1,
        "kind clause": 1,
        "kind fee": 1,
    }


def test_the_worst_slices_come_first_and_small_ones_not_at_all() -> None:
    cases = [
        *outcomes(4, 1),
        *(outcome(number, kind="fee", correct=number > 12) for number in range(10, 15)),
        outcome(20, kind="deadline"),
    ]
    found = worst_slices(cases, least=5, most=2)
    assert [(name, estimated.value) for name, estimated in found] == [("fee, easy", 0.4), ("fee, leenfiets", 0.4)]


def test_the_confusion_counts_pairs() -> None:
    assert confusion([outcome(1), outcome(2), outcome(3, status="clarify")]) == {
        ("answered", "answered"): 2,
        ("answered", "clarify"): 1,
    }
