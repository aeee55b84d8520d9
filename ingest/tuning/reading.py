"""Texts as the part of the network that learns gets them: cut into tokens, and gone through the part that does not learn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import BertModel, PreTrainedTokenizerFast

from bot.retrieval.e5.prompts import PROMPTS
from ingest.tuning.lessons import Course
from ingest.tuning.lowrank import read_lower

LONGEST = {"query": 40, "document": 80}
"""Tokens after which a text is cut off: longer ones are rare, and cost most of the time."""
AT_ONCE = 2048
"""Tokens that go through the network together."""


@dataclass(frozen=True, slots=True)
class Read:
    """Texts of one kind after the lower layers, in half precision; `texts[i]` has shape (n_tokens, width)."""

    texts: tuple[Tensor, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def choose(self, numbers: Iterable[int]) -> list[Tensor]:
        """The texts with these numbers."""
        return [self.texts[number] for number in numbers]


@dataclass(frozen=True, slots=True)
class ReadLessons:
    """The lessons of one company, read; the fields are those of `Lessons`."""

    clauses: Read
    kerns: Read
    asked: Read
    asked_of: tuple[int, ...]
    outside: Read
    outside_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadCourse:
    """A course, read."""

    lessons: tuple[ReadLessons, ...]
    strange: Read


Reader = Callable[[Sequence[str], str], Read]


def read_course(course: Course, read: Reader) -> ReadCourse:
    """The course as the network reads it."""
    lessons = tuple(
        ReadLessons(
            clauses=read(company.clauses, "document"),
            kerns=read(company.kerns, "document"),
            asked=read(company.asked, "query"),
            asked_of=company.asked_of,
            outside=read(company.outside, "query"),
            outside_of=company.outside_of,
        )
        for company in course.lessons
    )
    return ReadCourse(lessons, read(course.strange, "query"))


def make_reader(network: BertModel, tokenizer: PreTrainedTokenizerFast, *, layers: int) -> Reader:
    """A reader through the first layers of this network; it is given texts and their kind, "query" or "document"."""

    def read(texts: Sequence[str], kind: str) -> Read:
        ids = [tokenizer(PROMPTS[kind] + text, truncation=True, max_length=LONGEST[kind])["input_ids"] for text in texts]
        read_texts: list[Tensor] = [torch.empty(0)] * len(ids)
        for batch in by_length([len(tokens) for tokens in ids]):
            packed = read_lower(network, [ids[at] for at in batch], layers=layers)
            for at, states in zip(batch, torch.split(packed.states.half(), list(packed.lengths)), strict=True):
                read_texts[at] = states.clone()
        return Read(tuple(read_texts))

    return read


def by_length(lengths: Sequence[int]) -> Iterable[list[int]]:
    """The numbers of all texts in batches of about equal length, so that attention has few empty places."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[at] > AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
