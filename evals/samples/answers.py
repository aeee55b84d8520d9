"""The questions of sample documents, asked of an assistant that knows their terms and nothing else about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.assembly import Parts, assemble
from bot.generation.naming import composing
from bot.models import Question
from bot.settings import Settings
from evals.commands import run_ingest
from evals.graders import path_matches
from evals.samples.gold import Sample, SampleQuestion
from evals.samples.structure import company_name

ASKED_ON = date(2026, 3, 2)
OWN = frozenset({"terms", "index"})
"""What in a data folder is not shared with the one in use."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one question. `rank` is the place of the first right clause from 1, 0 where it is not found at all."""

    question: SampleQuestion
    rank: int
    status: str
    right_first: bool
    right_cited: bool


def prepare(samples: Sequence[Sample], work: Path, settings: Settings) -> Settings:
    """Settings with an index of the known companies and of these documents, which have no annotations and no rules.

    Raises: NotReady with what the index builder said.
    """
    data = work / "data"
    (data / "terms").mkdir(parents=True, exist_ok=True)
    for path in settings.data_dir.iterdir():
        if path.name not in OWN and not (data / path.name).exists():
            (data / path.name).symlink_to(path.resolve())
    for folder in settings.data_dir.glob("terms/*"):
        if not (data / "terms" / folder.name).exists():
            (data / "terms" / folder.name).symlink_to(folder.resolve())
    for sample in samples:
        _write_company(sample, data / "terms" / slug_of(sample))
    places = settings.model_copy(update={"data_dir": data, "index_dir": work / "index"})
    run_ingest(["build"], DATA_DIR=str(places.data_dir), INDEX_DIR=str(places.index_dir))
    return places


def slug_of(sample: Sample) -> str:
    """The slug under which a document is indexed."""
    return "voorbeeld-" + "".join(character if character.isalnum() else "-" for character in sample.name.lower())


def _write_company(sample: Sample, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    source = f"terms{sample.file.suffix}"
    (folder / source).write_bytes(sample.file.read_bytes())
    described = {
        "slug": slug_of(sample),
        "name": company_name(sample.file),
        "legal_form": "niet vermeld",
        "versions": [{"name": "ongedateerd", "starts_on": None, "source": source}],
    }
    (folder / "company.yaml").write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")


def ask(sample: Sample, parts: Parts) -> tuple[Answered, ...]:
    """Every question of a document, each in a conversation of its own."""
    return tuple(_ask(sample, question, parts) for question in sample.questions)


def _ask(sample: Sample, question: SampleQuestion, parts: Parts) -> Answered:
    slug = slug_of(sample)
    golds = (*question.gold, *question.also_relevant)
    hits = parts.search.find(slug, question.question).hits
    rank = next((at for at, hit in enumerate(hits, start=1) if path_matches(hit.clause.path, golds)), 0)
    reply = parts.assistant.reply(Question(slug, question.question, ASKED_ON))
    right = [path_matches(citation.clause_id.split(":", 1)[1], golds) for citation in reply.citations]
    return Answered(question, rank, reply.status, right[:1] == [True], any(right))


def assemble_for(samples: Sequence[Sample], work: Path, settings: Settings) -> Parts:
    """An assistant that knows the terms of these documents. Raises: NotReady."""
    return assemble(composing(prepare(samples, work, settings)))
