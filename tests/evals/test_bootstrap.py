"""Intervals: as wide as few cases deserve, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from evals.bootstrap import estimate, paired_difference
from evals.figures import mean


def column(right: int, wrong: int) -> np.ndarray:
    return np.array([[1.0]] * right + [[0.0]] * wrong)


def test_the_interval_is_about_that_of_a_share() -> None:
    found = estimate(mean, column(80, 20), counted=100)
    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)


def test_fewer_cases_give_a_wider_interval() -> None:
    few, many = estimate(mean, column(8, 2), counted=10), estimate(mean, column(800, 200), counted=1000)
    assert few.high - few.low > 5 * (many.high - many.low)


@pytest.mark.parametrize(("right", "wrong", "ends"), [(60, 0, (0.95, 1.0)), (0, 60, (0.0, 0.05)), (2, 0, (0.0, 1.0))])
def test_a_figure_without_exceptions_is_not_certain(right: int, wrong: int, ends: tuple[float, float]) -> None:
    found = estimate(mean, column(right, wrong), counted=right + wrong)
    assert (found.low, found.high) == pytest.approx(ends)


def test_the_same_cases_give_the_same_interval() -> None:
    assert estimate(mean, column(7, 3), counted=10) == estimate(mean, column(7, 3), counted=10)


def test_a_paired_difference_is_surer_than_two_separate_figures() -> None:
    before, after = column(60, 40), column(66, 34)
    found = paired_difference(mean, before, after, counted=100)
    assert found.value == pytest.approx(0.06)
    assert 0 < found.low < found.high < 0.12


def test_no_difference_has_no_width() -> None:
    found = paired_difference(mean, column(6, 4), column(6, 4), counted=10)
    assert (found.low, found.value, found.high) == (0.0, 0.0, 0.0)
