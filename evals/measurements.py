"""One measurement from start to end, and the measurements that are kept as baselines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.assembly import assemble
from bot.settings import Settings
from evals.bare import bare_settings
from evals.cases import CLIENT, FOLDER, Case, Split, load_cases
from evals.figures import measure
from evals.outcomes import Run, save_run
from evals.provenance import find_origin
from evals.runner import Result, explained_ease, observe, run_cases

RESULTS = Path(__file__).parent / "results"
BASELINES = Path(__file__).parent / "baselines"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: these sets or all, one split of our own or both, with or without annotations and rules."""

    sets: tuple[str, ...] = ()
    split: Split | None = None
    annotated: bool = True

    @property
    def name(self) -> str:
        """What its files are called."""
        split = {"dev": "own_dev", "held_out": "held_out", None: "" if self.sets else "all"}[self.split]
        return "_".join(part for part in (*self.sets, split, "" if self.annotated else "bare") if part)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A run, with the results behind it for who may look at answers."""

    run: Run
    results: tuple[Result, ...]


KEPT = (
    Plan(sets=(CLIENT,)),
    Plan(split="dev"),
    Plan(split="held_out"),
    Plan(sets=(CLIENT,), annotated=False),
    Plan(split="held_out", annotated=False),
)
"""The measurements that one command makes again and keeps as baselines."""
LEFT_OUT = {True: "left_out", False: "left_out_bare"}
"""Runs that `left-out` makes, by whether annotations and rules of the company that was left out were used."""
REPORTED = (*(plan.name for plan in KEPT), *LEFT_OUT.values())
"""Every committed baseline, in the order of the report."""


def carry_out(plan: Plan, settings: Settings, *, folder: Path = FOLDER) -> Measurement:
    """The measurement of this plan. Raises: NotReady, BrokenData for a set that is not there."""
    cases = load_cases(plan.sets, split=plan.split, folder=folder)
    return measure_cases(plan.name, cases, settings, annotated=plan.annotated)


def measure_cases(name: str, cases: Sequence[Case], settings: Settings, *, annotated: bool) -> Measurement:
    """How these cases went with these settings. Raises: NotReady."""
    with _knowing(settings, annotated=annotated) as known:
        parts, origin = assemble(known), find_origin(known, cases)
        results = run_cases(cases, parts)
        run = Run(
            name=name,
            annotated=annotated,
            origin=origin,
            reading_ease={
                slug: ease
                for slug in parts.search.index.slugs
                if (ease := explained_ease(parts.search.index.get_knowledge(slug))) is not None
            },
            outcomes=tuple(observe(result, parts) for result in results),
        )
    return Measurement(run, results)


def keep(run: Run, path: Path) -> None:
    """Write a run with its figures."""
    figures = {name: [round(number, 4) for number in (e.value, e.low, e.high)] for name, e in measure(run.outcomes).items()}
    save_run(run, path, figures=figures)


def may_be_shown(case: Case, plan: Plan) -> bool:
    """Whether somebody may look at the answer to this case: of held-out cases only the figures are looked at."""
    return plan.sets == (CLIENT,) or case.split == "dev"


@contextmanager
def _knowing(settings: Settings, *, annotated: bool) -> Iterator[Settings]:
    if annotated:
        yield settings
    else:
        with bare_settings(settings) as bare:
            yield bare
