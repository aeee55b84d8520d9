"""Pictures of a run as PNG files, so that a report needs no script and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from evals.confidence import reliability, risk_coverage
from evals.figures import HITS, confusion
from evals.outcomes import DEEPEST, Outcome
from evals.tables import latency

STATUSES = ("answered", "clarify", "not_in_terms", "out_of_scope")
INK, ACCENT, PALE = "#1f2933", "#1565a7", "#c9d6e2"
DPI = 130


def confusion_matrix(outcomes: Sequence[Outcome]) -> bytes:
    """Which status each expected status got; rows add up to all cases of that status."""
    counts = confusion(outcomes)
    grid = np.array([[counts.get((want, got), 0) for got in STATUSES] for want in STATUSES], dtype=np.float64)
    shares = grid / np.maximum(grid.sum(axis=1, keepdims=True), 1)
    canvas, axes = _canvas(5.2, 4.2)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(grid):
        axes.text(column, row, f"{count:.0f}", ha="center", va="center", color="white" if shares[row, column] > 0.5 else INK)
    axes.set_xticks(range(len(STATUSES)), STATUSES, rotation=20)
    axes.set_yticks(range(len(STATUSES)), STATUSES)
    axes.set(xlabel="got", ylabel="expected")
    return _png(canvas)


def risk_coverage_curve(outcomes: Sequence[Outcome]) -> bytes:
    """The share of wrong answers when only the surest part of the cases is answered."""
    risk = risk_coverage(sure(outcomes)[np.newaxis])[0]
    canvas, axes = _canvas()
    axes.plot(np.arange(1, len(risk) + 1) / len(risk), risk, color=ACCENT)
    axes.axhline(float(risk[-1]), color=PALE, linestyle="--", label="without ordering by confidence")
    axes.set(xlabel="coverage: share of cases, surest first", ylabel="risk: share wrong", xlim=(0, 1), ylim=(0, None))
    axes.legend(frameon=False)
    return _png(canvas)


def reliability_diagram(outcomes: Sequence[Outcome]) -> bytes:
    """The share correct in each bin of confidence; on the diagonal the assistant knows exactly how sure it may be."""
    bins = reliability(sure(outcomes))
    canvas, axes = _canvas()
    axes.plot([0, 1], [0, 1], color=PALE, linestyle="--")
    axes.plot([found.confidence for found in bins], [found.correct for found in bins], color=ACCENT, marker="o")
    for found in bins:
        axes.annotate(f"{found.cases}", (found.confidence, found.correct), textcoords="offset points", xytext=(4, -12))
    axes.set(xlabel="mean confidence (with number of cases)", ylabel="share correct", xlim=(0, 1.02), ylim=(0, 1.02))
    return _png(canvas)


def rank_histogram(outcomes: Sequence[Outcome]) -> bytes:
    """How many questions have their first right clause at each place of the ranking."""
    ranks = [outcome.rank for outcome in outcomes if outcome.rank is not None]
    places = [*range(1, DEEPEST + 1), 0]
    shares = [figure.of(outcomes) for figure in HITS]
    canvas, axes = _canvas()
    axes.bar(range(len(places)), [ranks.count(place) for place in places], color=ACCENT)
    axes.set_xticks(range(len(places)), [*(str(place) for place in places[:-1]), "lower"])
    told = ", ".join(f"{figure.name} {found.value:.2f}" for figure, found in zip(HITS, shares, strict=True) if found)
    axes.set(xlabel="place of the first right clause", ylabel="questions", title=told)
    return _png(canvas)


def latency_histogram(outcomes: Sequence[Outcome]) -> bytes:
    """How long messages took; the slowest hundredth shares the last bar."""
    every = np.array([one for outcome in outcomes for one in outcome.ms])
    told = ", ".join(f"{name} {value:.0f} ms" for name, value in latency(outcomes).items())
    canvas, axes = _canvas()
    axes.hist(np.minimum(every, np.percentile(every, 99)), bins=30, color=ACCENT)
    axes.set(xlabel="milliseconds per message", ylabel="messages", title=told)
    return _png(canvas)


def sure(outcomes: Sequence[Outcome]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([(float(outcome.correct), outcome.confidence) for outcome in outcomes], dtype=np.float64)


def _canvas(width: float = 5.2, height: float = 3.6) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(width, height), layout="constrained")
    axes = canvas.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return canvas, axes


def _png(canvas: Canvas) -> bytes:
    stream = BytesIO()
    canvas.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    return stream.getvalue()
