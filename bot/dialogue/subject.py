"""What a message is about: the best of its searches, judged, with the clauses to tell of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.turn import Turn
from bot.models import Clause
from bot.retrieval.abstention import Judgement, judge
from bot.retrieval.search import ClauseSearch, Findings

CLOSE = 0.35
"""Score distance under which a second clause is told too."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The findings of the search that fitted best, and what they allow."""

    findings: Findings
    judgement: Judgement

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clause that answers, and a second one that came up almost as high."""
        best, *others = self.findings.hits
        return (best.clause, *(hit.clause for hit in others[:1] if best.score - hit.score < CLOSE))

    def may_answer(self, turn: Turn) -> bool:
        """Whether a rule may speak: the terms tell of this, or the rule was under discussion already."""
        return turn.rule is not None or self.judgement.status == "answered"


def find_subject(turn: Turn, search: ClauseSearch) -> Subject:
    """The subject of this message: of several searches the one that came nearest to anything known."""
    question = turn.question
    found = [search.find(question.company, text, on=question.contract_date) for text in turn.searches]
    best = max(found, key=nearest)
    return Subject(best, judge(best))


def nearest(findings: Findings) -> float:
    """The best cosine with anything about these terms, answered by them or not."""
    return max(findings.hits[0].similarity, findings.outside)
