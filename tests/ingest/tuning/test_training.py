"""The part of the network that learns is the network that will run, and learns the same thing every time."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

from bot.retrieval.e5.adapter import merge
from ingest.tuning.lowrank import TunedLayers, pack, read_lower
from ingest.tuning.reading import Read, ReadCourse, ReadLessons
from ingest.tuning.training import Plan, make_steps, train

TEXTS = [
    [5, 6, 7, 8, 9],
    [10, 11, 12],
    [13, 14, 15, 16],
    [6, 7],
    [11, 12, 17],
    [14, 18],
    [8, 19],
    [12, 13],
    [20, 21, 22],
    [23, 24],
]
PLAN = Plan(epochs=6, seed=4, rank=2, first_layer=1, rate=0.02, warm_up=1, clauses=2, questions=2, outside=1, strange=2, run=2)


@pytest.fixture
def network() -> BertModel:
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 32}
    return BertModel(BertConfig(vocab_size=30, max_position_embeddings=16, **sizes)).eval()


def read(network: BertModel, numbers: list[int]) -> Read:
    packed = read_lower(network, [TEXTS[number] for number in numbers], layers=PLAN.first_layer)
    return Read(torch.split(packed.states, list(packed.lengths)))


def make_course(network: BertModel) -> ReadCourse:
    lessons = ReadLessons(
        clauses=read(network, [0, 1, 2]),
        kerns=read(network, [3, 4, 5]),
        asked=read(network, [3, 6, 4, 7, 5]),
        asked_of=(0, 0, 1, 1, 2),
        outside=read(network, [2]),
        outside_of=(0,),
    )
    return ReadCourse((lessons,), read(network, [8, 9]))


def learn(network: BertModel) -> tuple[TunedLayers, list[float]]:
    layers, losses = TunedLayers(network, first=PLAN.first_layer, rank=PLAN.rank, seed=PLAN.seed), []
    train(layers, make_course(network), PLAN, progress=lambda _, __, loss: losses.append(loss))
    return layers, losses


def run(network: BertModel, tokens: list[int]) -> Tensor:
    with torch.no_grad():
        return normalize(network(input_ids=torch.tensor([tokens])).last_hidden_state[0].mean(0), dim=0)


def test_before_learning_the_vectors_are_those_of_the_network(network: BertModel) -> None:
    layers = TunedLayers(network, first=PLAN.first_layer, rank=PLAN.rank, seed=PLAN.seed)
    with torch.no_grad():
        vectors = layers(pack(read(network, list(range(len(TEXTS)))).texts))
    assert torch.allclose(vectors, torch.stack([run(network, tokens) for tokens in TEXTS]), atol=1e-5)


def test_every_clause_is_learned_once_in_each_epoch_with_its_own_questions(network: BertModel) -> None:
    course = make_course(network)
    steps = list(make_steps(course, PLAN))
    assert sorted(clause for step in steps for clause in step.clauses) == sorted([0, 1, 2] * PLAN.epochs)
    own = course.lessons[0].asked_of
    assert all(step.clauses[at] == own[asked] for step in steps for asked, at in zip(step.asked, step.asked_of, strict=True))


def test_learning_lowers_the_loss(network: BertModel) -> None:
    _, losses = learn(network)
    assert sum(losses[-4:]) < 0.8 * sum(losses[:4])


def test_the_same_seed_teaches_the_same(network: BertModel) -> None:
    first, second = learn(network)[0].factors(), learn(network)[0].factors()
    assert len(first) == 12
    assert all(torch.equal(factors.up, second[name].up) for name, factors in first.items())
    assert all(torch.equal(factors.down, second[name].down) for name, factors in first.items())


def test_the_merged_network_gives_the_vectors_that_were_learned(network: BertModel) -> None:
    layers, _ = learn(network)
    with torch.no_grad():
        learned = layers(pack(read(network, [0]).texts))[0]
    before = run(network, TEXTS[0])
    merge(network, layers.factors())
    assert torch.allclose(run(network, TEXTS[0]), learned, atol=1e-5)
    assert not torch.allclose(before, learned, atol=1e-2)
