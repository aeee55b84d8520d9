"""The same terms without annotations and rules: what a new company gets before anybody has written about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings
from evals.commands import run_ingest

LEFT_OUT = frozenset({"annotations", "rules"})


@contextmanager
def bare_settings(settings: Settings) -> Iterator[Settings]:
    """Settings whose index lacks annotations and rules, for as long as the context lasts. Raises: NotReady.

    The index starts as a copy of the one in use, so that the clauses keep their vectors and nothing is embedded anew.
    """
    with TemporaryDirectory(prefix="evals-bare-") as folder:
        data, index = Path(folder) / "data", Path(folder) / "index"
        data.mkdir()
        for path in settings.data_dir.iterdir():
            if path.name not in LEFT_OUT and path.resolve() != settings.index_dir.resolve():
                (data / path.name).symlink_to(path.resolve())
        shutil.copytree(settings.index_dir, index)
        run_ingest(["build"], DATA_DIR=str(data), INDEX_DIR=str(index), EMBEDDING_MODEL=settings.embedding_model)
        yield settings.model_copy(update={"data_dir": data, "index_dir": index})
