"""What the encoder should become better at, as numbers that are lower where it is.

A question should be nearest to its own clause, to that clause's explanation and to its other sample questions; and its nearest
text should be nearer than that of a question that no clause answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, softplus

TEMPERATURE = 0.03
"""Cosine by which one text must be nearer than another to count e times as much."""
GAP = 0.05
"""Cosine by which an answered question should be nearer than an unanswered one."""
FAR = -300.0
"""A cosine that counts for nothing: that of a text with itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each wish counts."""

    clause: float = 1.0
    kern: float = 0.7
    sibling: float = 0.7
    nearness: float = 0.3
    evidence: float = 0.3


@dataclass(frozen=True, slots=True)
class Vectors:
    """What learns together: some clauses of one company with their explanations, questions that they answer (`asked[i]` is
    answered by clause `asked_of[i]`), and at least two questions that no clause answers. Shapes (n, width) and (n_asked,).
    """

    clauses: Tensor
    kerns: Tensor
    asked: Tensor
    asked_of: Tensor
    unanswered: Tensor


def loss(vectors: Vectors, weights: Weights) -> Tensor:
    """The weighted sum of all wishes."""
    asked, unanswered = vectors.asked, vectors.unanswered
    to_clauses, to_kerns = asked @ vectors.clauses.T, asked @ vectors.kerns.T
    to_asked, to_unanswered = _without_itself(asked @ asked.T), asked @ unanswered.T
    found = nearest(to_clauses, to_kerns, to_asked)
    found_wrongly = nearest(unanswered @ vectors.clauses.T, unanswered @ vectors.kerns.T, to_unanswered.T)
    evidence = found - nearest(to_unanswered)
    evidence_wrongly = found_wrongly - nearest(_without_itself(unanswered @ unanswered.T))
    return (
        weights.clause * cross_entropy(to_clauses / TEMPERATURE, vectors.asked_of)
        + weights.kern * cross_entropy(to_kerns / TEMPERATURE, vectors.asked_of)
        + weights.sibling * _siblings_first(to_asked, to_unanswered, vectors.asked_of)
        + weights.nearness * apart(found, found_wrongly)
        + weights.evidence * apart(evidence, evidence_wrongly)
    )


def nearest(*cosines: Tensor) -> Tensor:
    """About the largest cosine of each row, shape (n_rows,); smooth, so that the runners-up learn too."""
    return TEMPERATURE * torch.logsumexp(torch.cat(cosines, dim=1) / TEMPERATURE, dim=1)


def apart(answered: Tensor, unanswered: Tensor) -> Tensor:
    """How badly the values of answered questions lie above those of unanswered ones, over all pairs."""
    return softplus((unanswered[None] - answered[:, None]) / GAP).mean()


def _siblings_first(to_asked: Tensor, to_unanswered: Tensor, clause_of: Tensor) -> Tensor:
    """How far a question's siblings are from being nearer than questions of other clauses and than unanswered ones."""
    sibling = clause_of[None] == clause_of[:, None]
    among = torch.logsumexp(torch.cat([to_asked, to_unanswered], dim=1) / TEMPERATURE, dim=1)
    short = among - torch.logsumexp(to_asked.masked_fill(~sibling, FAR) / TEMPERATURE, dim=1)
    with_siblings = sibling.sum(dim=1) > 1  # a question is its own sibling here
    return short[with_siblings].sum() / with_siblings.sum().clamp(min=1)


def _without_itself(cosines: Tensor) -> Tensor:
    """The cosines of texts among each other, with that of each text with itself out of the way."""
    return cosines.masked_fill(torch.eye(len(cosines), dtype=torch.bool), FAR)
