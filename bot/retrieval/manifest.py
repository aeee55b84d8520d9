"""Which collection and which stored terms are in use: one small file that is replaced in a single step."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import IndexMissing

FORMAT = 2
MANIFEST = "manifest.json"
REBUILD = "Bouw de index met: python -m ingest build"


class Entry(BaseModel):
    """One version of a company's terms in the index. The name of its collection tells terms, annotations and model apart.

    `names` are what customers call the company. `lends`: it has sample questions, which guide to clauses of companies without.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    starts_on: date | None
    collection: str
    names: tuple[str, ...] = ()
    lends: bool = False


class Manifest(BaseModel):
    """What the index holds now: the collection of anchors, and per company its versions from old to new."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    model: str = ""
    anchors: str = ""
    companies: Mapping[str, tuple[Entry, ...]] = {}

    @property
    def collections(self) -> frozenset[str]:
        """Every collection in use."""
        names = {self.anchors} | {entry.collection for entries in self.companies.values() for entry in entries}
        return frozenset(names - {""})

    def with_company(self, slug: str, entries: Sequence[Entry]) -> Manifest:
        """The same index with these versions of a company, from old to new."""
        return self.model_copy(update={"companies": {**self.companies, slug: tuple(entries)}})

    def without_company(self, slug: str) -> Manifest:
        """The same index without this company."""
        return self.model_copy(update={"companies": {other: kept for other, kept in self.companies.items() if other != slug}})


def load_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """The manifest in this index folder. Raises: IndexMissing when there is none, or one of another format."""
    try:
        manifest = Manifest.model_validate_json((folder / name).read_bytes())
    except FileNotFoundError as error:
        raise IndexMissing(f"Er is nog geen index. {REBUILD}") from error
    except ValidationError as error:
        raise IndexMissing(f"De index is beschadigd. {REBUILD}") from error
    if manifest.format != FORMAT:
        raise IndexMissing(f"De index is van een andere versie van dit programma. {REBUILD}")
    return manifest


def save_manifest(folder: Path, manifest: Manifest, name: str = MANIFEST) -> None:
    """Put this manifest in use; a reader sees the old or the new one, never half of it."""
    replace_file(folder / name, manifest.model_dump_json(indent=1).encode())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its final place and move it there, durably."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    scratch.replace(path)
