"""What the losses reward."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import normalize, one_hot

from ingest.tuning.losses import Asked, Known, Unanswered, Weights, apart, loss, nearest

AXES = one_hot(torch.arange(6)).float()
ALL = Weights()


def between(first: int, second: int, share: float) -> Tensor:
    return normalize(share * AXES[first] + (1 - share) * AXES[second], dim=0)


def value(question: Tensor, unanswered: Tensor, weights: Weights = ALL) -> float:
    """The loss of one question about clause 0, with a sibling, and one near miss."""
    asked = torch.stack([question, between(0, 2, 0.9), AXES[1]])
    known = Known(AXES[:2], AXES[:2], asked, torch.stack([unanswered, AXES[4]]), AXES[3:4])
    number, none = torch.tensor([0]), torch.tensor([], dtype=torch.long)
    return float(
        loss(
            Asked(question[None], number, number),
            Unanswered(unanswered[None], number, none),
            known,
            torch.tensor([0, 0, 1]),
            weights,
        )
    )


def test_a_question_nearer_to_its_clause_is_better() -> None:
    assert value(between(0, 1, 0.8), AXES[5]) < value(between(0, 1, 0.4), AXES[5])


def test_a_near_miss_further_from_the_clauses_is_better() -> None:
    only_evidence = Weights(clause=0, kern=0, sibling=0)
    question = between(0, 1, 0.8)
    assert value(question, between(4, 1, 0.8), only_evidence) < value(question, between(4, 1, 0.3), only_evidence)


def test_a_question_without_siblings_has_no_wish_for_them() -> None:
    only_siblings = Weights(clause=0, kern=0, sibling=1, nearness=0, evidence=0)
    asked = AXES[:2]
    known = Known(AXES[:2], AXES[:2], asked, AXES[4:5], AXES[3:4])
    both, own = torch.tensor([0, 1]), torch.tensor([0])
    found = loss(Asked(asked, both, both), Unanswered(AXES[4:5], own, own[:0]), known, both, only_siblings)
    assert float(found) == 0


def test_nearest_is_about_the_largest_of_all_cosines() -> None:
    found = nearest(torch.tensor([[0.1, 0.9]]), torch.tensor([[0.5]]))
    assert abs(float(found) - 0.9) < 0.001


def test_values_that_lie_apart_cost_nothing() -> None:
    high, low = torch.tensor([0.9, 0.8]), torch.tensor([0.1, 0.2])
    assert float(apart(high, low)) < 0.001 < 1 < float(apart(low, high))
