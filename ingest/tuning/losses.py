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
FAR = -1e4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each wish counts."""

    clause: float = 1.0
    kern: float = 0.7
    sibling: float = 0.7
    nearness: float = 0.3
    evidence: float = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors of one company's texts, shape (n, width) each, and of messages that no company's terms answer."""

    clauses: Tensor
    kerns: Tensor
    asked: Tensor
    outside: Tensor
    strange: Tensor


@dataclass(frozen=True, slots=True)
class Asked:
    """Vectors of questions with an answer; `numbers` are their places among the known ones, `of` those of their clauses."""

    vectors: Tensor
    numbers: Tensor
    of: Tensor


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Vectors of questions without one: near misses, then strange messages, with their places among the known ones."""

    vectors: Tensor
    outside: Tensor
    strange: Tensor


def loss(asked: Asked, unanswered: Unanswered, known: Known, asked_of: Tensor, weights: Weights) -> Tensor:
    """The weighted sum of all wishes. `asked_of` is the clause of every known question."""
    to_clauses, to_kerns = asked.vectors @ known.clauses.T, asked.vectors @ known.kerns.T
    to_asked = _without(asked.vectors @ known.asked.T, asked.numbers)
    to_outside = asked.vectors @ known.outside.T
    found = nearest(to_clauses, to_kerns, to_asked)
    evidence = found - nearest(to_outside, asked.vectors @ known.strange.T)
    found_wrongly = nearest(*(unanswered.vectors @ texts.T for texts in (known.clauses, known.kerns, known.asked)))
    evidence_wrongly = found_wrongly - _nearest_unanswered(unanswered, known)
    return (
        weights.clause * cross_entropy(to_clauses / TEMPERATURE, asked.of)
        + weights.kern * cross_entropy(to_kerns / TEMPERATURE, asked.of)
        + weights.sibling * _siblings_first(to_asked, to_outside, asked_of[None] == asked.of[:, None])
        + weights.nearness * apart(found, found_wrongly)
        + weights.evidence * apart(evidence, evidence_wrongly)
    )


def nearest(*cosines: Tensor) -> Tensor:
    """About the largest cosine of each row, shape (n_rows,); smooth, so that the runners-up learn too."""
    return TEMPERATURE * torch.logsumexp(torch.cat(cosines, dim=1) / TEMPERATURE, dim=1)


def apart(answered: Tensor, unanswered: Tensor) -> Tensor:
    """How badly the values of answered questions lie above those of unanswered ones, over all pairs."""
    return softplus((unanswered[None] - answered[:, None]) / GAP).mean()


def _siblings_first(to_asked: Tensor, to_outside: Tensor, sibling: Tensor) -> Tensor:
    """How far a question's siblings are from being nearer than the questions of other clauses and than near misses."""
    scores = to_asked / TEMPERATURE
    among = torch.logsumexp(torch.cat([scores, to_outside / TEMPERATURE], dim=1), dim=1)
    short = among - torch.logsumexp(scores.masked_fill(~sibling, FAR), dim=1)
    with_siblings = sibling.sum(dim=1) > 1  # a question is its own sibling here
    return short[with_siblings].sum() / with_siblings.sum().clamp(min=1)


def _nearest_unanswered(unanswered: Unanswered, known: Known) -> Tensor:
    near = unanswered.vectors @ torch.cat([known.outside, known.strange]).T
    own = torch.cat([unanswered.outside, unanswered.strange + len(known.outside)])
    return nearest(_without(near, own))


def _without(cosines: Tensor, own: Tensor) -> Tensor:
    """The cosines with that of each row's own text out of the way."""
    return cosines.scatter(1, own[:, None], FAR * TEMPERATURE)
