"""The way through the lessons: some clauses of one company at a time, with questions that they answer and some that none does.

Everything that is compared goes through the network in the same step. With remembered vectors among them, all new ones could move
to one side together: the loss falls, and nothing is learned.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import torch

from ingest.tuning.losses import Vectors, Weights, loss
from ingest.tuning.lowrank import TunedLayers, pack
from ingest.tuning.reading import Read, ReadCourse, ReadLessons

Progress = Callable[[int, int, float], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How it is trained.

    A step takes about `clauses` of one company, in runs of `run` neighbours (which are the hardest to tell apart), with
    `questions` of each, and `outside` near misses and `strange` messages, which have no answer.
    """

    epochs: int = 2
    seed: int = 1
    rank: int = 8
    first_layer: int = 6
    rate: float = 2e-3
    warm_up: int = 5
    clauses: int = 24
    run: int = 6
    questions: int = 2
    outside: int = 16
    strange: int = 8
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Step:
    """The numbers of the texts that learn together; `asked_of` counts within `clauses`."""

    lessons: ReadLessons
    clauses: list[int]
    asked: list[int]
    asked_of: list[int]
    outside: list[int]
    strange: list[int]


def train(layers: TunedLayers, course: ReadCourse, plan: Plan, *, progress: Progress) -> None:
    """Teaches the layers this course. The same course, plan and machine give the same result."""
    optimizer = torch.optim.AdamW(layers.parameters(), lr=plan.rate, weight_decay=0.0)
    steps = list(make_steps(course, plan))
    for number, step in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * min(1.0, (number + 1) / plan.warm_up) * (1 - number / len(steps))
        optimizer.zero_grad()
        value = loss(_read_again(layers, step, course.strange), plan.weights)
        value.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimizer.step()
        progress(number + 1, len(steps), float(value.detach()))


def _read_again(layers: TunedLayers, step: Step, strange: Read) -> Vectors:
    lessons = step.lessons
    questions = pack(lessons.asked.choose(step.asked), lessons.outside.choose(step.outside), strange.choose(step.strange))
    asked, unanswered = layers(questions).split([len(step.asked), len(step.outside) + len(step.strange)])
    return Vectors(
        clauses=layers(pack(lessons.clauses.choose(step.clauses))),
        kerns=layers(pack(lessons.kerns.choose(step.clauses))),
        asked=asked,
        asked_of=torch.tensor(step.asked_of),
        unanswered=unanswered,
    )


def make_steps(course: ReadCourse, plan: Plan) -> Iterator[Step]:
    """All steps in order: in each epoch every clause once, those of one company together, companies mixed."""
    chance = random.Random(plan.seed)
    for _ in range(plan.epochs):
        steps = [
            _choose(lessons, group, course, plan, chance)
            for lessons in course.lessons
            for group in _groups(lessons, plan, chance)
        ]
        chance.shuffle(steps)
        yield from steps


def _choose(lessons: ReadLessons, clauses: list[int], course: ReadCourse, plan: Plan, chance: random.Random) -> Step:
    """A step about these clauses, with some of what there is about each."""
    questions = [_some(_numbers(lessons.asked_of, clause), plan.questions, chance) for clause in clauses]
    outside = chain.from_iterable(_numbers(lessons.outside_of, clause) for clause in clauses)
    return Step(
        lessons=lessons,
        clauses=clauses,
        asked=list(chain.from_iterable(questions)),
        asked_of=[at for at, found in enumerate(questions) for _ in found],
        outside=_some(list(outside), plan.outside, chance),
        strange=_some(range(len(course.strange)), plan.strange, chance),
    )


def _groups(lessons: ReadLessons, plan: Plan, chance: random.Random) -> Iterator[list[int]]:
    """All clauses in groups of about equal size; within a group runs of neighbours, which start elsewhere each time."""
    count, first = len(lessons.clauses), chance.randrange(plan.run)
    runs = [range(max(0, start), min(count, start + plan.run)) for start in range(first - plan.run, count, plan.run)]
    chance.shuffle(runs)
    order = list(chain.from_iterable(runs))
    size = -(-count // max(1, round(count / plan.clauses)))
    yield from (order[start : start + size] for start in range(0, count, size))


def _numbers(clause_of: Sequence[int], clause: int) -> list[int]:
    """The numbers of the questions of this clause."""
    return [number for number, of in enumerate(clause_of) if of == clause]


def _some(numbers: Sequence[int], count: int, chance: random.Random) -> list[int]:
    return chance.sample(numbers, min(count, len(numbers)))
