"""What a message is about: the best of its searches, judged, with the clauses to tell of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.calculators.outcomes import Computed
from bot.dialogue.sums import Ruling
from bot.dialogue.turn import Turn
from bot.models import Clause
from bot.retrieval.abstention import Judgement, judge
from bot.retrieval.search import ClauseSearch, Findings
from bot.understanding.instructions import is_instruction

CLOSE = 0.35
"""Score distance under which a second clause is told too."""
NO_QUESTION = Judgement("out_of_scope", 1.0)
ALONE = 0.03
"""Cosine by which a message may fit worse alone than behind the question before it, and still stands alone."""
ALONE_FOLLOWING = 0.01
"""The same for a message that is worded as a follow-up."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The findings of the search that fitted best, and what they allow. `alone`: without the question before the message."""

    findings: Findings
    judgement: Judgement
    alone: bool = True

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clause that answers, and a second one that came up almost as high."""
        best, *others = self.findings.hits
        return (best.clause, *(hit.clause for hit in others[:1] if best.score - hit.score < CLOSE))

    def lets_speak(self, ruling: Ruling, turn: Turn) -> bool:
        """Whether a rule may answer: the terms tell of this, the rule was under discussion already, or a sum was asked for
        and every fact for it was given."""
        if self.judgement == NO_QUESTION:
            return False
        if turn.rule is not None or self.judgement.status == "answered":
            return True
        intent = turn.reading.intent
        asked = intent.asks_when or intent.asks_amount or intent.asks_calculation
        complete = isinstance(ruling.outcome, Computed) and bool(ruling.given.values)
        return self.judgement.status == "not_in_terms" and asked and complete


def find_subject(turn: Turn, search: ClauseSearch) -> Subject:
    """The subject of this message: what it says alone where that fits about as well, else with the question before it."""
    question = turn.question
    first, *others = (search.find(question.company, text, on=question.contract_date) for text in turn.searches)
    leeway = ALONE_FOLLOWING if turn.reading.intent.is_follow_up else ALONE
    better = [found for found in others if nearest(found) > nearest(first) + leeway]
    best = max(better, key=nearest, default=first)
    judgement = NO_QUESTION if is_instruction(question.message) else judge(best)
    return Subject(best, judgement, alone=best is first)


def nearest(findings: Findings) -> float:
    """The best cosine with anything about these terms, answered by them or not."""
    return max(findings.hits[0].similarity, findings.outside)
