"""When the terms are said not to tell: a known question that they don't answer goes before everything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.models import Clause
from bot.retrieval.abstention import KNOWN, NEARER, judge
from bot.retrieval.calibration import Calibration, load_calibration
from bot.retrieval.evidence import Evidence
from bot.retrieval.search import Findings, Hit

SURE = Evidence(
    annotated=True, asked=0.9, outside=0.7, general=0.7, foreign=0.65, usual=0.8, explained=0.85, words=9.0
)  # fmt: skip


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return load_calibration(Path(__file__).parents[2] / "data")


def findings(evidence: Evidence) -> Findings:
    clause = Clause("leenfiets:2.1", "2.1", "Artikel 2 lid 1", "Annuleren", "U kunt annuleren.")
    return Findings("mag ik annuleren", (Hit(clause, 3.0, evidence.asked),), {}, 0.7, 0.7, 0.65, 1.0, evidence)


def test_a_question_that_the_terms_are_known_to_answer_is_answered(calibration: Calibration) -> None:
    assert judge(findings(SURE), calibration).status == "answered"


def test_a_nearer_question_that_they_are_known_not_to_answer_settles_it(calibration: Calibration) -> None:
    step = NEARER * calibration.spread
    just_not = judge(findings(replace(SURE, outside=SURE.asked + 0.9 * step)), calibration)
    settled = judge(findings(replace(SURE, outside=SURE.asked + 1.1 * step)), calibration)
    assert just_not.status == "answered"
    assert (settled.status, settled.confidence >= KNOWN) == ("not_in_terms", True)


def test_what_customers_of_any_company_ask_is_no_other_subject(calibration: Calibration) -> None:
    far = replace(SURE, asked=0.4, explained=0.4, words=0.0, outside=0.4, usual=0.4, foreign=0.7)
    other, often = (judge(findings(replace(far, general=general)), calibration).status for general in (0.7, 0.8))
    assert (other, often) == ("out_of_scope", "not_in_terms")


def test_what_another_company_does_not_answer_settles_nothing_for_terms_that_borrow(calibration: Calibration) -> None:
    borrowing = replace(SURE, annotated=False, lent=0.85, asked=0.8, outside=0.8 + 1.1 * NEARER * calibration.spread)
    assert judge(findings(borrowing), calibration).status == "answered"
