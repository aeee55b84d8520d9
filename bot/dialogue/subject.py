"""What a message is about: the best of its searches, judged, with the clauses to tell of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.calculators.outcomes import Computed
from bot.dialogue.named import find_unknown, put_first
from bot.dialogue.sums import Ruling
from bot.dialogue.turn import Turn
from bot.knowledge import Knowledge
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
    """The findings of the search that fitted best, and what they allow.

    `alone`: understood without the question before the message. `unknown`: the number of a clause that does not exist.
    """

    findings: Findings
    judgement: Judgement
    alone: bool = True
    unknown: str | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clause that answers, and a second one that came up almost as high."""
        best, *others = self.findings.hits
        return (best.clause, *(hit.clause for hit in others[:1] if best.score - hit.score < CLOSE))

    def lets_speak(self, ruling: Ruling, turn: Turn) -> bool:
        """Whether a rule may answer.

        It may where the terms tell of this or the rule was under discussion already; and where a sum was asked for that fits
        better than any near miss, and every fact for it was given.
        """
        if self.judgement == NO_QUESTION or self.unknown:
            return False
        if turn.rule is not None or self.judgement.status == "answered":
            return True
        intent = turn.reading.intent
        asked = intent.asks_when or intent.asks_amount or intent.asks_calculation
        complete = isinstance(ruling.outcome, Computed) and bool(ruling.given.values)
        fits = self.findings.rules[ruling.rule.id].similarity >= max(self.findings.outside, self.findings.general)
        return self.judgement.status == "not_in_terms" and asked and complete and fits


def find_subject(turn: Turn, search: ClauseSearch, knowledge: Knowledge) -> Subject:
    """The subject of this message: what it says alone where that fits about as well, else with the question before it."""
    question = turn.question
    first, *others = (search.find(question.company, text, on=question.contract_date) for text in turn.searches)
    leeway = ALONE_FOLLOWING if turn.reading.intent.is_follow_up else ALONE
    better = [found for found in others if nearest(found) > nearest(first) + leeway]
    best = max(better, key=nearest, default=first)
    if is_instruction(question.message):
        return Subject(best, NO_QUESTION)
    mentions = turn.reading.intent.articles
    if unknown := find_unknown(mentions, knowledge):
        return Subject(best, Judgement("not_in_terms", 1.0), unknown=unknown)
    if mentions:
        return Subject(put_first(best, mentions, knowledge), Judgement("answered", 1.0))
    own_words = turn.searches[0].rstrip("?") in question.message
    return Subject(best, judge(best), alone=best is first and own_words)


def nearest(findings: Findings) -> float:
    """The best cosine with anything about these terms, answered by them or not."""
    return max(findings.hits[0].similarity, findings.outside)
