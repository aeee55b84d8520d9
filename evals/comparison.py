"""What changed between two runs of the same cases, and whether any of it is a drop beyond noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.errors import BrokenData
from evals.bootstrap import Estimate
from evals.figures import FIGURES, Figure
from evals.outcomes import Outcome, Run


@dataclass(frozen=True, slots=True)
class Change:
    """How much one figure rose from the first run to the second, with the interval of the paired difference."""

    figure: Figure
    before: Estimate
    after: Estimate
    difference: Estimate

    @property
    def verdict(self) -> str:
        """ "worse" or "better" beyond noise, else an empty text."""
        if self.figure.is_worse(self.difference):
            return "worse"
        return "better" if self.figure.is_better(self.difference) else ""


@dataclass(frozen=True)
class Comparison:
    """Two runs over the cases that both have."""

    baseline: Run
    run: Run

    @cached_property
    def pairs(self) -> tuple[tuple[Outcome, Outcome], ...]:
        """The outcomes of the same case in both runs. Raises: BrokenData where they have no case in common."""
        known = {outcome.id: outcome for outcome in self.baseline.outcomes}
        pairs = tuple((known[outcome.id], outcome) for outcome in self.run.outcomes if outcome.id in known)
        if not pairs:
            raise BrokenData(f"{self.baseline.name} and {self.run.name} have no case in common.")
        return pairs

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every figure that both runs have."""
        before, after = [old for old, _ in self.pairs], [new for _, new in self.pairs]
        return tuple(change for figure in FIGURES if (change := _change(figure, before, after)) is not None)

    @property
    def drops(self) -> tuple[Change, ...]:
        """The gated figures that dropped beyond noise."""
        return tuple(change for change in self.changes if change.figure.gated and change.verdict == "worse")

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of cases that went right before and go wrong now."""
        return tuple(new.id for old, new in self.pairs if old.correct and not new.correct)

    @property
    def gained(self) -> tuple[str, ...]:
        """The ids of cases that went wrong before and go right now."""
        return tuple(new.id for old, new in self.pairs if new.correct and not old.correct)

    @property
    def unpaired(self) -> int:
        """How many cases only one of the runs has."""
        return len(self.baseline.outcomes) + len(self.run.outcomes) - 2 * len(self.pairs)

    @property
    def origins(self) -> Mapping[str, tuple[str, str]]:
        """What differs in where the runs come from."""
        before, after = self.baseline.origin.model_dump(), self.run.origin.model_dump()
        return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _change(figure: Figure, before: Sequence[Outcome], after: Sequence[Outcome]) -> Change | None:
    old, new, difference = figure.of(before), figure.of(after), figure.difference(before, after)
    if old is None or new is None or difference is None:
        return None
    return Change(figure, old, new, difference)
