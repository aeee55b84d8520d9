"""Vectors that travel with the data, so that a first build need not compute for minutes what is the same on every machine.

One byte a number, `round(127 * x / largest)` per vector: the cosine with the computed vector stays above 0.999. A passage or a
model that the file does not know is embedded as usual.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.errors import BrokenData
from bot.retrieval.embeddings import Vectors
from ingest.wording import say

LARGEST = 127


def save_vectors(path: Path, vectors: Mapping[str, Vectors], *, model: str) -> None:
    """Writes the vectors of this model, by the digest of their passage."""
    digests = sorted(vectors)
    table = np.stack([vectors[digest] for digest in digests])
    whole = np.rint(LARGEST * table / np.abs(table).max(axis=1, keepdims=True)).astype(np.int8)
    np.savez_compressed(path, model=np.array(model), digests=np.array(digests), vectors=whole)


def load_vectors(path: Path, *, model: str) -> Mapping[str, Vectors]:
    """The vectors of length 1 in this file, by the digest of their passage; nothing without a file, or for another model.

    Raises: BrokenData when the file can't be read.
    """
    return _load(path, path.stat().st_mtime_ns, model) if path.exists() else {}


@lru_cache(maxsize=1)
def _load(path: Path, _changed: int, model: str) -> Mapping[str, Vectors]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["model"]) != model:
                return {}
            table = stored["vectors"].astype(np.float32)
            digests = stored["digests"].tolist()
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise BrokenData(say("vectors_broken", file=path.name)) from error
    return dict(zip(digests, table / np.linalg.norm(table, axis=1, keepdims=True), strict=True))
