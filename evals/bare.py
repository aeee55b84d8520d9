"""A company's terms without annotations and rules: what a new company gets before anybody has written about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings
from evals.commands import run_ingest

WRITTEN = frozenset({"annotations", "rules"})
"""What people write about companies, in a data folder: a file or a folder per company."""


@contextmanager
def bare_settings(settings: Settings, slug: str) -> Iterator[Settings]:
    """Settings whose index lacks annotations and rules of this one company, for as long as the context lasts. Raises: NotReady.

    The index starts as a copy of the one in use, so that the clauses keep their vectors and nothing is embedded anew.
    """
    with TemporaryDirectory(prefix="evals-bare-") as folder:
        data, index = Path(folder) / "data", Path(folder) / "index"
        data.mkdir()
        for path in settings.data_dir.iterdir():
            if path.name in WRITTEN:
                _link_others(path, data / path.name, slug)
            elif path.resolve() != settings.index_dir.resolve():
                (data / path.name).symlink_to(path.resolve())
        shutil.copytree(settings.index_dir, index)
        run_ingest(["build"], DATA_DIR=str(data), INDEX_DIR=str(index), EMBEDDING_MODEL=settings.embedding_model)
        yield settings.model_copy(update={"data_dir": data, "index_dir": index})


def _link_others(source: Path, target: Path, slug: str) -> None:
    """What was written about other companies; a file may be about one version ("kge.2024-01.yaml")."""
    target.mkdir()
    for path in source.iterdir():
        if path.name.partition(".")[0] != slug:
            (target / path.name).symlink_to(path.resolve())
