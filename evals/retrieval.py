"""Where the right clause stands in the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.retrieval.search import ClauseSearch
from evals.cases import Case
from evals.graders import path_matches

DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of the first right clause among the first ten, from 1; None where it is not among them."""

    case: Case
    place: int | None


def rank_cases(cases: Sequence[Case], search: ClauseSearch) -> tuple[Rank, ...]:
    """The ranks of all single questions that have a gold clause."""
    return tuple(_rank(case, search) for case in cases if case.gold_clauses and len(case.turns) == 1)


def _rank(case: Case, search: ClauseSearch) -> Rank:
    hits = search.find(case.company, case.turns[-1]).hits[:DEEPEST]
    right = [at for at, hit in enumerate(hits, start=1) if path_matches(hit.clause.path, case.gold_clauses)]
    return Rank(case, right[0] if right else None)


def hit_rate(ranks: Sequence[Rank], depth: int) -> float:
    """The share of cases with a right clause among the first `depth`."""
    return sum(rank.place is not None and rank.place <= depth for rank in ranks) / len(ranks) if ranks else 0.0


def mean_reciprocal_rank(ranks: Sequence[Rank]) -> float:
    """The mean of 1 over the place, 0 where the clause is not among the first ten."""
    return sum(1 / rank.place for rank in ranks if rank.place) / len(ranks) if ranks else 0.0
