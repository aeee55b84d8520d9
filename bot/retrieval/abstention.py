"""Whether the clauses that came up answer the question, are merely near it, or have nothing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.models import Status
from bot.retrieval.calibration import Calibration
from bot.retrieval.evidence import Evidence
from bot.retrieval.search import Findings

NEARER: Final = 1.0
"""Spreads of cosine by which a question that the terms are known not to answer must be nearer than any that they answer."""
OFTEN_ASKED: Final = 1.0
"""Spreads of cosine by which a question is nearer to what customers of any company ask than to other subjects, and so is none."""
KNOWN: Final = 0.9
"""Probability that such a question is one that they don't answer."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the probability that it holds (0..1): of an answer, that the first clause is the one that answers.

    `clarify` is the verdict where the evidence is torn between an answer and a no.
    """

    status: Status
    confidence: float


def judge(findings: Findings, calibration: Calibration) -> Judgement:
    """What the evidence allows: answer, ask what is meant, say that the terms don't tell, or that this is another subject."""
    chances = calibration.weigh(findings.evidence)
    answered = chances["answered"]
    if is_known_not_to_answer(findings.evidence, calibration):
        return Judgement("not_in_terms", max(1 - answered, KNOWN))
    if answered >= calibration.line:
        return Judgement("answered", answered * calibration.certainty.of(findings.margin))
    if calibration.is_torn(findings.evidence) and len(findings.hits) > 1:
        return Judgement("clarify", answered * calibration.certainty.of(findings.margin))
    often_asked = findings.evidence.general - findings.evidence.foreign > OFTEN_ASKED * calibration.spread
    if chances["out_of_scope"] > chances["not_in_terms"] and not often_asked:
        return Judgement("out_of_scope", 1 - answered)
    return Judgement("not_in_terms", 1 - answered)


def is_known_not_to_answer(evidence: Evidence, calibration: Calibration) -> bool:
    """Whether the nearest question by far is one that these very terms are known not to answer.

    Never for terms that borrow: their near misses are those of others, and are compared with clauses, not with questions.
    """
    return evidence.annotated and evidence.outside - evidence.asked > NEARER * calibration.spread
