"""What the losses reward."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import normalize, one_hot

from ingest.tuning.losses import Vectors, Weights, apart, loss, nearest

AXES = one_hot(torch.arange(6)).float()
ALL = Weights()


def between(first: int, second: int, share: float) -> Tensor:
    return normalize(share * AXES[first] + (1 - share) * AXES[second], dim=0)


def value(question: Tensor, unanswered: Tensor, weights: Weights = ALL) -> float:
    """The loss of a question about clause 0 with one sibling, one about clause 1, and two unanswered questions."""
    asked = torch.stack([question, between(0, 2, 0.9), AXES[1]])
    vectors = Vectors(AXES[:2], AXES[:2], asked, torch.tensor([0, 0, 1]), torch.stack([unanswered, AXES[4]]))
    return float(loss(vectors, weights))


def test_a_question_nearer_to_its_clause_is_better() -> None:
    assert value(between(0, 1, 0.8), AXES[5]) < value(between(0, 1, 0.4), AXES[5])


def test_a_near_miss_further_from_the_clauses_is_better() -> None:
    only_evidence = Weights(clause=0, kern=0, sibling=0)
    question = between(0, 1, 0.8)
    assert value(question, between(4, 1, 0.8), only_evidence) < value(question, between(4, 1, 0.3), only_evidence)


def test_a_question_without_siblings_has_no_wish_for_them() -> None:
    only_siblings = Weights(clause=0, kern=0, sibling=1, nearness=0, evidence=0)
    vectors = Vectors(AXES[:2], AXES[:2], AXES[:2], torch.tensor([0, 1]), AXES[3:5])
    assert float(loss(vectors, only_siblings)) == 0


def test_nearest_is_about_the_largest_of_all_cosines() -> None:
    found = nearest(torch.tensor([[0.1, 0.9]]), torch.tensor([[0.5]]))
    assert abs(float(found) - 0.9) < 0.001


def test_values_that_lie_apart_cost_nothing() -> None:
    high, low = torch.tensor([0.9, 0.8]), torch.tensor([0.1, 0.2])
    assert float(apart(high, low)) < 0.001 < 1 < float(apart(low, high))
