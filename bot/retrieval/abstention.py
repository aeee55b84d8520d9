"""Whether the clauses that came up answer the question, are merely near it, or have nothing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from bot.models import Status
from bot.retrieval.search import Findings


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines lie, in cosine. The defaults fit the built-in embedding model.

    `answer` is how much nearer the best of the first clauses must be than the nearest message that these terms don't answer. Each
    standard deviation by which the first clause stands out above `usual` brings it `standing` nearer. `scope` is how much nearer
    a message on another subject must be than everything else; `slope` turns the distance into a probability.
    """

    answer: float = 0.006
    standing: float = 0.01
    usual: float = 2.5
    scope: float = 0.0
    slope: float = 90.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the probability that the first clause answers (0..1)."""

    status: Status
    confidence: float


THRESHOLDS = Thresholds()
FIRST = 3
"""Hits whose nearness counts as evidence: the first one by score is not always the nearest."""


def judge(findings: Findings, thresholds: Thresholds = THRESHOLDS) -> Judgement:
    """What the evidence allows: answer, say that the terms don't tell, or say that this is another subject."""
    best = max(hit.similarity for hit in findings.hits[:FIRST])
    bonus = thresholds.standing * (findings.hits[0].score - thresholds.usual)
    distance = best + bonus - max(findings.outside, findings.general)
    confidence = 1 / (1 + exp(-thresholds.slope * (distance - thresholds.answer)))
    if findings.foreign > max(best, findings.outside, findings.general) + thresholds.scope:
        return Judgement("out_of_scope", 1 - confidence)
    if distance < thresholds.answer:
        return Judgement("not_in_terms", 1 - confidence)
    return Judgement("answered", confidence)
