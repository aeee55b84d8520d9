"""The figures of a run, as they are stored in `results.json`."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import BrokenData

STORED = Path(__file__).parent / "results.json"


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Scores(_Stored):
    """How often the right clause stands where it should, as shares of the questions of one set."""

    questions: int
    hit_1: float = Field(alias="hit@1")
    hit_3: float = Field(alias="hit@3")
    hit_5: float = Field(alias="hit@5")
    mrr_10: float = Field(alias="mrr@10")


class Latency(_Stored):
    """Milliseconds for one question, its embedding included."""

    p50: float
    p95: float


class SystemResult(_Stored):
    """One row: what a system reached in every set, and what it takes.

    `index_cpu_s` is the processor time of the whole command that builds its index, the loading of the model included; `memory_mb`
    is what the searching process holds afterwards.
    """

    key: str
    name: str
    scores: Mapping[str, Scores]
    latency_ms: Latency
    memory_mb: int
    index_cpu_s: float
    versions: Mapping[str, str]


class Results(_Stored):
    """A whole run: the commit, the machine, and a row per system."""

    commit: str
    python: str
    processor: str
    cores: int
    systems: tuple[SystemResult, ...]


def score(places: Sequence[int | None]) -> Scores:
    """The scores of a set, from the place of the right clause for each of its questions; None where it was not found."""
    found = [place for place in places if place]

    def among(depth: int) -> float:
        return round(sum(place <= depth for place in found) / len(places), 4)

    reciprocal = round(sum(1 / place for place in found) / len(places), 4)
    return Scores(questions=len(places), hit_1=among(1), hit_3=among(3), hit_5=among(5), mrr_10=reciprocal)


def latency(seconds: Sequence[float]) -> Latency:
    """The median and the 95th percentile of these seconds, in milliseconds."""
    ordered = sorted(1000 * second for second in seconds)
    return Latency(p50=round(statistics.median(ordered), 1), p95=round(ordered[int(0.95 * (len(ordered) - 1))], 1))


def save_results(results: Results, path: Path = STORED) -> None:
    """Write these figures."""
    path.write_text(results.model_dump_json(indent=1, by_alias=True) + "\n", encoding="utf-8")


def load_results(path: Path = STORED) -> Results:
    """The figures that were saved. Raises: BrokenData."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise BrokenData(f"There are no figures in {path}. Measure with: python -m evals.peers run") from error
    except ValidationError as error:
        raise BrokenData(f"{path} cannot be read: {error}") from error
