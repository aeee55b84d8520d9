"""How sure a figure is: 95 % intervals by drawing the same number of cases again, with replacement, from a fixed seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Statistic = Callable[[Values], Values]
"""From drawn cases, shape (draws, cases, columns), to one figure per draw; NaN where a draw holds no case that counts."""
DRAWS = 2000
SEED = 20260101
BOUNDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the ends of its 95 % interval, and over how many cases it was taken."""

    value: float
    low: float
    high: float
    cases: int


def estimate(statistic: Statistic, cases: Values, *, counted: int) -> Estimate:
    """The statistic of these cases, shape (cases, columns), with its interval.

    Where every case went the same way, drawing again teaches nothing: by the rule of three the share may be 3/cases off.
    """
    value = float(statistic(cases[np.newaxis])[0])
    if value in (0.0, 1.0):
        room = min(1.0, 3 / len(cases))
        return Estimate(value, *((0.0, room) if value == 0.0 else (1.0 - room, 1.0)), counted)
    return _estimate(value, statistic(cases[_draws(len(cases))]), counted)


def paired_difference(statistic: Statistic, before: Values, after: Values, *, counted: int) -> Estimate:
    """How much the statistic of the same cases, in the same order, rose between two runs: both are drawn alike."""
    draws = _draws(len(before))
    now = float(statistic(after[np.newaxis])[0] - statistic(before[np.newaxis])[0])
    return _estimate(now, statistic(after[draws]) - statistic(before[draws]), counted)


def _draws(cases: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(cases, size=(DRAWS, cases))


def _estimate(value: float, drawn: Values, counted: int) -> Estimate:
    known = drawn[~np.isnan(drawn)]
    low, high = np.percentile(known, BOUNDS) if known.size else (np.nan, np.nan)
    return Estimate(value, float(low), float(high), counted)
