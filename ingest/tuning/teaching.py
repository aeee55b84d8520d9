"""From annotations to an adapter: reads the lessons, trains, and writes what was learned."""

from __future__ import annotations

from pathlib import Path

import torch

from bot.errors import BrokenData
from bot.retrieval.e5.adapter import Card, write_adapter
from bot.retrieval.e5.network import build_network
from bot.retrieval.e5.source import find_source, read_source
from bot.retrieval.e5.tokenizer import build_tokenizer
from bot.retrieval.e5.vocabulary import keep_latin
from ingest.tuning.lessons import Course
from ingest.tuning.lowrank import TunedLayers
from ingest.tuning.reading import make_reader, read_course
from ingest.tuning.training import Plan, Progress, train
from ingest.wording import say

FEWEST_STRANGE = 2
"""Messages without an answer, so that each can be compared with another one."""


def teach(course: Course, out: Path, *, plan: Plan, threads: int, progress: Progress) -> Card:
    """The card of the adapter that this course gives, which is then at `out`.

    Raises: BrokenData when the course has no annotations, or too few strange messages; NotReady without the published model.
    """
    if not course.lessons or len(course.strange) < FEWEST_STRANGE:
        raise BrokenData(say("nothing_to_learn"))
    torch.set_num_threads(threads)
    source = read_source(find_source())
    kept = keep_latin(source.pieces)
    network = build_network(source, kept)
    read = make_reader(network, build_tokenizer(kept.pieces, longest=source.architecture.positions), layers=plan.first_layer)
    layers = TunedLayers(network, first=plan.first_layer, rank=plan.rank, seed=plan.seed)
    train(layers, read_course(course, read), plan, progress=progress)
    made = {
        "data": course.digest,
        "companies": [lessons.company for lessons in course.lessons],
        "seed": plan.seed,
        "epochs": plan.epochs,
        "layers": list(range(plan.first_layer, source.architecture.layers)),
        "rank": plan.rank,
    }
    return write_adapter(out, layers.factors(), made=made)
