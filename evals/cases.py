"""Eval cases: questions with what a good answer must hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from zlib import crc32

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.errors import BrokenData
from bot.models import Audience, Status

FOLDER = Path(__file__).parent / "cases"
CLIENT = "dev"
"""The client's own set: looked at as a whole, so neither half of it counts when a split is asked for."""
Split = Literal["dev", "held_out"]
Kind = Literal["clause", "deadline", "fee", "unanswerable", "out_of_scope", "multi_turn"]


def _group(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Case(BaseModel):
    """One conversation and what its last answer must hold.

    `gold_clauses` and `also_ok_clauses` are paths without the company; the parent or a child of one counts as well.
    Every text of `must_include` and one text of each group of `must_include_any` must stand in the answer or its quotes;
    no text of `must_not_include` may stand in the answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    company: str
    kind: Kind
    turns: tuple[str, ...]
    expected_status: Status
    audience: Audience | Literal["onbekend"] | None = None
    reference_date: date | None = None
    gold_clauses: tuple[str, ...] = ()
    also_ok_clauses: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    must_include_any: tuple[Annotated[tuple[str, ...], BeforeValidator(_group)], ...] = ()
    must_not_include: tuple[str, ...] = ()
    expected_date: date | None = None
    also_ok_dates: tuple[date, ...] = ()
    expected_amount: Decimal | None = None
    also_ok_status: tuple[Status, ...] = ()
    expected_status_per_turn: tuple[Status, ...] = ()
    difficulty: Literal["easy", "paraphrase", "hard"] | None = None
    why: str = ""

    @property
    def split(self) -> Split:
        """Half of the cases are held out, by their id alone: reported, never looked at one by one while tuning."""
        return "held_out" if crc32(self.id.encode()) % 2 else "dev"

    @property
    def golds(self) -> tuple[str, ...]:
        """Every path whose citation is right."""
        return self.gold_clauses + self.also_ok_clauses

    @property
    def visitor(self) -> Audience | None:
        """What the site knows of the visitor; nothing in a conversation, where the customer must say it."""
        return self.audience if self.audience in ("consument", "zakelijk") and len(self.turns) == 1 else None


def load_cases(names: Sequence[str] = (), *, split: Split | None = None, folder: Path = FOLDER) -> tuple[Case, ...]:
    """The cases of these sets (file names without `.jsonl`), or of all; of one split of our own sets or both.

    Raises: BrokenData with file and line.
    """
    paths = [folder / f"{name}.jsonl" for name in names] or sorted(folder.glob("**/*.jsonl"))
    own = [path for path in paths if path.stem != CLIENT or names]
    return tuple(case for path in (own if split else paths) for case in _read(path) if split in (None, case.split))


def _read(path: Path) -> list[Case]:
    if not path.exists():
        raise BrokenData(f"Er is geen set {path.stem!r} in {path.parent}.")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(Case.model_validate_json(line))
            except ValidationError as error:
                raise BrokenData(f"{path.name}, regel {number}: {error}") from error
    return found
