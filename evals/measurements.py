"""One measurement from start to end, and the measurements that are kept as baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from bot.assembly import assemble
from bot.generation.naming import composing
from bot.settings import Settings
from evals.bare import bare_settings
from evals.cases import CLIENT, FOLDER, Case, Split, load_cases
from evals.figures import measure
from evals.outcomes import Origin, Run, save_run
from evals.provenance import digest, find_origin
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
    """How these cases went with these settings, composed: no case is sent to a chat model. Raises: NotReady.

    Not `annotated`: asked of each company as if nobody had written about it, while the others are as they are.
    """
    if annotated:
        return _measure(name, cases, settings, annotated=True)
    found = []
    for slug, own in groupby(sorted(cases, key=attrgetter("company")), key=attrgetter("company")):
        with bare_settings(settings, slug) as bare:
            found.append(_measure(name, tuple(own), bare, annotated=False))
    return Measurement(join_runs([each.run for each in found]), tuple(result for each in found for result in each.results))


def _measure(name: str, cases: Sequence[Case], settings: Settings, *, annotated: bool) -> Measurement:
    settings = composing(settings)
    parts, origin = assemble(settings), find_origin(settings, cases)
    results = run_cases(cases, parts)
    slugs = parts.search.index.slugs if annotated else ()
    eases = {slug: explained_ease(parts.search.index.get_knowledge(slug)) for slug in slugs}
    run = Run(
        name=name,
        annotated=annotated,
        origin=origin,
        reading_ease={slug: ease for slug, ease in eases.items() if ease is not None},
        outcomes=tuple(observe(result, parts) for result in results),
    )
    return Measurement(run, results)


def join_runs(runs: Sequence[Run]) -> Run:
    """One run of all these; its origin tells apart whatever any of theirs does."""
    origins = [run.origin.model_dump() for run in runs]
    first = origins[0]
    same = {name: len({origin[name] for origin in origins}) == 1 for name in first}
    joined = {name: first[name] if same[name] else digest(origin[name].encode() for origin in origins) for name in first}
    outcomes = tuple(outcome for run in runs for outcome in run.outcomes)
    return runs[0].model_copy(update={"origin": Origin(**joined), "outcomes": outcomes})


def keep(run: Run, path: Path) -> None:
    """Write a run with its figures."""
    figures = {name: [round(number, 4) for number in (e.value, e.low, e.high)] for name, e in measure(run.outcomes).items()}
    save_run(run, path, figures=figures)


def may_be_shown(case: Case, plan: Plan) -> bool:
    """Whether somebody may look at the answer to this case: of held-out cases only the figures are looked at."""
    return plan.sets == (CLIENT,) or case.split == "dev"
