"""What terms of all trades tell, by subject: how terms say it, and how customers ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.errors import BrokenData
from bot.retrieval.passages import Passage, PassageKind

FILE = "onderwerpen.yaml"


class Subject(BaseModel):
    """One subject: `bepaling` as terms say it, `vragen` as customers ask for it, the first of which can be suggested."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bepaling: tuple[str, ...]
    vragen: tuple[str, ...]


_SUBJECTS = TypeAdapter(dict[str, Subject])


def load_subjects(folder: Path) -> Mapping[str, Subject]:
    """The subjects in this folder by name; none where there is no file. Raises: BrokenData."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return _SUBJECTS.validate_python(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise BrokenData(f"{path.name} kan niet worden gelezen: {error}") from error


def subject_passages(subjects: Mapping[str, Subject]) -> tuple[Passage, ...]:
    """What is embedded of these subjects."""
    return tuple(passage for name, subject in subjects.items() for passage in _passages(name, subject))


def _passages(name: str, subject: Subject) -> Iterator[Passage]:
    texts: dict[PassageKind, tuple[str, ...]] = {"bepaling": subject.bepaling, "klantvraag": subject.vragen}
    for kind, found in texts.items():
        for number, text in enumerate(found):
            yield Passage(f"{name}#{kind}#{number}", name, kind, text)
