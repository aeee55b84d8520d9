"""The way through the lessons: a few clauses of one company at a time, each compared with everything known of that company.

Only the texts of a step go through the network with a gradient; for the rest their latest vectors are remembered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

import torch
from torch import Tensor

from ingest.tuning.losses import Asked, Known, Unanswered, Weights, loss
from ingest.tuning.lowrank import TunedLayers, pack
from ingest.tuning.reading import Read, ReadCourse, ReadLessons, by_length

Progress = Callable[[int, int, float], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How it is trained. A step takes `clauses` of one company, with some questions of each and some that have no answer."""

    epochs: int = 3
    seed: int = 1
    rank: int = 8
    first_layer: int = 6
    rate: float = 1.5e-3
    warm_up: int = 20
    clauses: int = 12
    questions: int = 3
    outside: int = 12
    strange: int = 6
    weights: Weights = field(default_factory=Weights)


@dataclass
class _Subject:
    """A company and what is remembered of its texts, as vectors."""

    lessons: ReadLessons
    known: Known
    asked_of: Tensor
    questions: Sequence[Sequence[int]]
    outside: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Step:
    """The numbers of the texts that learn together."""

    subject: _Subject
    clauses: list[int]
    asked: list[int]
    outside: list[int]
    strange: list[int]


def train(layers: TunedLayers, course: ReadCourse, plan: Plan, *, progress: Progress) -> None:
    """Teaches the layers this course. The same course, plan and machine give the same result."""
    optimizer = torch.optim.AdamW(layers.parameters(), lr=plan.rate, weight_decay=0.0)
    strange = embed_all(layers, course.strange)
    subjects = [_make_subject(layers, lessons, strange) for lessons in course.lessons]
    steps = list(_steps(subjects, len(course.strange), plan))
    for number, step in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * min(1.0, (number + 1) / plan.warm_up) * (1 - number / len(steps))
        optimizer.zero_grad()
        known, value = _learn(layers, step, course.strange, replace(step.subject.known, strange=strange), plan.weights)
        value.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimizer.step()
        step.subject.known = _detached(known)
        strange = step.subject.known.strange
        progress(number + 1, len(steps), float(value.detach()))


def embed_all(layers: TunedLayers, texts: Read) -> Tensor:
    """The vectors of all these texts as the layers are now, shape (n_texts, width)."""
    order = list(by_length([len(text) for text in texts.texts]))
    if not order:
        return torch.empty(0, layers.width)
    with torch.no_grad():
        vectors = torch.cat([layers(pack(texts.choose(batch))) for batch in order])
    places = torch.tensor([at for batch in order for at in batch])
    return torch.empty_like(vectors).index_copy(0, places, vectors)


def _learn(layers: TunedLayers, step: _Step, strange: Read, known: Known, weights: Weights) -> tuple[Known, Tensor]:
    """What is known after this step's texts have been read again, and its loss."""
    lessons = step.subject.lessons
    questions = pack(lessons.asked.choose(step.asked), lessons.outside.choose(step.outside), strange.choose(step.strange))
    asked, outside, odd = layers(questions).split([len(step.asked), len(step.outside), len(step.strange)])
    clauses = layers(pack(lessons.clauses.choose(step.clauses)))
    kerns = layers(pack(lessons.kerns.choose(step.clauses)))
    known = Known(
        clauses=_renew(known.clauses, step.clauses, clauses),
        kerns=_renew(known.kerns, step.clauses, kerns),
        asked=_renew(known.asked, step.asked, asked),
        outside=_renew(known.outside, step.outside, outside),
        strange=_renew(known.strange, step.strange, odd),
    )
    numbers = _places(step.asked)
    answered = Asked(asked, numbers, step.subject.asked_of[numbers])
    unanswered = Unanswered(torch.cat([outside, odd]), _places(step.outside), _places(step.strange))
    return known, loss(answered, unanswered, known, step.subject.asked_of, weights)


def _renew(known: Tensor, numbers: list[int], vectors: Tensor) -> Tensor:
    return known.index_copy(0, _places(numbers), vectors)


def _places(numbers: Sequence[int]) -> Tensor:
    return torch.tensor(numbers, dtype=torch.long)  # an empty one would hold floats


def _detached(known: Known) -> Known:
    return Known(**{part.name: getattr(known, part.name).detach() for part in fields(known)})


def _make_subject(layers: TunedLayers, lessons: ReadLessons, strange: Tensor) -> _Subject:
    known = Known(
        clauses=embed_all(layers, lessons.clauses),
        kerns=embed_all(layers, lessons.kerns),
        asked=embed_all(layers, lessons.asked),
        outside=embed_all(layers, lessons.outside),
        strange=strange,
    )
    return _Subject(
        lessons=lessons,
        known=known,
        asked_of=_places(lessons.asked_of),
        questions=_by_clause(lessons.asked_of, len(lessons.clauses)),
        outside=_by_clause(lessons.outside_of, len(lessons.clauses)),
    )


def _by_clause(clause_of: Sequence[int], clauses: int) -> list[list[int]]:
    """The numbers of the questions of each clause."""
    found: list[list[int]] = [[] for _ in range(clauses)]
    for number, clause in enumerate(clause_of):
        found[clause].append(number)
    return found


def _steps(subjects: Sequence[_Subject], strange: int, plan: Plan) -> Iterator[_Step]:
    """All steps in order: in each epoch every clause once, clauses of one company together, companies mixed."""
    chance = random.Random(plan.seed)
    for _ in range(plan.epochs):
        steps = [(subject, clauses) for subject in subjects for clauses in _groups(subject, plan.clauses, chance)]
        chance.shuffle(steps)
        for subject, clauses in steps:
            outside = [number for clause in clauses for number in subject.outside[clause]]
            yield _Step(
                subject=subject,
                clauses=clauses,
                asked=[number for clause in clauses for number in _some(subject.questions[clause], plan.questions, chance)],
                outside=_some(outside, plan.outside, chance),
                strange=_some(range(strange), plan.strange, chance),
            )


def _groups(subject: _Subject, size: int, chance: random.Random) -> Iterator[list[int]]:
    order = list(range(len(subject.questions)))
    chance.shuffle(order)
    yield from (order[start : start + size] for start in range(0, len(order), size))


def _some(numbers: Sequence[int], count: int, chance: random.Random) -> list[int]:
    return chance.sample(numbers, min(count, len(numbers)))
