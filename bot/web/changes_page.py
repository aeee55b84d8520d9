"""What the page on two versions shows: what became of each clause, changed figures first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.models import Terms
from bot.versions.comparing import ClauseChange, Comparison, Kind, compare_terms


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Two versions of a company's terms and what changed between them."""

    old: Terms
    new: Terms
    comparison: Comparison

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many clauses there are of each kind that there are any of."""
        return {kind: count for kind, count in self.comparison.counts.items() if count}

    @property
    def groups(self) -> list[tuple[str, list[ClauseChange]]]:
        """What changed under its heading: changed figures, then each kind, then clauses around which something changed."""
        found: dict[str, list[ClauseChange]] = {}
        for change in self.comparison.ranked:
            found.setdefault("figures" if change.figures else change.kind, []).append(change)
        return list(found.items())


def view_changes(old: Terms, new: Terms) -> ChangesPage:
    """The page of these two versions."""
    return ChangesPage(old, new, compare_terms(old, new))
