"""Whether the clauses that came up answer the question, are merely near it, or have nothing to do with it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Status
from bot.retrieval.calibration import Calibration
from bot.retrieval.search import Findings


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
    if answered >= calibration.line:
        return Judgement("answered", answered * calibration.certainty.of(findings.margin))
    if calibration.is_torn(findings.evidence) and len(findings.hits) > 1:
        return Judgement("clarify", answered * calibration.certainty.of(findings.margin))
    if chances["out_of_scope"] > chances["not_in_terms"]:
        return Judgement("out_of_scope", 1 - answered)
    return Judgement("not_in_terms", 1 - answered)
