"""What a careful reader says of a document: its structure, phrases and where they stand, and what customers ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BrokenData

SUFFIX = ".gold.json"


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True)


class Article(_Gold):
    """An article with the numbers of its leden, and of the sub-items by the lid (or by the article) that holds them."""

    number: str
    title: str = ""
    leden: tuple[str, ...] = ()
    subitems: Mapping[str, tuple[str, ...]] = {}

    def paths(self) -> Iterator[str]:
        """The path of the article, of its leden and of their sub-items."""
        yield self.number
        yield from (f"{self.number}.{lid}" for lid in self.leden)
        for holder, items in self.subitems.items():
            above = f"{self.number}.{holder}" if holder in self.leden else holder or self.number
            yield from (f"{above}.{item}" for item in items)


class SpotCheck(_Gold):
    """A phrase, and the path of the clause in which it stands."""

    clause: str
    must_contain: str


class SampleQuestion(_Gold):
    """What a customer asks, and the clauses that answer it; none where these terms don't."""

    id: str
    question: str
    gold: tuple[str, ...] = ()
    also_relevant: tuple[str, ...] = ()
    answerable: bool


class Sample(_Gold):
    """A document with everything that is known of it. `file` is where it lies."""

    file: Path
    articles: tuple[Article, ...]
    spot_checks: tuple[SpotCheck, ...]
    questions: tuple[SampleQuestion, ...]

    @property
    def name(self) -> str:
        """What it is called in a table."""
        return self.file.stem

    @property
    def paths(self) -> frozenset[str]:
        """Every path of the document."""
        return frozenset(path.lower() for article in self.articles for path in article.paths())


def load_samples(folder: Path) -> tuple[Sample, ...]:
    """The documents of a folder by name, each with `NAME.gold.json` and, where there are questions, `NAME.questions.jsonl`.

    Raises: BrokenData for a file that is not as it should be, or a folder without documents.
    """
    found = tuple(_load(path) for path in sorted(folder.glob(f"*{SUFFIX}")))
    if not found:
        raise BrokenData(f"{folder} holds no document with a {SUFFIX} beside it.")
    return found


def _load(path: Path) -> Sample:
    name = path.name.removesuffix(SUFFIX)
    asked = path.with_name(f"{name}.questions.jsonl")
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        known["file"] = path.with_name(known["file"])
        known["questions"] = [json.loads(line) for line in lines if line.strip()]
        return Sample.model_validate(known)
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise BrokenData(f"{path.name}: {error}") from error
