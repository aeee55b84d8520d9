"""Figures as text for a terminal, and as Markdown for a README."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from evals.bootstrap import Estimate
from evals.comparison import Comparison
from evals.figures import CORRECT, FIGURES, LITERAL, confusion, measure, slices
from evals.graders import CHECKS
from evals.outcomes import Outcome, Run

SHOWN = (
    "all",
    *(f"kind {kind}" for kind in ("clause", "deadline", "fee", "multi_turn", "unanswerable", "out_of_scope")),
)
"""Slices that a README holds; the rest stands in the report."""
FORBIDDEN_TO_LIST = "held_out"


def latency(outcomes: Iterable[Outcome]) -> Mapping[str, float]:
    """Milliseconds per message: the median, the 95th percentile and the slowest."""
    every = [one for outcome in outcomes for one in outcome.ms]
    return {"p50": float(np.percentile(every, 50)), "p95": float(np.percentile(every, 95)), "max": max(every)} if every else {}


def quote_counts(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """How many quotes were given, and how many of them are not literal."""
    return sum(outcome.quotes for outcome in outcomes), sum(outcome.bad_quotes for outcome in outcomes)


def run_table(run: Run) -> str:
    """The figures of a run, for a terminal."""
    lines = [f"{'':28}{'n':>5}" + "".join(f"{name:>11}" for name in ("correct", *CHECKS))]
    for name, members in slices(run.outcomes).items():
        found = measure(members)
        cells = (f"{found[check].value:.3f}" if check in found else "-" for check in ("correct", *CHECKS))
        lines.append(f"{name:28}{len(members):>5}" + "".join(f"{cell:>11}" for cell in cells))
    lines += ["", *(f"{name:28}{cell(found, digits=3)}  ({found.cases})" for name, found in measure(run.outcomes).items())]
    lines += ["", *(f"{f'{want} -> {got}':28}{count:>5}" for (want, got), count in confusion(run.outcomes).items())]
    quotes, bad = quote_counts(run.outcomes)
    speed = ", ".join(f"{name} {value:.0f}" for name, value in latency(run.outcomes).items())
    return "\n".join([*lines, "", f"quotes: {quotes}, not literal: {bad}", f"milliseconds per message: {speed}"])


def comparison_table(found: Comparison) -> str:
    """What changed between two runs, for a terminal. Cases are named, except held-out ones."""
    lines = [f"{len(found.pairs)} cases in both runs, {found.unpaired} in one of them only"]
    lines += [f"{name}: {before or '-'} -> {after or '-'}" for name, (before, after) in found.origins.items()]
    lines += ["", f"{'':22}{'before':>8}{'now':>8}{'change':>9}   95 % interval"]
    for change in found.changes:
        difference = change.difference
        cells = f"{change.before.value:8.3f}{change.after.value:8.3f}{difference.value:+9.3f}"
        lines.append(
            f"{change.figure.name:22}{cells}   {difference.low:+.3f} to {difference.high:+.3f}  {change.verdict}".rstrip()
        )
    lines += ["", _flipped("lost", found.lost, found.run), _flipped("gained", found.gained, found.run)]
    lines.append(f"milliseconds per message, median (not gated): {_median(found.baseline)} -> {_median(found.run)}")
    dropped = ", ".join(change.figure.name for change in found.drops)
    return "\n".join([*lines, "", f"DROP beyond noise: {dropped}" if dropped else "No drop beyond noise."])


def markdown_table(runs: Sequence[Run]) -> str:
    """One column per run: the share correct of each kind with its interval, then retrieval, refusals, quotes and speed."""
    sliced = [slices(run.outcomes) for run in runs]
    measured = [measure(run.outcomes) for run in runs]
    shown_apart = {CORRECT.name, LITERAL.name, *CHECKS}
    others = [figure.name for figure in FIGURES if figure.name not in shown_apart]
    rows = [
        ("", *(heading(run) for run in runs)),
        ("---", *("---" for _ in runs)),
        *((_plain(name), *(_correct(found.get(name, ())) for found in sliced)) for name in SHOWN),
        *((name, *(cell(found[name]) if name in found else "-" for found in measured)) for name in others),
        ("quotes that are not literal", *("{1} of {0}".format(*quote_counts(run.outcomes)) for run in runs)),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def heading(run: Run) -> str:
    """What a run is called above its column."""
    return run.name.removesuffix("_bare").replace("_", " ") + ("" if run.annotated else ", terms alone")


def cell(found: Estimate, *, digits: int = 2) -> str:
    """A figure with its interval."""
    return f"{found.value:.{digits}f} ({found.low:.{digits}f}–{found.high:.{digits}f})"


def _plain(name: str) -> str:
    return name.removeprefix("kind ").replace("_", " ")


def _correct(outcomes: Sequence[Outcome]) -> str:
    found = CORRECT.of(outcomes)
    return f"{cell(found)}, n = {found.cases}" if found else "-"


def _flipped(word: str, ids: Sequence[str], run: Run) -> str:
    names = "" if FORBIDDEN_TO_LIST in run.name or not ids else f": {', '.join(ids)}"
    return f"{word} {len(ids)}{names}"


def _median(run: Run) -> str:
    found = latency(run.outcomes)
    return f"{found['p50']:.0f}" if found else "-"
