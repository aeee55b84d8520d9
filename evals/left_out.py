"""Each company measured by models that never saw it: embedding model and calibration learned from the other companies alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from bot.settings import Settings
from evals.cases import FOLDER, Case, load_cases
from evals.commands import run_ingest
from evals.measurements import LEFT_OUT, join_runs, measure_cases
from evals.outcomes import Run

LEARNED = frozenset({"calibration.yaml", "vectors.npz", "index"})
"""What in a data folder comes from a model."""


def measure_left_out(work: Path, settings: Settings, *, folder: Path = FOLDER) -> Iterator[Run]:
    """The held-out questions of every company, asked of models that learned without it; with annotations, then terms alone.

    What the models need stays in `work`, a folder per company, and is not made again. Raises: NotReady.
    """
    cases = sorted(load_cases(split="held_out", folder=folder), key=attrgetter("company"))
    by_company = {slug: tuple(members) for slug, members in groupby(cases, key=attrgetter("company"))}
    taught = {slug: learn_without(slug, work / slug, settings) for slug in by_company}
    for annotated, name in LEFT_OUT.items():
        yield join_runs([_measure(name, found, taught[slug], annotated=annotated) for slug, found in by_company.items()])


def learn_without(slug: str, work: Path, settings: Settings) -> Settings:
    """Settings with a model, an index and a calibration that know this company's terms, and learned from the others only."""
    data, model, index = work / "data", work / "model", work / "index"
    data.mkdir(parents=True, exist_ok=True)
    for path in settings.data_dir.iterdir():
        if path.name not in LEARNED and not (data / path.name).exists():
            (data / path.name).symlink_to(path.resolve())
    if not model.exists():
        run_ingest(["tune", "--without", slug, "--out", str(work / "adapter.safetensors"), "--model", str(model)])
    places = {"DATA_DIR": str(data), "INDEX_DIR": str(index), "EMBEDDING_MODEL": str(model)}
    run_ingest(["build"], **places)
    run_ingest(["calibrate", "--without", slug], **places)
    return settings.model_copy(update={"data_dir": data, "index_dir": index, "embedding_model": str(model)})


def _measure(name: str, cases: Sequence[Case], settings: Settings, *, annotated: bool) -> Run:
    return measure_cases(name, cases, settings, annotated=annotated).run
