"""The figures of a run: what each measures, over which cases, which way is better, and whether a drop stops a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evals.bootstrap import Estimate, Statistic, Values, estimate, paired_difference
from evals.confidence import area_under_risk, expected_calibration_error
from evals.graders import CHECKS
from evals.outcomes import DEEPEST, Outcome

REFUSED = frozenset({"not_in_terms", "out_of_scope"})
SLICED = ("kind", "company", "difficulty")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a set of outcomes.

    `columns` gives the numbers of one outcome that `statistic` works on; None where the outcome does not count.
    """

    name: str
    columns: Callable[[Outcome], tuple[float, ...] | None]
    statistic: Statistic
    lower_is_better: bool = False
    gated: bool = True

    def of(self, outcomes: Sequence[Outcome]) -> Estimate | None:
        """The figure with its interval; None where no outcome counts."""
        rows = [columns for outcome in outcomes if (columns := self.columns(outcome)) is not None]
        return estimate(self.statistic, np.array(rows, dtype=np.float64), counted=len(rows)) if rows else None

    def difference(self, before: Sequence[Outcome], after: Sequence[Outcome]) -> Estimate | None:
        """How much the figure rose over the same cases in the same order; None where no case counts in both runs."""
        both = [(self.columns(old), self.columns(new)) for old, new in zip(before, after, strict=True)]
        rows = [(old, new) for old, new in both if old is not None and new is not None]
        if not rows:
            return None
        old, new = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
        return paired_difference(self.statistic, old, new, counted=len(rows))

    def is_worse(self, difference: Estimate) -> bool:
        """Whether this difference is a drop in quality beyond noise."""
        return difference.low > 0 if self.lower_is_better else difference.high < 0

    def is_better(self, difference: Estimate) -> bool:
        """Whether this difference is a gain in quality beyond noise."""
        return difference.high < 0 if self.lower_is_better else difference.low > 0


def mean(drawn: Values) -> Values:
    """The mean of the first column, per draw."""
    return np.asarray(drawn[..., 0].mean(axis=-1))


def _check(name: str) -> Callable[[Outcome], tuple[float, ...] | None]:
    return lambda outcome: (float(outcome.checks[name]),) if name in outcome.checks else None


def _among(depth: int) -> Callable[[Outcome], tuple[float, ...] | None]:
    return lambda outcome: None if outcome.rank is None else (float(0 < outcome.rank <= depth),)


def _reciprocal(outcome: Outcome) -> tuple[float, ...] | None:
    return None if outcome.rank is None else (1 / outcome.rank if outcome.rank else 0.0,)


def _refused(outcome: Outcome, *, answerable: bool) -> tuple[float, ...] | None:
    counts = outcome.expected == "answered" if answerable else outcome.expected in REFUSED
    return (float(outcome.status in REFUSED),) if counts else None


def _literal(outcome: Outcome) -> tuple[float, ...] | None:
    return (float(outcome.bad_quotes == 0),) if outcome.quotes else None


def _sure(outcome: Outcome) -> tuple[float, ...]:
    return (float(outcome.correct), outcome.confidence)


CORRECT = Figure("correct", lambda outcome: (float(outcome.correct),), mean)
FALSE_REFUSALS = Figure("false refusals", lambda outcome: _refused(outcome, answerable=True), mean, lower_is_better=True)
REFUSAL_RECALL = Figure("refusal recall", lambda outcome: _refused(outcome, answerable=False), mean)
LITERAL = Figure("quotes literal", _literal, mean)
HITS = tuple(Figure(f"hit@{depth}", _among(depth), mean) for depth in (1, 3, 5))
FIGURES: tuple[Figure, ...] = (
    CORRECT,
    *(Figure(name, _check(name), mean) for name in CHECKS),
    FALSE_REFUSALS,
    REFUSAL_RECALL,
    *HITS,
    Figure(f"MRR@{DEEPEST}", _reciprocal, mean),
    LITERAL,
    Figure("risk-coverage area", _sure, area_under_risk, lower_is_better=True, gated=False),
    Figure("calibration error", _sure, expected_calibration_error, lower_is_better=True, gated=False),
)
"""Every figure. Those of confidence are not gated: an assistant that gets better may well become less sure of itself."""


def measure(outcomes: Sequence[Outcome]) -> Mapping[str, Estimate]:
    """Every figure that some outcome counts for, by name."""
    return {figure.name: found for figure in FIGURES if (found := figure.of(outcomes)) is not None}


def slices(outcomes: Sequence[Outcome]) -> Mapping[str, tuple[Outcome, ...]]:
    """All outcomes, and those of each kind, company and difficulty."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for name in SLICED:
            found[f"{name} {getattr(outcome, name)}"].append(outcome)
    return {"all": tuple(outcomes)} | {name: tuple(members) for name, members in sorted(found.items())}


def worst_slices(outcomes: Sequence[Outcome], *, least: int, most: int) -> tuple[tuple[str, Estimate], ...]:
    """The pairs of kind, company and difficulty with at least this many cases that went worst."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for first, second in combinations(SLICED, 2):
            found[f"{getattr(outcome, first)}, {getattr(outcome, second)}"].append(outcome)
    big = [(name, estimated) for name, members in found.items() if len(members) >= least and (estimated := CORRECT.of(members))]
    return tuple(sorted(big, key=lambda pair: (pair[1].value, pair[0]))[:most])


def confusion(outcomes: Sequence[Outcome]) -> Mapping[tuple[str, str], int]:
    """How often each expected status got each status."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for outcome in outcomes:
        counts[outcome.expected, outcome.status] += 1
    return dict(sorted(counts.items()))
