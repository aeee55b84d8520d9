"""Confidence against what turned out correct."""

from __future__ import annotations

import numpy as np
import pytest

from evals.confidence import area_under_risk, coverage_at, expected_calibration_error, reliability, risk_coverage

GOOD = np.array([[1.0, 0.9], [0.0, 0.2], [1.0, 0.8], [1.0, 0.7]])
BAD = np.array([[1.0, 0.2], [0.0, 0.9], [1.0, 0.3], [1.0, 0.4]])


def test_risk_rises_where_the_unsure_answers_are_the_wrong_ones() -> None:
    assert risk_coverage(GOOD[np.newaxis])[0].tolist() == [0, 0, 0, 0.25]


def test_a_sure_and_wrong_answer_counts_at_every_coverage() -> None:
    assert risk_coverage(BAD[np.newaxis])[0].tolist() == [1, 0.5, pytest.approx(1 / 3), 0.25]
    assert area_under_risk(BAD[np.newaxis])[0] > area_under_risk(GOOD[np.newaxis])[0]


def test_the_coverage_at_a_risk_is_the_largest_that_keeps_to_it() -> None:
    assert (coverage_at(0.05, GOOD), coverage_at(0.3, GOOD)) == (0.75, 1.0)
    assert coverage_at(0.05, BAD) == 0.0


def test_who_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    honest = np.array([[1.0, 0.75]] * 3 + [[0.0, 0.75]])
    assert expected_calibration_error(honest[np.newaxis])[0] == pytest.approx(0)


def test_the_calibration_error_is_weighted_by_the_cases_of_a_bin() -> None:
    overconfident = np.array([[0.0, 0.95]] + [[1.0, 1.0]] * 3 + [[1.0, 0.5]] * 4)
    assert expected_calibration_error(overconfident[np.newaxis])[0] == pytest.approx((0.95 + 4 * 0.5) / 8)


def test_empty_bins_are_left_out_and_certainty_has_a_place() -> None:
    bins = reliability(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.04]]))
    assert [(found.cases, found.confidence, found.correct) for found in bins] == [(2, pytest.approx(0.02), 0.5), (1, 1.0, 1.0)]
