"""What the processes of a run hand to each other as JSON. Knows nothing but the standard library: every environment loads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

CHUNKS = 30
"""Chunks that a system is asked for: more than the ten places that count, because some may take no place of their own."""

Search = Callable[[str, str], list[str]]
"""From a company and a question to texts, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to one company."""

    company: str
    question: str


@dataclass(frozen=True, slots=True)
class Job:
    """The same for every system: the companies' terms as they were published, the questions, and the folder of our model."""

    terms: Mapping[str, str]
    questions: tuple[Asked, ...]
    model: str

    def save(self, path: Path) -> None:
        """Write this job."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Found:
    """What a system brought up: per question the texts, best first, and the seconds; then its memory (MB) and packages."""

    texts: tuple[tuple[str, ...], ...]
    seconds: tuple[float, ...]
    memory_mb: float
    versions: Mapping[str, str]

    def save(self, path: Path) -> None:
        """Write what was found."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def load_job(path: Path) -> Job:
    """The job that was saved here."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Job(raw["terms"], tuple(Asked(**asked) for asked in raw["questions"]), raw["model"])


def load_found(path: Path) -> Found:
    """What was saved here."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Found(tuple(map(tuple, raw["texts"])), tuple(raw["seconds"]), raw["memory_mb"], raw["versions"])
