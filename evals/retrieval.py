"""Where the right clause stands in the ranking."""

from __future__ import annotations

from bot.retrieval.search import ClauseSearch
from evals.cases import Case
from evals.graders import path_matches
from evals.outcomes import DEEPEST


def find_rank(case: Case, search: ClauseSearch) -> int | None:
    """The place of the first right clause among the first ten, from 1; 0 where it is not among them.

    None for a case that has no right clause, and for a conversation: its last message does not stand alone.
    """
    if not case.gold_clauses or len(case.turns) > 1:
        return None
    hits = search.find(case.company, case.turns[-1]).hits[:DEEPEST]
    return next((at for at, hit in enumerate(hits, start=1) if path_matches(hit.clause.path, case.gold_clauses)), 0)
