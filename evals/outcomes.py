"""What a run leaves behind: where it comes from, and how each case went. Never a question, never an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BrokenData

FORMAT: Literal[2] = 2
DEEPEST = 10
"""How deep in the ranking a right clause is looked for."""


class Outcome(BaseModel):
    """How one case went.

    `checks` says which graders applied and whether they held; `rank` is the place of the first right clause among the first ten,
    0 where it is not among them, None where the case has none. `ms` holds the milliseconds of every turn, `reading_ease` the
    Flesch-Douma score of the last answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    company: str
    kind: str
    difficulty: str | None
    expected: str
    status: str
    correct: bool
    checks: Mapping[str, bool]
    confidence: float
    rank: int | None
    quotes: int
    bad_quotes: int
    reading_ease: float | None
    ms: tuple[float, ...]


class Origin(BaseModel):
    """Where the outcomes come from. Two runs with equal hashes and commits give equal outcomes, their milliseconds apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commit: str
    settings: str
    data: str
    index: str
    cases: str
    model: str


class ReadingEase(BaseModel):
    """Mean Flesch-Douma scores of one company: of its clauses that were explained, and of their explanations (`kern`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clauses: float
    kerns: float
    explained: int


class Run(BaseModel):
    """One measurement: on what, and how each case went. `annotated` is False where annotations and rules were left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")  # the file also holds figures, for its reader

    format: Literal[2] = FORMAT
    name: str
    annotated: bool
    origin: Origin
    reading_ease: Mapping[str, ReadingEase]
    outcomes: tuple[Outcome, ...]


def save_run(run: Run, path: Path, *, figures: Mapping[str, object]) -> None:
    """Write a run as JSON, its figures first and one outcome a line, so that a change is a diff that somebody can read."""
    head = json.dumps(run.model_dump(mode="json", exclude={"outcomes"}), indent=1, ensure_ascii=False).removesuffix("\n}")
    shown = ",\n".join(f"  {json.dumps(name)}: {json.dumps(figure)}" for name, figure in figures.items())
    lines = ",\n".join(f"  {json.dumps(outcome.model_dump(mode='json'), ensure_ascii=False)}" for outcome in run.outcomes)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'{head},\n "figures": {{\n{shown}\n }},\n "outcomes": [\n{lines}\n ]\n}}\n'
    path.write_text(text, encoding="utf-8")


def load_run(path: Path) -> Run:
    """The run in this file. Raises: BrokenData where there is none, or one of another format."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise BrokenData(f"There is no run in {path}. Make one with: python -m evals run") from error
    except ValidationError as error:
        raise BrokenData(f"{path} holds no run of format {FORMAT}. Measure again with: python -m evals run") from error
