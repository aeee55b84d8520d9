"""Whether the assistant knows when it is right: its confidence against what turned out correct.

Cases come as (correct, confidence), shape (draws, cases, 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evals.bootstrap import Values

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of about the same confidence: how many, how confident on average, and which share was correct."""

    cases: int
    confidence: float
    correct: float


def risk_coverage(drawn: Values) -> Values:
    """The share of wrong answers among the surest 1, 2, … cases, shape (draws, cases)."""
    order = np.argsort(-drawn[..., 1], axis=-1, kind="stable")
    wrong = 1 - np.take_along_axis(drawn[..., 0], order, axis=-1)
    return np.asarray(np.cumsum(wrong, axis=-1) / np.arange(1, drawn.shape[-2] + 1))


def area_under_risk(drawn: Values) -> Values:
    """The mean risk over all coverages, per draw: lower where fewer answers are wrong and the wrong ones less sure."""
    return np.asarray(risk_coverage(drawn).mean(axis=-1))


def coverage_at(risk: float, cases: Values) -> float:
    """The largest share of cases, surest first, of which at most this share is wrong. `cases` has shape (cases, 2)."""
    within = np.flatnonzero(risk_coverage(cases[np.newaxis])[0] <= risk)
    return float((within[-1] + 1) / len(cases)) if within.size else 0.0


def expected_calibration_error(drawn: Values) -> Values:
    """The mean distance between confidence and share correct over ten bins of equal width, weighted by their cases, per draw."""
    at = _bins(drawn)
    gaps = [np.abs(((drawn[..., 0] - drawn[..., 1]) * (at == number)).sum(axis=-1)) for number in range(BINS)]
    return np.asarray(np.sum(gaps, axis=0) / drawn.shape[-2])


def reliability(cases: Values) -> tuple[Bin, ...]:
    """The bins that hold cases, from unsure to sure. `cases` has shape (cases, 2)."""
    at = _bins(cases)
    members = [cases[at == number] for number in range(BINS)]
    return tuple(Bin(len(rows), float(rows[:, 1].mean()), float(rows[:, 0].mean())) for rows in members if len(rows))


def _bins(drawn: Values) -> Values:
    return np.minimum((drawn[..., 1] * BINS).astype(np.int64), BINS - 1).astype(np.float64)
